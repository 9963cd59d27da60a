"""Admissions of an epidemic winter, each entered in the register some days late: what was true on the evening is known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.language import catalogue

_ = catalogue("data")
IMPORTED_LATE = ("scipy.optimize",)

#: The hospitals, the share of the admissions that each receives, and how quickly its office enters them (1: quickly).
HOSPITALS = {"tilleuls": (0.5, 1.0), "grand_fleuve": (0.3, 0.9), "eastmount": (0.2, 0.55)}
#: Monday on which each generated winter begins.
FIRST_DAY = pd.Timestamp("2026-11-02")
#: After so many days every admission is in the register.
LONGEST_DELAY = 14
# Of the admissions not entered yet, the share that an office enters on a day: fewer on the day itself, few at weekends.
_SAME_DAY, _LATER, _WEEKEND = 0.12, 0.34, 0.3
# Days between an infection and those it causes: 1 to 10, 3.5 on average.
_INTERVAL = np.array([0.08, 0.20, 0.26, 0.21, 0.13, 0.07, 0.03, 0.01, 0.005, 0.005])


@dataclass(frozen=True)
class Epidemic:
    """Admissions of a winter, and the process behind them.

    Attributes
    ----------
    patients : DataFrame, one row an admission
        ``hospital``, ``admitted_on``, ``reported_on`` (the day on which the register has it; never before ``admitted_on``).
    truth : DataFrame, one row a day
        ``admitted_on``, ``expected`` (mean number of admissions of the process), ``reproduction`` (how many a case infects that day),
        ``speed`` (factor of the offices' speed, 1 unless slowed down). For graders.
    """

    patients: pd.DataFrame
    truth: pd.DataFrame


def generate_epidemic(
    days: int = 56,
    random_state: Any = 0,
    *,
    first: float = 20.0,
    reproduction: float = 1.15,
    turns_on: int | None = None,
    then: float = 0.85,
    slows_on: int | None = None,
    slower: float = 0.6,
) -> Epidemic:
    """A winter of admissions by a renewal equation, entered late, later still at weekends. Invented; its numbers are choices, not estimates.

    The mean number of admissions of a day is the reproduction number times the mean of the days before, weighted by the interval between two
    cases (Cori et al., Am J Epidemiol 2013;178:1505). The count is drawn around it, with more spread than a Poisson count: a variance
    of m + m²/40.

    Parameters
    ----------
    days : int
        Number of days, from Monday 2 November 2026 on; all admissions are given, also those that are entered after the last day.
    random_state : int or Generator
    first : float
        Mean number of admissions on the first day.
    reproduction : float
        New cases that a case causes: above 1 the epidemic rises.
    turns_on : int or None
        Day, from 0, from which on the reproduction number is `then`.
    then : float
    slows_on : int or None
        Day, from 0, from which on all offices enter `slower` times as much of what waits: clerks are ill, a program was changed.
    slower : float

    Returns
    -------
    Epidemic

    Raises
    ------
    ValueError
        For fewer than one day, or a number that is not above 0 (`slower`: at most 1).
    """
    if days < 1:
        raise ValueError(_("days must be at least 1, not {n}.").format(n=days))
    for name, value in {"first": first, "reproduction": reproduction, "then": then, "slower": slower}.items():
        if not value > 0 or (name == "slower" and value > 1):
            raise ValueError(
                _("{name} must be above 0 (slower: at most 1), not {value}.").format(name=name, value=value)
            )
    rng = np.random.default_rng(random_state)
    cases = np.full(days, float(reproduction))
    if turns_on is not None:
        cases[turns_on:] = then
    expected = _renewed(cases, first)
    speed = np.ones(days + LONGEST_DELAY + 1)
    if slows_on is not None:
        speed[slows_on:] = slower
    names, where, admissions, reports = sorted(HOSPITALS), [], [], []
    for name, (share, quick) in HOSPITALS.items():
        admitted = np.repeat(np.arange(days), _counts(rng, share * expected))
        reports.append(admitted + _delays(rng, admitted, quick * speed))
        admissions.append(admitted)
        where.append(np.full(len(admitted), names.index(name)))
    hospital, admitted, reported = map(np.concatenate, (where, admissions, reports))
    order = np.lexsort((hospital, reported, admitted))  # by admission, then report, then hospital
    patients = pd.DataFrame(
        {
            "hospital": pd.Series(names).array.take(hospital[order]),
            "admitted_on": FIRST_DAY + pd.to_timedelta(admitted[order], unit="D"),
            "reported_on": FIRST_DAY + pd.to_timedelta(reported[order], unit="D"),
        }
    )
    dates = FIRST_DAY + pd.to_timedelta(np.arange(days), unit="D")
    truth = {"admitted_on": dates, "expected": expected, "reproduction": cases, "speed": speed[:days]}
    return Epidemic(patients, pd.DataFrame(truth))


def _renewed(reproduction: np.ndarray, first: float) -> np.ndarray:
    """Mean admissions a day; before the first day the epidemic grew, or fell, as it does on it."""
    growth = _growth(reproduction[0])
    means = list(first * np.exp(growth * np.arange(-len(_INTERVAL), 0)))
    for cases in reproduction:
        means.append(float(cases * np.dot(_INTERVAL, means[: -len(_INTERVAL) - 1 : -1])))
    return np.array(means[len(_INTERVAL) :])


def _growth(reproduction: float) -> float:
    """Daily growth of an epidemic whose reproduction number does not change (Wallinga and Lipsitch, Proc R Soc B 2007;274:599)."""
    from scipy.optimize import brentq

    lags = np.arange(1, len(_INTERVAL) + 1)
    return float(brentq(lambda rate: reproduction * np.dot(_INTERVAL, np.exp(-rate * lags)) - 1, -3, 3))


def _counts(rng: np.random.Generator, means: np.ndarray) -> np.ndarray:
    return rng.negative_binomial(40, 40 / (40 + means))


def _delays(rng: np.random.Generator, admitted: np.ndarray, speed: np.ndarray) -> np.ndarray:
    """Days until each admission is entered, at most `LONGEST_DELAY`."""
    delays = np.full(len(admitted), LONGEST_DELAY)
    waits = np.ones(len(admitted), dtype=bool)
    for delay in range(LONGEST_DELAY):
        today = admitted + delay
        chance = np.where(delay == 0, _SAME_DAY, _LATER) * np.where(today % 7 >= 5, _WEEKEND, 1.0)
        entered = waits & (rng.random(len(admitted)) < chance * speed[today])
        delays[entered] = delay
        waits &= ~entered
    return delays
