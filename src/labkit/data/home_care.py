"""People with heart failure who are followed at home: their mornings, a trial by lot, and who was enrolled when. What was true is known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.language import catalogue

_ = catalogue("data")

# A deterioration: days until the hospital, kilograms gained a day; how often each of two symptoms is ticked on a quiet day, by how much
# more on each day of a deterioration, and at most; quiet days after it.
_LEAD, _GAIN, _QUIET, _MORE_A_DAY, _MOST, _REST = (5, 11), (0.15, 0.5), 0.10, 0.07, 0.5, 14
# Kilograms by which a morning's weight differs from the true one: clothes, meals, the bathroom floor.
_SCALE = 0.8
# Unplanned stays in six months: each person's own rate is drawn from a gamma distribution of this shape and mean.
_SHAPE, _MEAN = 0.8, 0.7
# Of 100 people, those whose home has a network that carries the tablet.
_NETWORK = 0.8


@dataclass(frozen=True)
class HomeMonitoring:
    """Mornings of people followed at home, and when each got worse.

    Attributes
    ----------
    mornings : DataFrame, one row a person and day
        ``patient``, ``day`` (both from 0), ``kilograms`` (gained in three days, 0 where lost), ``symptoms`` (0 to 2), ``points`` (their sum).
    truth : DataFrame, one row a deterioration
        ``patient``, ``begins_on``, ``admitted_on``: its first day, and the day of the hospital unless somebody acts before. For graders.
    """

    mornings: pd.DataFrame
    truth: pd.DataFrame


@dataclass(frozen=True)
class Enrolment:
    """Everybody of two districts, one served by the programme, and what it changes.

    Attributes
    ----------
    people : DataFrame, one row a person
        ``served`` (1: the programme works in the district), ``eligible`` (1: an unplanned stay in the six months before), ``before`` and
        ``after``: stays in six months, planned ones included. Enrolled are those who are served and eligible.
    effect : float
        Mean change in stays that the programme causes in those enrolled: 0 or below. For graders.
    """

    people: pd.DataFrame
    effect: float


def generate_home_monitoring(
    patients: int = 400, days: int = 180, random_state: Any = 0, *, rate: float = 0.0025
) -> HomeMonitoring:
    """Weight and symptoms, morning by morning. Invented; its numbers are choices, not estimates.

    Parameters
    ----------
    patients, days : int
        At least 1 and 4.
    random_state : int or Generator
    rate : float
        Probability that a quiet day is the first of a deterioration, between 0 and 1.

    Returns
    -------
    HomeMonitoring
        Nobody acts on anything in it: what a call changes is for whoever simulates calls.

    Raises
    ------
    ValueError
        For numbers out of these ranges.
    """
    if patients < 1 or days < 4:
        raise ValueError(
            _("patients must be at least 1 and days at least 4, not {patients} and {days}.").format(
                patients=patients, days=days
            )
        )
    if not 0 < rate < 1:
        raise ValueError(_("rate must be between 0 and 1, not {rate}.").format(rate=rate))
    rng = np.random.default_rng(random_state)
    weight, ticked, found = np.zeros((patients, days)), np.full((patients, days), _QUIET), []
    for patient in range(patients):
        day = int(rng.geometric(rate))
        while day < days:
            lead, gain = int(rng.integers(*_LEAD)), rng.uniform(*_GAIN)
            since = np.arange(min(lead, days - day))
            weight[patient, day + since] = gain * (since + 1)
            ticked[patient, day + since] = np.minimum(_QUIET + _MORE_A_DAY * since, _MOST)
            if day + lead <= days:
                found.append((patient, day, day + lead))
            day += lead + _REST + int(rng.geometric(rate))
    weight += rng.normal(0, _SCALE, weight.shape)
    symptoms = rng.binomial(2, ticked)
    gained = np.zeros_like(weight)
    gained[:, 3:] = np.maximum(weight[:, 3:] - weight[:, :-3], 0).round(1)
    mornings = {
        "patient": np.repeat(np.arange(patients), days),
        "day": np.tile(np.arange(days), patients),
        "kilograms": gained.ravel(),
        "symptoms": symptoms.ravel(),
        "points": (gained + symptoms).round(1).ravel(),
    }
    truth = pd.DataFrame(found, columns=["patient", "begins_on", "admitted_on"])
    return HomeMonitoring(pd.DataFrame(mornings), truth)


def generate_enrolment(
    n: int = 1600,
    random_state: Any = 0,
    *,
    prevented: float = 0.0,
    planned: float = 0.2,
    winter: float = 0.05,
) -> Enrolment:
    """A programme that takes in people after a stay, in one of two districts. Invented; its numbers are choices, not estimates.

    Whoever has just been in hospital has, on average, had bad luck as well as a bad heart: their next six months hold fewer stays
    whatever is done (regression to the mean). The served district also plans more stays, before and after alike.

    Parameters
    ----------
    n : int
        People of both districts.
    random_state : int or Generator
    prevented : float
        Share of the unplanned stays of those enrolled that the programme prevents, from 0 to 1; 0 is a programme without any effect.
    planned : float
        Planned stays a person in six months that the served district has more than the other.
    winter : float
        Stays a person that the second half-year adds everywhere.

    Returns
    -------
    Enrolment

    Raises
    ------
    ValueError
        For fewer than 1 person, a share that is not between 0 and 1, a negative number of stays.
    """
    if n < 1:
        raise ValueError(_("n must be at least 1, not {n}.").format(n=n))
    if not 0 <= prevented <= 1:
        raise ValueError(_("prevented must be between 0 and 1, not {share}.").format(share=prevented))
    if min(planned, winter) < 0:
        raise ValueError(_("planned and winter must be 0 or more."))
    rng = np.random.default_rng(random_state)
    usual = rng.gamma(_SHAPE, _MEAN / _SHAPE, n)
    served = rng.random(n) < 0.5
    unplanned = rng.poisson(usual)
    eligible = unplanned >= 1
    left = usual * np.where(eligible & served, 1 - prevented, 1.0)
    people = {
        "served": served.astype(np.int8),
        "eligible": eligible.astype(np.int8),
        "before": unplanned + rng.poisson(planned * served),
        "after": rng.poisson(left) + rng.poisson(planned * served) + rng.poisson(winter, n),
    }
    return Enrolment(pd.DataFrame(people), 0.0 - prevented * _rate_after_a_stay())


def _rate_after_a_stay() -> float:
    """Mean rate of those who had one stay or more: of a gamma-Poisson mixture, (m - E[r exp(-r)]) / (1 - P(none))."""
    scale = _MEAN / _SHAPE
    none = (1 + scale) ** -_SHAPE
    return (_MEAN - _MEAN * none / (1 + scale)) / (1 - none)


def generate_home_trial(n: int = 2000, random_state: Any = 0, *, prevented: float = 0.25) -> pd.DataFrame:
    """Six months of people with heart failure, half of them followed at home, by lot. Invented; its numbers are choices, not estimates.

    Where the network does not carry the tablet, the programme changes nothing for anybody, and is paid all the same.

    Parameters
    ----------
    n : int
        Number of people.
    random_state : int or Generator
    prevented : float
        Share of the unplanned stays that the programme prevents where there is a network, from 0 to 1.

    Returns
    -------
    DataFrame, one row a person
        ``programme`` (1: drawn for it), ``network`` (1: the home has one), ``stays``, ``days`` (in hospital), ``calls`` (minutes of nurses on the
        telephone), ``visits`` (of nurses, by car).

    Raises
    ------
    ValueError
        For fewer than 2 people, or a share that is not between 0 and 1.
    """
    if n < 2:
        raise ValueError(_("n must be at least 2, not {n}.").format(n=n))
    if not 0 <= prevented <= 1:
        raise ValueError(_("prevented must be between 0 and 1, not {share}.").format(share=prevented))
    rng = np.random.default_rng(random_state)
    programme = rng.permutation(np.arange(n) % 2)
    network = rng.random(n) < _NETWORK
    followed = (programme == 1) & network
    usual = rng.gamma(_SHAPE, 1 / _SHAPE, n)
    stays = rng.poisson(usual * np.where(followed, 1 - prevented, 1.0))
    days = rng.poisson(8 * rng.gamma(2 * np.maximum(stays, 1), 0.5)) * (stays > 0)
    calls = np.where(followed, rng.gamma(3, 35, n), rng.gamma(1, 10, n)).round().astype(int)
    visits = rng.poisson(np.where(programme == 1, 3.0, 5.0))
    return pd.DataFrame(
        {
            "programme": programme,
            "network": network.astype(np.int8),
            "stays": stays,
            "days": days,
            "calls": calls,
            "visits": visits,
        }
    )
