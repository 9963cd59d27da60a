"""What a lab's folder says beside its tasks: ``lab.toml`` and ``questions.toml``, read and checked.

A key that nothing reads is refused, with the nearest that is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from labkit.errors import CourseError
from labkit.language import Text
from labkit.tasks.declare import Choice, Explain
from labkit.tasks.toml_table import Table, read_table

LAB_FILE, QUESTIONS_FILE = "lab.toml", "questions.toml"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WAYS = ("builder", "explorer")
_KEYS = (
    *("edition", "module", "title", "minutes", "prerequisites", "audiences", "competencies", "costs", "law"),
    *("own_competencies", "asks", "terms", "tasks", "rubric", "predictions", "trainer"),
)


@dataclass(frozen=True)
class Passport:
    """What a learner reads of a lab before opening it; minutes by pathway. A module has a number, or a letter and a number (``"t1"``)."""

    module: int | str
    title: dict[str, str]
    minutes: dict[str, int]
    prerequisites: list[str]
    audiences: list[str]
    competencies: list[str]
    terms: list[str]


@dataclass(frozen=True)
class Cost:
    """What a run of a lab takes: processor seconds and peak resident MiB of its kernel."""

    seconds: float
    mebibytes: float


@dataclass(frozen=True)
class TrainerNotes:
    """An author's notes for who teaches the lab: what to say by cell, questions to end with, changes by audience."""

    say: Mapping[str, Text] = field(default_factory=dict)
    debrief: tuple[Text, ...] = ()
    swaps: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class LabFile:
    """All of ``lab.toml``: what is judged is checked when it is read, what learners and trainers read when it is asked for."""

    said: Table
    builder: list[str]
    explorer: list[str]
    predictions: list[Choice]
    asks: list[str]
    explanations: list[Explain]

    @property
    def edition(self) -> int:
        """Which edition's rules its prose keeps; the first where it says nothing."""
        return int(self.said.get("edition", int, 1))

    @cached_property
    def passport(self) -> Passport:
        """Title, module, minutes, what comes before, for whom, what it teaches."""
        return _passport(self.said)

    @cached_property
    def costs(self) -> dict[str, Cost]:
        """What a run takes, by pathway; empty where nobody measured it."""
        return _costs(self.said.table("costs"))

    @cached_property
    def law(self) -> list[str]:
        """Rows of ``data/law.toml`` that the lab's text cites; empty where it says none."""
        return self.said.names("law")

    @property
    def says_its_law(self) -> bool:
        """Whether ``lab.toml`` has the list at all, if only an empty one."""
        return "law" in self.said.values

    @cached_property
    def trainer(self) -> TrainerNotes:
        """Notes for who teaches it."""
        return _trainer(self.said.table("trainer"))

    @property
    def tasks(self) -> list[str]:
        """Every task once: the builder's, then those that only an explorer meets."""
        return [*self.builder, *(task for task in self.explorer if task not in self.builder)]


def read_lab_file(folder: Path) -> LabFile:
    """``lab.toml`` of a lab's folder under ``graders/``."""
    lab = read_table(folder / LAB_FILE)
    lab.known(*_KEYS)
    tasks = lab.table("tasks")
    tasks.known(*_WAYS)
    for pathway in _WAYS:
        for task in tasks.names(pathway):
            if not _NAME.fullmatch(task):
                raise tasks.fault(pathway, f"{task!r} is no task's name: lower-case letters, digits and _")
    return LabFile(
        lab,
        tasks.names("builder"),
        tasks.names("explorer"),
        [_choice(name, table) for name, table in lab.tables("predictions")],
        lab.names("asks"),
        [_explain(name, lab.table("rubric")) for name in lab.get("rubric", dict, {})],
    )


def _passport(lab: Table) -> Passport:
    title, minutes = lab.text("title"), lab.table("minutes")
    minutes.known(*_WAYS)
    return Passport(
        lab.get("module", (int, str)),
        {"en": title.en, "fr": title.fr},
        {pathway: minutes.get(pathway, int) for pathway in minutes.values},
        lab.names("prerequisites"),
        lab.names("audiences"),
        lab.names("competencies"),
        lab.names("terms"),
    )


def _costs(costs: Table) -> dict[str, Cost]:
    costs.known(*_WAYS)
    found = {}
    for pathway, cost in costs.own_tables():
        cost.known("seconds", "mebibytes")
        found[pathway] = Cost(
            float(cost.get("seconds", (int, float))), float(cost.get("mebibytes", (int, float)))
        )
    return found


def _trainer(notes: Table) -> TrainerNotes:
    notes.known("say", "debrief", "swaps")
    debrief = list(notes.rows("debrief"))
    for row in debrief:
        row.known("en", "fr")
    say, swaps = notes.table("say"), notes.table("swaps")
    return TrainerNotes(
        {cell: say.text(cell) for cell in say.values},
        tuple(row.own_text() for row in debrief),
        {audience: swaps.text(audience) for audience in swaps.values},
    )


def read_asked(folder: Path, asks: list[str]) -> list[Choice]:
    """The questions that a lab asks: ``"m1_tokens/budget"`` is another lab's, ``"word"`` its own.

    One about a lab that the course does not have is not asked.
    """
    return [_asked(folder, name) for name in asks if about_here(folder, name)]


def about_here(folder: Path, name: str) -> bool:
    """Whether the course of a lab's folder has the lab that a question is about."""
    about = name.rpartition("/")[0]
    return not about or (folder.parent / about / LAB_FILE).is_file()


def _asked(folder: Path, name: str) -> Choice:
    about, _, question = name.rpartition("/")
    file = folder.parent / (about or folder.name) / QUESTIONS_FILE
    known = read_table(file) if file.is_file() else None
    if known is None or question not in known.values:
        raise CourseError(f"{folder / LAB_FILE}: asks: {file} has no question {question!r}")
    return _choice(name, known.table(question), about or None)


def _choice(name: str, table: Table, from_lab: str | None = None) -> Choice:
    table.known("right", "en", "fr", "comment", "choices")
    choices, comments = {}, {}
    for letter, choice in table.tables("choices"):
        choice.known("en", "fr", "comment")
        choices[letter] = choice.own_text()
        # one comment may serve for all the choices
        comments[letter] = (choice if "comment" in choice.values else table).text("comment")
    right = table.get("right", str)
    if right not in choices:
        raise table.fault(
            "right", f"{right!r} is none of the choices: {', '.join(choices) or 'there are none'}"
        )
    return Choice(name, table.own_text(), choices, right, comments, from_lab)


def _explain(name: str, rubrics: Table) -> Explain:
    parts = []
    for line in rubrics.rows(name):
        line.known("points", "en", "fr")
        parts.append((float(line.get("points", (int, float))), line.own_text()))
    return Explain(name, sum(points for points, _ in parts), tuple(parts))
