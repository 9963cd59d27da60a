"""A hundred decisions of each of four wards, as the last step shows them: what the page says, and what it does not."""

from functools import cache

import numpy as np

from .cohort import THRESHOLD, new_patients, risk_after_update

DECISIONS = 100
# ward: seed of its patients, is the model updated, how often a person sees the truth, share of the lines without a role
WARDS = {
    "A": (3, False, 0.7, 0.0),
    "B": (21, True, 0.7, 0.0),
    "C": (11, True, 0.7, 0.4),
    "D": (5, True, 0.0, 0.0),
}


@cache
def pages():
    """By ward: lines refused, suggestions set aside and rescues among the lines left, rescues among all, sepsis that nobody saw."""
    new, updated = new_patients(), risk_after_update()
    found = {}
    for ward, (seed, after, sees, careless) in WARDS.items():
        drawn = np.random.default_rng(seed)
        who = drawn.integers(0, len(new), DECISIONS)
        sick = (new.sepsis == 1).to_numpy()[who]
        call = ((updated if after else new.risk.to_numpy()) >= THRESHOLD)[who]
        decided = np.where(drawn.random(DECISIONS) < sees, sick, call)
        refused = drawn.random(DECISIONS) < careless
        aside, rescued = decided != call, decided & ~call
        found[ward] = {
            "refused": int(refused.sum()),
            "set_aside": int((aside & ~refused).sum()),
            "rescued": int((rescued & ~refused).sum()),
            "rescued_in_all": int(rescued.sum()),
            "unseen": int((sick & ~decided).sum()),
        }
    return found
