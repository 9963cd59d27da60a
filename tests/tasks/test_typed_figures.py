"""Figures that stand for choices, one a line of a table: the same answer in a text, a list, an array or a column."""

import numpy as np
import pandas as pd
import pytest

from labkit.language import Text
from labkit.tasks import value_task
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build
from labkit.tasks.judge import judge

T = Text("w", "w")

FIGURES = {
    "as asked": "1223",
    "a number": 1223,
    "a number with a point": 1223.0,
    "a list": [1, 2, 2, 3],
    "a list of numbers with a point": [1.0, 2.0, 2.0, 3.0],
    "an array": np.array([1, 2, 2, 3]),
    "an array of numbers with a point": np.array([1.0, 2.0, 2.0, 3.0]),
    "a column": pd.Series([1.0, 2.0, 2.0, 3.0]),
    "a list of an array's": list(np.array([1, 2, 2, 3])),
    "some of each": [1, 2.0, "2", np.float64(3)],
}


def status(typed):
    task = value_task(id="t", points=1, why=T, hints=[T], domain=["1223", "3221", "1222"])
    task.reference(lambda: "1223")
    return judge(LocalAnswer(typed), build(task, "any", 1), reveal=True).status


@pytest.mark.parametrize("typed", FIGURES.values(), ids=FIGURES)
def test_figures_are_read_however_they_are_typed(typed):
    assert status(typed) == "right"


NONE = {
    "a half": [1.5, 2, 2, 3],
    "true": [True, 2, 2, 3],
    "no number": [float("nan"), 2, 2, 3],
    "a comma in the middle": 122.3,
    "too many figures": 10**5000,
    "too many figures in a list": [10**5000],
}


@pytest.mark.parametrize("typed", NONE.values(), ids=NONE)
def test_what_is_no_figure_is_not_read_as_one(typed):
    assert status(typed) in ("wrong", "crashed")
