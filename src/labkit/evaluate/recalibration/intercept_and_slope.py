"""Calibration intercept and slope, and their bootstrap in one pass.

The model ``logit P(y = 1) = a + b * logit(p)`` says how to mend predictions ``p``: a slope under 1 means that
they are too extreme, the calibration-in-the-large (``a`` with ``b`` held at 1) that they are too low (> 0) or
too high (Cox, Biometrika 1958;45:562; Van Calster et al., BMC Medicine 2019;17:230).

The intervals are made in one pass over the data: see `labkit.evaluate.recalibration.bootstrap`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.recalibration.bootstrap import recalibration_replicates
from labkit.evaluate.recalibration.logistic_fit import fit_line, fit_offset
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


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
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight, need_both=True)
    return Recalibration(*fit_line(y, logit(p, clip), w))


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
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight, need_both=True)
    return fit_offset(y, logit(p, clip), w)


# matrix products of a few columns cost more to share among threads than to do
@threadpool_limits.wrap(limits=1, user_api="blas")
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

    n_resamples = settings.whole(n_resamples, "n_resamples")

    y_true, y_prob, sample_weight, cluster = aligned(
        y_true=y_true, y_prob=y_prob, sample_weight=sample_weight, cluster=cluster
    )
    y, p, w = validation.binary_problem(y_true, y_prob, sample_weight, need_both=True)
    x = logit(p, clip)
    level = validation.confidence(confidence)
    weight = np.ones(len(y)) if w is None else w
    intercept, slope = fit_line(y, x, w)
    frame = pd.DataFrame(
        {
            "statistic": list(_STATISTICS),
            "estimate": [
                weight @ y / (weight @ p),
                fit_offset(y, x, w),
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
