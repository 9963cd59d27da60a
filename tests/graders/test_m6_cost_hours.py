"""What m6_cost says of hours and thresholds is what its eight half-years give."""

import importlib

import pytest

from labkit.content import Content
from labkit.tasks.load import load_grader

NEEDS = ("m6_cost",)

GRADER = load_grader(Content.find(), "m6_cost")
PACKAGE = GRADER.task("minutes_per_catch").right.__module__.rpartition(".")[0]


@pytest.mark.parametrize(
    ("threshold", "hours", "kept"), [(2.5, 4.5, True), (2.6, 4.0, False), (2.5, 4.0, False)]
)
def test_the_promise_takes_half_an_hour_more_than_there_is(threshold, hours, kept):
    cohort = importlib.import_module(f"{PACKAGE}.cohort")
    task = importlib.import_module(f"{PACKAGE}.hours_to_ask")
    assert (cohort.in_time(threshold, hours) >= task.PROMISE) == kept
    assert kept == (hours >= task.RIGHT)


def test_the_vendors_threshold_takes_three_hours_more():
    cohort = importlib.import_module(f"{PACKAGE}.cohort")
    task = importlib.import_module(f"{PACKAGE}.hours_to_ask")
    assert (
        cohort.in_time(2.0, task.AT_THE_VENDORS - 0.5)
        < task.PROMISE
        <= cohort.in_time(2.0, task.AT_THE_VENDORS)
    )
