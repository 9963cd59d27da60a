"""`labkit catalogue`: labs and their coded tasks, counted from what is really there."""

import json
from dataclasses import asdict, dataclass

from labkit.content import Content, load_grader
from labkit.course.competencies import by_audience
from labkit.course.outline import outline
from labkit.course.select import select
from labkit.course.source import Source, is_check, language_of, read_source
from labkit.language import LANGUAGES, catalogue, current


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
    """A lab with the languages and paths it really has; minutes by path."""

    id: str
    module: int
    languages: list[str]
    paths: list[str]
    minutes: dict[str, int]
    tasks: list[TaskEntry]


def catalogue_of(content: Content) -> list[LabEntry]:
    """Entries of all labs, by module then name. Manual, prediction and single-choice items are not coded tasks."""
    labs = [_lab(content, read_source(content, lab)) for lab in content.labs()]
    return sorted(labs, key=lambda lab: (lab.module, lab.id))


def _lab(content: Content, source: Source) -> LabEntry:
    meta = source.metadata
    written = {language_of(cell) for cell in source.cells if cell.source.strip()}
    return LabEntry(
        source.lab,
        int(meta["module"]),
        [language for language in LANGUAGES if language in written],
        source.paths(),
        {path: int(meta["minutes"][path]) for path in source.paths() if path in meta["minutes"]},
        _tasks(content, source),
    )


def _tasks(content: Content, source: Source) -> list[TaskEntry]:
    checked = {
        cell.metadata.nbgrader.grade_id
        for path in source.paths()
        for cell in select(source, "en", path).cells
        if is_check(cell)
    }
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
    """``{"labs": [{"id", "module", "languages", "paths", "minutes", "tasks": [...]}]}``."""
    return json.dumps({"labs": [asdict(lab) for lab in labs]}, ensure_ascii=False, indent=1)


def as_table(labs: list[LabEntry], content: Content) -> str:
    """To read in a terminal: a lab with what comes before it, a line a task; then the competencies by audience."""
    language = current()
    _ = catalogue("course", language)
    outlines = {lab.id: lab for lab in outline(content)}
    lines = []
    before = _("Before it") + (" : " if language == "fr" else ": ")
    for lab in labs:
        minutes = ", ".join(f"{path} {minutes} min" for path, minutes in lab.minutes.items())
        lines.append(f"{lab.id}  module {lab.module}  {' '.join(lab.languages)}  {minutes}")
        lines.append(f"  {outlines[lab.id].title[language]}")
        lines.append("  " + before + (", ".join(outlines[lab.id].prerequisites) or _("nothing")))
        width = max((len(task.id) for task in lab.tasks), default=0)
        lines += [
            f"  {task.id:<{width}}  {task.points:g} points  {task.mutants} mutants  "
            f"{task.alternatives} alternatives  {task.hints} hints"
            for task in lab.tasks
        ]
    for part, entries in by_audience(content, list(outlines.values()), language):
        lines += ["", part]
        lines += [f"  {c.says[language]}  ({', '.join(lab.id for lab in where)})" for c, where in entries]
    return "\n".join(lines)
