"""Watching outcomes after go-live: control charts of O/E and the risk-adjusted CUSUM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.moments import refuse_an_order_of_words
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


def control_chart(y_true: Any, y_prob: Any, period: Any, *, sigma: float = 3.0) -> pd.DataFrame:
    """Shewhart chart of observed over expected events by period.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    period : array of shape (n,)
        The week or month of each person, in a type that sorts in time.
    sigma : float
        Half-width of the limits in standard deviations of O/E under a calibrated model; 3 gives one false
        alarm in some 370 periods, 2 one in 22.

    Returns
    -------
    DataFrame
        One row a period: ``period, n, observed, expected, o_e, low, high, alarm``.

    Notes
    -----
    With risks p and a calibrated model the number of events has mean ``sum(p)`` and variance ``sum(p (1 -
    p))`` (Spiegelhalter, Statistics in Medicine 2005;24:1185, for limits that depend on volume). Outcomes
    arrive late: leave the periods whose outcomes are not complete out, or their O/E looks low.
    """
    import pandas as pd

    settings.real(sigma, "sigma", above=0)

    y_true, y_prob, period = aligned(y_true=y_true, y_prob=y_prob, period=period)
    y, p, _w = validation.binary_problem(y_true, y_prob)
    codes = validation.identifiers(period, len(y), "period")
    refuse_an_order_of_words(period, "period")
    labels = validation.vector(period, "period")
    n = np.bincount(codes)
    observed = np.bincount(codes, weights=y)
    expected = np.bincount(codes, weights=p)
    spread = np.sqrt(np.bincount(codes, weights=p * (1 - p)))
    first = np.unique(codes, return_index=True)[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(expected > 0, observed / expected, np.nan)
        half = sigma * spread / expected
    low, high = np.maximum(1 - half, 0), 1 + half
    return pd.DataFrame(
        {
            "period": labels[first],
            "n": n,
            "observed": observed.astype(int),
            "expected": expected,
            "o_e": ratio,
            "low": np.where(expected > 0, low, np.nan),
            "high": np.where(expected > 0, high, np.nan),
            # nothing expected and something seen is an alarm; nothing expected and nothing seen is not
            "alarm": np.where(expected > 0, (ratio < low) | (ratio > high), observed > 0),
        }
    )


def risk_adjusted_cusum(
    y_true: Any, y_prob: Any, *, odds_ratio: float = 2.0, limit: float = 4.5
) -> pd.DataFrame:
    """Risk-adjusted CUSUM: adds up small evidence that the odds of the event have changed, person after person.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
        In order of time; where both have labels, that of `y_true`.
    odds_ratio : float
        The change to find quickly: 2 for doubled odds, 0.5 for halved.
    limit : float
        Height at which to signal; after a signal the sum starts again from 0. Choose it by simulation for the
        false alarms that the ward can bear.

    Returns
    -------
    DataFrame
        One row a person: ``position, cusum, alarm``.

    Notes
    -----
    Steiner, Cook, Farewell and Treasure, Biostatistics 2000;1:441: log-likelihood ratio weights.
    """
    import pandas as pd

    settings.real(odds_ratio, "odds_ratio", above=0)
    settings.real(limit, "limit", above=0)

    y, p, _w = validation.binary_problem(y_true, y_prob)
    if not (odds_ratio > 0 and odds_ratio != 1 and limit > 0):
        raise ValueError(_("odds_ratio must be positive and not 1, and limit positive."))
    score = y * np.log(odds_ratio) - np.log1p((odds_ratio - 1) * p)
    path, alarm, total = np.empty(len(y)), np.zeros(len(y), bool), 0.0
    for i, step in enumerate(score):
        total = max(0.0, total + step)
        path[i] = total
        if total >= limit:
            alarm[i], total = True, 0.0
    return pd.DataFrame({"position": np.arange(len(y)), "cusum": path, "alarm": alarm})
