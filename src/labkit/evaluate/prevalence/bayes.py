"""What a change of prevalence does to predictive values and to predicted probabilities, and how to follow it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue

_ = catalogue("evaluate")


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
    sensitivity, specificity, prevalence = aligned(
        sensitivity=sensitivity, specificity=specificity, prevalence=prevalence
    )
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


def shift_prevalence(y_prob: Any, old_prevalence: float, new_prevalence: float) -> NDArray[np.float64]:
    r"""Probabilities of a model moved from one prevalence to another.

    .. math:: \mathrm{odds}' = \mathrm{odds} \cdot
        \frac{\pi'}{1 - \pi'} \Big/ \frac{\pi}{1 - \pi}

    Parameters
    ----------
    y_prob : array of shape (n,)
    old_prevalence, new_prevalence : float
        Strictly between 0 and 1: where the model was made (after any reweighting: 0.5 for
        ``class_weight="balanced"``), and where it is used.

    Returns
    -------
    array of shape (n,)
        The order of people, and so the AUC, does not change.

    Raises
    ------
    ValueError
        On a prevalence of 0 or 1, or outside.

    Notes
    -----
    Saerens, Latinne and Decaestecker, Neural Computation 2002;14:21. Right when only the prevalence changed
    (the distribution of features within each class held still), which no data without outcomes can prove.

    Examples
    --------
    >>> shift_prevalence([0.5], old_prevalence=0.5, new_prevalence=0.05)
    array([0.05])
    """
    p = validation.probability(y_prob)
    old, new = (
        _open_fraction(old_prevalence, "old_prevalence"),
        _open_fraction(new_prevalence, "new_prevalence"),
    )
    with_event, without = p * new / old, (1 - p) * (1 - new) / (1 - old)
    return with_event / (with_event + without)


def estimate_prevalence(
    y_prob: Any, old_prevalence: float, *, max_iter: int = 1000, tol: float = 1e-10
) -> float:
    """Prevalence at a new place from its predictions alone, by expectation and maximisation.

    Parameters
    ----------
    y_prob : array of shape (n,)
        Predictions at the new place of a model calibrated at the old one.
    old_prevalence : float
        Strictly between 0 and 1.
    max_iter : int
    tol : float
        Largest change at which to stop.

    Returns
    -------
    float

    Notes
    -----
    Saerens et al. 2002, with the same condition as `shift_prevalence`: under any other drift the estimate is
    wrong and nothing shows it. Check it against a chart review.
    """
    max_iter = settings.whole(max_iter, "max_iter", least=1)
    settings.real(tol, "tol", least=0)
    p = validation.probability(y_prob)
    old = _open_fraction(old_prevalence, "old_prevalence")
    prevalence = old
    for _iteration in range(max_iter):
        if not 0 < prevalence < 1:
            break
        update = float(shift_prevalence(p, old, prevalence).mean())
        if abs(update - prevalence) < tol:
            return update
        prevalence = update
    return prevalence


def _open_fraction(value: float, name: str) -> float:
    if not 0 < value < 1:
        raise ValueError(
            _("{name} must lie strictly between 0 and 1; it is {value}.").format(name=name, value=value)
        )
    return float(value)
