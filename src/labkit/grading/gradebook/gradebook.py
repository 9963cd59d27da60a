"""The only writer of nbgrader's gradebook: the parallel run and the stock commands' plug-ins write through here."""

import functools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task, parse_utc
from sqlalchemy import bindparam, select

from labkit.grading.gradebook.standing import Place, marks
from labkit.grading.nbgrader.course_settings import GradingError
from labkit.language import catalogue

_ = catalogue("grading")

NEEDS_PERSON = "needs_person"
_NO_RESPONSE = {"en": "No response.", "fr": "Pas de réponse."}


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


def enter(gradebook: Gradebook, place: Place, timestamp: str | None) -> None:
    """The submission's row, made if it is new; extensions that were granted stay. The caller commits.

    As nbgrader's ``update_or_create_submission``, which commits and reads everything again three times on its way.
    """
    when = parse_utc(timestamp) if timestamp else None
    names = {"assignment": place.assignment, "learner": place.learner}
    found = gradebook.db.execute(_submissions_asked(), names).one_or_none()
    if found is None:
        _add_submission(gradebook, place, when)
    elif when is not None and found.timestamp != when:
        gradebook.db.bulk_update_mappings(SubmittedAssignment, [{"id": found.id, "timestamp": when}])


# Statements are made once and asked with other names: to put one together costs as much again as its answer.


@functools.cache
def _submissions_asked() -> Any:
    return (
        select(SubmittedAssignment.id, SubmittedAssignment.timestamp)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(
            Assignment.name == bindparam("assignment"), SubmittedAssignment.student_id == bindparam("learner")
        )
    )


@functools.cache
def _notebooks_asked() -> Any:
    """A submitted notebook's row, with what says whether it can be late at all."""
    return (
        select(
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
            SubmittedAssignment.timestamp,
            Assignment.duedate,
        )
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .where(
            Assignment.name == bindparam("assignment"),
            Notebook.name == bindparam("notebook"),
            SubmittedAssignment.student_id == bindparam("learner"),
        )
    )


def _notebook_row(gradebook: Gradebook, place: Place) -> Any:
    names = {"assignment": place.assignment, "notebook": place.notebook, "learner": place.learner}
    found = gradebook.db.execute(_notebooks_asked(), names).one_or_none()
    if found is None:
        raise MissingEntry(f"No such notebook: {place.assignment}/{place.notebook} for {place.learner}")
    return found


@functools.cache
def _cells_asked() -> Any:
    return (
        select(Notebook.id, BaseCell.id, BaseCell.type)
        .outerjoin(BaseCell, BaseCell.notebook_id == Notebook.id)
        .where(Notebook.assignment_id == bindparam("assignment"))
    )


@functools.cache
def _grades_asked() -> Any:
    return (
        select(BaseCell.name, Grade.id, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .where(Grade.notebook_id == bindparam("notebook"))
    )


@functools.cache
def _comments_asked() -> Any:
    return (
        select(BaseCell.name, Comment.id, Comment.auto_comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .where(Comment.notebook_id == bindparam("notebook"))
    )


def _add_submission(gradebook: Gradebook, place: Place, when: Any) -> None:
    """A row for the submission, for each of its notebooks, and for each cell's grade and comment."""
    db = gradebook.db
    if db.query(Student.id).filter(Student.id == place.learner).first() is None:
        gradebook.add_student(place.learner)
    (assignment,) = db.query(Assignment.id).filter(Assignment.name == place.assignment).one()
    submission = {
        "id": new_uuid(),
        "assignment_id": assignment,
        "student_id": place.learner,
        "timestamp": when,
    }
    notebooks: dict[str, dict[str, Any]] = {}
    grades, comments = [], []
    for notebook, cell, kind in db.execute(_cells_asked(), {"assignment": assignment}):
        if notebook not in notebooks:
            notebooks[notebook] = {
                "id": new_uuid(),
                "notebook_id": notebook,
                "assignment_id": submission["id"],
            }
        row = {"cell_id": cell, "notebook_id": notebooks[notebook]["id"]}
        if kind in ("GradeCell", "TaskCell"):
            grades.append({"id": new_uuid(), **row})
        if kind in ("SolutionCell", "TaskCell"):
            comments.append({"id": new_uuid(), **row})
    for table, rows in (
        (SubmittedAssignment, [submission]),
        (SubmittedNotebook, list(notebooks.values())),
        (Grade, grades),
        (Comment, comments),
    ):
        db.bulk_insert_mappings(table, rows)


def save_marks(
    gradebook: Gradebook, notebook: NotebookNode, place: Place, *, same: bool, language: str = "en"
) -> None:
    """Write the automatic scores of a graded notebook; what people wrote stays. The caller commits.

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
    row = _notebook_row(gradebook, place)
    # One query for all the grades and one for all the comments: nbgrader's own asks for each cell alone.
    grades = {found.name: found for found in gradebook.db.execute(_grades_asked(), {"notebook": row.id})}
    comments = {found.name: found for found in gradebook.db.execute(_comments_asked(), {"notebook": row.id})}
    scored, commented = [], []
    for cell in notebook.cells:
        if is_grade(cell):
            scored.append(_scored(_known(grades, cell, place), cell, same))
        if is_solution(cell) or is_task(cell):
            blank = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
            said, comment = _known(comments, cell, place), _NO_RESPONSE[language] if blank else None
            if said.auto_comment != comment:
                commented.append({"id": said.id, "auto_comment": comment})
    gradebook.db.bulk_update_mappings(Grade, scored)
    gradebook.db.bulk_update_mappings(Comment, commented)


def _known(rows: dict[str, Any], cell: NotebookNode, place: Place) -> Any:
    name = cell.metadata.nbgrader["grade_id"]
    if name not in rows:
        raise MissingEntry(f"No such cell: {place.assignment}/{place.notebook}/{name} for {place.learner}")
    return rows[name]


def _scored(grade: Any, cell: NotebookNode, same: bool) -> dict[str, Any]:
    """The automatic columns of a grade's row, as they are to be."""
    score = determine_grade(cell)[0]
    if cell.metadata.get("labkit", {}).get("outcome") == NEEDS_PERSON:
        score = None
    seen = grade.manual_score is not None and not grade.needs_manual_grade
    settled = seen and same and grade.auto_score == score
    person = (score is None or grade.manual_score is not None) and not settled
    return {"id": grade.id, "auto_score": score, "needs_manual_grade": person}


def save_penalty(gradebook: Gradebook, place: Place, plugin: Any) -> float:
    """Ask the course's `LateSubmissionPlugin` and write its penalty, between 0 and the score. The caller commits."""
    row, penalty = _notebook_row(gradebook, place), None
    if row.timestamp is not None and row.duedate is not None:
        late = gradebook.find_submission(place.assignment, place.learner).total_seconds_late
        if late > 0:
            score = sum(mark.score for mark in marks(gradebook, place).values())
            penalty = plugin.late_submission_penalty(place.learner, score, late)
            if penalty is not None:
                penalty = min(max(float(penalty), 0.0), score)
    if penalty != row.late_submission_penalty:
        changed = {"id": row.id, "late_submission_penalty": penalty}
        gradebook.db.bulk_update_mappings(SubmittedNotebook, [changed])
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


def knows(gradebook: Gradebook, assignment: str, notebook: str) -> bool:
    """Whether the assignment was generated into this gradebook."""
    try:
        gradebook.find_notebook(notebook, assignment)
    except MissingEntry:
        return False
    return True
