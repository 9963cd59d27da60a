"""The course's lexicon: a term in English or in French, what it means, and the false friend to mind.

>>> import labkit
>>> labkit.lexicon("sensibilite")      # accents and capitals do not matter, nor does the language
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from labkit import language as _language
from labkit.language import catalogue

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Entry:
    """One term. `also`, `definition` and `false_friend` are by language; `source` backs the definition."""

    id: str
    en: str
    fr: str
    also: dict[str, list[str]]
    definition: dict[str, str]
    false_friend: dict[str, str] | None
    labs: list[str]
    source: str | None

    def term(self, language: str) -> str:
        return {"en": self.en, "fr": self.fr}[language]

    def names(self) -> list[str]:
        """Every name it can be looked up by, in both languages."""
        return [self.en, self.fr, *self.also["en"], *self.also["fr"]]


class Found:
    """The entries a look-up found: shown as text or HTML in the language in force; iterate for the entries."""

    def __init__(self, asked: str, entries: list[Entry], near: list[str]) -> None:
        self.asked, self.entries, self.near = asked, entries, near

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __repr__(self) -> str:
        language = _language.current()
        return "\n\n".join(_text(entry, language) for entry in self.entries) or self._nothing(language)

    def _repr_html_(self) -> str:
        language = _language.current()
        if not self.entries:
            return f'<p lang="{language}">{escape(self._nothing(language))}</p>'
        return "".join(_html(entry, language) for entry in self.entries)

    def _nothing(self, language: str) -> str:
        _ = catalogue("course", language)
        said = _("The lexicon has no entry for “{term}”.").format(term=self.asked)
        if self.near:
            said += " " + _("Perhaps: {near}.").format(near=", ".join(self.near))
        return said


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, in the alphabetical order of the English terms."""
    for data in (_HERE / "_content" / "data", _HERE.parents[1] / "data"):
        if (data / "lexicon.json").is_file():
            found: list[dict[str, Any]] = json.loads((data / "lexicon.json").read_text(encoding="utf-8"))
            return tuple(Entry(**entry) for entry in found)
    raise FileNotFoundError("labkit's lexicon (data/lexicon.json) was not found: install labkit again")


def lexicon(term: str) -> Found:
    """Look up a term in either language; accents, capitals, hyphens and a plural's s do not matter.

    Parameters
    ----------
    term : str
        Such as ``"sensitivity"``, ``"Sensibilité"``, ``"VPP"``.

    Returns
    -------
    Found
        Falsy (length 0) when there is no entry; it then suggests near ones.
    """
    index = _index()
    key = plain(term)
    ids = index.get(key) or index.get(re.sub(r"s\b", "", key)) or []
    by_id = {entry.id: entry for entry in entries()}
    near: list[str] = []
    if not ids:
        language = _language.current()
        close = get_close_matches(key, list(index), n=6, cutoff=0.6)
        near = list(dict.fromkeys(by_id[i].term(language) for name in close for i in index[name]))[:3]
    return Found(term, [by_id[i] for i in ids], near)


def page(language: str) -> str:
    """The whole lexicon as a Markdown page, in the alphabetical order of `language`."""
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    lines = ["# " + _("Lexicon"), ""]
    for entry in sorted(entries(), key=lambda e: plain(e.term(language))):
        lines += [
            f"## {entry.term(language)}",
            "",
            f"*{entry.term(other)}*. {entry.definition[language]}",
            "",
        ]
        if entry.false_friend:
            lines += [("**" + _("Beware") + f"** : {entry.false_friend[language]}") if language == "fr"
                      else ("**" + _("Beware") + f"**: {entry.false_friend[language]}"), ""]  # fmt: skip
        if entry.source:
            lines += [(_("Source") + f"{_colon(language)}{entry.source}."), ""]
    return "\n".join(lines)


def plain(term: str) -> str:
    """A term without accents, capitals, ligatures, hyphens or curly apostrophes, to compare with others."""
    text = term.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", " ", text).strip()


@cache
def _index() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for entry in entries():
        for name in entry.names():
            for key in (plain(name), re.sub(r"s\b", "", plain(name))):
                if entry.id not in index.setdefault(key, []):
                    index[key].append(entry.id)
    return index


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "


def _text(entry: Entry, language: str) -> str:
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    lines = [
        f"{entry.term(language)} · {other}{_colon(language)}{entry.term(other)}",
        entry.definition[language],
    ]
    if entry.false_friend:
        lines.append(_("Beware") + f"{_colon(language)}{entry.false_friend[language]}")
    if entry.source:
        lines.append(_("Source") + f"{_colon(language)}{entry.source}")
    return "\n".join(lines)


def _html(entry: Entry, language: str) -> str:
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    parts = [
        f'<p><strong>{escape(entry.term(language))}</strong> · <span lang="{other}">{escape(entry.term(other))}</span></p>',
        f"<p>{escape(entry.definition[language])}</p>",
    ]
    if entry.false_friend:
        parts.append(
            "<p><strong>"
            + _("Beware")
            + f"{_colon(language)}</strong>{escape(entry.false_friend[language])}</p>"
        )
    if entry.source:
        parts.append("<p><small>" + _("Source") + f"{_colon(language)}{escape(entry.source)}</small></p>")
    return f'<div lang="{language}">{"".join(parts)}</div>'
