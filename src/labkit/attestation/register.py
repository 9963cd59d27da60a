"""The course's own register of attestations: which number is whose, and what of it goes when a learner is erased."""

import json
from pathlib import Path

from labkit.attestation.keys import FOLDER, ISSUED
from labkit.grading.gradebook.records import write_atomically

# Beside the course's other folders; its files have numbers for names.
OUT = "attestations"


def noted(course: Path) -> list[dict[str, str]]:
    """Each attestation that was made: ``id``, ``learner`` and ``at``, oldest first."""
    file = course / FOLDER / ISSUED
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def note(course: Path, event: dict[str, str]) -> None:
    """Add one."""
    _write(course, [*noted(course), event])


def pages_of(course: Path, learner: str) -> list[Path]:
    """The pages that the course keeps of a learner's attestations."""
    numbers = [event["id"] for event in noted(course) if event.get("learner") == learner]
    pages = (course / OUT / f"{number}{suffix}" for number in numbers for suffix in (".html", ".pdf"))
    return [page for page in pages if page.is_file()]


def forget(course: Path, learner: str) -> list[Path]:
    """Remove a learner's pages, and the name beside their numbers; returns the pages.

    A number stays, which names nobody, so that whoever holds the page can still ask to have it withdrawn.
    """
    events, pages = noted(course), pages_of(course, learner)
    for page in pages:
        page.unlink()
    if any(event.get("learner") == learner for event in events):
        _write(
            course,
            [event | {"learner": ""} if event.get("learner") == learner else event for event in events],
        )
    return pages


def _write(course: Path, events: list[dict[str, str]]) -> None:
    file = course / FOLDER / ISSUED
    write_atomically(file, "".join(json.dumps(one) + "\n" for one in events).encode(), durable=True)
    file.chmod(0o600)
