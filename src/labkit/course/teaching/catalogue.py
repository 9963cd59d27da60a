"""`labkit catalogue`: labs and their coded tasks, counted from what is really there."""

import json
from dataclasses import asdict, dataclass

from labkit.content import Content
from labkit.course.source.audiences import audience_name
from labkit.course.source.competencies import by_audience
from labkit.course.source.lab_source import Source, is_check, language_of, read_source
from labkit.course.source.outline import LabOutline, module_name, outline
from labkit.language import LANGUAGES, brief, catalogue, current
from labkit.tasks.load import load_grader


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
    module: int
    languages: list[str]
    pathways: list[str]
    minutes: dict[str, int]
    tasks: list[TaskEntry]


def catalogue_of(content: Content) -> list[LabEntry]:
    """Entries of all labs, by module then name. Manual, prediction and single-choice items are not coded tasks."""
    labs = [_lab(content, read_source(content, lab)) for lab in content.labs()]
    return sorted(labs, key=lambda lab: (lab.module, lab.id))


def _lab(content: Content, source: Source) -> LabEntry:
    written = {language_of(cell) for cell in source.cells if cell.source.strip()}
    return LabEntry(
        source.lab,
        source.passport.module,
        [language for language in LANGUAGES if language in written],
        source.pathways(),
        {pathway: n for pathway, n in source.passport.minutes.items() if pathway in source.pathways()},
        _tasks(content, source),
    )


def _tasks(content: Content, source: Source) -> list[TaskEntry]:
    # Every cell is on some pathway: the source itself tells what is checked, without making a copy of each.
    checked = {cell.metadata.nbgrader.grade_id for cell in source.cells if is_check(cell)}
    return [
        TaskEntry(
            task.id,
            task.points,
            len({mutant.function for mutant in task.mutants}),
            len(set(task.alternatives)),
            len(task.hints),
        )
        for task in load_grader(content, source.lab).tasks
        if task.id in checked
    ]


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
    lines = []
    for module in sorted({lab.module for lab in outlines}):
        lines += [module_name(module, language), ""]
        for lab in outlines:
            if lab.module == module:
                lines += [*_lab_lines(lab, tasks.get(lab.id, []), language), ""]
    for part, entries in by_audience(content, outlines, language):
        lines += [part]
        lines += [f"  {c.says[language]}  ({', '.join(lab.id for lab in where)})" for c, where in entries]
        lines.append("")
    return "\n".join(lines).rstrip()


def _lab_lines(lab: LabOutline, tasks: list[TaskEntry], language: str) -> list[str]:
    _ = catalogue("course", language)
    ways = {"builder": _("builder"), "explorer": _("explorer")}
    colon = "\u00a0: " if language == "fr" else ": "
    said = [
        (_("Minutes"), ", ".join(f"{ways[pathway]} {lab.minutes[pathway]}" for pathway in lab.pathways)),
        (_("Before it"), ", ".join(lab.prerequisites) or _("nothing")),
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
