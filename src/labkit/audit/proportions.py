"""Intervals and tests for proportions, for whole arrays at once, and corrections for asking many
questions.
"""

from typing import Any

import numpy as np
from scipy import special

from labkit.evaluate.validation import confidence as confidence_level
from labkit.language import catalogue

_ = catalogue("audit")


def _z(confidence: float, family: int = 1) -> float:
    """Two-sided normal quantile; `family` intervals that must all hold together use Sidak's level."""
    confidence_level(confidence)
    return float(special.ndtri(0.5 + 0.5 * confidence ** (1 / family)))


def wilson_interval(
    numerator: Any, denominator: Any, confidence: float = 0.95, *, family: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's score interval for a proportion.

    Parameters
    ----------
    numerator, denominator : array-like
        Events and people at risk; broadcast. Either may be fractional (effective numbers).
    confidence : float
        Nominal coverage.
    family : int
        Number of intervals that should hold at the same time (Sidak 1967); 1 for each on its own.

    Returns
    -------
    low, high : ndarray
        NaN where nobody is at risk.

    References
    ----------
    Wilson EB (1927). Probable inference, the law of succession, and statistical inference. JASA 22:209-212.
    """
    x, n = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    z = _z(confidence, family)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(np.maximum(p * (1 - p), 0) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
    # at 0 and at n the bound is known exactly; rounding would put it 1e-17 off
    return np.where(x <= 0, np.where(n > 0, 0.0, np.nan), low), np.where(
        x >= n, np.where(n > 0, 1.0, np.nan), high
    )


def newcombe_difference(
    numerator: Any,
    denominator: Any,
    reference_numerator: Any,
    reference_denominator: Any,
    confidence: float = 0.95,
    *,
    family: int = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difference of two independent proportions, with Newcombe's hybrid score interval.

    Returns
    -------
    difference, low, high : ndarray
        Proportion minus the reference's; NaN where one of them is undefined.

    References
    ----------
    Newcombe RG (1998). Interval estimation for the difference between independent proportions: comparison of
    eleven methods. Statistics in Medicine 17:873-890, method 10.
    """
    x1, n1, x2, n2 = (
        np.asarray(v, float) for v in (numerator, denominator, reference_numerator, reference_denominator)
    )
    low1, high1 = wilson_interval(x1, n1, confidence, family=family)
    low2, high2 = wilson_interval(x2, n2, confidence, family=family)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = x1 / n1, x2 / n2
        d = p1 - p2
        low = d - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
        high = d + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return d, low, high


def newcombe_paired(
    both: Any, first_only: Any, second_only: Any, neither: Any, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difference of two proportions measured on the same people (first minus second), with Newcombe's
    interval.

    References
    ----------
    Newcombe RG (1998). Improved confidence intervals for the difference between binomial proportions based on
    paired data. Statistics in Medicine 17:2635-2650, method 10.
    """
    e, f, g, h = (np.asarray(v, float) for v in (both, first_only, second_only, neither))
    n = e + f + g + h
    low1, high1 = wilson_interval(e + f, n, confidence)
    low2, high2 = wilson_interval(e + g, n, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = (e + f) / n, (e + g) / n
        product = (e + f) * (g + h) * (e + g) * (f + h)
        numerator = e * h - f * g
        numerator = np.where(numerator > 0, np.maximum(numerator - n / 2, 0), numerator)
        phi = np.where(product > 0, numerator / np.sqrt(product), 0.0)
        d = p1 - p2
        below = (p1 - low1) ** 2 - 2 * phi * (p1 - low1) * (high2 - p2) + (high2 - p2) ** 2
        above = (high1 - p1) ** 2 - 2 * phi * (high1 - p1) * (p2 - low2) + (p2 - low2) ** 2
        low, high = d - np.sqrt(np.maximum(below, 0)), d + np.sqrt(np.maximum(above, 0))
    return d, low, high


def difference_p_value(
    numerator: Any, denominator: Any, reference_numerator: Any, reference_denominator: Any
) -> np.ndarray:
    """Two-sided test that two independent proportions are equal: pooled z test with the N - 1 correction.

    Two groups that are both at 0, or both at 1, do not differ (p = 1); an undefined proportion gives NaN.

    References
    ----------
    Campbell I (2007). Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
    recommendations. Statistics in Medicine 26:3661-3675.
    """
    x1, n1, x2, n2 = (
        np.asarray(v, float) for v in (numerator, denominator, reference_numerator, reference_denominator)
    )
    total = n1 + n2
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (x1 + x2) / total
        variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * total / (total - 1)
        z = np.abs(x1 / n1 - x2 / n2) / np.sqrt(variance)
    z = np.where((variance <= 0) & (n1 > 0) & (n2 > 0), 0.0, z)
    return np.where((n1 > 0) & (n2 > 0), 2 * special.ndtr(-z), np.nan)


def adjust_p_values(p_values: Any, method: str | None = "holm") -> np.ndarray:
    """Correct p-values for their number; NaN entries are left out of the family.

    Parameters
    ----------
    p_values : array-like of shape (n,)
    method : {"holm", "fdr_bh", None}
        ``"holm"`` keeps the chance of any false alarm below the level (Holm 1979); ``"fdr_bh"`` keeps the
        expected share of false alarms among the alarms below it (Benjamini & Hochberg 1995); ``None``
        corrects nothing.

    Returns
    -------
    ndarray of shape (n,)
    """
    p = np.asarray(p_values, float)
    if method is None:
        return p.copy()
    if method not in ("holm", "fdr_bh"):
        raise ValueError(
            _("correction must be 'holm', 'fdr_bh' or None, not {method!r}.").format(method=method)
        )
    out = np.full(p.shape, np.nan)
    kept = np.flatnonzero(~np.isnan(p))
    m = len(kept)
    if m == 0:
        return out
    order = kept[np.argsort(p[kept], kind="stable")]
    if method == "holm":
        adjusted = np.maximum.accumulate(p[order] * (m - np.arange(m)))
    else:
        adjusted = np.minimum.accumulate((p[order] * m / np.arange(1, m + 1))[::-1])[::-1]
    out[order] = np.minimum(adjusted, 1.0)
    return out
