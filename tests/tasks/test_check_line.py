"""A check line is read in one way by lint, marking and restoring."""

import pytest

from labkit.tasks.check_line import Check, parse_check


@pytest.mark.parametrize("method", ["check", "order"])
def test_both_ways_of_writing_a_check_are_one(method):
    assert parse_check(f'lab.{method}("steps", steps)') == Check("steps", "steps")


@pytest.mark.parametrize(
    "line",
    [
        'lab.hint("steps", 1)',
        'other.check("steps", steps)',
        'lab.inner.check("steps", steps)',
        'check("steps", steps)',
        'lab.check("steps")',
        'lab.check("steps", steps, 3)',
        'lab.check("steps", answer=steps)',
        "lab.check(*both, steps)",
        'lab.check("steps", *both)',
        "lab.check(name, steps)",
        'x = lab.check("steps", steps)',
        'lab.check("steps", steps)\nlab.check("steps", steps)',
        'lab.check("steps", ',
    ],
)
def test_anything_else_is_no_check(line):
    assert parse_check(line) is None
