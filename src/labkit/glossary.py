"""The course's lexicon: a term in English or in French, what it means, and the false friend to mind.

>>> import labkit
>>> labkit.lexicon("sensibilite")      # accents and capitals do not matter, nor does the language
>>> labkit.lexicon()                   # every term
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from labkit import language as _language
from labkit.content import Content
from labkit.errors import CourseError
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
    """The entries a look-up found: shown as text or HTML in the language in force; iterate for the entries.

    A miss has no entries (length 0): it shows the nearest terms, and the whole entry where a slip of the keyboard is likely.
    """

    def __init__(self, asked: str, entries: list[Entry], near: list[Entry], slip: bool = False) -> None:
        self.asked, self.entries = asked, entries
        self._near, self._slip = near, slip

    @property
    def near(self) -> list[str]:
        """Terms that the one asked for may have meant, in the language in force."""
        return [entry.term(_language.current()) for entry in self._near]

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __repr__(self) -> str:
        language = _language.current()
        if self.entries and not self.asked:
            return "\n".join(_line(entry, language) for entry in _sorted(language))
        shown = [_text(entry, language) for entry in self.entries]
        if not shown:
            shown = [self._nothing(language), *(_text(entry, language) for entry in self._likely())]
        return "\n\n".join(shown)

    def _repr_html_(self) -> str:
        language = _language.current()
        if self.entries and not self.asked:
            items = "".join(f"<li>{escape(_line(entry, language))}</li>" for entry in _sorted(language))
            return f'<ul lang="{language}">{items}</ul>'
        if self.entries:
            return "".join(_html(entry, language) for entry in self.entries)
        said = f'<p lang="{language}">{escape(self._nothing(language))}</p>'
        return said + "".join(_html(entry, language) for entry in self._likely())

    def _likely(self) -> list[Entry]:
        return self._near[:1] if self._slip else []

    def _nothing(self, language: str) -> str:
        _ = catalogue("course", language)
        said = _("The lexicon has no entry for “{term}”.").format(term=self.asked)
        if self._near:
            near = ", ".join(_line(entry, language) for entry in self._near)
            said += " " + _("Perhaps: {near}.").format(near=near)
        else:
            said += " " + _("Try a shorter word, or the other language.")
        return (
            said
            + " "
            + _("All {n} terms: lab.lexicon(), or labkit lexicon in a terminal.").format(n=len(entries()))
        )


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, in the alphabetical order of the English terms."""
    for data in (_HERE / "_content" / "data", _HERE.parents[1] / "data"):
        if (data / "lexicon.json").is_file():
            found: list[dict[str, Any]] = json.loads((data / "lexicon.json").read_text(encoding="utf-8"))
            return tuple(Entry(**entry) for entry in found)
    raise FileNotFoundError("labkit's lexicon (data/lexicon.json) was not found: install labkit again")


def lexicon(term: str | None = None) -> Found:
    """Look up a term in either language; accents, capitals, hyphens and a plural do not matter.

    Parameters
    ----------
    term : str, optional
        Such as ``"sensitivity"``, ``"Sensibilité"``, ``"VPP"``; without one, every term.

    Returns
    -------
    Found
        Falsy (length 0) when there is no entry; it then shows near ones.
    """
    if term is None:
        return Found("", list(entries()), [])
    asked = str(term).strip()
    index, by_id = _index(), {entry.id: entry for entry in entries()}
    ids = next((index[key] for key in _forms(plain(asked)) if key in index), [])
    if ids or not asked:
        return Found(asked or "…", [by_id[i] for i in ids], [])
    near, slip = _near(plain(asked))
    return Found(asked, [], [by_id[i] for i in near], slip)


def page(language: str, links: Mapping[str, str] | None = None) -> str:
    """The whole lexicon as a Markdown page, in the alphabetical order of `language`.

    Parameters
    ----------
    language : {"en", "fr"}
    links : mapping of lab to address, optional
        Where each lab opens from this page; the others are named without a link.
    """
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    lines = ["# " + _("Lexicon"), ""]
    for entry in _sorted(language):
        lines += [
            f"## {entry.term(language)}",
            "",
            f"*{entry.term(other)}*. {entry.definition[language]}",
            "",
        ]
        if entry.false_friend:
            lines += [f"**{_('Beware')}**{_colon(language)}{entry.false_friend[language]}", ""]
        labs = [
            f"[{title}]({links[lab]})" if links and lab in links else title
            for lab, title in _labs(entry, language)
        ]
        if labs:
            lines += [_("Labs") + f"{_colon(language)}{', '.join(labs)}.", ""]
        if entry.source:
            lines += [(_("Source") + f"{_colon(language)}{_cited(entry.source, language)}."), ""]
    return "\n".join(lines)


