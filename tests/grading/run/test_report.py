"""The class's table: accidents in neutral words, attempts by name, and nothing that a terminal would obey."""

import io

import pytest
from rich.console import Console

from labkit.grading.gradebook.records import Record
from labkit.grading.run.report import as_json, lines, table
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
    console.print(table(report))
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
