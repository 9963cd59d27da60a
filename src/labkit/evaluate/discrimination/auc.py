"""Discrimination: the area under the ROC curve, DeLong's interval, and the paired test of two models.

The AUC is the probability that a person with the event has a higher score than one without, ties counted
half. Each person's *placement* (the share of the other class on the right side of them) is all that DeLong's
variance needs, and ranks give every placement at the price of one sort.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.discrimination.auc_bootstrap import auc_replicates
from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.intervals.estimate import Estimate, percentile_estimate
from labkit.evaluate.intervals.proportions import normal_quantile, wilson_interval
from labkit.language import catalogue

_ = catalogue("evaluate")
IMPORTED_LATE = ("scipy.special",)


class _Placements(NamedTuple):
    auc: float
    placement: Vector  # (n,): V10 of the people with the event, V01 of the others
    weight: Vector  # (n,)
    total: tuple[float, float]  # weight without and with the event


def _problem(y_true: Any, y_score: Any, sample_weight: Any) -> tuple[NDArray[np.int8], Vector, Vector | None]:
    y_true, y_score, sample_weight = aligned(y_true=y_true, y_score=y_score, sample_weight=sample_weight)
    y, score = validation.outcome(y_true), validation.numeric(y_score, "y_score")
    validation.same_length(y_true=y, y_score=score)
    w = validation.weights(sample_weight, len(y))
    validation.both_classes(y, w)
    return y, score, w


def _placements(y: NDArray[np.int8], score: Vector, w: Vector | None) -> _Placements:
    weight = np.ones(len(y)) if w is None else w
    codes = np.unique(score, return_inverse=True)[1]
    with_event = np.bincount(codes, weights=weight * y)
    without = np.bincount(codes, weights=weight * (1 - y))
    events, others = with_event.sum(), without.sum()
    below = (np.cumsum(without) - without / 2) / others
    above = (events - np.cumsum(with_event) + with_event / 2) / events
    placement = np.where(y == 1, below[codes], above[codes])
    return _Placements(float(with_event @ below / events), placement, weight, (float(others), float(events)))


def auc(y_true: Any, y_score: Any, sample_weight: Any = None) -> float:
    """Area under the ROC curve, ties counted half.

    Parameters
    ----------
    y_true : array of shape (n,)
    y_score : array of shape (n,)
        Any score that rises with risk; probabilities are not needed.
    sample_weight : array of shape (n,), optional

    Returns
    -------
    float

    Raises
    ------
    ValueError
        See `labkit.evaluate.inputs.validation`; also when only one class is present: the AUC is then undefined.

    Notes
    -----
    Hanley and McNeil, Radiology 1982;143:29. Same number as scikit-learn's ``roc_auc_score``.

    Examples
    --------
    >>> auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    0.75
    """
    return _placements(*_problem(y_true, y_score, sample_weight)).auc


def auc_interval(
    y_true: Any,
    y_score: Any,
    sample_weight: Any = None,
    *,
    method: str = "delong",
    confidence: float = 0.95,
    cluster: Any = None,
    n_resamples: int = 2000,
    random_state: Any = None,
) -> Estimate:
    """AUC with an interval.

    Parameters
    ----------
    y_true, y_score : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
        DeLong's variance takes weights as frequencies (a row of weight 3 stands for three people); for survey
        or inverse-probability weights use the bootstrap.
    method : {"delong", "logit", "bootstrap"}
        ``"logit"`` is DeLong's variance on the logit scale: it stays within 0..1 and covers better near 1.
    confidence : float
    cluster : array of shape (n,), optional
        Patients, when some have several rows (Obuchowski 1997 for DeLong; whole patients for the bootstrap).
    n_resamples, random_state
        For the bootstrap.

    Returns
    -------
    Estimate
        With an AUC of 0 or 1 DeLong's variance is 0; the interval is then Wilson's for as many people as the
        smaller class has, all of them well placed: a cautious choice of labkit's, with ``method="wilson"``.

    Notes
    -----
    DeLong, DeLong and Clarke-Pearson, Biometrics 1988;44:837; by ranks as in Sun and Xu, IEEE Signal
    Processing Letters 2014;21:1389. Clusters: Obuchowski, Biometrics 1997;53:567. Logit: Pepe, 2003, section
    5.2.
    """
    n_resamples = settings.whole(n_resamples, "n_resamples", least=int(method == "bootstrap"))
    y_true, y_score, sample_weight, cluster = aligned(
        y_true=y_true, y_score=y_score, sample_weight=sample_weight, cluster=cluster
    )
    y, score, w = _problem(y_true, y_score, sample_weight)
    codes = None if cluster is None else validation.identifiers(cluster, len(y))
    if method == "bootstrap":
        point = _placements(y, score, w).auc
        return percentile_estimate(
            point, auc_replicates(y, score, w, codes, n_resamples, random_state), confidence
        )
    if method not in ("delong", "logit"):
        raise ValueError(
            _("method must be 'delong', 'logit' or 'bootstrap', not {value}.").format(value=repr(method))
        )
    one = _placements(y, score, w)
    error = float(np.sqrt(_covariance(y, [one], codes)[0, 0]))
    if one.auc in (0, 1):
        # nobody misplaced: the variance is estimated as 0, which is no certainty
        fewer = min(one.total)
        low, high = wilson_interval(one.auc * fewer, fewer, confidence)
        return Estimate(one.auc, low, high, error, confidence, "wilson")
    z = normal_quantile(confidence)
    if method == "logit":
        centre, half = np.log(one.auc / (1 - one.auc)), z * error / (one.auc * (1 - one.auc))
        low, high = (1 / (1 + np.exp(-(centre + side * half))) for side in (-1, 1))
    else:
        low, high = max(0.0, one.auc - z * error), min(1.0, one.auc + z * error)
    return Estimate(one.auc, float(low), float(high), error, confidence, method)


def auc_difference(
    y_true: Any,
    y_score_a: Any,
    y_score_b: Any,
    sample_weight: Any = None,
    *,
    confidence: float = 0.95,
    cluster: Any = None,
) -> Estimate:
    """AUC of model a minus that of model b on the same people, with DeLong's paired interval and test.

    Parameters
    ----------
    y_true, y_score_a, y_score_b : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
        Frequencies.
    confidence : float
    cluster : array of shape (n,), optional

    Returns
    -------
    Estimate
        ``p_value`` is that of equal AUCs (two-sided, normal). When the two models order everybody alike the
        difference is 0 without any uncertainty, and the p-value is 1.

    Notes
    -----
    DeLong et al. 1988. Do not use it to compare nested models on the data they were fitted on (Demler,
    Pencina and D'Agostino, Statistics in Medicine 2012;31:2577).
    """
    from scipy.special import ndtr

    y_true, y_score_a, y_score_b, sample_weight, cluster = aligned(
        y_true=y_true,
        y_score_a=y_score_a,
        y_score_b=y_score_b,
        sample_weight=sample_weight,
        cluster=cluster,
    )
    y, a, w = _problem(y_true, y_score_a, sample_weight)
    b = validation.numeric(y_score_b, "y_score_b")
    validation.same_length(y_true=y, y_score_b=b)
    codes = None if cluster is None else validation.identifiers(cluster, len(y))
    pair = [_placements(y, a, w), _placements(y, b, w)]
    covariance = _covariance(y, pair, codes)
    difference = pair[0].auc - pair[1].auc
    variance = max(float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]), 0.0)
    error = float(np.sqrt(variance)) if variance > 1e-20 else 0.0
    z = normal_quantile(confidence)
    if error > 0:
        p_value = float(2 * ndtr(-abs(difference) / error))
    else:
        p_value = 1.0 if abs(difference) < 1e-12 else 0.0
    return Estimate(
        difference,
        difference - z * error,
        difference + z * error,
        error,
        confidence,
        "delong",
        0,
        p_value,
    )


def _covariance(
    y: NDArray[np.int8], models: list[_Placements], cluster: NDArray[np.intp] | None
) -> NDArray[np.float64]:
    """DeLong's covariance of the AUCs of `models`, shape (k, k); Obuchowski's with clusters."""
    others, events = models[0].total
    weight = models[0].weight
    # residuals of the placements, (k, n), scaled so that the variance of each class's mean is their sum of
    # squares
    residual = np.stack([m.placement - m.auc for m in models])
    if cluster is None:
        result = np.zeros((len(models), len(models)))
        for value, total in ((0, others), (1, events)):
            inside = y == value
            r = residual[:, inside]
            if total > 1:
                result += (r * weight[inside]) @ r.T / (total - 1) / total
        return result
    scaled = residual * weight / np.where(y == 1, events, others)
    n_clusters = int(cluster.max()) + 1
    by_class = np.stack(
        [
            [np.bincount(cluster, weights=row * (y == value), minlength=n_clusters) for row in scaled]
            for value in (0, 1)
        ]
    )
    # Obuchowski 1997: sums over clusters of each class, and the covariance of the two within a cluster
    holds = [np.unique(cluster[(y == value) & (weight > 0)]).size for value in (0, 1)]
    factor = [h / (h - 1) if h > 1 else 0.0 for h in holds]
    every = n_clusters / (n_clusters - 1) if n_clusters > 1 else 0.0
    cross = by_class[0] @ by_class[1].T
    return (
        factor[0] * by_class[0] @ by_class[0].T
        + factor[1] * by_class[1] @ by_class[1].T
        + every * (cross + cross.T)
    )
