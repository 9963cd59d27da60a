"""The course at a glance: each lab's title, module, minutes and paths, with or without its source notebook."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from labkit.content import INDEX, Content
from labkit.course.source.lab_source import read_source
from labkit.language import catalogue


@dataclass(frozen=True)
class LabOutline:
    """What a learner reads about a lab before opening it. Texts are by language, minutes by path."""

    id: str
    module: int
    title: dict[str, str]
    minutes: dict[str, int]
    prerequisites: list[str]
    audiences: list[str]
    competencies: list[str]
    paths: list[str]
    terms: list[str]


def outline(content: Content) -> list[LabOutline]:
    """The labs in the course's order, from their sources, or from the index that a learner's wheel carries instead."""
    index = content.released / INDEX
    if not content.labs() and index.is_file():
        return [LabOutline(**lab) for lab in json.loads(index.read_text(encoding="utf-8"))]
    labs, terms = [], content.terms()
    for lab in content.labs():
        source = read_source(content, lab)
        meta = source.metadata
        labs.append(
            LabOutline(
                id=lab,
                module=int(meta["module"]),
                title=dict(meta["title"]),
                minutes={path: int(minutes) for path, minutes in meta["minutes"].items()},
                prerequisites=list(meta["prerequisites"]),
                audiences=list(meta["audiences"]),
                competencies=list(meta["competencies"]),
                paths=source.paths(),
                terms=terms[lab],
            )
        )
    return sorted(labs, key=lambda lab: (lab.module, lab.id))


def write_index(content: Content, folder: Path) -> None:
    """Write the outline where a learner's wheel finds it."""
    labs = [asdict(lab) for lab in outline(content)]
    (folder / INDEX).write_text(json.dumps(labs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def module_name(module: int, language: str) -> str:
    """A module's number and what it is about."""
    _ = catalogue("course", language)
    names = {
        1: _("foundations of language models"),
        2: _("models and tools"),
        3: _("clinical language in practice"),
        4: _("evaluating a model"),
        5: _("auditing bias"),
        6: _("ethics, law, and the human guarantee"),
    }
    head = _("Module {number}").format(number=module)
    if module not in names:
        return head
    return f"{head}\u00a0: {names[module]}" if language == "fr" else f"{head}: {names[module]}"
