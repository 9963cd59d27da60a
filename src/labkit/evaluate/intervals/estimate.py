"""An estimate with its interval, as every statistic of the room returns it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from labkit.evaluate.inputs.validation import Vector, confidence
from labkit.language import interval, number


@dataclass(frozen=True)
class Estimate:
    """A number, its interval, and how the interval was made.

    Attributes
    ----------
    estimate, ci_low, ci_high : float
    standard_error : float
        NaN where the method has none.
    confidence : float
    method : str
        For example ``"delong"``, ``"percentile"``, ``"bca"``, ``"wilson"``.
    n_undefined : int
        Bootstrap resamples left out because the statistic had no value there (one class only, for example).
    p_value : float
        Of the null hypothesis stated by the function that returns it; NaN where there is none.
    """

    estimate: float
    ci_low: float
    ci_high: float
    standard_error: float = float("nan")
    confidence: float = 0.95
    method: str = ""
    n_undefined: int = 0
    p_value: float = float("nan")

    def __str__(self) -> str:
        return f"{number(self.estimate, 3)} ({interval(self.ci_low, self.ci_high, 3)})"


def percentile_estimate(point: float, replicates: Vector, level: float = 0.95) -> Estimate:
    """Percentile interval and standard error from bootstrap replicates, NaN replicates counted and left out."""
    level = confidence(level)
    kept = replicates[~np.isnan(replicates)]
    if len(kept) < 2:
        return Estimate(point, np.nan, np.nan, np.nan, level, "percentile", len(replicates) - len(kept))
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(
        float(point),
        float(low),
        float(high),
        float(kept.std(ddof=1)),
        level,
        "percentile",
        len(replicates) - len(kept),
    )
