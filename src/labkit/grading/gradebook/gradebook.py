"""The only writer of nbgrader's gradebook: the parallel run and the stock commands' plug-ins write through here."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from labkit.grading.nbgrader.course_settings import GradingError
from labkit.language import catalogue

_ = catalogue("grading")

NEEDS_PERSON = "needs_person"
_NO_RESPONSE = {"en": "No response.", "fr": "Pas de réponse."}


@dataclass(frozen=True)
class Place:
    """Which notebook of which submission."""

    assignment: str
    notebook: str
    learner: str


@contextmanager
def opened(db_url: str, course_id: str = "default_course") -> Iterator[Gradebook]:
    """The gradebook at a URL (``sqlite:///…``, ``postgresql://…``), closed at the end."""
    from sqlalchemy.exc import SAWarning

    with warnings.catch_warnings(), _connected(db_url, course_id) as gradebook:
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own way of adding a submission
        if db_url.startswith("sqlite"):
            # Another reader, such as Formgrader, may hold the file for a moment: wait instead of failing.
            from sqlalchemy import text

            gradebook.db.execute(text("PRAGMA busy_timeout = 30000"))
        yield gradebook


def _connected(db_url: str, course_id: str) -> Gradebook:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

    try:
        return Gradebook(db_url, course_id)
    except ArgumentError:
        raise GradingError(_("{url!r} is not the address of a database.").format(url=db_url)) from None
    except (NoSuchModuleError, ModuleNotFoundError, OperationalError) as error:
        url = make_url(db_url).render_as_string(hide_password=True)
        said = str(error).splitlines()[0]
        raise GradingError(
            _(
                "The gradebook at {url} cannot be opened: {error}. PostgreSQL needs `pip install psycopg[binary]`."
            ).format(url=url, error=said)
        ) from error


def enter(gradebook: Gradebook, place: Place, timestamp: str | None) -> Any:
    """The submission's row, made if it is new; extensions that were granted stay."""
    gradebook.update_or_create_student(place.learner)
    given = {"timestamp": timestamp} if timestamp else {}
    return gradebook.update_or_create_submission(place.assignment, place.learner, **given)


def save_marks(
    gradebook: Gradebook, notebook: NotebookNode, place: Place, *, same: bool, language: str = "en"
) -> None:
    """Write the automatic scores of a graded notebook; what people wrote stays.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    notebook : NotebookNode
        With outputs that the grader wrote, and ``metadata.labkit.outcome`` in its graded cells.
    place : Place
    same : bool
        Whether the learner handed in exactly what was last marked: a manual score then needs no second look.
    language : str
        Of the automatic comments.
    """
    for cell in notebook.cells:
        if is_grade(cell):
            _save_score(gradebook, cell, place, same)
        if is_solution(cell) or is_task(cell):
            comment = gradebook.find_comment(
                cell.metadata.nbgrader["grade_id"], place.notebook, place.assignment, place.learner
            )
            blank = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
            comment.auto_comment = _NO_RESPONSE[language] if blank else None
    gradebook.db.commit()


def _save_score(gradebook: Gradebook, cell: NotebookNode, place: Place, same: bool) -> None:
    grade = gradebook.find_grade(
        cell.metadata.nbgrader["grade_id"], place.notebook, place.assignment, place.learner
    )
    score = determine_grade(cell)[0]
    if cell.metadata.get("labkit", {}).get("outcome") == NEEDS_PERSON:
        score = None
    seen = grade.manual_score is not None and not grade.needs_manual_grade
    settled = seen and same and grade.auto_score == score
    grade.auto_score = score
    grade.needs_manual_grade = (score is None or grade.manual_score is not None) and not settled


def save_penalty(gradebook: Gradebook, place: Place, plugin: Any) -> float:
    """Ask the course's `LateSubmissionPlugin` and write its penalty, between 0 and the score."""
    submission = gradebook.find_submission(place.assignment, place.learner)
    notebook = gradebook.find_submission_notebook(place.notebook, place.assignment, place.learner)
    penalty = None
    if submission.total_seconds_late > 0:
        penalty = plugin.late_submission_penalty(place.learner, notebook.score, submission.total_seconds_late)
    if penalty is not None:
        penalty = min(max(float(penalty), 0.0), notebook.score)
    notebook.late_submission_penalty = penalty
    gradebook.db.commit()
    return penalty or 0.0


def clear_marks(gradebook: Gradebook, place: Place, *, person: bool) -> None:
    """Take away automatic scores that no longer stand: what was handed in could not be marked.

    With `person`, somebody must look at it; without, nothing was handed in and it counts 0, as in nbgrader.
    """
    submission = gradebook.find_submission_notebook(place.notebook, place.assignment, place.learner)
    for grade in submission.grades:
        grade.auto_score = None if person else 0.0
        grade.needs_manual_grade = person
    submission.late_submission_penalty = None
    gradebook.db.commit()


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
    try:
        notebook = gradebook.find_submission_notebook(place.notebook, place.assignment, place.learner)
    except MissingEntry:
        return {}
    return {
        g.name: Mark(g.score, g.max_score, g.auto_score, g.manual_score, g.needs_manual_grade)
        for g in sorted(notebook.grades, key=lambda g: g.name)
    }


def score(gradebook: Gradebook, place: Place) -> float:
    """Points of a submission after manual scores and the late penalty."""
    try:
        notebook = gradebook.find_submission_notebook(place.notebook, place.assignment, place.learner)
    except MissingEntry:
        return 0.0
    return notebook.score - (notebook.late_submission_penalty or 0.0)


def knows(gradebook: Gradebook, assignment: str, notebook: str) -> bool:
    """Whether the assignment was generated into this gradebook."""
    try:
        gradebook.find_notebook(notebook, assignment)
    except MissingEntry:
        return False
    return True
