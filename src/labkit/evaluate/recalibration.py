"""Calibration intercept and slope, and their bootstrap in one pass.

The model ``logit P(y = 1) = a + b * logit(p)`` says how to mend predictions ``p``: a slope under 1 means that
they are too extreme, the calibration-in-the-large (``a`` with ``b`` held at 1) that they are too low (> 0) or
too high (Cox, Biometrika 1958;45:562; Van Calster et al., BMC Medicine 2019;17:230).

Bootstrap without refitting: in a resample, the score equations are the full sample's with other weights.
Around the full sample's solution they are a Taylor series whose coefficients are sums over rows, linear in
the weights, so that one matrix product (resamples x rows by rows x coefficients) gives every resample's
equations, solved by Newton's method on a handful of numbers. A bound on the series' remainder tells which
resamples it serves; the others (small n, far tails) get ordinary Newton steps on their rows. Both roads end
at the same solution to 1e-7 at worst, thousands of times less than the standard error.
"""

from __future__ import annotations

from math import comb, factorial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate import validation
from labkit.evaluate.resample_counts import ResampleCounts
from labkit.evaluate.validation import Vector
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")

_ORDER = 5
# largest absolute sixth derivative of the logistic function, the size of the series' first term left out
_SUP6 = 0.4084
_TOLERANCE = 1e-7
# counts held at a time, in bytes, and rows multiplied at a time (small enough for the processor's cache)
_BLOCK = 40_000_000
_ROWS = 512


class Recalibration(NamedTuple):
    """Intercept ``a`` and slope ``b`` of ``logit P(y = 1) = a + b * logit(p)``."""

    intercept: float
    slope: float


def logit(y_prob: Any, clip: float | None = None, name: str = "y_prob") -> Vector:
    """Log-odds of probabilities, shape (n,).

    Parameters
    ----------
    y_prob : array of shape (n,)
    clip : float, optional
        Bring probabilities within ``clip`` and ``1 - clip`` first.

    Raises
    ------
    ValueError
        On a probability of exactly 0 or 1 without `clip`: its log-odds are infinite.
    """
    p = validation.probability(y_prob, name)
    if clip is not None:
        if not 0 < clip < 0.5:
            raise ValueError(_("clip must lie between 0 and 0.5; it is {value}.").format(value=clip))
        p = np.clip(p, clip, 1 - clip)
    extreme = (p == 0) | (p == 1)
    if extreme.any():
        raise ValueError(
            _(
                "{name}: {count} probability(ies) of exactly 0 or 1, the first at row {row}: their log-odds "
                "are infinite. Give clip=1e-6 to bring them inside, and say so in the report."
            ).format(name=name, count=int(extreme.sum()), row=int(np.argmax(extreme)))
        )
    return np.log(p) - np.log1p(-p)


def recalibrate(
    y_true: Any, y_prob: Any, sample_weight: Any = None, *, clip: float | None = None
) -> Recalibration:
    """Maximum likelihood intercept and slope of the outcome on the logit of the prediction.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
    clip : float, optional
        See `logit`.

    Returns
    -------
    Recalibration
        0 and 1 for a calibrated model.

    Raises
    ------
    ValueError
        With one class only, with a single predicted value, or when the predictions separate the classes
        perfectly: the likelihood then has no maximum.
    """
    y, _p, w = validation.binary_problem(y_true, y_prob, sample_weight, need_both=True)
    return Recalibration(*_fit(y, logit(y_prob, clip), w))


def calibration_in_the_large(
    y_true: Any, y_prob: Any, sample_weight: Any = None, *, clip: float | None = None
) -> float:
    """Intercept of the outcome with the prediction's logit as offset (slope held at 1): 0 when right on
    average.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
    clip : float, optional
        See `logit`.
    """
    y, _p, w = validation.binary_problem(y_true, y_prob, sample_weight, need_both=True)
    return _fit_offset(y, logit(y_prob, clip), w)


