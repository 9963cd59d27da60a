"""The log of requests: one file a learner, lines are added and never changed, so that one learner can be erased alone."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labkit.grading.gradebook.records import write_atomically
from labkit.grading.nbgrader.course_settings import GradingError
from labkit.grading.requests.found import Request
from labkit.language import catalogue

_ = catalogue("instructor")

FOLDER = Path(".labkit") / "requests"


@dataclass
class Logged:
    """A request with what has been answered, oldest answer first."""

    request: Request
    asked: str
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return not self.answers


def read_log(course: Path) -> dict[str, Logged]:
    """Every request by its id, oldest first; a damaged line is passed over."""
    found: dict[str, Logged] = {}
    for event in sorted(_events(course), key=lambda one: str(one.get("at"))):
        try:
            if event["event"] == "asked":
                made = Request(**event["request"])
                found.setdefault(made.id, Logged(made, event["at"]))
            elif event["id"] in found:
                found[event["id"]].answers.append(event)
        except (KeyError, TypeError):
            continue
    return found


def add(course: Path, learner: str, event: str, **details: Any) -> None:
    """One more line in a learner's file, on the disk before it returns."""
    file = file_of(course, learner)
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **details}
    before = file.read_bytes() if file.is_file() else b""
    text = json.dumps(line, ensure_ascii=False) + "\n"
    write_atomically(file, before + text.encode("utf-8", "backslashreplace"), durable=True)


def ask(course: Path, request: Request) -> None:
    """Note a request."""
    add(course, request.learner, "asked", request=asdict(request))


def file_of(course: Path, learner: str) -> Path:
    """Where a learner's requests stand.

    Raises
    ------
    GradingError
        On a name that would lead elsewhere; a gradebook holds any text as a name.
    """
    if not learner or learner != Path(learner).name or "\0" in learner:
        raise GradingError(_("{learner!r} is no name of a learner's folder.").format(learner=learner))
    return course / FOLDER / f"{learner}.jsonl"


def _events(course: Path) -> Iterator[dict[str, Any]]:
    for file in sorted((course / FOLDER).glob("*.jsonl")):
        for line in file.read_text("utf-8", errors="replace").splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict):
                yield said
