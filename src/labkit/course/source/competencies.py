"""What the labs teach to do: a common core for everybody, and further parts by audience.

``data/competencies.json`` says in both languages what several labs train, a lab's ``lab.toml`` what it alone trains
(``own_competencies``); each ``lab.toml`` names those of its lab.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from labkit.content import Content
from labkit.course.source.audiences import audience_name
from labkit.course.source.outline import LabOutline
from labkit.language import catalogue
from labkit.tasks.lab_file import LAB_FILE
from labkit.tasks.toml_table import read_table

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


def shared(content: Content) -> tuple[Competency, ...]:
    """The competencies of the course's list, the common core first; none where the content has no such file."""
    file = content.data / FILE
    return _read(file) if file.is_file() else ()


def own(content: Content, lab: str) -> tuple[Competency, ...]:
    """The competencies that a lab's ``lab.toml`` brings.

    Raises
    ------
    CourseError
        Where one is not said in both languages.
    """
    file = content.grader(lab) / LAB_FILE
    return _read_own(file, file.stat().st_mtime_ns) if file.is_file() else ()


@cache
def _read_own(file: Path, _changed: int) -> tuple[Competency, ...]:
    found = []
    for name, table in read_table(file).table("own_competencies").own_tables():
        table.known("en", "fr", "audiences")
        said = table.own_text()
        found.append(Competency(name, {"en": said.en, "fr": said.fr}, tuple(table.names("audiences"))))
    return tuple(found)


def competencies(content: Content) -> tuple[Competency, ...]:
    """Every competency, the common core first: the course's, then what the labs bring, in the labs' order."""
    found = {competency.id: competency for competency in shared(content)}
    for lab in content.labs():
        for competency in own(content, lab):
            found.setdefault(competency.id, competency)
    return tuple(sorted(found.values(), key=lambda competency: bool(competency.audiences)))


def listed(content: Content) -> dict[str, dict[str, dict[str, object]]]:
    """All of them as ``data/competencies.json`` has them, for a learner's wheel, which has no ``lab.toml``."""
    parts: dict[str, dict[str, dict[str, object]]] = {"core": {}, "specialty": {}}
    for competency in competencies(content):
        said: dict[str, object] = {"audiences": list(competency.audiences)} if competency.audiences else {}
        parts["specialty" if competency.audiences else "core"][competency.id] = {**said, **competency.says}
    return parts


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
