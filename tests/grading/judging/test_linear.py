"""A learner's text is read in time that grows with its length, whatever it holds."""

import time

import pytest

from labkit.grading.judging.forbidden import LearnersCode, forbidden_names
from labkit.grading.judging.needed import cells_behind, needed_cells

N = 30_000
FORBIDDEN = ("labkit.evaluate.net_benefit", "sklearn.calibration")


def long(*, terms):
    return "x = " + " + ".join(f"'{n}'" for n in range(terms))


TEXTS = {
    "blanks": " " * 5 * N + "§",
    "lines": "\n" * 5 * N + "§",
    "blanks in each line": ("x" + " " * 300 + "§\n") * 300,
    "an assignment that never comes": "a, " * N + "§",
    "magics": "%x -a\n" * 1000 + "§",
    "a sum": long(terms=900),
    "too much to parse": "\n" * 1_000_001,
    "names for names": "\n".join(f"n{i} = n{i + 1}" for i in range(N // 3)),
    "look-ups": "\n".join(["x" + "[0]" * 90] * 200),
    "a condition of thousands": "if x: y = 1\n" + "\n".join(f"elif x == {n}: y{n} = 1" for n in range(3000)),
    "calls of calls": "\n".join(["x" + ".get(0)" * 80] * 100),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_forbidden_is_looked_for_in_linear_time(name):
    started = time.process_time()
    statements = LearnersCode(None).statements([TEXTS[name]])
    assert forbidden_names(statements, FORBIDDEN) == []
    cells_behind("x", [TEXTS[name]])
    assert time.process_time() - started < 20  # in the square of its length it would be minutes


def test_a_long_chain_of_cells_is_followed_in_linear_time():
    cells = [f"n{i} = n{i + 1}" for i in range(5000)]
    started = time.process_time()
    assert needed_cells("n0", cells) == cells
    assert time.process_time() - started < 20  # in the square of its length it would be minutes


@pytest.mark.parametrize(
    "code",
    [
        "name = 'sklearn' + '.calibration'",
        "name = 'sklearn' + '.calibration' + x",
        "name = y + ('sklearn.' + 'calibration.a')",
        "import labkit\nf = vars(labkit.evaluate)['net_' + 'benefit']",
        "import labkit\nf = dict(vars(labkit.evaluate)).get('net_benefit')",
        "import labkit\nf = labkit.evaluate.__dict__['net_benefit']",
        "import labkit\na = labkit\nb = a\nb.net_benefit(1)",
    ],
)
def test_what_is_spelt_in_pieces_is_still_read(code):
    assert forbidden_names(LearnersCode(None).statements([code]), FORBIDDEN)
