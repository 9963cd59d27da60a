"""What the gradebook says now, each question one query: nbgrader's own asks for every cell alone."""

import functools
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import bindparam, select


@dataclass(frozen=True)
class Place:
    """Which notebook of which submission."""

    assignment: str
    notebook: str
    learner: str


@dataclass(frozen=True)
class Mark:
    """What the gradebook says of one graded cell."""

    score: float
    max_score: float
    auto: float | None
    manual: float | None
    needs_person: bool


def marks(gradebook: Gradebook, place: Place) -> dict[str, Mark]:
    """Every graded cell's mark, by its grade id; empty where the submission is not in the gradebook."""
    return all_marks(gradebook, place.assignment, place.notebook, place.learner).get(place.learner, {})


def all_marks(
    gradebook: Gradebook, assignment: str, notebook: str, learner: str | None = None
) -> dict[str, dict[str, Mark]]:
    """Learner to grade id to mark, of everybody who is in the gradebook, in one query."""
    gradebook.db.flush()
    names = {"assignment": assignment, "notebook": notebook}
    if learner is not None:
        names["learner"] = learner
    asked = gradebook.db.execute(_marks_asked(of_one=learner is not None), names)
    found: dict[str, dict[str, Mark]] = {}
    for student, name, *values in asked:
        found.setdefault(student, {})[name] = Mark(*values)
    return found


@functools.cache
def _marks_asked(*, of_one: bool) -> Any:
    asked = (
        select(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.score,
            Grade.max_score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(Assignment.name == bindparam("assignment"), Notebook.name == bindparam("notebook"))
        .order_by(SubmittedAssignment.student_id, BaseCell.name)
    )
    return asked.where(SubmittedAssignment.student_id == bindparam("learner")) if of_one else asked


def all_penalties(gradebook: Gradebook, assignment: str, notebook: str) -> dict[str, float]:
    """Learner to late penalty, 0 where there is none."""
    asked = (
        gradebook.db.query(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == assignment, Notebook.name == notebook)
    )
    return {student: penalty or 0.0 for student, penalty in asked}


def comments_of_people(gradebook: Gradebook, place: Place) -> dict[str, str | None]:
    """What people wrote beneath each answer, by its grade id."""
    return dict(gradebook.db.execute(_comments_asked(), _names(place)).all())


def lateness(gradebook: Gradebook, place: Place) -> tuple[float, Any]:
    """The late penalty, and when it was handed in."""
    penalty, timestamp = gradebook.db.execute(_lateness_asked(), _names(place)).one()
    return penalty or 0.0, timestamp


@functools.cache
def _comments_asked() -> Any:
    return _of_submission(
        select(BaseCell.name, Comment.manual_comment)
        .select_from(Comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Comment.notebook_id == SubmittedNotebook.id)
    )


@functools.cache
def _lateness_asked() -> Any:
    asked = select(SubmittedNotebook.late_submission_penalty, SubmittedAssignment.timestamp)
    return _of_submission(asked.select_from(SubmittedNotebook))


def _of_submission(asked: Any) -> Any:
    return (
        asked.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(
            Assignment.name == bindparam("assignment"),
            Notebook.name == bindparam("notebook"),
            SubmittedAssignment.student_id == bindparam("learner"),
        )
    )


def _names(place: Place) -> dict[str, str]:
    return {"assignment": place.assignment, "notebook": place.notebook, "learner": place.learner}
