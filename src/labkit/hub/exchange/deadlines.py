"""Deadlines of a course's labs, in local time, with the extensions of single learners: ``deadlines.json``."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from labkit.errors import CourseError
from labkit.grading.gradebook.records import write_atomically
from labkit.hub.exchange.names import Refused
from labkit.language import catalogue

_ = catalogue("hub")

# As nbgrader writes it.
STAMP = "%Y-%m-%d %H:%M:%S.%f UTC"


def zone(name: str) -> ZoneInfo:
    """A time zone by its name, such as ``Europe/Paris`` or ``America/Montreal``."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CourseError(
            _("There is no time zone {name}; write one such as Europe/Paris or America/Montreal.").format(
                name=repr(name)
            )
        ) from None


class Deadlines:
    """A course's deadlines; where nothing is said, nothing is due.

    Parameters
    ----------
    labs : dict
        Lab to ``{"due": local time or null, "learners": {name: local time}}``.
    local : ZoneInfo
    """

    def __init__(self, labs: dict[str, dict[str, Any]], local: ZoneInfo) -> None:
        self.labs, self._zone = labs, local

    @classmethod
    def read(cls, file: Path, local: ZoneInfo) -> "Deadlines":
        """Those of a course's ``deadlines.json``."""
        return cls(json.loads(file.read_text("utf-8")) if file.exists() else {}, local)

    def write(self, file: Path) -> None:
        write_atomically(file, json.dumps(self.labs, indent=1).encode(), durable=True)

    def due(self, lab: str, learner: str = "") -> datetime | None:
        """When it is due for this learner, with the zone."""
        said = self.labs.get(lab, {})
        text = said.get("learners", {}).get(learner) or said.get("due")
        return datetime.fromisoformat(text).replace(tzinfo=self._zone) if text else None

    def set(self, lab: str, when: str, learner: str = "") -> None:
        """Set a deadline or one learner's extension; an empty `when` takes it away."""
        text = _local(when, self._zone) if when else None
        said = self.labs.setdefault(lab, {"due": None, "learners": {}})
        if not learner:
            said["due"] = text
        elif text:
            said["learners"][learner] = text
        else:
            said["learners"].pop(learner, None)

    def forget(self, learner: str) -> None:
        """Take out all extensions of one learner."""
        for said in self.labs.values():
            said["learners"].pop(learner, None)

    def of(self, learner: str) -> dict[str, str]:
        """Lab to the learner's own extension."""
        found = {lab: said["learners"].get(learner) for lab, said in self.labs.items()}
        return {lab: when for lab, when in found.items() if when}


def moment(stamp: str) -> datetime:
    """The time of a stamp."""
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def _local(when: str, local: ZoneInfo) -> str:
    try:
        said = datetime.fromisoformat(when.strip())
    except ValueError:
        raise Refused(
            400, _("{when} is no date; write it so: 2026-03-01 18:00.").format(when=repr(when[:40]))
        ) from None
    if len(when.strip()) <= 10:  # a day alone: until it is over
        said += timedelta(days=1, minutes=-1)
    if said.tzinfo:
        said = said.astimezone(local).replace(tzinfo=None)
    elif said.replace(tzinfo=local).astimezone(UTC).astimezone(local).replace(tzinfo=None) != said:
        raise Refused(400, _("{when} does not exist: clocks are put forward then.").format(when=when.strip()))
    return said.isoformat(" ", "minutes")