def plain(term: str) -> str:
    """A term without accents, capitals, ligatures, hyphens or curly apostrophes, to compare with others."""
    text = term.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", " ", text).strip()


def _forms(key: str) -> Iterator[str]:
    """A plain term as typed, then its singulars in English and in French."""
    yield key
    yield re.sub(r"s\b", "", key)
    yield re.sub(r"s\b", "", re.sub(r"ies\b", "y", key))
    yield re.sub(r"[sx]\b", "", re.sub(r"aux\b", "al", key))


@cache
def _index() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for entry in entries():
        for name in entry.names():
            for key in (plain(name), re.sub(r"s\b", "", plain(name))):
                if entry.id not in index.setdefault(key, []):
                    index[key].append(entry.id)
    return index


def _near(key: str) -> tuple[list[str], bool]:
    """Ids of the terms nearest to one that has no entry, four at most, and whether the first is likely a slip."""
    index = _index()
    words = {word for word in key.split() if len(word) > 3}
    holding = [name for name in index if words & set(name.split())]
    close = get_close_matches(key, list(index), n=4, cutoff=0.72)
    slip = bool(close) and SequenceMatcher(None, key, close[0]).ratio() >= 0.8
    names = [*close, *sorted(holding, key=len)] if slip else [*sorted(holding, key=len), *close]
    return list(dict.fromkeys(i for name in names for i in index[name]))[:4], slip


def _sorted(language: str) -> list[Entry]:
    return sorted(entries(), key=lambda e: plain(e.term(language)))


def _line(entry: Entry, language: str) -> str:
    here, there = entry.term(language), entry.term("fr" if language == "en" else "en")
    return here if here == there else f"{here} ({there})"


@cache
def _titles() -> dict[str, dict[str, str]]:
    """The labs' titles; none where the labs cannot be read, as in the sandbox that marks."""
    try:
        return Content.find().titles()
    except (CourseError, OSError, ValueError, KeyError):
        return {}


def _labs(entry: Entry, language: str) -> list[tuple[str, str]]:
    """The labs that use a term and are there, with their titles."""
    return [(lab, title[language]) for lab, title in _titles().items() if lab in entry.labs]


def _address(lab: str) -> str | None:
    """A lab's copy from the folder in force: beside it for a notebook, in it for the folder of the labs."""
    here = Path.cwd()
    own = "_explorer" if here.name.endswith("_explorer") else ""
    for name in (lab + own, lab, f"{lab}_explorer"):
        for up, folder in (("../", here.parent), ("", here)):
            if (folder / name / f"{name}.ipynb").is_file():
                return f"{up}{name}/{name}.ipynb"
    return None


def _cited(source: str, language: str) -> str:
    """A source as the language writes it: its authors' "and", a regulation's parts."""
    if language == "fr":
        for english, french in ((" and ", " et "), ("Regulation (EU)", "Règlement (UE)"), ("recital", "considérant"),
                                ("Annex", "annexe")):  # fmt: skip
            source = source.replace(english, french)
    return source


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
    labs = [f"{title} ({lab})" for lab, title in _labs(entry, language)]
    if labs:
        lines.append(_("Labs") + f"{_colon(language)}{', '.join(labs)}")
    if entry.source:
        lines.append(_("Source") + f"{_colon(language)}{_cited(entry.source, language)}")
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
    labs = []
    for lab, title in _labs(entry, language):
        address = _address(lab)
        labs.append(f'<a href="{escape(address)}">{escape(title)}</a>' if address else escape(title))
    if labs:
        parts.append("<p>" + _("Labs") + f"{_colon(language)}{', '.join(labs)}</p>")
    if entry.source:
        said = escape(_cited(entry.source, language))
        parts.append("<p><small>" + _("Source") + f"{_colon(language)}{said}</small></p>")
    return f'<div lang="{language}">{"".join(parts)}</div>'
