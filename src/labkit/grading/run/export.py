"""Marks that leave the course, each with its state: a plain number would pass what nobody has marked for a nought."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any

from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, standing
from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.gradebook.records import GRADED
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.submission.submissions import find
from labkit.language import catalogue, printable

_ = catalogue("grading")

STATES = ("graded", "provisional", "not_graded", "withdrawn", "not_taken")


@dataclass(frozen=True)
class Row:
    """One learner and one assignment.

    Attributes
    ----------
    state : str
        ``graded``; ``provisional``, a person has still to mark part of it; ``not_graded``, handed in and without a mark
        that stands (`why`); ``withdrawn``, marked once and no longer there; ``not_taken``, nothing handed in.
    score : float or None
        After the late penalty; None where there is no mark to give.
    """

    assignment: str
    learner: str
    last_name: str
    first_name: str
    email: str
    state: str
    score: float | None
    max_score: float
    late_penalty: float | None
    why: str = ""


def rows(course: CourseSettings, assignments: Iterable[str] = ()) -> Iterator[Row]:
    """Everybody's marks, assignment by assignment, as they stand.

    Parameters
    ----------
    course : CourseSettings
    assignments : iterable of str, optional
        All that are in the gradebook by default.

    Raises
    ------
    GradingError
        If there is no such assignment.
    """
    asked = list(assignments)
    for name in asked:
        course.require(name)
    with book.opened(course.db_url, course.course_id) as gradebook:
        for name in asked or course.assignments():
            if book.knows(gradebook, name, name):
                yield from _of_assignment(course, gradebook, name)


def _of_assignment(course: CourseSettings, gradebook: book.Gradebook, name: str) -> Iterator[Row]:
    marks = standing.all_marks(gradebook, name, name)
    penalties = standing.all_penalties(gradebook, name, name)
    kept = {r.learner: r for r in records.load_all(course.root, name)}
    there = {s.learner: s for s in find(course.submitted_root(), name)}
    most = gradebook.find_notebook(name, name).max_score
    people = {s.id: s for s in gradebook.students}
    for learner in sorted({*people, *kept, *there, *marks}):
        person, mine = people.get(learner), marks.get(learner, {})
        record, submission = kept.get(learner), there.get(learner)
        waiting = any(m.needs_person for m in mine.values())
        why = ""
        if submission is None:
            state = "withdrawn" if mine else "not_taken"
        elif record is not None and record.reason != GRADED:
            state, why = "not_graded", what_to_do(record)
        elif not mine:
            state, why = "not_graded", _("not graded yet: run `labkit grade {lab}`").format(lab=name)
        elif record is not None and record.digest != submission.digest():
            state, why = "not_graded", _("handed in again since: run `labkit grade {lab}`").format(lab=name)
        else:
            state = "provisional" if waiting else "graded"
        marked, penalty = state in ("graded", "provisional"), penalties.get(learner, 0.0)
        yield Row(
            name,
            learner,
            *_called(person),
            state,
            sum(m.score for m in mine.values()) - penalty if marked else None,
            most,
            penalty if marked else None,
            why,
        )


def _called(person: Any) -> tuple[str, str, str]:
    """Last name, first name and address, as far as the gradebook has them."""
    names = (getattr(person, part, None) or "" for part in ("last_name", "first_name", "email"))
    last, first, email = names
    return last, first, email


def as_csv(given: Iterable[Row]) -> str:
    """Comma-separated, one row a learner and assignment, without a cell that a spreadsheet would run."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(field.name for field in fields(Row))
    out.writerows([as_cell(value) for value in astuple(row)] for row in given)
    return text.getvalue()


def counted(given: Iterable[Row]) -> dict[str, int]:
    """How many rows are in each state."""
    found = Counter(row.state for row in given)
    return {state: found[state] for state in STATES if found[state]}


def as_cell(value: object) -> str:
    """A cell that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    text = printable(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
