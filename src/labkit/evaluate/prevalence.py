"""What a change of prevalence does to predictive values and to predicted probabilities."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from labkit.evaluate import validation


class PredictiveValues(NamedTuple):
    """Positive and negative predictive values, floats or arrays of the same shape."""

    ppv: NDArray[np.float64] | float
    npv: NDArray[np.float64] | float


def predictive_values(
    sensitivity: ArrayLike, specificity: ArrayLike, prevalence: ArrayLike
) -> PredictiveValues:
    r"""Positive and negative predictive values of a test where the disease has a given prevalence.

    .. math::
        \mathrm{PPV} = \frac{se\,\pi}{se\,\pi + (1 - sp)(1 - \pi)}, \qquad
        \mathrm{NPV} = \frac{sp\,(1 - \pi)}{sp\,(1 - \pi) + (1 - se)\,\pi}

    Parameters
    ----------
    sensitivity, specificity, prevalence : float or array, broadcast together, each within 0 and 1

    Returns
    -------
    PredictiveValues
        ``ppv, npv``; NaN where nobody would test positive (or negative): the value is undefined there, not 0.

    Raises
    ------
    ValueError
        On a value outside 0..1.

    Notes
    -----
    Bayes' theorem; Altman and Bland, BMJ 1994;309:102. It supposes that sensitivity and specificity hold
    still when the prevalence changes, which a change in the spectrum of disease breaks (Ransohoff and
    Feinstein, NEJM 1978;299:926).

    Examples
    --------
    >>> ppv, npv = predictive_values(0.9, 0.9, 0.01)
    >>> round(ppv, 2)
    0.08
    """
    se, sp, pi = np.broadcast_arrays(
        validation.fraction(sensitivity, "sensitivity"),
        validation.fraction(specificity, "specificity"),
        validation.fraction(prevalence, "prevalence"),
    )
    true_positive, false_positive = se * pi, (1 - sp) * (1 - pi)
    true_negative, false_negative = sp * (1 - pi), (1 - se) * pi
    with np.errstate(invalid="ignore"):
        ppv = true_positive / (true_positive + false_positive)
        npv = true_negative / (true_negative + false_negative)
    if ppv.ndim == 0:
        return PredictiveValues(float(ppv), float(npv))
    return PredictiveValues(ppv, npv)
