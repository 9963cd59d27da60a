"""One record a submission on disk, written whole or not at all: what a killed run resumes from."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(".labkit") / "runs"
# Reasons under which a submission has a mark made by running it.
GRADED = "graded"
# Ended without the learner's doing: the next run tries them again.
TRANSIENT = ("fault", "worker_died")


@dataclass
class Record:
    """How the grading of one submission ended.

    Attributes
    ----------
    assignment, learner : str
    reason : str
        ``graded``; or why not: those of `Submission.problem` and of `UnreadableNotebook`, ``too_heavy`` (the grader's own side
        took too much of time or memory), ``fault`` (of ours),
        ``worker_died``.
    detail : str
        In the reader's own words what was found: a file's name, an error.
    belongs : str
        The assignment whose notebook it is, where that is another one.
    digest : str
        Fingerprint of what the learner handed in.
    grader : str
        Fingerprint of the grader and the source it was marked with.
    outcomes : list of dict
        `Outcome.to_json`, in the notebook's order.
    judged : dict
        Outcome a task would have had, where it was passed on to a person.
    tampering, faults : list
        Seen from outside; our own mistakes.
    recorded : bool
        Whether the gradebook holds it.
    regrading : str
        Id of the regrading that made it.
    """

    assignment: str
    learner: str
    reason: str = GRADED
    detail: str = ""
    digest: str = ""
    grader: str = ""
    language: str = "en"
    points: float = 0.0
    max_points: float = 0.0
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)
    tampering: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sandboxed: bool = True
    seconds: float = 0.0
    recorded: bool = False
    regrading: str = ""
    belongs: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def path_of(course: Path, assignment: str, learner: str) -> Path:
    """Where a submission's record lies."""
    return course / FOLDER / assignment / f"{learner}.json"


def save(course: Path, record: Record) -> None:
    """Write a record; an interrupted write leaves the earlier one."""
    write_atomically(
        path_of(course, record.assignment, record.learner),
        # A name that is not UTF-8 has halves of characters in it: JSON spells them as this does.
        json.dumps(record.to_json(), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"),
        durable=True,
    )


def load(course: Path, assignment: str, learner: str) -> Record | None:
    """The record of a submission, or ``None`` where there is none that can be read."""
    return _read(path_of(course, assignment, learner))


def load_all(course: Path, assignment: str) -> Iterator[Record]:
    """Every record of an assignment, in the order of the learners' names."""
    for path in sorted((course / FOLDER / assignment).glob("*.json")):
        record = _read(path)
        if record is not None:
            yield record


def _read(path: Path) -> Record | None:
    try:
        return Record(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Put `data` at `path` in one step, so that a reader sees the old file or the new one, never a part.

    With `durable`, also after a power cut; what can be made again does without, since each wait costs milliseconds.

    Raises
    ------
    OSError
        When the disk is full, among others; the old file is then still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
