"""Where a course folder keeps what it knows of a learner. The one list: export and erasure both go by it.

Every path is found by listing a folder and comparing names, never made of the learner's name: a name such as ``../..``
leads nowhere.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook.records import FOLDER as RECORDS
from labkit.grading.markers.units import KEY
from labkit.grading.markers.units import load as units_of
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.requests.log import FOLDER as REQUESTS
from labkit.language import catalogue, printable

_ = catalogue("instructor")

STEPS = ("submitted", "autograded", "feedback")


@dataclass(frozen=True)
class Traces:
    """One learner in one course folder.

    Attributes
    ----------
    learner : str
    folders : dict
        ``submitted``, ``autograded`` and ``feedback`` to the learner's own folder there.
    records : dict
        Assignment to the record of its grading.
    requests : Path or None
        Their regrade requests.
    regradings : list of Path
        Regradings under way that note their earlier marks.
    codes : dict
        Assignment to the codes under which markers have their answers.
    in_gradebook : bool
    """

    learner: str
    folders: dict[str, Path]
    records: dict[str, Path]
    requests: Path | None
    regradings: list[Path]
    codes: dict[str, list[str]]
    in_gradebook: bool


def find_traces(course: CourseSettings, learner: str, *, known: bool = False) -> Traces:
    """Everything that is this learner's; nothing is no error where they are `known` elsewhere, at the exchange of a hub.

    Raises
    ------
    GradingError
        If the course knows nobody of this name, with the nearest names.
    """
    folders = {step: path for step in STEPS for path in _listed(_root(course, step)) if path.name == learner}
    records = {
        home.name: path
        for home in _listed(course.root / RECORDS)
        if home.is_dir()
        for path in _listed(home)
        if path.name == f"{learner}.json"
    }
    requests = [p for p in _listed(course.root / REQUESTS) if p.name == f"{learner}.jsonl"]
    marked = _in_gradebook(course)
    found = Traces(
        learner,
        folders,
        records,
        requests[0] if requests else None,
        [p for p in _listed(course.root / RECORDS) if p.suffix == ".json" and learner in _before(p)],
        {name: codes for name, codes in _codes(course, learner) if codes},
        learner in marked,
    )
    if not (known or folders or records or requests or found.codes or found.in_gradebook):
        names = {*marked, *(p.name for step in STEPS for p in _listed(_root(course, step)) if p.is_dir())}
        near = get_close_matches(learner, names, n=3)
        said = _("The course knows nobody called {learner!r}.").format(learner=learner)
        if near:
            said += " " + _("Did you mean {names}?").format(names=printable(", ".join(near)))
        raise GradingError(said)
    return found


def gradebook_rows(course: CourseSettings, learner: str) -> list[dict[str, object]]:
    """What the gradebook says of a learner, a dictionary a graded cell, and one a comment."""
    rows: list[dict[str, object]] = []
    with book.opened(course.db_url, course.course_id) as gradebook:
        for submission in gradebook.student_submissions(learner):
            about = {
                "assignment": submission.name,
                "handed_in": _text(submission.timestamp),
                "extension": _text(submission.extension),
            }
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    score = {"automatic": grade.auto_score, "by_a_person": grade.manual_score}
                    rows.append(
                        about | {"cell": grade.name, "score": grade.score, **score, "most": grade.max_score}
                    )
                for comment in notebook.comments:
                    if comment.comment:
                        rows.append(about | {"cell": comment.name, "comment": comment.comment})
                if notebook.late_submission_penalty:
                    rows.append(about | {"late_penalty": notebook.late_submission_penalty})
    return rows


def person(course: CourseSettings, learner: str) -> dict[str, str]:
    """Names and address, as the gradebook has them."""
    with book.opened(course.db_url, course.course_id) as gradebook:
        found = gradebook.find_student(learner)
        parts = ("id", "first_name", "last_name", "email", "lms_user_id")
        return {part: str(value) for part in parts if (value := getattr(found, part, None))}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _root(course: CourseSettings, step: str) -> Path:
    return course.root / str(getattr(course.directory, f"{step}_directory"))


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _before(regrading: Path) -> dict[str, object]:
    try:
        before = json.loads(regrading.read_text("utf-8"))["before"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return before if isinstance(before, dict) else {}


def _codes(course: CourseSettings, learner: str) -> Iterator[tuple[str, list[str]]]:
    for file in _listed(course.root / KEY):
        if file.suffix == ".json":
            units = units_of(course, file.stem)
            yield file.stem, [code for code, unit in units.items() if unit.learner == learner]


def _in_gradebook(course: CourseSettings) -> set[str]:
    with book.opened(course.db_url, course.course_id) as gradebook:
        return {student.id for student in gradebook.students}
