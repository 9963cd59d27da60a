"""The learner's own record of a lab (``progress.jsonl``), where they chose to hand it in. What is in it is their word."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from labkit.grading.submission.submissions import is_plain

PLACES = ("progress.jsonl", ".labkit/progress.jsonl")
_MOST_BYTES = 4 * 2**20
_MOST_EVENTS = 20_000


@dataclass(frozen=True)
class Event:
    """One line of the record, as far as a report needs it.

    Attributes
    ----------
    at : datetime
        With its time zone.
    kind : str
        ``check``, ``predict``, ``hint``, ``quiz``.
    item : str
        The task or the question.
    status : str
        Outcome of a check; empty for the rest.
    right : bool or None
        Of a prediction.
    confidence : float or None
        0 to 100, of a prediction.
    """

    at: datetime
    kind: str
    item: str
    status: str = ""
    right: bool | None = None
    confidence: float | None = None


def read_progress(folder: Path, lab: str, pathway: str) -> list[Event]:
    """A submission's events of one lab and pathway, oldest first; empty where none was handed in.

    Lines that are damaged, or that say what the notebook never writes, are passed over.
    """
    for place in PLACES:
        file = folder / place
        if file.parent.is_symlink() or not is_plain(file) or file.stat().st_size > _MOST_BYTES:
            continue
        try:
            lines = file.read_text("utf-8", errors="replace").splitlines()[:_MOST_EVENTS]
        except OSError:
            continue
        return sorted(_events(lines, lab, pathway), key=lambda event: event.at)
    return []


def _events(lines: Iterable[str], lab: str, pathway: str) -> Iterable[Event]:
    for line in lines:
        try:
            said = json.loads(line)
            if said["lab"] == lab and said.get("pathway", said.get("path")) == pathway:
                yield _event(said)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            continue


def _event(said: dict[str, Any]) -> Event:
    at = datetime.fromisoformat(said["at"])
    kind, item = said["kind"], said["item"]
    if at.tzinfo is None or not isinstance(kind, str) or not isinstance(item, str):
        raise ValueError("not what the notebook writes")
    sure, right, status = said.get("confidence"), said.get("right"), said.get("status", "")
    confidence = None
    if (
        isinstance(sure, int | float)
        and not isinstance(sure, bool)
        and math.isfinite(sure)
        and 0 <= sure <= 100
    ):
        confidence = float(sure)
    return Event(
        at,
        kind,
        item[:200],
        status if isinstance(status, str) else "",
        right if isinstance(right, bool) else None,
        confidence,
    )
