"""Leaks inside a feature: one that predicts too well alone, or that was computed from the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.discrimination.auc import auc, auc_interval
from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.features import Feature, as_numbers, feature
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.leakage.findings import finding, finding_rows
from labkit.language import catalogue, number

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


def single_feature_auc(X: Any, y_true: Any, *, suspect_above: float = 0.9) -> pd.DataFrame:
    """How well each feature predicts alone, and how well its mere presence does.

    Parameters
    ----------
    X : pandas or polars frame of shape (n, n_features)
    y_true : array of shape (n,)
    suspect_above : float
        AUC (of the feature or of its missingness, in either direction) from which a person should explain it.

    Returns
    -------
    DataFrame
        Two checks a feature: ``single_feature`` and, where some values are missing, ``missingness``; `value`
        is the AUC folded at 0.5, `n` the people used.

    Notes
    -----
    A category is scored by the event's share in the other half of the data (two folds), so that rare
    categories do not predict themselves. Missing values of a number are left out of ``single_feature``. Numbers
    are numbers however they arrive: as objects, Decimal, durations, dates. A feature that cannot be judged (free
    text, lists, one class among those who have a value) is ``not_checked``, never ``ok``.
    """
    import narwhals as nw

    X, y_true = aligned(X=X, y_true=y_true)
    table = nw.from_native(X, eager_only=True)
    y = validation.outcome(y_true)
    validation.both_classes(y)
    validation.fraction(suspect_above, "suspect_above")
    rows = []
    for name in table.columns:
        held = feature(table[name], str(name))
        validation.same_length(**{"y_true": y, str(name): held.values})
        present = ~held.missing()
        rows.append(_alone(name, held, y, present))
        if not present.all():
            rows.append(_judged("missingness", name, y, present.astype(float), _("whether it is present")))
    for row in rows:
        if row["status"] != "not_checked":
            row["status"] = "suspect" if row["value"] >= suspect_above and row["status"] else "ok"
    return finding_rows(rows)


def _alone(name: Any, held: Feature, y: NDArray[np.int8], present: NDArray[np.bool_]) -> dict[str, Any]:
    if held.held == "unreadable":
        return _not_checked("single_feature", name, _("its values are neither numbers nor categories"))
    if held.is_number:
        infinite = np.isinf(held.values)
        if infinite.any():
            raise ValueError(
                _(
                    "{name}: {count} missing or infinite value(s), the first at row {row}. "
                    "Drop or impute these rows, and say so in the report."
                ).format(name=name, count=int(infinite.sum()), row=int(np.argmax(infinite)))
            )
        return _judged("single_feature", name, y[present], held.values[present], _("its value"))
    texts = held.values[present]
    numbers = as_numbers(texts)
    if numbers is not None and np.isfinite(numbers).all():
        # numbers kept as text may be codes or measurements: whichever reading says more is told
        read = [
            _judged("single_feature", name, y[present], numbers, _("its value")),
            _judged("single_feature", name, y, _category_score(held.values, y, present), _("its value")),
        ]
        return max(read, key=lambda row: np.nan_to_num(row["value"]))
    if len(texts) and len(set(texts)) > len(texts) / 2:
        return _not_checked(
            "single_feature",
            name,
            _("nearly every row has a text of its own, from which nothing can be counted"),
        )
    return _judged("single_feature", name, y, _category_score(held.values, y, present), _("its value"))


def _not_checked(check: str, name: Any, reason: str) -> dict[str, Any]:
    detail = _("Not checked, because {reason}.").format(reason=reason)
    return finding(check, name, 0, float("nan"), "not_checked", detail)


def _judged(check: str, name: Any, y: NDArray[np.int8], score: Vector, subject: str) -> dict[str, Any]:
    """One row; its status is for now whether the AUC is sure to differ from 0.5."""
    if len(y) == 0 or y.min() == y.max():
        return _not_checked(check, name, _("all who have a value have one and the same outcome"))
    folded, sure = _folded(y, score)
    detail = _("{subject} alone has an AUC of {auc}.").format(subject=subject, auc=number(folded, 2))
    return finding(check, name, len(y), folded, sure, detail)


def _category_score(values: NDArray[Any], y: NDArray[np.int8], present: NDArray[np.bool_]) -> Vector:
    text = np.where(present, values, "∅").astype(str)
    codes = np.unique(text, return_inverse=True)[1]
    fold = np.zeros(len(y), int)
    for value in (0, 1):  # both classes in both halves
        fold[np.flatnonzero(y == value)[1::2]] = 1
    score = np.empty(len(y))
    for half in (0, 1):
        other = fold != half
        n = np.bincount(codes[other], minlength=codes.max() + 1)
        events = np.bincount(codes[other], weights=y[other], minlength=codes.max() + 1)
        prevalence = y[other].mean()
        score[~other] = ((events + prevalence) / (n + 1))[codes[~other]]
    return score


def _folded(y: NDArray[np.int8], score: Vector) -> tuple[float, bool]:
    """AUC in the better direction, and whether its interval leaves 0.5 out (small samples reach 0.9 by luck)."""
    value = auc(y, score)
    direction = 1 if value >= 0.5 else -1
    interval = auc_interval(y, direction * score, method="logit")
    certain = interval.ci_low > 0.5 and min(y.sum(), len(y) - y.sum()) >= 5
    return max(value, 1 - value), bool(certain)


def target_derived(X: Any, y_true: Any, *, min_repeats: int = 5) -> pd.DataFrame:
    """Features that determine the outcome: each of their values goes with one class only.

    Parameters
    ----------
    X : pandas or polars frame of shape (n, n_features)
    y_true : array of shape (n,)
    min_repeats : int
        Mean number of people a value must have: an identifier determines everything and proves nothing.

    Returns
    -------
    DataFrame
        One row a feature: `value` is the share of people whose value of the feature gives their outcome away.
    """
    import narwhals as nw

    settings.real(min_repeats, "min_repeats", least=1)

    X, y_true = aligned(X=X, y_true=y_true)
    table = nw.from_native(X, eager_only=True)
    y = validation.outcome(y_true)
    validation.both_classes(y)
    rows = []
    for name in table.columns:
        held = feature(table[name], str(name))
        validation.same_length(**{"y_true": y, str(name): held.values})
        if held.held == "unreadable":
            reason = _("its values are neither numbers nor categories")
            rows.append(_not_checked("target_derived", name, reason))
            continue
        codes = np.unique(np.where(held.missing(), "∅", held.values).astype(str), return_inverse=True)[1]
        n = np.bincount(codes)
        events = np.bincount(codes, weights=y)
        pure = ((events == 0) | (events == n)) & (n >= 2)
        share = float(n[pure].sum() / len(y))
        leak = share == 1.0 and len(y) / len(n) >= min_repeats
        detail = (
            _("Each value goes with one outcome only: it was computed from the outcome, or is the outcome.")
            if leak
            else _("Its values do not give the outcome away.")
        )
        rows.append(finding("target_derived", name, len(y), share, "leak" if leak else "ok", detail))
    return finding_rows(rows)
