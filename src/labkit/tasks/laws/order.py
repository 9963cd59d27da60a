"""Laws of words in a row: their order, and what comes after them."""

from collections.abc import Sequence

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import Tolerance, difference
from labkit.tasks.laws.law import Call, Law
from labkit.tasks.laws.results import take

# Sums in another order differ by rounding alone.
_ROUNDING = Tolerance(1e-7, 1e-9)


def permutation_equivariant(arguments: Sequence[str], message: Text) -> Law:
    """Shuffling the rows of the named arguments together shuffles the rows of the result in the same way."""
    return Law("permutation_equivariant", message, {"names": list(arguments)})


def _permutation_equivariant(
    call: Call, arguments: dict, rng: np.random.Generator, names: Sequence[str]
) -> bool:
    rows, before = np.arange(len(arguments[names[0]])), call(**arguments)
    for order in (rows[::-1], rng.permutation(rows)):
        shuffled = {**arguments, **{name: take(arguments[name], order) for name in names}}
        if difference(call(**shuffled), take(before, order), _ROUNDING) is not None:
            return True
    return False


def blind_to_what_follows(arguments: Sequence[str], message: Text) -> Law:
    """Other last rows of the named arguments leave the results of the rows before them as they are.

    The last row alone is replaced, then the last half; in each trial by rows of other numbers of the same shape.
    """
    return Law("blind_to_what_follows", message, {"names": list(arguments)})


def _blind_to_what_follows(
    call: Call, arguments: dict, rng: np.random.Generator, names: Sequence[str]
) -> bool:
    length, before = len(arguments[names[0]]), np.asarray(call(**arguments))
    for kept in {length - 1, length // 2} - {0}:
        other = dict(arguments)
        for name in names:
            rows = np.array(arguments[name], dtype=float)
            rows[kept:] += rng.normal(0, 1 + np.abs(rows).mean(), rows[kept:].shape)
            other[name] = rows
        after = np.asarray(call(**other))
        if after.shape != before.shape or difference(after[:kept], before[:kept], _ROUNDING) is not None:
            return True
    return False
