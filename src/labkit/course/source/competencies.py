"""What the labs teach to do: a common core for everybody, and further parts by audience.

``data/competencies.json`` says each competency in both languages; a lab's metadata names those it trains.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from labkit.content import Content
from labkit.course.source.audiences import audience_name
from labkit.course.source.outline import LabOutline
from labkit.language import catalogue

FILE = "competencies.json"


@dataclass(frozen=True)
class Competency:
    """Something a person can do after a lab. Without `audiences` it is of the common core: for everybody."""

    id: str
    says: dict[str, str]
    audiences: tuple[str, ...] = ()


@cache
def _read(file: Path) -> tuple[Competency, ...]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Competency(name, {"en": entry["en"], "fr": entry["fr"]}, tuple(entry.get("audiences", ())))
        for part in ("core", "specialty")
        for name, entry in data[part].items()
    )


def competencies(content: Content) -> tuple[Competency, ...]:
    """Every competency, the common core first; none where the content has no such file."""
    file = content.data / FILE
    return _read(file) if file.is_file() else ()


def taught(content: Content, labs: list[LabOutline]) -> list[tuple[Competency, list[LabOutline]]]:
    """The competencies that `labs` really teach, each with its labs."""
    found = [(c, [lab for lab in labs if c.id in lab.competencies]) for c in competencies(content)]
    return [(competency, where) for competency, where in found if where]


def by_audience(
    content: Content, labs: list[LabOutline], language: str
) -> list[tuple[str, list[tuple[Competency, list[LabOutline]]]]]:
    """Name of the part (common core, then each audience) and its competencies with their labs."""
    _ = catalogue("course", language)
    found = taught(content, labs)
    parts = [(_("Common core, for everybody"), [entry for entry in found if not entry[0].audiences])]
    audiences = dict.fromkeys(audience for lab in labs for audience in lab.audiences)
    for audience in audiences:
        own = [entry for entry in found if audience in entry[0].audiences]
        parts.append((_("Further, for {audience}").format(audience=audience_name(audience, language)), own))
    return [(name, entries) for name, entries in parts if entries]
