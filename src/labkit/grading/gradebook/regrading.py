"""A regrading that is killed goes on where it stopped, and still lists every mark that changed since it was begun."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from labkit.grading.gradebook.records import FOLDER, write_atomically


@dataclass
class Regrading:
    """One regrading, from its first start to its end.

    Attributes
    ----------
    id : str
        Noted in each record that it makes.
    learners, fingerprint : str
        Whom it was asked for; the grader it marks with.
    before : dict
        Learner to task to automatic score, as they were when it was begun.
    """

    id: str
    learners: str
    fingerprint: str
    before: dict[str, dict[str, float | None]]


def begin(
    course: Path, assignment: str, learners: str, fingerprint: str, marks: dict[str, dict[str, float | None]]
) -> Regrading:
    """The regrading that was interrupted, or a new one that starts from `marks`."""
    earlier = _load(_path(course, assignment))
    if earlier is not None and (earlier.learners, earlier.fingerprint) == (learners, fingerprint):
        return earlier
    before = marks if earlier is None else marks | earlier.before
    made = Regrading(secrets.token_hex(6), learners, fingerprint, before)
    write_atomically(_path(course, assignment), json.dumps(asdict(made)).encode(), durable=True)
    return made


def end(course: Path, assignment: str) -> None:
    """Everybody has been marked again."""
    _path(course, assignment).unlink(missing_ok=True)


def changed(
    before: dict[str, float | None], after: Iterable[tuple[str, float | None]]
) -> list[tuple[str, float | None, float | None]]:
    """Task, score before and after, where they differ."""
    return [(task, before[task], score) for task, score in after if task in before and before[task] != score]


def _path(course: Path, assignment: str) -> Path:
    return course / FOLDER / f"{assignment}.regrading.json"


def _load(path: Path) -> Regrading | None:
    try:
        return Regrading(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