def calibration_summary(
    y_true: Any,
    y_prob: Any,
    sample_weight: Any = None,
    *,
    n_resamples: int = 1000,
    confidence: float = 0.95,
    cluster: Any = None,
    clip: float | None = None,
    random_state: Any = None,
) -> pd.DataFrame:
    """O/E, calibration-in-the-large, intercept, slope and Brier score with bootstrap intervals.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    sample_weight : array of shape (n,), optional
    n_resamples : int
        0 for no interval.
    confidence : float
        Of the percentile intervals.
    cluster : array of shape (n,), optional
        Patients, resampled whole.
    clip : float, optional
        See `logit`.
    random_state : int, Generator or None

    Returns
    -------
    DataFrame
        One row a statistic (``o_e``, ``calibration_in_the_large``, ``intercept``, ``slope``, ``brier``):
        ``statistic, estimate, ci_low, ci_high, ideal, n_undefined``.
    """
    import pandas as pd

    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight, need_both=True)
    x = logit(p, clip)
    level = validation.confidence(confidence)
    weight = np.ones(len(y)) if w is None else w
    intercept, slope = _fit(y, x, w)
    frame = pd.DataFrame(
        {
            "statistic": list(_STATISTICS),
            "estimate": [
                weight @ y / (weight @ p),
                _fit_offset(y, x, w),
                intercept,
                slope,
                weight @ (p - y) ** 2 / weight.sum(),
            ],
        }
    )
    if n_resamples:
        codes = None if cluster is None else validation.identifiers(cluster, len(y))
        replicates = recalibration_replicates(y, p, x, w, codes, n_resamples, random_state)
        tails = [(1 - level) / 2, (1 + level) / 2]
        frame["ci_low"], frame["ci_high"] = np.nanquantile(replicates, tails, axis=0)
        frame["n_undefined"] = np.isnan(replicates).sum(axis=0)
    frame["ideal"] = [1.0, 0.0, 0.0, 1.0, 0.0]
    return frame


_STATISTICS = ("o_e", "calibration_in_the_large", "intercept", "slope", "brier")


