"""The course at a glance: each lab's title, module, minutes and pathways, with or without its source notebook."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from labkit.content import INDEX, Content, data_file
from labkit.language import catalogue, labelled
from labkit.tasks.lab_file import Passport, read_lab_file

MODULES = "modules.json"


@dataclass(frozen=True)
class LabOutline(Passport):
    """A lab's passport, with its name and its pathways."""

    id: str
    pathways: list[str]


def outline(content: Content) -> list[LabOutline]:
    """The labs in the course's order, from each one's ``lab.toml``, or from the index that a learner's wheel carries instead."""
    index = content.released / INDEX
    if not content.labs() and index.is_file():
        return [LabOutline(**lab) for lab in json.loads(index.read_text(encoding="utf-8"))]
    labs = []
    for lab in content.labs():
        said = read_lab_file(content.grader(lab))
        pathways = [pathway for pathway, tasks in (("builder", True), ("explorer", said.explorer)) if tasks]
        labs.append(LabOutline(id=lab, pathways=pathways, **asdict(said.passport)))
    return in_order(labs)


def in_order(labs: list[LabOutline]) -> list[LabOutline]:
    """By module; within one, each lab after those that must come before it, and by name where that leaves a choice."""
    waiting, ordered = sorted(labs, key=lambda lab: (place_of(lab.module), lab.id)), []
    while waiting:
        ahead = {lab.id for lab in waiting if lab.module == waiting[0].module}
        free = (lab for lab in waiting if lab.id in ahead and ahead.isdisjoint(lab.prerequisites))
        ordered.append(next(free, waiting[0]))  # two that wait for each other: by name
        waiting.remove(ordered[-1])
    return ordered


def write_index(content: Content, folder: Path) -> None:
    """Write the outline where a learner's wheel finds it."""
    labs = [asdict(lab) for lab in outline(content)]
    (folder / INDEX).write_text(json.dumps(labs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def place_of(module: int | str) -> tuple[bool, int, str]:
    """Where a module stands in the course, to sort by: the numbered ones in their order, then those with a letter, such as ``"t1"``."""
    return (False, module, "") if isinstance(module, int) else (True, 0, module)


def module_name(module: int | str, language: str) -> str:
    """A module's number and what it is about, as ``data/modules.json`` says it; the number alone where it does not.

    A module with a letter has no number in the course's order: it bears its name alone.
    """
    _ = catalogue("course", language)
    name = _modules().get(str(module), {}).get(language)
    if isinstance(module, str) and name is not None:
        return name[0].upper() + name[1:]
    head = _("Module {number}").format(number=module)
    if name is None:
        return head
    return labelled(head, name, language)


def _modules() -> dict[str, dict[str, str]]:
    file = data_file(MODULES)
    return json.loads(file.read_text(encoding="utf-8")) if file else {}
