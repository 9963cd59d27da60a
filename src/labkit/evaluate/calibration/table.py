"""Predicted against observed risk, bin by bin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


@dataclass(frozen=True)
class Bins:
    edges: Vector  # (n_bins + 1,)
    member: NDArray[np.intp]  # (n,)
    weight: Vector  # (n_bins,) weight of people
    predicted: Vector  # (n_bins,) mean predicted probability
    observed: Vector  # (n_bins,) share with the event


def bins_of(y: NDArray[np.int8], p: Vector, w: Vector | None, n_bins: int, strategy: str) -> Bins:
    n_bins = settings.whole(n_bins, "n_bins", least=1)
    if w is not None:  # a row of weight 0 is absent: it must not move an edge
        p, y, w = p[w > 0], y[w > 0], w[w > 0]
    if strategy == "uniform":
        edges = np.linspace(0, 1, n_bins + 1)
    elif strategy == "quantile":
        shares = np.arange(1, n_bins) / n_bins
        inner = np.quantile(p, shares, weights=w, method="inverted_cdf")
        edges = np.unique(np.concatenate([[p.min()], inner, [p.max()]]))
        if len(edges) == 1:
            edges = np.repeat(edges, 2)
    else:
        raise ValueError(
            _("strategy must be 'quantile' or 'uniform', not {value}.").format(value=repr(strategy))
        )
    # intervals closed on the right, as scikit-learn's calibration_curve: equal predictions share a bin
    member = np.searchsorted(edges[1:-1], p, side="left")
    row_weight = np.ones(len(p)) if w is None else w
    weight: Any = np.bincount(member, weights=row_weight, minlength=len(edges) - 1)
    with np.errstate(invalid="ignore"):
        predicted = np.bincount(member, weights=row_weight * p, minlength=len(weight)) / weight
        # a mean of equal values may leave them by a rounding error
        predicted = np.clip(predicted, edges[:-1], edges[1:])
        observed = np.bincount(member, weights=row_weight * y, minlength=len(weight)) / weight
    return Bins(edges, member, weight, predicted, observed)


def calibration_table(
    y_true: Any,
    y_prob: Any,
    sample_weight: Any = None,
    *,
    n_bins: int = 10,
    strategy: str = "quantile",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Reliability table: predicted and observed risk by bin of predicted risk.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
        Frequencies.
    n_bins : int
        Bins asked for; ties may leave fewer (equal predictions are never split), empty ones are left out.
    strategy : {"quantile", "uniform"}
        Bins of equal numbers of people, or of equal width.
    confidence : float
        Of Wilson's interval of the observed risk.

    Returns
    -------
    DataFrame
        One row a bin that holds somebody: ``bin, low, high, n, events, mean_predicted, observed, ci_low,
        ci_high``; `n` and `events` add up to the whole.

    Notes
    -----
    With ``strategy="uniform"`` the two means are scikit-learn's ``calibration_curve``. With ``"quantile"``
    the edges are predictions that somebody has (inverted distribution function), where scikit-learn
    interpolates between two: that keeps a weight of 2 and a repeated row the same thing.
    """
    import pandas as pd

    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight)
    bins = bins_of(y, p, w, n_bins, strategy)
    kept = bins.weight > 0
    events = bins.observed[kept] * bins.weight[kept]
    low, high = wilson_interval(np.minimum(events, bins.weight[kept]), bins.weight[kept], confidence)
    n = bins.weight[kept]
    if w is None:
        n, events = n.astype(int), np.rint(events).astype(int)
    return pd.DataFrame(
        {
            "bin": np.arange(1, kept.sum() + 1),
            "low": bins.edges[:-1][kept],
            "high": bins.edges[1:][kept],
            "n": n,
            "events": events,
            "mean_predicted": bins.predicted[kept],
            "observed": bins.observed[kept],
            "ci_low": low,
            "ci_high": high,
        }
    )
