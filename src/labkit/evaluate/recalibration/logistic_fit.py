"""Maximum likelihood of the two logistic models of recalibration, by Newton's method."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs.validation import Vector
from labkit.language import catalogue

_ = catalogue("evaluate")


def centre_and_scale(x: Vector, weight: Vector) -> tuple[float, float]:
    """Weighted mean and standard deviation."""
    centre = float(np.average(x, weights=weight))
    return centre, float(np.sqrt(np.average((x - centre) ** 2, weights=weight)))


def fit_line(y: NDArray[Any], x: Vector, w: Vector | None) -> tuple[float, float]:
    """Intercept and slope by Newton's method with step halving; ValueError when the maximum does not exist."""
    weight = np.ones(len(y)) if w is None else w
    kept = weight > 0
    y, x, weight = y[kept], x[kept], weight[kept]
    centre, scale = centre_and_scale(x, weight)
    if scale < 1e-12:
        raise ValueError(
            _("y_prob has a single value: the slope is undefined (calibration_in_the_large is not).")
        )
    with_event, without = x[y == 1], x[y == 0]
    if with_event.min() >= without.max() or without.min() >= with_event.max():
        raise ValueError(
            _(
                "The predictions separate the two classes perfectly: the slope has no finite estimate. "
                "Check for a leak (labkit.evaluate.leakage_report)."
            )
        )
    z = (x - centre) / scale
    prevalence = np.average(y, weights=weight)
    beta = np.array([np.log(prevalence / (1 - prevalence)), 0.0])
    design = np.column_stack([np.ones(len(z)), z])
    beta = _newton(design, np.zeros(len(z)), y, weight, beta)
    return float(beta[0] - beta[1] * centre / scale), float(beta[1] / scale)


def fit_offset(y: NDArray[Any], x: Vector, w: Vector | None) -> float:
    """Intercept with the log-odds `x` as offset (both classes present)."""
    weight = np.ones(len(y)) if w is None else w
    prevalence, expected = (np.average(v, weights=weight) for v in (y, 1 / (1 + np.exp(-x))))
    start = np.log(prevalence / (1 - prevalence)) - np.log(expected / (1 - expected))
    return float(_newton(np.ones((len(y), 1)), x, y, weight, np.array([start]))[0])


def refit_resample(
    y: NDArray[Any], x: Vector, weight: Vector, start: tuple[float, float], shift: float
) -> tuple[float, float, float]:
    """Intercept, slope and calibration-in-the-large of one resample; NaN where they do not exist."""
    kept = weight > 0
    y, x, weight = y[kept], x[kept], weight[kept]
    if y.min() == y.max():
        return np.nan, np.nan, np.nan
    offset = _newton(np.ones((len(y), 1)), x, y, weight, np.array([shift]))[0]
    with_event, without = x[y == 1], x[y == 0]
    if with_event.min() >= without.max() or without.min() >= with_event.max():
        return np.nan, np.nan, float(offset)
    design = np.column_stack([np.ones(len(x)), x])
    a, b = _newton(design, np.zeros(len(x)), y, weight, np.array(start))
    return float(a), float(b), float(offset)


def _newton(
    design: NDArray[np.float64], offset: Vector, y: NDArray[Any], weight: Vector, beta: NDArray[np.float64]
) -> NDArray[np.float64]:
    def loss(b: NDArray[np.float64]) -> float:
        eta = offset + design @ b
        return float(weight @ (np.logaddexp(0, eta) - y * eta))

    current = loss(beta)
    for _iteration in range(50):
        mu = 1 / (1 + np.exp(-(offset + design @ beta)))
        score = design.T @ (weight * (y - mu))
        information = (design * (weight * mu * (1 - mu))[:, None]).T @ design
        try:
            step = np.linalg.solve(information, score)
        except np.linalg.LinAlgError:
            return np.full(len(beta), np.nan)
        # the decrease is below rounding near the solution: accept the full step there
        while np.abs(step).max() > 1e-6:
            after = loss(beta + step)
            if after <= current + 1e-12 * abs(current):
                break
            step = step / 2
        beta = beta + step
        if np.abs(step).max() < 1e-11:
            break
        current = loss(beta)
    return beta
