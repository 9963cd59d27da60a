"""What labkit answers itself, which the tasks forbid, and the arms of a trial drawn for the builder's cases."""

import numpy as np

ALARMS = ["labkit.oversight.answer_alarms", "labkit.oversight.AlarmLoadDisplay"]
COSTS = ["labkit.evaluate.incremental_cost", "labkit.evaluate.CostPlaneDisplay"]


def draw_arm(rng, people, rate, per_stay, fixed):
    """Stays of each person, and what they cost: the more stays the dearer, beside what the programme itself costs."""
    stays = rng.poisson(rng.gamma(2.0, rate / 2.0, people))
    cost = fixed + per_stay * stays * rng.uniform(0.8, 1.2, people) + rng.gamma(2.0, 60.0, people)
    return stays.astype(np.int16), np.round(cost)
