"""The sample lab's names, and the pen that writes answers into its notebooks."""

import copy
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

SAMPLE = Path(__file__).parent / "sample"
LAB = "s1_alarm"
SECRET = b"a secret of sixteen bytes or more"

RIGHT_PPV = """def ppv(sensitivity, specificity, prevalence):
    alarms_right = sensitivity * prevalence
    return alarms_right / (alarms_right + (1 - specificity) * (1 - prevalence))"""
NAIVE_PPV = "def ppv(sensitivity, specificity, prevalence):\n    return sensitivity"
RIGHT = {"ppv-answer": RIGHT_PPV, "threshold-answer": "threshold = 10"}


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell with that grade id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def answered(notebook: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """A copy of `notebook` with some answers written."""
    written = copy.deepcopy(notebook)
    for name, source in answers.items():
        cell_of(written, name).source = source
    return written


def book(course: Path) -> Any:
    """A course's gradebook, to be opened."""
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "")


def dump(course: Path, assignment: str = LAB) -> dict:
    """A course's gradebook as plain data: learner to (score, penalty, {cell: (auto, manual, needs a person)})."""
    with book(course) as opened:
        return dump_gradebook(opened, assignment)


def dump_gradebook(book: Any, assignment: str = LAB) -> dict:
    """The same of an open gradebook."""
    return {
        s.student.id: (
            s.score,
            s.late_submission_penalty,
            {
                g.name: (g.auto_score, g.manual_score, g.needs_manual_grade)
                for n in s.notebooks
                for g in n.grades
            },
        )
        for s in book.assignment_submissions(assignment)
    }
