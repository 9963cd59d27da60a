"""The lexicon's entries: a term in both languages, what it means, its false friend.

What several labs use stands in ``data/lexicon.json``, what one lab alone uses in its ``graders/<lab>/lexicon.json``.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from labkit.content import Content, data_file
from labkit.errors import CourseError

FILE = "lexicon.json"


@dataclass(frozen=True)
class Entry:
    """One term. `also`, `definition` and `false_friend` are by language; `source` backs the definition."""

    id: str
    en: str
    fr: str
    also: dict[str, list[str]]
    definition: dict[str, str]
    false_friend: dict[str, str] | None
    source: str | None

    def term(self, language: str) -> str:
        return {"en": self.en, "fr": self.fr}[language]

    def names(self) -> list[str]:
        """Every name it can be looked up by, in both languages."""
        return [self.en, self.fr, *self.also["en"], *self.also["fr"]]


def entries(content: Content | None = None) -> tuple[Entry, ...]:
    """Every entry, of one course or of the one in force, in the alphabetical order of the English terms: its own and its labs'.

    Labs may bring the same entry; where they disagree the course's own words stand (`labkit lint` refuses it).
    """
    return _merged(tuple((file, file.stat().st_mtime_ns) for file in _files(content)))


@cache
def _merged(files: tuple[tuple[Path, int], ...]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for file, changed in files:
        for entry in _read(file, changed):
            found.setdefault(entry.id, entry)
    return tuple(sorted(found.values(), key=lambda entry: plain(entry.en)))


def known_to(content: Content, lab: str) -> tuple[Entry, ...]:
    """The entries that a lab may rest on: the course's and its own, not those that another lab brings and takes away."""
    files = [_shared(), content.grader(lab) / FILE]
    return tuple(entry for file in files if file.is_file() for entry in _read(file, file.stat().st_mtime_ns))


def _shared() -> Path:
    file = data_file(FILE)
    if file is None:
        raise FileNotFoundError("labkit's lexicon (data/lexicon.json) was not found: install labkit again")
    return file


def _files(content: Content | None) -> list[Path]:
    """The course's file, then its labs'; a course of labs alone has labkit's beside its own."""
    shared = _shared() if content is None else content.data / FILE
    try:
        courses = dict.fromkeys((content or Content.find(), Content(shared.parents[1])))
    except CourseError:
        courses = {}
    own = (course.grader(lab) / FILE for course in courses for lab in course.labs())
    return [file for file in (shared, *own) if file.is_file()]


@cache
def _read(file: Path, _changed: int) -> tuple[Entry, ...]:
    try:
        found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        return tuple(Entry(**entry) for entry in found)
    except (ValueError, TypeError) as fault:
        raise CourseError(
            f"{file}: each entry has id, en, fr, also, definition, false_friend and source ({fault})"
        ) from fault


def plain(term: str) -> str:
    """A term without accents, capitals, ligatures, hyphens or curly apostrophes, to compare with others."""
    text = term.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", " ", text).strip()


def in_order(language: str) -> list[Entry]:
    """Every entry, in the alphabetical order of its terms in `language`."""
    return sorted(entries(), key=lambda e: plain(e.term(language)))


def in_both(entry: Entry, language: str) -> str:
    """The term, with the other language's in brackets where it differs."""
    here, there = entry.term(language), entry.term("fr" if language == "en" else "en")
    return here if here == there else f"{here} ({there})"
