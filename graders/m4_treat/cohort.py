"""The notebook's trial: computed when first asked for."""

from functools import cache

from labkit.data import generate_discharges

HALF, SEED = 10_000, 3


@cache
def trial():
    """The half of the trial on which nothing was learned."""
    return generate_discharges(2 * HALF, SEED).people[HALF:]


def counts(people):
    """Returns and people among the visited, returns and people among the others."""
    visited, others = people[people.visited == 1], people[people.visited == 0]
    return int(visited.came_back.sum()), len(visited), int(others.came_back.sum()), len(others)


def live_alone():
    """Those who live alone, without an advanced illness."""
    people = trial()
    return people[(people.lives_alone == 1) & (people.advanced_illness == 0)]
