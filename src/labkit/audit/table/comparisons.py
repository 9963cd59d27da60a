"""Is a group different from its reference, and how many alarms may a whole table raise?

Intervals of a proportion and of a difference are `labkit.evaluate.intervals.proportions`'.
"""

from typing import Any

import numpy as np
from scipy import special

from labkit.evaluate.inputs.quantities import quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue

_ = catalogue("audit")


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
    counts = {
        "numerator": numerator,
        "denominator": denominator,
        "reference_numerator": reference_numerator,
        "reference_denominator": reference_denominator,
    }
    x1, n1, x2, n2 = (quantities(value, name) for name, value in zip(counts, aligned(**counts), strict=True))
    for count, people in ((x1, n1), (x2, n2)):
        if ((count < 0) | (count > people) | np.isinf(people)).any():
            raise ValueError(_("Each numerator must lie between 0 and its denominator."))
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

    Raises
    ------
    ValueError
        On a value outside 0..1, or an unknown method.
    """
    p = quantities(p_values, "p_values")
    if p.ndim != 1 or ((p < 0) | (p > 1)).any():
        raise ValueError(_("p_values must be one row of numbers between 0 and 1 (NaN where there is none)."))
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


def simultaneous_confidence(confidence: float, n_intervals: int) -> float:
    """Confidence each of several independent intervals needs for all to hold together.

    References
    ----------
    Sidak Z (1967). Rectangular confidence regions for the means of multivariate normal distributions. JASA
    62:626-633.
    """
    return confidence ** (1 / max(n_intervals, 1))
