"""The only writer of nbgrader's gradebook: the parallel run and the stock commands' plug-ins write through here."""

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
    found = _submission(gradebook, place)
    if found is None:
        _add_submission(gradebook, place, when)
    elif when is not None:
        found.timestamp = when


def _submission(gradebook: Gradebook, place: Place) -> Any:
    asked = gradebook.db.query(SubmittedAssignment).join(
        Assignment, SubmittedAssignment.assignment_id == Assignment.id
    )
    return asked.filter(
        Assignment.name == place.assignment, SubmittedAssignment.student_id == place.learner
    ).one_or_none()


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
    cells = (
        db.query(Notebook.id, BaseCell.id, BaseCell.type)
        .outerjoin(BaseCell, BaseCell.notebook_id == Notebook.id)
        .filter(Notebook.assignment_id == assignment)
    )
    for notebook, cell, kind in cells:
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
    row = gradebook.find_submission_notebook(place.notebook, place.assignment, place.learner)
    # One query for all the grades and one for all the comments: nbgrader's own asks for each cell alone.
    grades = _by_cell(gradebook, Grade, row)
    comments = _by_cell(gradebook, Comment, row)
    for cell in notebook.cells:
        if is_grade(cell):
            _save_score(_known(grades, cell, place), cell, same)
        if is_solution(cell) or is_task(cell):
            blank = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
            _known(comments, cell, place).auto_comment = _NO_RESPONSE[language] if blank else None


def _by_cell(gradebook: Gradebook, kind: Any, row: Any) -> dict[str, Any]:
    found = gradebook.db.query(BaseCell.name, kind).join(BaseCell, kind.cell_id == BaseCell.id)
    return dict(found.filter(kind.notebook_id == row.id).all())


def _known(rows: dict[str, Any], cell: NotebookNode, place: Place) -> Any:
    name = cell.metadata.nbgrader["grade_id"]
    if name not in rows:
        raise MissingEntry(f"No such cell: {place.assignment}/{place.notebook}/{name} for {place.learner}")
    return rows[name]


def _save_score(grade: Grade, cell: NotebookNode, same: bool) -> None:
    score = determine_grade(cell)[0]
    if cell.metadata.get("labkit", {}).get("outcome") == NEEDS_PERSON:
        score = None
    seen = grade.manual_score is not None and not grade.needs_manual_grade
    settled = seen and same and grade.auto_score == score
    grade.auto_score = score
    grade.needs_manual_grade = (score is None or grade.manual_score is not None) and not settled


def save_penalty(gradebook: Gradebook, place: Place, plugin: Any) -> float:
    """Ask the course's `LateSubmissionPlugin` and write its penalty, between 0 and the score. The caller commits."""
    submission = gradebook.find_submission(place.assignment, place.learner)
    notebook = gradebook.find_submission_notebook(place.notebook, place.assignment, place.learner)
    penalty = None
    if submission.total_seconds_late > 0:
        score = sum(mark.score for mark in marks(gradebook, place).values())
        penalty = plugin.late_submission_penalty(place.learner, score, submission.total_seconds_late)
        if penalty is not None:
            penalty = min(max(float(penalty), 0.0), score)
    notebook.late_submission_penalty = penalty
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
