"""Intervals for proportions and for their differences, from counts: vectorised over groups.

Wilson and Newcombe hold their level at small n, where the bootstrap and Wald's interval do not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.quantities import quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.language import catalogue

_ = catalogue("evaluate")
IMPORTED_LATE = ("scipy.special",)


def normal_quantile(confidence: float) -> float:
    """Two-sided standard normal quantile: 1.96 at 0.95."""
    from scipy.special import ndtri

    return float(ndtri((1 + validation.confidence(confidence)) / 2))


def _counts(numerator: ArrayLike, denominator: ArrayLike) -> tuple[Vector, Vector]:
    x, n = np.broadcast_arrays(quantities(numerator, "numerator"), quantities(denominator, "denominator"))
    if not np.all((x >= 0) & (x <= n) & np.isfinite(n)):
        raise ValueError(_("Each numerator must lie between 0 and its denominator, without missing values."))
    return x, n


def wilson_interval(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> Any:
    """Wilson's score interval of a proportion.

    Parameters
    ----------
    numerator, denominator : int, float or array, broadcast together (two pandas Series by their labels)
        A denominator of 0 gives NaN: the proportion is undefined, not 0.
    confidence : float

    Returns
    -------
    low, high : floats or arrays of the broadcast shape

    Notes
    -----
    Wilson, JASA 1927;22:209, without continuity correction (statsmodels'
    ``proportion_confint(method="wilson")``).

    Examples
    --------
    >>> low, high = wilson_interval(0, 10)  # none of ten is not "never"
    >>> round(low, 2), round(high, 2)
    (0.0, 0.28)
    """
    numerator, denominator = aligned(numerator=numerator, denominator=denominator)
    x, n = _counts(numerator, denominator)
    z = normal_quantile(confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = x / n
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low = np.where(x == 0, np.where(n == 0, np.nan, 0.0), centre - half)
    high = np.where(x == n, np.where(n == 0, np.nan, 1.0), centre + half)
    return (float(low), float(high)) if low.ndim == 0 else (low, high)


def newcombe_difference(
    numerator_a: ArrayLike,
    denominator_a: ArrayLike,
    numerator_b: ArrayLike,
    denominator_b: ArrayLike,
    confidence: float = 0.95,
) -> Any:
    """Difference of two independent proportions, a minus b, with Newcombe's hybrid score interval.

    Parameters
    ----------
    numerator_a, denominator_a, numerator_b, denominator_b : int, float or array, broadcast together (pandas Series by
        their labels)
    confidence : float

    Returns
    -------
    difference, low, high : floats or arrays
        NaN where a denominator is 0.

    Notes
    -----
    Newcombe, Statistics in Medicine 1998;17:873, method 10 (statsmodels' ``confint_proportions_2indep`` with
    ``method="newcomb"``).

    Examples
    --------
    >>> difference, low, high = newcombe_difference(9, 10, 3, 10)
    >>> round(difference, 2), round(low, 2), round(high, 2)
    (0.6, 0.17, 0.81)
    """
    numerator_a, denominator_a, numerator_b, denominator_b = aligned(
        numerator_a=numerator_a,
        denominator_a=denominator_a,
        numerator_b=numerator_b,
        denominator_b=denominator_b,
    )
    xa, na, xb, nb = np.broadcast_arrays(
        *_counts(numerator_a, denominator_a), *_counts(numerator_b, denominator_b)
    )
    low_a, high_a = wilson_interval(xa, na, confidence)
    low_b, high_b = wilson_interval(xb, nb, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        a, b = xa / na, xb / nb
    difference = a - b
    low = difference - np.sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = difference + np.sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    if difference.ndim == 0:
        return float(difference), float(low), float(high)
    return difference, low, high


def newcombe_paired_difference(both: int, only_a: int, only_b: int, neither: int, confidence: float = 0.95):
    """Difference of two proportions measured on the same people (two models at one threshold, say).

    Parameters
    ----------
    both, only_a, only_b, neither : int
        People positive under both, under a only, under b only, under neither.
    confidence : float

    Returns
    -------
    difference, low, high : float
        a minus b; NaN with nobody.

    Notes
    -----
    Newcombe, Statistics in Medicine 1998;17:2635, method 10: Wilson limits of the two margins joined through
    the correlation phi, with his continuity correction of phi.
    """
    cells = np.array([both, only_a, only_b, neither], dtype=float)
    if not (np.isfinite(cells).all() and (cells >= 0).all()):
        raise ValueError(_("Counts must be finite and not negative."))
    n = cells.sum()
    if n == 0:
        return float("nan"), float("nan"), float("nan")
    a, b = (both + only_a) / n, (both + only_b) / n
    low_a, high_a = wilson_interval(both + only_a, n, confidence)
    low_b, high_b = wilson_interval(both + only_b, n, confidence)
    margins = (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    covariance = both * neither - only_a * only_b
    if covariance > 0:
        covariance = max(covariance - n / 2, 0)
    phi = covariance / np.sqrt(margins) if margins > 0 else 0.0

    def half(x: float, y: float) -> float:
        return float(np.sqrt(max(x**2 - 2 * phi * x * y + y**2, 0)))

    return (
        float(a - b),
        float(a - b - half(a - low_a, high_b - b)),
        float(a - b + half(high_a - a, b - low_b)),
    )
