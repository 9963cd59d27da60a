"""Laws of patients and their groups: their order, their number, their names, what was promised to each."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import Tolerance, difference
from labkit.tasks.laws.law import Call, Law
from labkit.tasks.laws.promise import promise_broken
from labkit.tasks.laws.results import by_name, take


def permutation_invariant(arguments: Sequence[str], message: Text | None = None) -> Law:
    """Shuffling the rows of the named arguments together changes nothing."""
    text = message or Text(
        "The order of the patients must not change the result.",
        "L'ordre des patients ne doit pas changer le résultat.",
    )
    return Law("permutation_invariant", text, {"names": list(arguments)})


def _permutation_invariant(
    call: Call, arguments: dict, rng: np.random.Generator, names: Sequence[str]
) -> bool:
    rows, before = np.arange(len(arguments[names[0]])), by_name(call(**arguments))
    for order in (rows[::-1], rng.permutation(rows)):
        shuffled = {**arguments, **{name: take(arguments[name], order) for name in names}}
        if difference(by_name(call(**shuffled)), before, Tolerance(1e-7, 1e-9)) is not None:
            return True
    return False


def replication_invariant(arguments: Sequence[str], message: Text | None = None) -> Law:
    """Every row twice changes nothing: the result is a rate, not a count."""
    text = message or Text(
        "Counting every patient twice must not change a rate.",
        "Compter deux fois chaque patient ne doit pas changer un taux.",
    )
    return Law("replication_invariant", text, {"names": list(arguments)})


def _replication_invariant(call: Call, arguments: dict, rng: Any, names: Sequence[str]) -> bool:
    twice = np.tile(np.arange(len(arguments[names[0]])), 2)
    doubled = {**arguments, **{name: take(arguments[name], twice) for name in names}}
    once, twice_over = by_name(call(**arguments)), by_name(call(**doubled))
    return difference(twice_over, once, Tolerance(1e-7, 1e-9)) is not None


def renamed_alike(argument: str, message: Text | None = None) -> Law:
    """Renaming the groups of `argument` renames the keys of the result (a dict or a Series) and changes no value."""
    text = message or Text(
        "Calling the groups by other names must change the names in the answer and nothing else.",
        "Donner d'autres noms aux groupes doit changer les noms dans la réponse, et rien d'autre.",
    )
    return Law("renamed_alike", text, {"argument": argument})


def _renamed_alike(call: Call, arguments: dict, rng: np.random.Generator, argument: str) -> bool:
    groups = np.asarray(arguments[argument])
    names = np.unique(groups)
    other = {
        str(name): f"group {number}" for name, number in zip(names, rng.permutation(len(names)), strict=True)
    }
    before, after = (
        {str(key): value for key, value in dict(result).items()}
        for result in (
            call(**arguments),
            call(**{**arguments, argument: np.array([other[str(name)] for name in groups])}),
        )
    )
    return (
        difference(after, {other[name]: value for name, value in before.items()}, Tolerance(1e-7, 1e-9))
        is not None
    )


def keeps_promise(score: str, group: str, confidence: str, message: Text) -> Law:
    """The limits (a dict or a Series by group) cover new people as often as promised: see `labkit.tasks.laws.promise`."""
    return Law("keeps_promise", message, {"score": score, "group": group, "confidence": confidence})


def _keeps_promise(
    call: Call, arguments: dict, rng: np.random.Generator, score: str, group: str, confidence: str
) -> bool:
    return promise_broken(
        lambda scores, groups: {
            str(name): limit
            for name, limit in dict(call(**{**arguments, score: scores, group: groups})).items()
        },
        arguments[confidence],
        rng,
    )
