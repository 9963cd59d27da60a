"""`labkit trainer LAB`: the page a trainer teaches from, made from the lab's own source and grader.

Timing comes from the lab's minutes, shared over its parts by what there is to read and to do. Errors to expect are the
tasks' mutants, with the message their author gets. An author may add notes under ``[trainer]`` in ``lab.toml``: what to
``say`` by cell, questions to ``debrief`` with, ``swaps`` by audience.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.source.audiences import audience_name
from labkit.course.source.competencies import competencies
from labkit.course.source.lab_source import Source, is_check, is_explanation, read_source
from labkit.course.source.select import select
from labkit.course.teaching.trainer_swaps import swap
from labkit.language import Text, brief, catalogue, plural_catalogue
from labkit.tasks.lab_file import TrainerNotes, read_lab_file
from labkit.tasks.load import load_grader

_H2 = re.compile(r"^##\s+(.+)$", re.MULTILINE)
_CODE_MINUTES, _TASK_MINUTES, _WRITE_MINUTES, _WORDS_A_MINUTE = 1.0, 5.0, 8.0, 120.0


@dataclass
class Part:
    """A part of a lab (from one H2 to the next): its cells, what is in it and how long it takes, in unscaled minutes."""

    title: str
    weight: float = 0.0
    tasks: list[str] = field(default_factory=list)
    say: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def trainer_page(content: Content, lab: str, language: str) -> str:
    """Markdown of the page.

    Parameters
    ----------
    content : Content
    lab : str
    language : {"en", "fr"}
    """
    _ = catalogue("course", language)
    source = read_source(content, lab)
    grader = load_grader(content, lab)
    passport, notes = source.passport, read_lab_file(content.grader(lab)).trainer
    lines = ["# " + _("Trainer’s page") + f"{_colon(language)}{passport.title[language]}", ""]
    lines += _summary(content, source, language)
    for pathway in source.pathways():
        lines += _timing(source, language, pathway, notes)
    lines += _errors(grader, language)
    lines += _debrief(grader, notes, language)
    lines += _marking(grader, language)
    lines += _swaps(passport.audiences, notes, language)
    return "\n".join(lines) + "\n"


def parts_of(notebook: NotebookNode, say: Mapping[str, Text], language: str) -> list[Part]:
    """The parts of one selected copy, in order; what comes before the first H2 is the opening."""
    _ = catalogue("course", language)
    parts = [Part(_("Opening"))]
    for cell in notebook.cells:
        heading = _H2.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            parts.append(Part(heading[1].strip()))
        part = parts[-1]
        part.cells.append(cell.id)
        if is_check(cell):
            part.tasks.append(cell.metadata.nbgrader.grade_id)
            part.weight += _TASK_MINUTES
        elif is_explanation(cell):
            part.weight += _WRITE_MINUTES
        elif cell.cell_type == "code":
            part.weight += _CODE_MINUTES
        else:
            part.weight += len(cell.source.split()) / _WORDS_A_MINUTE
            part.say += _to_say(cell, say, language)
    return [part for part in parts if part.weight]


def minutes_of(parts: list[Part], total: int) -> list[int]:
    """Whole minutes for each part, one at least, that add up to `total` (largest remainders)."""
    if total < len(parts):
        return [1] * len(parts)
    weight = sum(part.weight for part in parts)
    exact = [1 + (total - len(parts)) * part.weight / weight for part in parts]
    whole = [int(minutes) for minutes in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: exact[i] - whole[i], reverse=True)
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole


def _to_say(cell: NotebookNode, say: Mapping[str, Text], language: str) -> list[str]:
    """The author's note for the cell, or else the cell's first sentence of prose."""
    if cell.id in say:
        return [say[cell.id].in_language(language)]
    for paragraph in cell.source.split("\n\n"):
        text = " ".join(paragraph.split())
        if text and not text.startswith(("#", "|", "$", "```", "-", "**")):
            return [re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«“*])", text)[0]]
    return []


def _summary(content: Content, source: Source, language: str) -> list[str]:
    _ = catalogue("course", language)
    passport = source.passport
    minutes = ", ".join(f"{_way(pathway, language)} {n} min" for pathway, n in passport.minutes.items())
    titles = content.titles()
    before = [f"{titles[lab][language]} (`{lab}`)" for lab in passport.prerequisites if lab in titles]
    rows = [
        (_("Minutes"), minutes),
        (_("Before it"), ", ".join(before) or _("nothing")),
        (_("For whom"), ", ".join(audience_name(a, language) for a in passport.audiences)),
    ]
    lines = [f"- **{name}**{_colon(language)}{value}" for name, value in rows]
    said = {competency.id: competency.says[language] for competency in competencies(content)}
    skills = [said.get(c, c.replace("_", " ")) for c in passport.competencies]
    if skills:
        lines += [f"- **{_('Skills')}**{_colon(language)}".rstrip(), *(f"  - {skill}" for skill in skills)]
    return [*lines, ""]


def _way(pathway: str, language: str) -> str:
    _ = catalogue("course", language)
    return {"builder": _("builder"), "explorer": _("explorer"), "both": _("both ways")}[pathway]


def _timing(source: Source, language: str, pathway: str, notes: TrainerNotes) -> list[str]:
    _ = catalogue("course", language)
    parts = parts_of(select(source, language, pathway), notes.say, language)
    minutes = minutes_of(parts, source.passport.minutes.get(pathway, 45))
    lines = ["## " + _("Timing and what to say") + f" ({_way(pathway, language)})", ""]
    lines += [
        ("| " + _("From") + " | " + _("Minutes") + " | " + _("Part") + " | " + _("Say") + " |"),
        "| ---: | ---: | --- | --- |",
    ]
    clock = 0
    for part, n in zip(parts, minutes, strict=True):
        title = part.title + (f" ({', '.join(f'`{task}`' for task in part.tasks)})" if part.tasks else "")
        said = " ".join(part.say[:2]).replace("|", "\\|")
        lines.append(f"| {clock // 60}:{clock % 60:02d} | {n} | {title} | {said} |")
        clock += n
    return [*lines, ""]


def _points(points: float, language: str) -> str:
    ngettext = plural_catalogue("course", language)
    return f"{brief(points, language)} " + ngettext("point", "points", points)


def _errors(grader: Any, language: str) -> list[str]:
    _ = catalogue("course", language)
    lines = ["## " + _("Errors to expect"), "", _("Each is caught, and its author reads this message:"), ""]
    for task in grader.tasks:
        lines += [f"### `{task.id}` ({_way(task.pathway, language)}, {_points(task.points, language)})", ""]
        lines += [f"- {m.message.in_language(language)} (`{m.name}`)" for m in task.mutants]
        lines += [
            "",
            (_("Hints, one at a time") + f"{_colon(language)}")
            + " → ".join(h.in_language(language) for h in task.hints),
        ]
        lines += ["", (_("Why it matters") + f"{_colon(language)}{task.why.in_language(language)}"), ""]
    return lines


def _debrief(grader: Any, notes: TrainerNotes, language: str) -> list[str]:
    _ = catalogue("course", language)
    lines = ["## " + _("Debrief"), ""]
    lines += [f"- {question.in_language(language)}" for question in notes.debrief]
    lines += [
        (
            "- "
            + _("Who had predicted otherwise, and what had made it likely?")
            + f" {choice.question.in_language(language)}"
        )
        for choice in grader.predictions
    ]
    lines += [
        (
            "- "
            + _("Which error tempted you most in this task?")
            + f" `{task.id}` ({_way(task.pathway, language)})"
        )
        for pathway in dict.fromkeys(task.pathway for task in grader.tasks)
        for task in [task for task in grader.tasks if task.pathway == pathway][:2]
    ]
    lines += [
        "- " + _("On your own ward, who would be harmed first if everybody made this error?"),
        "- " + _("What would you have to see to switch the tool off?"),
        "",
    ]
    return lines


def _marking(grader: Any, language: str) -> list[str]:
    _ = catalogue("course", language)
    if not grader.explanations:
        return []
    lines = ["## " + _("Marking the explanation"), ""]
    for explain in grader.explanations:
        lines += [
            (f"- {_points(points, language)}{_colon(language)}{text.in_language(language)}")
            for points, text in explain.rubric
        ]
    return [*lines, ""]


def _swaps(audiences: list[str], notes: TrainerNotes, language: str) -> list[str]:
    _ = catalogue("course", language)
    lines = ["## " + _("Swaps by audience"), ""]
    for audience in audiences:
        own = notes.swaps.get(audience)
        text = own.in_language(language) if own else swap(audience, language)
        lines.append(f"- **{audience_name(audience, language)}**{_colon(language)}{text}")
    return [*lines, ""]


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "
