"""Risk against coverage: how many errors are left when the model answers only where it is surest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.proportions import wilson_interval

if TYPE_CHECKING:
    import pandas as pd


def risk_coverage_curve(
    y_true: Any,
    y_prob: Any,
    *,
    threshold: float = 0.5,
    doubt: Any = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Error among the cases that the model keeps, from the surest alone to all of them.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    threshold : float
        Probability from which the model acts.
    doubt : array of shape (n,), optional
        Cases of large doubt are handed over first; by default the closeness of the probability to the
        threshold (`labkit.oversight.decision_costs` at the costs for which that threshold is right).
    confidence : float
        Of Wilson's interval.

    Returns
    -------
    DataFrame
        One row a distinct doubt, coverage rising to 1: ``coverage, n, errors, risk, ci_low, ci_high``. Cases
        of equal doubt are kept or handed over together, so the order of rows does not matter.

    Notes
    -----
    El-Yaniv and Wiener, JMLR 2010;11:1605. What the people do with the rest is not in this curve.
    """
    y_true, y_prob, doubt = aligned(y_true=y_true, y_prob=y_prob, doubt=doubt)
    import pandas as pd

    y, p, _w = validation.binary_problem(y_true, y_prob)
    t = float(validation.thresholds(threshold)[0])
    if doubt is None:
        # the cost of the better action when the costs are those that make t the right threshold
        hesitation = np.minimum((1 - p) * t, p * (1 - t))
    else:
        hesitation = validation.numeric(doubt, "doubt")
        validation.same_length(y_true=y, doubt=hesitation)
    error = (p >= t) != (y == 1)
    levels, codes = np.unique(hesitation, return_inverse=True)
    n = np.cumsum(np.bincount(codes))
    errors = np.cumsum(np.bincount(codes, weights=error, minlength=len(levels))).astype(int)
    low, high = wilson_interval(errors, n, confidence)
    return pd.DataFrame(
        {"coverage": n / len(y), "n": n, "errors": errors, "risk": errors / n, "ci_low": low, "ci_high": high}
    )


def area_under_risk_coverage(y_true: Any, y_prob: Any, *, threshold: float = 0.5, doubt: Any = None) -> float:
    """Mean error over coverages (AURC): lower is better; a perfect order of doubt puts every error last.

    Parameters
    ----------
    y_true, y_prob, threshold, doubt
        As for `risk_coverage_curve`.

    Returns
    -------
    float

    Notes
    -----
    Geifman, Uziel and El-Yaniv, ICLR 2019: the mean of the risk over people, each kept with all that are
    surer.
    """
    curve = risk_coverage_curve(y_true, y_prob, threshold=threshold, doubt=doubt)
    size = np.diff(curve["n"].to_numpy(), prepend=0)
    return float(np.average(curve["risk"], weights=size))
