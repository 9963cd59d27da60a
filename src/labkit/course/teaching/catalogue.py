"""`labkit catalogue`: labs and their coded tasks, counted from what is really there."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from labkit.content import PATHWAYS, Content
from labkit.course.source.audiences import audience_name
from labkit.course.source.competencies import by_audience
from labkit.course.source.outline import LabOutline, module_name, outline, place_of
from labkit.language import LANGUAGES, brief, catalogue, current
from labkit.tasks.declared import declared
from labkit.tasks.lab_file import read_lab_file


@dataclass(frozen=True)
class TaskEntry:
    """A coded task that a notebook checks: its points, and how many mutants, alternatives and hints were found."""

    id: str
    points: float
    mutants: int
    alternatives: int
    hints: int


@dataclass(frozen=True)
class LabEntry:
    """A lab with the languages and pathways it really has; minutes by pathway."""

    id: str
    module: int | str
    languages: list[str]
    pathways: list[str]
    minutes: dict[str, int]
    tasks: list[TaskEntry]


def catalogue_of(content: Content) -> list[LabEntry]:
    """Entries of all labs, in the course's order (`labkit.course.source.outline`). Manual, prediction and single-choice items are not coded tasks.

    Nothing of a lab is imported or run: its notebook, its ``lab.toml`` and its tasks' files are read.
    """
    places = [lab.id for lab in outline(content)]
    return [_lab(content, lab) for lab in sorted(content.labs(), key=places.index)]


def _lab(content: Content, lab: str) -> LabEntry:
    said = read_lab_file(content.grader(lab))
    cells = json.loads(content.source(lab).read_text(encoding="utf-8"))["cells"]
    tags = {
        tag for cell in cells if "".join(cell["source"]).strip() for tag in cell["metadata"].get("tags", ())
    }
    pathways = [way for way in PATHWAYS if way == "builder" or way in tags]
    return LabEntry(
        lab,
        said.passport.module,
        [language for language in LANGUAGES if language in tags],
        pathways,
        {way: minutes for way, minutes in said.passport.minutes.items() if way in pathways},
        [_task(content, lab, task) for task in said.tasks if task in _checked(cells)],
    )


def _checked(cells: list[dict[str, Any]]) -> set[str]:
    """Every cell is on some pathway: the source itself tells what is checked, without making a copy of each."""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells if cell["cell_type"] == "code"]
    return {mark["grade_id"] for mark in marks if mark.get("grade")}


def _task(content: Content, lab: str, name: str) -> TaskEntry:
    found = declared(content.grader(lab) / f"{name}.py")
    if found is None:  # declared in a way of its own: only the grader knows
        from labkit.tasks.load import load_grader

        task = load_grader(content, lab).task(name)
        return TaskEntry(name, task.points, len(task.mutants), len(task.alternatives), len(task.hints))
    return TaskEntry(name, found.points, found.mutants, found.alternatives, found.hints)


def as_json(labs: list[LabEntry]) -> str:
    """``{"labs": [{"id", "module", "languages", "pathways", "minutes", "tasks": [...]}]}``."""
    return json.dumps({"labs": [asdict(lab) for lab in labs]}, ensure_ascii=False, indent=1)


def as_table(labs: list[LabEntry], content: Content) -> str:
    """To read in a terminal: the modules with their labs, pathways, minutes and tasks; then the competencies by audience.

    A learner's wheel has no tasks to count: its labs are listed from their outline.
    """
    language = current()
    outlines = outline(content)
    tasks = {lab.id: lab.tasks for lab in labs}
    here = {lab.id for lab in outlines}
    lines = []
    for module in sorted({lab.module for lab in outlines}, key=place_of):
        lines += [module_name(module, language), ""]
        for lab in outlines:
            if lab.module == module:
                lines += [*_lab_lines(lab, tasks.get(lab.id, []), language, here), ""]
    for part, entries in by_audience(content, outlines, language):
        lines += [part]
        lines += [f"  {c.says[language]}  ({', '.join(lab.id for lab in where)})" for c, where in entries]
        lines.append("")
    return "\n".join(lines).rstrip()


def _lab_lines(lab: LabOutline, tasks: list[TaskEntry], language: str, here: set[str]) -> list[str]:
    _ = catalogue("course", language)
    ways = {"builder": _("builder"), "explorer": _("explorer")}
    colon = "\u00a0: " if language == "fr" else ": "
    said = [
        (_("Minutes"), ", ".join(f"{ways[pathway]} {lab.minutes[pathway]}" for pathway in lab.pathways)),
        (_("Before it"), ", ".join(b for b in lab.prerequisites if b in here) or _("nothing")),
        (_("For whom"), ", ".join(audience_name(a, language) for a in lab.audiences)),
    ]
    lines = [f"  {lab.id}  {lab.title[language]}"]
    lines += [f"    {name}{colon}{value}" for name, value in said]
    width = max((len(task.id) for task in tasks), default=0)
    for task in tasks:
        points = brief(task.points, language)
        lines.append(
            f"    {task.id:<{width}}  "
            + _("points {points}, typical errors {mutants}, right answers {right}, hints {hints}").format(
                points=points, mutants=task.mutants, right=task.alternatives + 1, hints=task.hints
            )
        )
    return lines
