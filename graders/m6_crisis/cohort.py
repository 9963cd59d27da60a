"""What the notebook and its tasks both compute: possible demands for beds, and winters with and without a slowdown of the offices."""

from functools import cache

import numpy as np
import pandas as pd

from labkit.data import generate_epidemic
from labkit.evaluate import nowcast, report_triangle

MONDAY, WINTERS = pd.Timestamp("2026-11-02"), 40
#: Sundays on which a nowcast was given, counted from the first Monday; the offices slow down on day 49.
SUNDAYS = range(34, 90, 7)
SLOWDOWN, WAIT = 49, 2  # weeks until a day's final count is known


@cache
def demand():
    """1,000 numbers of beds that next Sunday may need, as the forecast has them."""
    return np.random.default_rng(8).negative_binomial(12, 12 / (12 + 40), 1000)


def harm(beds, ratio=4.0):
    """Mean harm in empty beds: a patient without a bed counts for `ratio` of them."""
    return float(np.maximum(beds - demand(), 0).mean() + ratio * np.maximum(demand() - beds, 0).mean())


@cache
def missed(slows):
    """Of the seven intervals given on each Sunday, how many did not hold what was known two weeks later; one row a winter."""
    slowdown = {"slows_on": SLOWDOWN, "slower": 0.5} if slows else {}
    found = []
    for winter in range(WINTERS):
        epidemic = generate_epidemic(91, [winter, 77], first=14, reproduction=1.08, **slowdown)
        patients = epidemic.patients
        later = patients.groupby("admitted_on").size().reindex(epidemic.truth.admitted_on, fill_value=0)
        for day in SUNDAYS:
            tonight = MONDAY + pd.Timedelta(days=day)
            recent = patients[patients.admitted_on > tonight - pd.Timedelta(days=42)]
            triangle = report_triangle(recent.admitted_on, recent.reported_on, tonight)
            week = nowcast(triangle, by_weekday=True).iloc[-7:]
            truth = later[week.index]
            found.append(int((~truth.between(week.low, week.high)).sum()))
    return np.array(found).reshape(WINTERS, -1)


def stops(counts, days, sundays):
    """Place of the Sunday on which each winter stops: `days` or more missed, on so many Sundays in a row; -1 where it never does."""
    bad = pd.DataFrame(counts >= days).T.rolling(sundays).sum().T.to_numpy() >= sundays
    return np.where(bad.any(axis=1), bad.argmax(axis=1), -1)


@cache
def operating(days, sundays):
    """Winters in 100 stopped for nothing, slowdowns in 100 seen, weeks from the slowdown to the stop."""
    from_when = next(place for place, day in enumerate(SUNDAYS) if day >= SLOWDOWN)
    wrong = stops(missed(slows=False), days, sundays)
    late = stops(missed(slows=True)[:, from_when:], days, sundays)
    weeks = late[late >= 0] + 1 + WAIT
    return (
        100 * float((wrong >= 0).mean()),
        100 * float((late >= 0).mean()),
        float(weeks.mean()) if len(weeks) else np.inf,
    )
