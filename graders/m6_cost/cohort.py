"""Eight half-years of a programme, as the notebook replays them."""

from functools import cache

import numpy as np

from labkit.data import generate_home_monitoring
from labkit.oversight import answer_alarms

WORLDS, PATIENTS = 8, 400


@cache
def half_years():
    return [generate_home_monitoring(PATIENTS, random_state=[world, 5]) for world in range(WORLDS)]


def in_time(threshold, hours):
    """Mean of the eight half-years: deteriorations of 100 that are answered in time."""
    made = [answer_alarms(one.mornings, one.truth, threshold, 60 * hours) for one in half_years()]
    return 100 * float(np.mean([one.in_time / one.deteriorations for one in made]))
