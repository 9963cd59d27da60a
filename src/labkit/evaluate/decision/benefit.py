"""Net benefit of acting on a model at a threshold, and the decision curve over thresholds.

Vickers and Elkin, Medical Decision Making 2006;26:565. At threshold probability ``t`` everybody with a
predicted probability of at least ``t`` is treated, and

    net benefit(t) = TP / n - FP / n * t / (1 - t)

Convention: ``>=``, so that at t = 0 everybody is treated. One pass sorts people into the intervals between
thresholds (a count of events and of others in each), and every threshold is read from cumulative counts.
dcurves takes 208 times as long for 99 thresholds, two models and 20,000 rows, 196 times for 200,000
(docs/benchmarks-subjects.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.intervals.resample_counts import ResampleCounts
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")

DEFAULT_THRESHOLDS = np.round(np.arange(1, 100) / 100, 2)


def threshold_from_harms(harm_false_alarm: float, harm_missed_case: float) -> float:
    """Threshold probability at which treating and not treating weigh the same.

    Parameters
    ----------
    harm_false_alarm : float
        Harm of treating a person who will not have the event, in any unit.
    harm_missed_case : float
        Harm of not treating one who will (the benefit forgone), in the same unit.

    Returns
    -------
    float
        ``harm_false_alarm / (harm_false_alarm + harm_missed_case)``: a case worth nine false alarms gives
        0.10 (Pauker and Kassirer, NEJM 1975;293:229).

    Raises
    ------
    ValueError
        On a negative or missing harm, or when neither harms.

    Examples
    --------
    >>> threshold_from_harms(harm_false_alarm=1, harm_missed_case=9)
    0.1
    """
    total = harm_false_alarm + harm_missed_case
    if not (harm_false_alarm >= 0 and harm_missed_case >= 0 and 0 < total < np.inf):
        raise ValueError(_("Harms must be finite, not negative, and not both 0."))
    return harm_false_alarm / total


def net_benefit(
    y_true: Any, y_prob: Any, thresholds: ArrayLike, sample_weight: Any = None
) -> NDArray[np.float64] | float:
    """Net benefit per person of treating those whose predicted probability reaches a threshold.

    Parameters
    ----------
    y_true : array of shape (n,)
        1 where the event occurred, else 0.
    y_prob : array of shape (n,)
        Predicted probabilities.
    thresholds : float or array of shape (n_thresholds,)
        Threshold probabilities in [0, 1), in any order.
    sample_weight : array of shape (n,), optional

    Returns
    -------
    float or array of shape (n_thresholds,)
        In true positives a person: 0.05 is worth five more cases found in a hundred people, with no false
        alarm.

    Raises
    ------
    ValueError
        See `labkit.evaluate.inputs.validation`.

    Examples
    --------
    >>> # of four people, one case found and one false alarm, which weighs a third at 0.25
    >>> round(net_benefit([0, 0, 0, 1], [0.1, 0.2, 0.3, 0.9], 0.25), 3)
    0.167
    """
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    t = validation.thresholds(thresholds)
    order = np.argsort(t, kind="stable")
    sorted_benefit = benefit_from_cells(cell_totals(y, p, t[order], w), t[order])
    result = np.empty_like(sorted_benefit)
    result[order] = sorted_benefit
    return float(result[0]) if np.ndim(thresholds) == 0 else result


def decision_curve(
    y_true: Any,
    y_prob: Any,
    thresholds: ArrayLike | None = None,
    sample_weight: Any = None,
    *,
    n_resamples: int = 0,
    confidence: float = 0.95,
    cluster: Any = None,
    random_state: Any = None,
) -> pd.DataFrame:
    """Net benefit of one or several models over thresholds, beside treating everybody and treating nobody.

    Parameters
    ----------
    y_true : array of shape (n,)
    y_prob : array of shape (n,), mapping of names to arrays, or frame of shape (n, n_models)
    thresholds : array of shape (n_thresholds,), optional
        0.01, 0.02, ... 0.99 by default.
    sample_weight : array of shape (n,), optional
    n_resamples : int
        Bootstrap resamples for the interval; 0 for none.
    confidence : float
        Of the percentile interval, pointwise in the threshold.
    cluster : array of shape (n,), optional
        Resample whole patients (or wards) in place of rows.
    random_state : int, Generator or None

    Returns
    -------
    DataFrame
        One row a model and threshold: ``threshold, model, net_benefit, treat_all, treat_none`` and, with
        resamples,
        ``ci_low, ci_high``.

    Notes
    -----
    Resampling rows and drawing Multinomial(n, counts / n) over the cells of (interval between thresholds,
    outcome) give the same distribution, so the cost of the interval does not grow with n. With weights or
    clusters, rows or clusters are resampled.
    """
    import pandas as pd

    n_resamples = settings.whole(n_resamples, "n_resamples")

    y_true, y_prob, sample_weight, cluster = aligned(
        y_true=y_true, y_prob=y_prob, sample_weight=sample_weight, cluster=cluster
    )
    y = validation.outcome(y_true)
    named = validation.models(y_prob, len(y))
    w = validation.weights(sample_weight, len(y))
    t = np.sort(validation.thresholds(DEFAULT_THRESHOLDS if thresholds is None else thresholds))
    level = validation.confidence(confidence)
    groups = None if cluster is None else validation.identifiers(cluster, len(y))
    generator = np.random.default_rng(random_state)
    columns: dict[str, list[Any]] = {name: [] for name in ("net_benefit", "treat_all", "ci_low", "ci_high")}
    tails = [(1 - level) / 2, (1 + level) / 2]
    for p in named.values():
        cells = cell_totals(y, p, t, w)
        columns["net_benefit"].append(benefit_from_cells(cells, t))
        columns["treat_all"].append(_treat_all(cells, t))
        if n_resamples:
            replicates = _replicates(y, p, t, w, groups, cells, n_resamples, generator)
            for name, limit in zip(
                ("ci_low", "ci_high"), np.quantile(replicates, tails, axis=0), strict=True
            ):
                columns[name].append(limit)
    curve = {
        "threshold": np.tile(t, len(named)),
        "model": np.repeat(list(named), len(t)),
        "net_benefit": np.concatenate(columns["net_benefit"]),
        "treat_all": np.concatenate(columns["treat_all"]),
        "treat_none": np.zeros(len(named) * len(t)),
    }
    if n_resamples:
        curve |= {name: np.concatenate(columns[name]) for name in ("ci_low", "ci_high")}
    return pd.DataFrame(curve)


def cell_totals(y: NDArray[Any], p: Vector, t: Vector, w: Vector | None) -> Vector:
    """Weight of people by (interval between sorted thresholds, outcome), shape (n_thresholds + 1, 2)."""
    key = reached(p, t) * 2 + y
    return np.bincount(key, weights=w, minlength=2 * (len(t) + 1)).reshape(-1, 2).astype(np.float64)


_SLOTS = 4096


def reached(p: Vector, t: Vector) -> NDArray[np.intp]:
    """Number of sorted thresholds that each probability reaches (``t <= p``), shape (n,).

    Thresholds at least 1/4096 apart are found by table: a probability's slot is the whole part of ``4096 *
    p``, exact in binary, and at most one threshold is left to compare with. A binary search a person takes
    several times longer.
    """
    slots = (t * _SLOTS).astype(np.intp)
    if len(t) > len(p) or len(np.unique(slots)) < len(t):
        return np.searchsorted(t, p, side="right")
    at = np.full(_SLOTS + 1, np.inf)
    at[slots] = t
    below = np.searchsorted(slots, np.arange(_SLOTS + 1), side="left")
    slot = (p * _SLOTS).astype(np.intp)
    return below.take(slot) + (p >= at.take(slot))


def benefit_from_cells(cells: Vector, t: Vector) -> Vector:
    """Net benefit at sorted thresholds from cells of shape (..., n_thresholds + 1, 2)."""
    treated = np.flip(np.cumsum(np.flip(cells, -2), axis=-2), -2)[..., 1:, :]
    total = cells.sum(axis=(-2, -1))[..., None]
    return (treated[..., 1] - treated[..., 0] * (t / (1 - t))) / total


def _treat_all(cells: Vector, t: Vector) -> Vector:
    prevalence = cells[:, 1].sum() / cells.sum()
    return prevalence - (1 - prevalence) * t / (1 - t)


def _replicates(
    y: NDArray[Any],
    p: Vector,
    t: Vector,
    w: Vector | None,
    groups: NDArray[np.intp] | None,
    cells: Vector,
    n_resamples: int,
    generator: np.random.Generator,
) -> Vector:
    """Bootstrap net benefits, shape (n_resamples, n_thresholds)."""
    if w is None and groups is None:
        n = len(y)
        drawn = generator.multinomial(n, cells.ravel() / n, size=n_resamples).astype(np.float64)
        return benefit_from_cells(drawn.reshape(n_resamples, -1, 2), t)
    if groups is None:
        groups = np.arange(len(y))
    key = reached(p, t) * 2 + y
    counts = ResampleCounts(int(groups.max()) + 1, generator)
    row_weight = np.ones(len(y)) if w is None else w
    result = np.empty((n_resamples, len(t)))
    for b in range(n_resamples):
        resampled: Any = np.bincount(key, weights=row_weight * counts.draw()[groups], minlength=cells.size)
        result[b] = benefit_from_cells(resampled.reshape(cells.shape), t)
    return result