def recalibration_replicates(
    y: NDArray[np.int8],
    p: Vector,
    x: Vector,
    w: Vector | None,
    cluster: NDArray[np.intp] | None,
    n_resamples: int,
    random_state: Any = None,
) -> NDArray[np.float64]:
    """Bootstrap replicates of O/E, calibration-in-the-large, intercept, slope, Brier; shape (n_resamples, 5).

    Parameters
    ----------
    y, p, x : arrays of shape (n,)
        Checked outcomes, probabilities and their logits.
    w : array of shape (n,), optional
    cluster : codes of shape (n,), optional
    n_resamples : int
    random_state : int, Generator or None
    """
    generator = np.random.default_rng(random_state)
    weight = np.ones(len(y)) if w is None else w
    intercept, slope = _fit(y, x, w)
    shift = _fit_offset(y, x, w)
    centre, scale = _moments(x, weight)
    z = (x - centre) / scale
    line = _Series(y, intercept + slope * x, z, weight)
    offset = _Series(y, x + shift, None, weight)
    plain = np.column_stack([weight * y, weight * p, weight * (p - y) ** 2, weight])
    columns = np.column_stack([line.columns, offset.columns, plain])
    if cluster is not None:  # sums within a patient are all that resampling patients needs
        columns = np.column_stack([np.bincount(cluster, weights=c) for c in columns.T])
    units = len(columns)
    counts = ResampleCounts(units, generator)
    block = max(1, min(n_resamples, _BLOCK // units))
    drawn = np.empty((block, units), np.uint8)
    result = np.empty((n_resamples, 5))
    for start in range(0, n_resamples, block):
        size = min(block, n_resamples - start)
        for b in range(size):
            drawn[b] = counts.draw()
        sums = _weighted_sums(drawn[:size], columns)
        at_line = slice(0, line.columns.shape[1])
        at_offset = slice(at_line.stop, at_line.stop + offset.columns.shape[1])
        step, sure = line.solve(sums[:, at_line])
        shifts, sure_shift = offset.solve(sums[:, at_offset])
        b_slope = slope + step[:, 1] / scale
        b_intercept = intercept + step[:, 0] - step[:, 1] * centre / scale
        b_shift = shift + shifts[:, 0]
        for b in np.flatnonzero(~(sure & sure_shift)).tolist():
            rows = drawn[b] if cluster is None else drawn[b][cluster]
            b_intercept[b], b_slope[b], b_shift[b] = _refit(y, x, rows * weight, (intercept, slope), shift)
        events, expected, squared, total = sums[:, -4:].T
        result[start : start + size] = np.column_stack(
            [events / expected, b_shift, b_intercept, b_slope, squared / total]
        )
    return result


def _weighted_sums(counts: NDArray[np.uint8], columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """``counts @ columns``, shape (n_resamples, n_columns), a few rows at a time."""
    sums = np.zeros((len(counts), columns.shape[1]))
    for start in range(0, len(columns), _ROWS):
        rows = slice(start, start + _ROWS)
        sums += counts[:, rows].astype(np.float64) @ columns[rows]
    return sums


class _Series:
    """Score equations of a logistic model around its solution, as sums over rows that are linear in the weights."""

    def __init__(self, y: NDArray[np.int8], eta: Vector, z: Vector | None, weight: Vector) -> None:
        mu = 1 / (1 + np.exp(-eta))
        s1 = mu * (1 - mu)
        s2 = s1 * (1 - 2 * mu)
        derivatives = (
            s1,
            s2,
            s1 * (1 - 6 * s1),
            s2 * (1 - 12 * s1),
            s1 * (1 - 30 * s1 + 120 * s1**2),
        )
        # an offset model has no slope: one power of z, the zeroth
        self._dimension = 1 if z is None else 2
        powers = [np.ones(len(y))]
        if z is not None:
            for _power in range(_ORDER + 1):
                powers.append(powers[-1] * z)
        columns = [weight * (y - mu) * powers[j] for j in range(self._dimension)]
        self._place: dict[tuple[int, int], int] = {}
        for k, derivative in enumerate(derivatives, start=1):
            for j in range(k + 2 if z is not None else 1):
                self._place[k, j] = len(columns)
                columns.append(weight * derivative * powers[j])
        self.columns = np.column_stack(columns)
        # mean over people of z**j (3 + z**2) / 2 >= z**j (1 + |z|), for the bound on the first term left out
        z = np.zeros(len(y)) if z is None else z
        factor = (3 + z**2) / 2 if self._dimension == 2 else np.ones(len(y))
        self._tail = [float(np.average(z**j * factor, weights=weight)) for j in range(_ORDER + 2)]
        self._total = float(weight.sum())

    def solve(self, sums: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Solutions as steps from the full sample's, shape (n_resamples, 1 or 2), and whether each is exact."""
        n = len(sums)
        d = self._dimension
        step = np.zeros((n, d))
        for _iteration in range(12):
            score, information = self._equations(sums, step)
            with np.errstate(all="ignore"):
                move = _solve_small(information, score)
            step += move
            if not np.abs(move).max() > 1e-13:
                break
        _score, information = self._equations(sums, step)
        with np.errstate(all="ignore"):
            trace = np.trace(information, axis1=1, axis2=2)
            determinant = np.linalg.det(information)
            least = determinant / trace if d == 2 else trace  # at most the smaller eigenvalue
            a, b = step[:, 0], step[:, -1] if d == 2 else np.zeros(n)
            m = _ORDER + 1
            spread = sum(comb(m, j) * a ** (m - j) * b**j * self._tail[j] for j in range(m + 1))
            left_out = _SUP6 / factorial(m) * spread * self._total
            sure = (left_out / least < _TOLERANCE) & (least > 0) & np.isfinite(step).all(axis=1)
        return step, sure

    def _equations(
        self, sums: NDArray[np.float64], step: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        d = self._dimension
        a = step[:, 0]
        b = step[:, 1] if d == 2 else np.zeros(len(step))
        score = sums[:, :d].copy()
        information = np.zeros((len(sums), d, d))
        with np.errstate(all="ignore"):
            for k in range(1, _ORDER + 1):
                for j in range(k + 1 if d == 2 else 1):
                    term = comb(k, j) * a ** (k - j) * b**j / factorial(k)
                    for i in range(d):
                        score[:, i] -= term * sums[:, self._place[k, j + i]]
                for j in range(k if d == 2 else 1):
                    term = comb(k - 1, j) * a ** (k - 1 - j) * b**j / factorial(k - 1)
                    for i in range(d):
                        for h in range(d):
                            information[:, i, h] += term * sums[:, self._place[k, j + i + h]]
        return score, information


def _solve_small(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solutions of many systems of one or two equations."""
    if right.shape[1] == 1:
        return right / matrix[:, :, 0]
    (p, q), (r, s) = matrix.transpose(1, 2, 0)
    determinant = p * s - q * r
    return (
        np.stack([s * right[:, 0] - q * right[:, 1], p * right[:, 1] - r * right[:, 0]], 1)
        / determinant[:, None]
    )


def _moments(x: Vector, weight: Vector) -> tuple[float, float]:
    centre = float(np.average(x, weights=weight))
    return centre, float(np.sqrt(np.average((x - centre) ** 2, weights=weight)))


def _fit(y: NDArray[Any], x: Vector, w: Vector | None) -> tuple[float, float]:
    """Intercept and slope by Newton's method with step halving; ValueError when the maximum does not exist."""
    weight = np.ones(len(y)) if w is None else w
    kept = weight > 0
    y, x, weight = y[kept], x[kept], weight[kept]
    centre, scale = _moments(x, weight)
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


def _fit_offset(y: NDArray[Any], x: Vector, w: Vector | None) -> float:
    weight = np.ones(len(y)) if w is None else w
    prevalence, expected = (np.average(v, weights=weight) for v in (y, 1 / (1 + np.exp(-x))))
    start = np.log(prevalence / (1 - prevalence)) - np.log(expected / (1 - expected))
    return float(_newton(np.ones((len(y), 1)), x, y, weight, np.array([start]))[0])


def _refit(
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
