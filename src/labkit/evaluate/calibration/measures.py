"""Calibration: does a predicted 20 % happen one time in five?

Reliability table, observed over expected events (O/E), Brier score and its decomposition, and calibration
error with and without its bias. Intercept and slope, with intervals, stand in
`labkit.evaluate.recalibration.intercept_and_slope`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.calibration.table import bins_of
from labkit.evaluate.inputs import validation
from labkit.evaluate.intervals.estimate import Estimate
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import catalogue

if TYPE_CHECKING:
    pass

_ = catalogue("evaluate")


def observed_expected(
    y_true: Any, y_prob: Any, sample_weight: Any = None, *, confidence: float = 0.95
) -> Estimate:
    """Observed over expected events (O/E): 1 is right on average, 0.5 means twice the risk was predicted.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
        Frequencies.
    confidence : float

    Returns
    -------
    Estimate
        Wilson's interval of the observed share, divided by the mean prediction: the predictions are taken as
        given. It keeps a width when nobody, or everybody, has the event, where the usual interval on the log
        scale (Debray et al., BMJ 2017;356:i6460) has none; elsewhere the two are close.

    Raises
    ------
    ValueError
        When the predicted risks sum to 0: nothing is expected, O/E is undefined.
    """
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    weight = np.ones(len(y)) if w is None else w
    n, observed, expected = float(weight.sum()), float(weight @ y), float(weight @ p)
    if expected == 0:
        raise ValueError(_("Every predicted probability is 0: O/E is undefined."))
    low, high = wilson_interval(min(observed, n), n, confidence)
    error = np.sqrt(observed * max(1 - observed / n, 0)) / expected
    return Estimate(observed / expected, low * n / expected, high * n / expected, error, confidence, "wilson")


def brier_score(y_true: Any, y_prob: Any, sample_weight: Any = None) -> float:
    """Mean squared difference between predicted probability and outcome (Brier 1950); lower is better.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    sample_weight : array of shape (n,), optional

    Returns
    -------
    float

    Examples
    --------
    >>> round(brier_score([0, 1], [0.2, 0.8]), 3)
    0.04
    """
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    return float(np.average((p - y) ** 2, weights=w))


@dataclass(frozen=True)
class BrierDecomposition:
    """Parts of a Brier score: ``brier == reliability - resolution + uncertainty + within_bin``.

    Attributes
    ----------
    brier : float
    reliability : float
        Squared distance between predicted and observed risk over bins: lower is better.
    resolution : float
        Spread of observed risks over bins: higher is better.
    uncertainty : float
        ``prevalence * (1 - prevalence)``: the Brier score of predicting the prevalence for everybody.
    within_bin : float
        What binning hides: variance of the predictions inside bins less twice their covariance with the
        outcome; 0 when each bin holds one predicted value.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_bin: float


def brier_decomposition(
    y_true: Any,
    y_prob: Any,
    sample_weight: Any = None,
    *,
    n_bins: int = 10,
    strategy: str = "quantile",
) -> BrierDecomposition:
    """Murphy's decomposition of the Brier score over bins, with the term that makes it add up.

    Parameters
    ----------
    y_true, y_prob, sample_weight, n_bins, strategy
        As for `calibration_table`.

    Returns
    -------
    BrierDecomposition

    Notes
    -----
    Murphy, Journal of Applied Meteorology 1973;12:595; within-bin terms: Stephenson, Coelho and Jolliffe,
    Weather and Forecasting 2008;23:752.
    """
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    bins = bins_of(y, p, w, n_bins, strategy)
    if w is not None:
        p, y, w = p[w > 0], y[w > 0], w[w > 0]
    share = bins.weight / bins.weight.sum()
    kept = share > 0
    prevalence = float(np.average(y, weights=w))
    predicted, observed = bins.predicted[bins.member], bins.observed[bins.member]
    inside = (p - predicted) ** 2 - 2 * (p - predicted) * (y - observed)
    return BrierDecomposition(
        float(np.average((p - y) ** 2, weights=w)),
        float(share[kept] @ (bins.predicted[kept] - bins.observed[kept]) ** 2),
        float(share[kept] @ (bins.observed[kept] - prevalence) ** 2),
        prevalence * (1 - prevalence),
        float(np.average(inside, weights=w)),
    )


def expected_calibration_error(
    y_true: Any,
    y_prob: Any,
    sample_weight: Any = None,
    *,
    n_bins: int = 10,
    strategy: str = "quantile",
) -> float:
    """Plug-in expected calibration error: mean absolute gap between predicted and observed risk over bins.

    Parameters
    ----------
    y_true, y_prob, sample_weight, n_bins, strategy
        As for `calibration_table`.

    Returns
    -------
    float
        Never 0 in a sample: a perfectly calibrated model scores some 0.08 with 100 people and ten bins.
        Compare models of equal n, or use `squared_calibration_error`, which has no such bias.

    Notes
    -----
    Naeini, Cooper and Hauskrecht, AAAI 2015.
    """
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    bins = bins_of(y, p, w, n_bins, strategy)
    return float(error_from_sums(bins.weight, bins.weight * bins.predicted, bins.weight * bins.observed))


def error_from_sums(weight: Any, predicted: Any, observed: Any) -> Any:
    """Plug-in calibration error from each bin's weight, sum of predictions and number of events, bins on the last axis.

    Any number of resamples at a time; an empty bin counts for nothing.
    """
    return np.abs(np.nan_to_num(predicted) - np.nan_to_num(observed)).sum(axis=-1) / np.sum(weight, axis=-1)


def squared_calibration_error(
    y_true: Any,
    y_prob: Any,
    sample_weight: Any = None,
    *,
    n_bins: int = 10,
    strategy: str = "quantile",
    debiased: bool = True,
) -> float:
    """Mean squared gap between predicted and observed risk over bins, by default without its bias.

    Parameters
    ----------
    y_true, y_prob, sample_weight, n_bins, strategy
        As for `calibration_table`; weights are frequencies.
    debiased : bool
        Take each bin's sampling variance off its squared gap. The result is right on average at every n, and
        may be negative for a calibrated model: that is what having no bias means. Bins of one person have no
        variance and are left out.

    Returns
    -------
    float

    Notes
    -----
    Kumar, Liang and Ma, NeurIPS 2019, with the variance of ``y - p`` inside the bin in place of ``y`` alone,
    so that predictions may vary within a bin.
    """
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    bins = bins_of(y, p, w, n_bins, strategy)
    if w is not None:
        p, y, w = p[w > 0], y[w > 0], w[w > 0]
    gap = bins.observed - bins.predicted
    if not debiased:
        kept = bins.weight > 0
        return float(np.average(gap[kept] ** 2, weights=bins.weight[kept]))
    kept = bins.weight > 1
    if not kept.any():
        return float("nan")
    row_weight = np.ones(len(p)) if w is None else w
    deviation = row_weight * (y - p - gap[bins.member]) ** 2
    spread = np.bincount(bins.member, weights=deviation, minlength=len(gap))[kept]
    size = bins.weight[kept]
    return float(np.average(gap[kept] ** 2 - spread / (size - 1) / size, weights=size))
