"""The criterion of a share: an answer is the truth by what it says, whatever holds it."""

import numpy as np
import pandas as pd
import pytest

from labkit.tasks import codec
from labkit.tasks.criteria import run

NAMES = [["west"], [], ["west", "east"]]
LEVELS = [0, 1, 2]
YES_OR_NO = [True, False, True]


def judged(truths, answer):
    """As an answer is marked: what it gives has travelled as plain data."""
    parameters = {"truth": "planted", "least": 1.0, "message": ["too often wrong", "trop souvent faux"]}
    cases = [{"place": place, "planted": truth} for place, truth in enumerate(truths)]
    return run("floor", parameters, lambda place: codec.decode(codec.encode(answer(truths[place]))), cases, 0)


HOLDS = {
    "a list": (NAMES, list),
    "a tuple": (NAMES, tuple),
    "an array": (NAMES, lambda names: np.array(names, dtype=object)),
    "a column": (NAMES, lambda names: pd.Series(names, dtype=object)),
    "whole numbers": (LEVELS, int),
    "numbers with a point": (LEVELS, float),
    "numpy's numbers": (LEVELS, np.int64),
    "true for one": (LEVELS, lambda level: bool(level) if level < 2 else level),
    "true or false": (YES_OR_NO, bool),
    "numpy's true or false": (YES_OR_NO, np.bool_),
    "one or nought": (YES_OR_NO, int),
    "one or nought with a point": (YES_OR_NO, float),
}


@pytest.mark.parametrize(("truths", "answer"), HOLDS.values(), ids=HOLDS)
def test_the_truth_is_right_in_whatever_it_is_held(truths, answer):
    assert judged(truths, answer) is None


WRONG = {
    "in another order": (NAMES, lambda names: tuple(reversed(names))),
    "one more": (NAMES, lambda names: [*names, "north"]),
    "names in one text": (NAMES, " ".join),
    "nothing": (NAMES, lambda names: None),
    "another number": (LEVELS, lambda level: level + 1),
    "always yes": (YES_OR_NO, lambda yes: True),
    "words": (YES_OR_NO, str),
    "a list of one": (YES_OR_NO, lambda yes: [yes]),
}


@pytest.mark.parametrize(("truths", "answer"), WRONG.values(), ids=WRONG)
def test_anything_else_is_not(truths, answer):
    assert judged(truths, answer) is not None
