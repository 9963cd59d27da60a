"""What an alarm policy costs and what it catches, before it is switched on: by simulation on the ward's own risks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import catalogue

_ = catalogue("evaluate")


@dataclass(frozen=True)
class AlarmPolicy:
    """How a control chart behaves under an assumed truth.

    Attributes
    ----------
    alarms_per_period : float
        Under a calibrated model (``odds_ratio=1``) these are false alarms.
    ci_low, ci_high : float
        Wilson's interval of the simulation.
    delay : float
        Mean number of periods until the first alarm, those that never came counted as all the periods plus
        one.
    caught : float
        Share of simulations with at least one alarm.
    """

    alarms_per_period: float
    ci_low: float
    ci_high: float
    delay: float
    caught: float


def alarm_policy(
    y_prob: Any,
    period: Any,
    *,
    sigma: float = 3.0,
    odds_ratio: float = 1.0,
    n_simulations: int = 1000,
    confidence: float = 0.95,
    random_state: Any = None,
) -> AlarmPolicy:
    """Alarms of `labkit.evaluate.control_chart` when the odds of the event are `odds_ratio` times those predicted.

    Parameters
    ----------
    y_prob : array of shape (n,)
        Predicted risks of a stretch of past months: its volumes and its case mix.
    period : array of shape (n,)
    sigma : float
        Half-width of the chart's limits.
    odds_ratio : float
        1 for a model that stays calibrated; 1.5 for odds half as high again in every period.
    n_simulations : int
    confidence : float
    random_state : int, Generator or None

    Returns
    -------
    AlarmPolicy

    Raises
    ------
    ValueError
        On probabilities outside 0..1, or a `sigma` or `odds_ratio` that is not positive.
    """
    n_simulations = settings.whole(n_simulations, "n_simulations", least=1)
    settings.real(sigma, "sigma", above=0)
    settings.real(odds_ratio, "odds_ratio", above=0)
    y_prob, period = aligned(y_prob=y_prob, period=period)
    p = validation.probability(y_prob)
    codes = validation.identifiers(period, len(p), "period")
    expected = np.bincount(codes, weights=p)
    half = sigma * np.sqrt(np.bincount(codes, weights=p * (1 - p)))
    truth = odds_ratio * p / (1 - p + odds_ratio * p)
    generator = np.random.default_rng(random_state)
    order = np.argsort(codes, kind="stable")
    truth, starts = truth[order], np.searchsorted(codes[order], np.arange(len(expected)))
    alarms = np.empty((n_simulations, len(expected)), bool)
    for simulation in range(n_simulations):
        events = np.add.reduceat((generator.random(len(p)) < truth).astype(np.int64), starts)
        # the chart's own rule; a count of 0 below a limit cut at 0 is no alarm
        alarms[simulation] = (events > expected + half) | (events < np.maximum(expected - half, 0))
    n, k = alarms.size, int(alarms.sum())
    low, high = wilson_interval(k, n, confidence)
    caught = alarms.any(axis=1)
    first = np.where(caught, alarms.argmax(axis=1) + 1, alarms.shape[1] + 1)
    return AlarmPolicy(k / n, low, high, float(first.mean()), float(caught.mean()))
