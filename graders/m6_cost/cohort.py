"""What the notebook and its tasks both compute: eight half-years of a programme, and a trial with its prices."""

from functools import cache

import numpy as np

from labkit.data import generate_home_monitoring, generate_home_trial

WORLDS, PATIENTS = 8, 400
#: Prices of the lab: assumptions, in euros. A stay's tariff and what it uses up; a month's fees; an hour of a nurse; a visit by car.
TARIFF, USED_UP, TECHNICAL, OPERATOR, NURSE, VISIT = 4200, 1400, 50, 28, 40, 30


@cache
def half_years():
    return [generate_home_monitoring(PATIENTS, random_state=[world, 5]) for world in range(WORLDS)]


@cache
def in_time(threshold, hours):
    """Mean of the eight half-years: deteriorations of 100 that are answered in time."""
    from labkit.oversight import answer_alarms

    made = [answer_alarms(one.mornings, one.truth, threshold, 60 * hours) for one in half_years()]
    return 100 * float(np.mean([one.in_time / one.deteriorations for one in made]))


@cache
def trial():
    return generate_home_trial(2000, 8)
