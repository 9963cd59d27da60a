"""A submission that makes the grader itself compute, wait or fill up costs nobody else their marks."""

import os
import time
from dataclasses import replace

import pytest

from labkit.grading.gradebook.records import Record
from labkit.grading.pipeline import HandedIn
from labkit.grading.run import crew, supervised
from tests.grading.grading_sample import LAB, RIGHT


@pytest.fixture
def assignment():
    from labkit.grading.assignment import without_course
    from labkit.kernels.limits import Limits

    return without_course(LAB, "en", b"s" * 32, sandbox=False, limits=Limits())


@pytest.fixture
def graded(assignment, monkeypatch):
    """The records of a class in which each submission does what its content says, in place of being graded."""
    monkeypatch.setattr(supervised, "prepare", lambda assignment: None)

    def deed(assignment, handed_in):
        exec(handed_in.content)
        return None, Record(assignment.name, handed_in.learner)

    monkeypatch.setattr(supervised, "grade_one", deed)

    def run(*deeds):
        jobs = [HandedIn(f"learner{n}", text.encode(), {}, "") for n, text in enumerate(deeds)]
        with crew.Crew(assignment, 2) as hands:
            return {record.learner: record.reason for _, record in hands.grade(jobs)}

    return run


def test_too_much_computing_ends_that_submission_alone(graded, monkeypatch):
    monkeypatch.setattr(supervised, "CPU_SECONDS", 1)
    # In C, where no Python-level alarm is heard.
    reasons = graded("sum(range(10**11))", "pass", "pass")
    assert reasons == {"learner0": "too_heavy", "learner1": "graded", "learner2": "graded"}


def test_too_much_memory_ends_that_submission_alone(graded, monkeypatch):
    monkeypatch.setattr(supervised, "MEMORY_BYTES", 2**26)
    reasons = graded("kept = bytearray(2**27)", "pass", "pass")
    assert reasons == {"learner0": "too_heavy", "learner1": "graded", "learner2": "graded"}


def test_waiting_for_ever_ends_by_the_wall_clock(graded, monkeypatch, assignment):
    monkeypatch.setattr(
        supervised, "_SPARE_SECONDS", 0.1 - supervised._PATIENCE * assignment.limits.total_seconds
    )
    assert graded("import time; time.sleep(600)") == {"learner0": "too_heavy"}


def test_a_process_that_dies_is_tried_again_and_then_told(graded, tmp_path):
    once = f"import os, pathlib; p = pathlib.Path({str(tmp_path / 'seen')!r}); p.exists() or (p.touch(), os._exit(3))"
    reasons = graded(once, "import os; os._exit(3)", "pass")
    assert reasons == {"learner0": "graded", "learner1": "worker_died", "learner2": "graded"}


def test_what_concerns_everybody_ends_the_run(graded):
    with pytest.raises(ValueError, match="no course"):
        graded("raise ValueError('no course')")


def test_nothing_is_left_of_a_crew(assignment, graded, monkeypatch):
    started = []
    plain = supervised.Supervised.give
    monkeypatch.setattr(
        supervised.Supervised, "give", lambda self, job: (started.append(self.pid), plain(self, job))
    )
    graded("pass", "pass")
    assert started
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_process_that_is_not_forked_grades_alike(assignment):
    """As on a Dask worker: an interpreter of its own, which gets the assignment first."""
    other = replace(assignment, limits=replace(assignment.limits, total_seconds=300.0))
    with crew.Crew(other, 1, forked=False) as hands:
        ((notebook, record),) = hands.grade([HandedIn("ada", b"no notebook", {}, "")])
    assert (notebook, record.reason) == (None, "not_json")


@pytest.fixture
def written(course, hand_in, grade, monkeypatch):
    """The records of a class in which the page of ada's notebook does what a deed says before it is written."""
    from labkit.grading.feedback import feedback

    for learner in ("ada", "bob"):
        hand_in(learner, RIGHT)
    plain = feedback.page

    def run(deed):
        def page(notebook, about):
            if about["student"] == "ada":
                exec(deed)
            return plain(notebook, about)

        monkeypatch.setattr(feedback, "page", page)
        return {record.learner: record for record in grade().records}

    return run


def test_a_page_that_is_never_written_costs_nobody_else_their_marks(written, gradebook, course, monkeypatch):
    monkeypatch.setattr(supervised, "CPU_SECONDS", 5)
    records = written("sum(range(10**11))")
    assert {who: record.reason for who, record in records.items()} == {"ada": "too_heavy", "bob": "graded"}
    assert all(record.recorded for record in records.values())
    # Nothing of ada's stands that a person has not seen, and her page says why.
    assert all(person and auto is None for auto, _, person in gradebook()["ada"][2].values())
    assert gradebook()["bob"][0] > 0
    assert "took more" in (course / "feedback" / "ada" / LAB / f"{LAB}.html").read_text()


def test_a_page_that_fills_the_memory_ends_alone(written, monkeypatch):
    monkeypatch.setattr(supervised, "MEMORY_BYTES", 2**26)
    records = written("kept = bytearray(2**28)")
    assert {who: record.reason for who, record in records.items()} == {"ada": "too_heavy", "bob": "graded"}


def test_a_writer_that_dies_is_begun_again_and_then_told(written):
    records = written("import os; os._exit(3)")
    assert {who: record.reason for who, record in records.items()} == {"ada": "worker_died", "bob": "graded"}


def test_one_call_alone_ends_by_time_and_memory_and_brings_its_own_errors(monkeypatch):
    from labkit.grading.run.alone import alone
    from labkit.grading.submission.reading import UnreadableNotebook, read

    assert alone(sum, [1, 2]) == 3
    with pytest.raises(supervised.Overrun):
        alone(time.sleep, 600, seconds=0.2)
    monkeypatch.setattr(supervised, "MEMORY_BYTES", 2**26)
    with pytest.raises(supervised.Overrun):
        alone(bytearray, 2**28)
    with pytest.raises(UnreadableNotebook) as told:
        alone(read, b"no notebook")
    assert told.value.reason == "not_json"
