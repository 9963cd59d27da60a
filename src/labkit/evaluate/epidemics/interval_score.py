"""Scores of a forecast given as intervals: the one with the smallest error is not the one that promises most."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.evaluate.inputs.quantities import quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue

_ = catalogue("evaluate")


def interval_score(observed: Any, low: Any, high: Any, alpha: Any) -> np.ndarray:
    """Width of a central interval, and 2 / alpha for each unit by which it misses; smaller is better.

    Parameters
    ----------
    observed, low, high : array-like, shapes that broadcast
    alpha : array-like
        1 minus the level: 0.1 for an interval of 90 %.

    Returns
    -------
    ndarray
        In the units of `observed`. A proper score (Gneiting and Raftery, J Am Stat Assoc 2007;102:359).

    Raises
    ------
    ValueError
        Where a lower bound is above its upper bound, or alpha is not between 0 and 1.
    """
    observed, low, high, alpha = aligned(observed=observed, low=low, high=high, alpha=alpha)
    y, lower, upper, a = (
        quantities(part, name)
        for name, part in (("observed", observed), ("low", low), ("high", high), ("alpha", alpha))
    )
    if (lower > upper).any() or not ((a > 0) & (a < 1)).all():
        raise ValueError(_("An interval score needs low <= high and alpha strictly between 0 and 1."))
    missed_by = np.maximum(lower - y, 0) + np.maximum(y - upper, 0)
    return upper - lower + 2 / a * missed_by


def weighted_interval_score(observed: Any, median: Any, low: Any, high: Any, alpha: Any) -> np.ndarray:
    """Weighted interval score of a median and K central intervals (Bracher et al., PLoS Comput Biol 2021;17:e1008618).

    (|y - median| / 2 + sum of alpha / 2 times each interval score) / (K + 1/2). With a median alone it would be the absolute error; with many
    intervals it nears the continuous ranked probability score.

    Parameters
    ----------
    observed, median : array-like, shape (...,)
    low, high : array-like, shape (..., K)
    alpha : array-like, shape (K,)

    Returns
    -------
    ndarray, shape (...,)
        In the units of `observed`; smaller is better.

    Raises
    ------
    ValueError
        As `interval_score`.
    """
    observed, median, low, high = aligned(observed=observed, median=median, low=low, high=high)
    y, a = quantities(observed, "observed"), quantities(alpha, "alpha")
    scores = interval_score(y[..., None], low, high, a)
    off = np.abs(y - quantities(median, "median"))
    return np.asarray((off / 2 + (a / 2 * scores).sum(axis=-1)) / (len(a) + 0.5))
