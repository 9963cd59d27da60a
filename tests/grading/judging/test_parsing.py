"""A cell as Python's statements: what no Python reads has none, and never an error of the reader's own."""

import pytest

from labkit.grading.judging.parsing import parse


@pytest.mark.parametrize(
    "source", ["x = 1\n# \x00", "%time x\n# \x00\x00", "x = '\ud800'\n%%", "def f(:", "x = (\n%time y"]
)
def test_what_is_no_python_has_no_statements(source):
    assert parse(source) == []


def test_a_magics_own_code_is_read():
    (statement,) = parse("%time x = 1")
    assert statement.targets[0].id == "x"
