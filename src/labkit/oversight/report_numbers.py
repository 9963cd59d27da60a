"""The numbers of a report, recomputed from outcomes and predictions each time, and the check of a report's claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.calibration.measures import brier_score, observed_expected
from labkit.evaluate.decision.benefit import decision_curve
from labkit.evaluate.discrimination.auc import auc_interval
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.evaluate.recalibration.intercept_and_slope import calibration_summary
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")

COLUMNS = ("group", "statistic", "n", "numerator", "estimate", "ci_low", "ci_high", "status")


def performance_numbers(
    y_true: Any,
    y_prob: Any,
    *,
    threshold: float,
    groups: Any = None,
    cluster: Any = None,
    min_cell: int = 10,
    n_resamples: int = 500,
    confidence: float = 0.95,
    clip: float = 1e-6,
    random_state: Any = 0,
) -> pd.DataFrame:
    """Every number that a TRIPOD+AI report or a model card of labkit prints.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
        The evaluation data: people that the model has not learnt from.
    threshold : float
        Probability from which the model's suggestion is to act.
    groups : mapping of str to arrays of shape (n,), or frame, optional
        Attributes by which performance is shown (sex, age group, language...).
    cluster : array of shape (n,), optional
        Patients, when some have several rows: for the intervals of AUC, calibration and Brier score.
    min_cell : int
        Groups of fewer people are suppressed: their numbers could single somebody out, and would mean
        nothing. Where an attribute has one such level, its next smallest is suppressed too: a subtraction
        from the whole would give the first back.
    n_resamples : int
        For calibration-in-the-large, slope, Brier score and net benefit.
    confidence : float
    clip : float
        Probabilities of 0 and 1 are brought inside by so much for the calibration intercept and slope.
    random_state : int, Generator or None
        Fixed by default: the same data give the same card.

    Returns
    -------
    DataFrame
        ``group, statistic, n, numerator, estimate, ci_low, ci_high, status``: group is ``None`` for
        everybody, else
        ``attribute=level``; `n` is the denominator; status is ``ok``, ``imprecise`` (fewer than ten events,
        or ten others), ``undefined`` or ``suppressed``.
    """
    y_true, y_prob, groups, cluster = aligned(y_true=y_true, y_prob=y_prob, groups=groups, cluster=cluster)
    import pandas as pd

    y, p, _w = validation.binary_problem(y_true, y_prob)
    t = float(validation.thresholds(threshold)[0])
    codes = None if cluster is None else validation.identifiers(cluster, len(y))
    parts: list[tuple[str | None, Any]] = [(None, np.ones(len(y), bool))]
    hidden: set[str] = set()
    for attribute, values in _columns(groups).items():
        member = validation.identifiers(values, len(y), attribute)
        labels = validation.vector(values, attribute)
        levels = [
            (f"{attribute}={labels[np.argmax(member == c)]}", member == c) for c in range(member.max() + 1)
        ]
        parts += levels
        hidden |= _suppressed({name: int(inside.sum()) for name, inside in levels}, min_cell)
    rows = []
    for name, inside in parts:
        if name in hidden:
            rows.append(dict(zip(COLUMNS, (name, "n", *[np.nan] * 5, "suppressed"), strict=True)))
            continue
        part = y[inside], p[inside], None if codes is None else codes[inside]
        rows += _part(name, *part, t, n_resamples, confidence, clip, random_state)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _suppressed(sizes: dict[str, int], min_cell: int) -> set[str]:
    """Levels of one attribute to hide: the small ones, and one more when a subtraction would reveal the only one."""
    small = {name for name, n in sizes.items() if n < min_cell}
    others = [name for name in sizes if name not in small]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda name: sizes[name]))
    return small


def _columns(groups: Any) -> dict[str, Any]:
    if groups is None:
        return {}
    if hasattr(groups, "to_frame"):  # one attribute, as a Series
        return {str(getattr(groups, "name", None) or "group"): groups}
    if hasattr(groups, "columns"):
        return {str(name): groups[name] for name in groups.columns}
    return dict(groups)


def _part(
    name: str | None,
    y: Any,
    p: Any,
    cluster: Any,
    t: float,
    n_resamples: int,
    confidence: float,
    clip: float,
    random_state: Any,
) -> list[dict[str, Any]]:
    n, events = len(y), int(y.sum())
    few = min(events, n - events) < 10
    rows: list[dict[str, Any]] = []

    def add(
        statistic: str, denominator: int, numerator: float, estimate: float, low: float, high: float
    ) -> None:
        status = "undefined" if np.isnan(estimate) else "imprecise" if few and statistic != "n" else "ok"
        values = (name, statistic, denominator, numerator, estimate, low, high, status)
        rows.append(dict(zip(COLUMNS, values, strict=True)))

    add("n", n, n, float(n), np.nan, np.nan)
    add("prevalence", n, events, events / n, *wilson_interval(events, n, confidence))
    both = 0 < events < n
    area = auc_interval(y, p, method="logit", confidence=confidence, cluster=cluster) if both else None
    values = (area.estimate, area.ci_low, area.ci_high) if area else (np.nan,) * 3
    add("auc", n, np.nan, *values)
    ratio = observed_expected(y, p, confidence=confidence) if p.any() else None
    values = (ratio.estimate, ratio.ci_low, ratio.ci_high) if ratio else (np.nan,) * 3
    add("o_e", n, events, *values)
    summary = _calibration(y, p, cluster, n_resamples, confidence, clip, random_state) if both else None
    for statistic in ("calibration_in_the_large", "slope"):
        values = summary[statistic] if summary else (np.nan,) * 3
        add(statistic, n, np.nan, *values)
    values = summary["brier"] if summary else (brier_score(y, p), np.nan, np.nan)
    add("brier", n, np.nan, *values)
    flagged = p >= t
    for statistic, mask, hit in (
        ("sensitivity", y == 1, flagged),
        ("specificity", y == 0, ~flagged),
        ("ppv", flagged, y == 1),
        ("npv", ~flagged, y == 0),
        ("flagged", np.ones(n, bool), flagged),
    ):
        denominator, numerator = int(mask.sum()), int((mask & hit).sum())
        estimate = numerator / denominator if denominator else np.nan
        add(statistic, denominator, numerator, estimate, *wilson_interval(numerator, denominator, confidence))
    curve = decision_curve(
        y, p, [t], n_resamples=n_resamples, confidence=confidence, cluster=cluster, random_state=random_state
    ).iloc[0]
    add(
        "net_benefit",
        n,
        np.nan,
        curve["net_benefit"],
        curve.get("ci_low", np.nan),
        curve.get("ci_high", np.nan),
    )
    add("net_benefit_treat_all", n, np.nan, curve["treat_all"], np.nan, np.nan)
    return rows


def _calibration(
    y: Any, p: Any, cluster: Any, n_resamples: int, confidence: float, clip: float, random_state: Any
) -> dict[str, tuple[float, float, float]] | None:
    try:
        table = calibration_summary(
            y,
            p,
            n_resamples=n_resamples,
            confidence=confidence,
            cluster=cluster,
            clip=clip,
            random_state=random_state,
        )
    except ValueError:
        # one predicted value, or classes separated perfectly: intercept and slope have no estimate
        return None
    if not n_resamples:
        table = table.assign(ci_low=np.nan, ci_high=np.nan)
    return {
        row.statistic: (float(row.estimate), float(row.ci_low), float(row.ci_high))
        for row in table.itertuples()
    }


def check_numbers(claimed: Any, recomputed: Any, *, tolerance: float = 5e-4) -> pd.DataFrame:
    """Claims of a report that the data do not bear out.

    Parameters
    ----------
    claimed : frame
        Columns ``statistic, estimate`` and optionally ``group, ci_low, ci_high``.
    recomputed : frame
        As returned by `performance_numbers`.
    tolerance : float
        Half a unit of the last digit printed.

    Returns
    -------
    DataFrame
        ``group, statistic, column, claimed, recomputed``, one row a number that differs, or that nothing
        computes; empty when every claim holds. Claims and numbers meet by group and statistic, in any order.

    Raises
    ------
    ValueError
        When a column is missing, or there is no claim.
    """
    import narwhals as nw
    import pandas as pd

    table = nw.from_native(claimed, eager_only=True).to_pandas()
    if not len(table):
        raise ValueError(_("The claims are empty: there is nothing to check, which is no proof of anything."))
    missing = [name for name in ("statistic", "estimate") if name not in table.columns]
    if missing:
        raise ValueError(_("Columns missing from the claims: {names}.").format(names=", ".join(missing)))
    known = {(_key(row.group), row.statistic): row for row in recomputed.itertuples()}
    problems = []
    for row in table.itertuples():
        group = _key(getattr(row, "group", None))
        truth = known.get((group, row.statistic))
        for column in ("estimate", "ci_low", "ci_high"):
            if not hasattr(row, column):
                continue
            value = float(getattr(row, column))
            right = np.nan if truth is None else float(getattr(truth, column))
            same = (np.isnan(value) and np.isnan(right)) or abs(value - right) <= tolerance + 1e-9
            if not same or (truth is None and column == "estimate"):
                problems.append((group, row.statistic, column, value, right))
    return pd.DataFrame(problems, columns=["group", "statistic", "column", "claimed", "recomputed"])


def _key(group: Any) -> str | None:
    return None if group is None or group != group or group == "" else str(group)
