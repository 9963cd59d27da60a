"""What a lab's folder says beside its tasks: ``lab.toml`` and ``questions.toml``, read and checked.

A fault is told with the file and the key: ``graders/m4_threshold/lab.toml: predictions.alarm.right: ...``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.errors import CourseError
from labkit.language import Text
from labkit.tasks.declare import Choice, Explain

LAB_FILE, QUESTIONS_FILE = "lab.toml", "questions.toml"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Table:
    """A table of a TOML file that knows where it stands, so that every fault names file and key."""

    file: Path
    key: str
    values: Mapping[str, Any]

    def fault(self, key: str, what: str) -> CourseError:
        """The error for what stands under a key."""
        return CourseError(f"{self.file}: {self._path(key)}: {what}")

    def _path(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key

    def known(self, *keys: str) -> None:
        """Refuse keys that nothing reads: most are misspelled."""
        for key in self.values:
            if key not in keys:
                raise self.fault(key, f"unknown; known here: {', '.join(keys)}")

    def get(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """The value of a key; without a default it must be there."""
        if key not in self.values:
            if default is None:
                raise self.fault(key, "missing")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            names = kind if isinstance(kind, tuple) else (kind,)
            wanted = " or ".join(_WORDS.get(each, each.__name__) for each in names)
            raise self.fault(key, f"must be {wanted}, not {value!r}")
        return value

    def text(self, key: str) -> Text:
        """A text in both languages, ``{en = ..., fr = ...}``."""
        return self.table(key).own_text()

    def own_text(self) -> Text:
        """This table's own ``en`` and ``fr``."""
        return Text(self.get("en", str), self.get("fr", str))

    def table(self, key: str) -> "Table":
        """The table under a key; an empty one where there is none."""
        return Table(self.file, self._path(key), self.get(key, dict, {}))

    def tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """Name and table of each table under a key."""
        under = self.table(key)
        return ((name, under.table(name)) for name in under.values)

    def names(self, key: str) -> list[str]:
        """A list of words; empty where there is none."""
        found = self.get(key, list, [])
        if not all(isinstance(each, str) for each in found) or len(set(found)) != len(found):
            raise self.fault(key, "must be a list of words, each of them once")
        return found


_WORDS: dict[type, str] = {
    dict: "a table",
    list: "a list",
    str: "a text",
    int: "a whole number",
    float: "a number",
}


def read_table(file: Path) -> Table:
    """A TOML file; a `CourseError` that names the file where it is missing or does not read."""
    try:
        return Table(file, "", tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise CourseError(f"{file} is missing: write it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CourseError(f"{file} does not read as TOML: {fault}") from fault


@dataclass(frozen=True)
class LabFile:
    """What ``lab.toml`` says of what is judged: its tasks in order, predictions, questions asked, rubric."""

    builder: list[str]
    explorer: list[str]
    predictions: list[Choice]
    asks: list[str]
    explanations: list[Explain]

    @property
    def tasks(self) -> list[str]:
        """Every task once: the builder's, then those that only an explorer meets."""
        return [*self.builder, *(task for task in self.explorer if task not in self.builder)]


def read_lab_file(folder: Path) -> LabFile:
    """``lab.toml`` of a lab's folder under ``graders/``."""
    lab = read_table(folder / LAB_FILE)
    tasks = lab.table("tasks")
    tasks.known("builder", "explorer")
    for pathway in ("builder", "explorer"):
        for task in tasks.names(pathway):
            if not _NAME.fullmatch(task):
                raise tasks.fault(pathway, f"{task!r} is no task's name: lower-case letters, digits and _")
    return LabFile(
        tasks.names("builder"),
        tasks.names("explorer"),
        [_choice(name, table) for name, table in lab.tables("predictions")],
        lab.names("asks"),
        [_explain(name, lab.table("rubric")) for name in lab.get("rubric", dict, {})],
    )


def read_asked(folder: Path, asks: list[str]) -> list[Choice]:
    """The questions that a lab asks: ``"m1_tokens/budget"`` is another lab's, ``"word"`` its own."""
    return [_asked(folder, name) for name in asks]


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
    for place, row in enumerate(rubrics.get(name, list)):
        if not isinstance(row, dict):
            raise rubrics.fault(name, f"write each criterion as [[{rubrics.key}.{name}]]")
        line = Table(rubrics.file, f"{rubrics.key}.{name}[{place}]", row)
        line.known("points", "en", "fr")
        parts.append((float(line.get("points", (int, float))), line.own_text()))
    return Explain(name, sum(points for points, _ in parts), tuple(parts))
