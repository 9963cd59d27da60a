"""Look a term up in English or in French: what it means, the false friend to mind, or the nearest terms."""

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from html import escape

from labkit import language as _language
from labkit.language import catalogue
from labkit.lexicon.entries import Entry, entries, in_both, in_order, plain
from labkit.lexicon.page import as_html, as_text


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
            return "\n".join(in_both(entry, language) for entry in in_order(language))
        shown = [as_text(entry, language) for entry in self.entries]
        if not shown:
            shown = [self._nothing(language), *(as_text(entry, language) for entry in self._likely())]
        return "\n\n".join(shown)

    def _repr_html_(self) -> str:
        language = _language.current()
        if self.entries and not self.asked:
            items = "".join(f"<li>{escape(in_both(entry, language))}</li>" for entry in in_order(language))
            return f'<ul lang="{language}">{items}</ul>'
        if self.entries:
            return "".join(as_html(entry, language) for entry in self.entries)
        said = f'<p lang="{language}">{escape(self._nothing(language))}</p>'
        return said + "".join(as_html(entry, language) for entry in self._likely())

    def _likely(self) -> list[Entry]:
        return self._near[:1] if self._slip else []

    def _nothing(self, language: str) -> str:
        _ = catalogue("course", language)
        said = _("The lexicon has no entry for “{term}”.").format(term=self.asked)
        if self._near:
            near = ", ".join(in_both(entry, language) for entry in self._near)
            said += " " + _("Perhaps: {near}.").format(near=near)
        else:
            said += " " + _("Try a shorter word, or the other language.")
        return (
            said
            + " "
            + _("All {n} terms: lab.lexicon(), or labkit lexicon in a terminal.").format(n=len(entries()))
        )


def look_up(term: str | None = None) -> Found:
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


def names_of(entries: Iterable[Entry]) -> set[str]:
    """Every plain form under which these entries are found, to ask of a term whether one of them is it."""
    return set(_index_of(tuple((entry.id, *entry.names()) for entry in entries)))


def is_among(term: str, names: Collection[str]) -> bool:
    """Whether a term, as typed or in the plural, is one of `names_of`."""
    return any(form in names for form in _forms(plain(term)))


def _forms(key: str) -> Iterator[str]:
    """A plain term as typed, then its singulars in English and in French."""
    yield key
    yield re.sub(r"s\b", "", key)
    yield re.sub(r"s\b", "", re.sub(r"ies\b", "y", key))
    yield re.sub(r"[sx]\b", "", re.sub(r"aux\b", "al", key))


def _index() -> dict[str, list[str]]:
    """Ids of the entries by each name they can be looked up by."""
    return _index_of(tuple((entry.id, *entry.names()) for entry in entries()))


@cache
def _index_of(named: tuple[tuple[str, ...], ...]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for id, *names in named:
        for name in names:
            for key in (plain(name), re.sub(r"s\b", "", plain(name))):
                if id not in index.setdefault(key, []):
                    index[key].append(id)
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
