"""One run at a time in a course folder: the second is told whose the first is, and the lock is free after it."""

import os

import pytest

from labkit.grading.nbgrader.course_settings import GradingError
from labkit.grading.run.course_lock import only_run


def test_a_second_run_names_the_first_and_may_follow_it(tmp_path):
    for _ in range(2):
        with (
            only_run(tmp_path),
            pytest.raises(GradingError, match=f"process {os.getpid()}"),
            only_run(tmp_path),
        ):
            raise AssertionError("two runs at once")


def test_a_run_that_fails_leaves_the_lock_free(tmp_path):
    with pytest.raises(ZeroDivisionError), only_run(tmp_path):
        1 / 0  # noqa: B018
    with only_run(tmp_path):
        pass
