"""Whether a call left its arguments as they were: told alike for what is compared at once and for what is written as data first."""

import copy

import numpy as np
import pandas as pd
import pytest

from labkit.tasks.answers import changed_arguments

VALUES = {
    "number": [0.0],
    "not a number": [float("nan"), 1],
    "words": ["a", ("b", None, True)],
    "array": np.array([1.0, np.nan]),
    "arrays": [np.arange(3), np.array(["x", "y"])],
    "objects": np.array(["x", None], dtype=object),
    "table": pd.DataFrame({"a": [1, 2]}),
    "by name": {"a": [1, 2]},
}
ALTERED = [
    ([1, 2], [1, 2, 3]),
    ([1, 2], (1, 2)),
    ([[1], [2]], [[1], [3]]),
    (np.arange(4), np.arange(4).reshape(2, 2)),
    (np.arange(4), np.arange(4.0)),
    (np.arange(4), np.array([0, 1, 2, 4])),
    (np.array(["x", None], dtype=object), np.array(["x", 1], dtype=object)),
    ({"a": [1]}, {"a": [2]}),
]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_copy_is_no_change(value):
    assert changed_arguments({"given": value}, {"given": copy.deepcopy(value)}) == set()


@pytest.mark.parametrize(("before", "after"), ALTERED)
def test_every_change_is_told_by_name(before, after):
    assert changed_arguments({"given": before, "other": 1}, {"given": after, "other": 1}) == {"given"}
