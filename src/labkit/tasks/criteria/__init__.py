"""Criteria: what makes an answer right where agreement with a reference is the wrong question. One a file.

A criterion is a function ``(call, cases, rng, **parameters)``: it calls the answer on the cases and returns None where the
answer is right, else the reason in both languages, or the name of the task's mutant that the answer is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.criteria.alarms import alarms
from labkit.tasks.criteria.coverage import coverage
from labkit.tasks.criteria.coverage import most_misses as most_misses
from labkit.tasks.criteria.exact_coverage import exact_coverage
from labkit.tasks.criteria.f1_floor import f1_floor
from labkit.tasks.criteria.floor import floor
from labkit.tasks.criteria.intervals import made_with as made_with
from labkit.tasks.criteria.learns_by_heart import learns_by_heart

Call = Callable[..., Any]


@dataclass(frozen=True)
class Criterion:
    """A criterion by its name, with its parameters, for tasks that agreement cannot judge."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


def interval_of_95(
    truth: str, standard_error: Callable[..., Any], ranges: Sequence[tuple[float, float]]
) -> Criterion:
    """`coverage` of a 95 % interval whose cases are drawn evenly from `ranges`, the arguments of `standard_error`.

    A right interval is 2 x 1.96 standard errors wide on average. Textbook approximations with a dozen events and more cover
    0.93 to 0.97 and stay within 11 % of that width; 90 in 100, or one bound a quarter too far out, are 12 % off and more.
    """
    places = (np.arange(12) + 0.5) / 12
    grid = np.meshgrid(*[low + (high - low) * places for low, high in ranges])
    width = float(2 * 1.96 * np.mean(standard_error(*grid)))
    bounds = {"narrowest": 0.93 * width, "width": 1.12 * width}
    return Criterion("coverage", {"truth": truth, "level": 0.95, "grace": 0.022, **bounds})


# These recognise the task's typical mistakes themselves, by what they do rather than by their very numbers: a bundle keeps no
# results of the mutants for them, whose results would depend on the machine.
NAME_MUTANTS = frozenset({"learns_by_heart"})
# One interval a case: a mistake may have been made by formula or by bootstrap, and `made_with` tells it either way.
INTERVALS = frozenset({"coverage"})
# Right is what stays above a floor: an answer that a change leaves above it is right.
FLOORS = frozenset({"floor", "f1_floor", "alarms"})


def run(
    name: str, parameters: Mapping[str, Any], call: Call, cases: Sequence[Mapping[str, Any]], seed: int
) -> Text | str | None:
    """None if the answer satisfies the criterion, else the reason in both languages, or the name of the task's mutant."""
    return _CRITERIA[name](call, cases, np.random.default_rng(seed), **parameters)


_CRITERIA: dict[str, Callable[..., Text | str | None]] = {
    "alarms": alarms,
    "coverage": coverage,
    "exact_coverage": exact_coverage,
    "floor": floor,
    "learns_by_heart": learns_by_heart,
    "f1_floor": f1_floor,
}
