"""The lexicon's entries, read from ``data/lexicon.json``: a term in both languages, what it means, its false friend."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from labkit.content import data_file


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


def entries() -> tuple[Entry, ...]:
    """Every entry, in the alphabetical order of the English terms."""
    file = data_file("lexicon.json")
    if file is None:
        raise FileNotFoundError("labkit's lexicon (data/lexicon.json) was not found: install labkit again")
    return _entries(file)


@cache
def _entries(file: Path) -> tuple[Entry, ...]:
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return tuple(Entry(**entry) for entry in found)


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
