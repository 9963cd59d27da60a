"""The cells an answer rests on: what it names, what changes that, and nothing of the rest."""

import pytest

from labkit.grading.judging.needed import cells_behind, names_missing, needed_cells

SETUP = "import numpy as np\nrows = [3, 1, 2]"
CHANGE = "rows.sort()"
HELPER = "def half(x):\n    return np.float64(x) / 2"
ANSWER = "def answer(x):\n    return half(x) + rows[0]"
HOSTILE = "import os, builtins\nbuiltins.float = None\nother = 1"
STAR = "from math import *"
NOTEBOOK = [HOSTILE, SETUP, CHANGE, HELPER, ANSWER]


def test_a_module_of_the_course_is_not_taken_from_a_learners_cell():
    patched = "import numpy as np\nnp.asarray = None"
    cells = [patched, SETUP, "x = np.int64(rows[0])"]
    assert needed_cells("x", cells, {SETUP}) == cells[1:]


@pytest.mark.parametrize(
    ("expression", "cells", "needed"),
    [
        ("answer", NOTEBOOK, [SETUP, CHANGE, HELPER, ANSWER]),
        ("half", NOTEBOOK, [SETUP, HELPER]),
        ("other", NOTEBOOK, [HOSTILE]),
        ("nobody", NOTEBOOK, []),
        ("float(nobody)", NOTEBOOK, []),
        ("x", ["import numpy as np\nnp.asarray = None", "import numpy as np\nx = np.int64(3)"], None),
        ("x", ["frame = 1", "frame['a'] = 2", "frame.b = 3", "x = frame"], None),
        ("x", [STAR, "x = pi"], None),
        ("x", ["%%time\nx = 1", "x = = 2"], ["%%time\nx = 1"]),
        ("x", ["def f():\n    x = 1", "x = 2"], ["x = 2"]),
        ("x", ["%%timeit -n 1\nfrom labkit.evaluate import x", "x = 2"], ["x = 2"]),
        ("(a, b)", ["a = 1", "b = a", "c = b"], ["a = 1", "b = a"]),
    ],
)
def test_cells_that_an_answer_rests_on(expression, cells, needed):
    if needed is None:
        needed = cells[1:] if "np.asarray" in cells[0] else cells
    assert needed_cells(expression, cells) == needed


@pytest.mark.parametrize(
    ("cell", "behind"),
    [
        ("%%time\nfrom labkit.evaluate import net_benefit\nnet_benefit(y, p, 0.2)", False),
        ("%timeit net_benefit(y, p, 0.2)", False),
        ("%matplotlib inline\n!pip install x", True),
        ("%%time\nexec('answer = 3')", True),
        ("%run other.py", True),
    ],
)
def test_a_magic_that_only_times_binds_nothing_unseen(cell, behind):
    assert (cell in cells_behind("answer", [cell, HELPER, SETUP, ANSWER])) == behind


def test_names_that_an_answer_rests_on_and_that_are_not_there_yet():
    assert {"half", "rows"} <= names_missing("answer", [ANSWER])
    assert names_missing("answer", NOTEBOOK) <= {"x"}  # an argument is bound by no cell
