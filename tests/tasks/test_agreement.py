"""Agreement is by value: never by `repr`, never by the answer's own opinion."""

import numpy as np
import pandas as pd
import pytest

from labkit.tasks.agreement import Tolerance, difference

AGREE = {
    "number and numpy number": (np.float64(1.5), 1.5),
    "list and array": ([1, 2], np.array([1, 2])),
    "tuple and list": ((1, 2.0), [1, 2]),
    "series and array": (pd.Series([1.0, np.nan]), np.array([1.0, np.nan])),
    "bool and numpy bool": (np.True_, True),
    "columns in another order": (pd.DataFrame({"b": [2], "a": [1]}), pd.DataFrame({"a": [1], "b": [2]})),
    "an extra column": (pd.DataFrame({"a": [1], "z": [9]}), pd.DataFrame({"a": [1]})),
    "infinities": (float("inf"), float("inf")),
    "a number in single precision": (np.float32(12.345678), 12.345678),
    "an array in single precision": (np.array([1 / 3, 2 / 3], dtype=np.float32), [1 / 3, 2 / 3]),
    "none and nan in arrays": (np.array([None, 1.0], dtype=object), np.array([np.nan, 1.0])),
}
DIFFER = {
    "text of a number": ("1.5", 1.5),
    "true is not one": (True, 1),
    "shape": ([1, 2, 3], np.array([1, 2])),
    "nan for a number": (float("nan"), 1.0),
    "number for nan": (1.0, float("nan")),
    "a column is missing": (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1], "b": [2]})),
    "other keys": ({"a": 1}, {"b": 1}),
    "nothing": (None, 0.0),
    "opposite infinity": (float("-inf"), float("inf")),
    "ragged": ([[1], [1, 2]], np.array([[1, 2], [1, 2]])),
    "another number in single precision": (np.float32(12.345678), 12.346),
    "a double of seven digits": (float(np.float32(12.345678)), 12.345678),
    "unhashable in a set": ([[1], [2]], {1, 2}),
}


@pytest.mark.parametrize(("answer", "expected"), AGREE.values(), ids=AGREE)
def test_agree(answer, expected):
    assert difference(answer, expected) is None


@pytest.mark.parametrize(("answer", "expected"), DIFFER.values(), ids=DIFFER)
def test_differ(answer, expected):
    assert difference(answer, expected) is not None


def test_the_tolerance_decides():
    assert difference(1.01, 1.0, Tolerance(absolute=0.02)) is None
    assert difference(1.03, 1.0, Tolerance(relative=0, absolute=0.02)) is not None


@pytest.mark.parametrize(
    ("answer", "expected", "found", "wanted"),
    [
        ([{"I10"}], [["I10"]], "a set", "a list"),
        (["I10 I50"], [["I10", "I50"]], "a text", "a list"),
        (np.array([[3, 1]]), [["I50", "I10"]], "a whole number", "a text"),
        ([[[{"I10"}]]], [[[["I10"]]]], "a set", "a list"),
        ({"a": "1"}, {"a": 1.0}, "a text", "one number"),
    ],
)
def test_a_kind_that_differs_inside_is_not_told_as_that_of_the_whole(answer, expected, found, wanted):
    """« Your function returns a list. The answer should be a list. » helped nobody."""
    said = difference(answer, expected)
    assert said.en == f"Inside the answer, {found} stands where {wanted} is asked for."
    assert said.fr.startswith("Dans la réponse, ")
