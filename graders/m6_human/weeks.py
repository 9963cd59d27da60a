"""Weeks of decisions with the lab's model, as it is and after an update that reads the CRP in another unit."""

from functools import cache

import numpy as np

from .cohort import THRESHOLD, new_patients, risk_after_update

WEEKS, DECISIONS, SEES, WINDOW = 1000, 300, 0.7, 100


@cache
def rescued():
    """For each system: in which decisions of which week a person called although the model said to wait."""
    drawn, new = np.random.default_rng(0), new_patients()
    who, sees = drawn.integers(0, len(new), (WEEKS, DECISIONS)), drawn.random((WEEKS, DECISIONS)) < SEES
    sick = (new.sepsis == 1).to_numpy()[who]
    systems = {"as_it_is": new.risk.to_numpy(), "after_the_update": risk_after_update()}
    return {name: sees & sick & (risk < THRESHOLD)[who] for name, risk in systems.items()}


@cache
def most_rescued(system):
    """The largest number of rescues among any 100 decisions in a row, week by week."""
    counts = np.cumsum(np.pad(rescued()[system].astype(int), ((0, 0), (WINDOW, 0))), axis=1)
    return (counts[:, WINDOW:] - counts[:, :-WINDOW]).max(axis=1)


def weeks_stopped(system, limit):
    """In how many weeks of 100 the rule stops that system."""
    return 100 * float((most_rescued(system) >= limit).mean())
