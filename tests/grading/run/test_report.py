"""The class's table: accidents in neutral words, attempts by name, and nothing that a terminal would obey."""

import io

import pytest
from rich.console import Console

from labkit.grading.gradebook.records import Record
from labkit.grading.run.report import as_json, lines, view
from labkit.grading.run.run import ClassReport
from labkit.grading.submission.reading import read
from labkit.grading.submission.restore import restore
from tests.grading.grading_sample import LAB
from tests.grading.submission import test_restore as edits

ACCIDENTS = (
    edits.other_kernel,
    edits.invented,
    edits.duplicated,
    edits.deleted,
    edits.without_marks,
    edits.moved_first,
    edits.turned_into_text,
)
ATTEMPTS = (edits.edited, edits.skipped, edits.worth_more, edits.forged_outcome)


def shown(report, width=150):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(view(report, width))
    return console.file.getvalue() + "\n".join(lines(report))


def report_of(*records):
    return ClassReport(LAB, records=list(records))


def row_of(notebook, template):
    _notebook, repairs = restore(read(notebook), template)
    return shown(report_of(Record(LAB, "ada", tampering=[r.to_dict() for r in repairs])))


@pytest.mark.parametrize("accident", ACCIDENTS, ids=lambda f: f.__name__)
def test_an_accident_is_put_back_and_nobody_is_suspected(accident, submission, template):
    notebook = submission()
    accident(notebook)
    row = row_of(notebook, template)
    assert "put back" in row and "tampering" not in row


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda f: f.__name__)
def test_an_attempt_is_named_as_one(attempt, submission, template):
    notebook = submission()
    attempt(notebook)
    assert "tampering" in row_of(notebook, template)


def test_what_a_program_says_of_itself_is_its_word():
    said = {"kind": "file", "detail": "open: /etc/shadow", "reported": True}
    row = shown(report_of(Record(LAB, "ada", tampering=[said])))
    assert "its program reports: file" in row and "tampering" not in row


EVIL = "\x1b]0;owned\x07\x1b[2J\u202e\udcff"


def test_no_text_of_a_learners_reaches_the_terminal_as_an_order():
    outcome = {
        "task": f"t{EVIL}",
        "status": "crashed",
        "points": 0.0,
        "max_points": 1.0,
        "message": {"en": EVIL, "fr": EVIL},
        "misconception": EVIL,
        "law": None,
    }
    evil = Record(
        LAB, f"ada{EVIL}", outcomes=[outcome], tampering=[{"kind": EVIL, "detail": EVIL, "cell": EVIL}]
    )
    damaged = Record(LAB, f"bob{EVIL}", "not_json", EVIL)
    report = report_of(evil, damaged)
    report.absent = [EVIL]
    text = shown(report)
    assert not set(text) & set(EVIL) - set("]0;owned[2J")
    assert "\\u001b" in text
    assert as_json(report)["learners"][0]["learner"] == f"ada{EVIL}"


def outcome(task, status, message="why"):
    return {
        "task": task,
        "status": status,
        "points": 0.0,
        "max_points": 1.0,
        "message": {"en": message, "fr": message},
        "misconception": None,
        "law": None,
    }


@pytest.mark.parametrize("width", [40, 60, 150])
def test_outcomes_and_reasons_are_legible_at_any_width(width):
    statuses = ("right", "wrong", "crashed", "not_started", "needs_person") * 2
    record = Record(LAB, "ada", outcomes=[outcome(f"task{n}", s) for n, s in enumerate(statuses)])
    damaged = Record(LAB, "bob", "renamed", "mine.ipynb")
    text = shown(report_of(record, damaged), width)
    words = " ".join(text.split())
    assert "ada" in text and "bob" in text and "mine.ipynb" in words.replace("- ", "-")
    assert all(text.count(sign) >= 2 for sign in "✓✗⚠○☞"), text
    assert (
        max(len(line) for line in text.splitlines() if "nbgrader" not in line and "graded" not in line)
        <= width
    )


def test_that_a_person_reads_it_is_said_once_and_not_on_each_row():
    records = [
        Record(LAB, name, outcomes=[outcome("explain", "needs_person")]) for name in ("ada", "bob", "cho")
    ]
    text = shown(report_of(*records))
    assert "person will read" not in text and text.count("needs a person") == 1


def test_a_late_penalty_is_a_reason():
    report = report_of(Record(LAB, "ada", max_points=10.0, outcomes=[outcome("ppv", "right")]))
    report.penalties["ada"] = 10.0
    assert "late penalty: 10" in shown(report)
