"""The law that the course rests on, row by row, with where it was read: ``data/law.toml``, in both languages."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from labkit.content import data_file
from labkit.data._files import DamagedFile
from labkit.language import Text, catalogue, current

_ = catalogue("data")
FILE = "law.toml"
PLACES = ("eu", "fr", "qc")


@dataclass(frozen=True)
class LawRow:
    """An article: what it asks in one sentence, of whom, of which kind of system, and where it was read.

    `cited` is a regular expression that finds it in a lab's English text; empty where no expression could.
    """

    id: str
    place: str
    article: Text
    asks: Text
    whom: Text | None
    system: Text | None
    read: Text
    cited: str


@dataclass(frozen=True)
class PersonColumn:
    """A column about people: whether a program that sorts patients may use it, whether an audit may, by which rows."""

    id: str
    name: Text
    decide: Text
    check: Text
    law: tuple[str, ...]


def law_rows() -> dict[str, LawRow]:
    """Every row by its id: European Union, France, Québec, in the order of the file."""
    return {
        entry["id"]: LawRow(
            id=entry["id"],
            place=place,
            article=_text(entry, "article"),
            asks=_text(entry, "asks"),
            whom=_text(entry, "whom") if "whom" in entry else None,
            system=_text(entry, "system") if "system" in entry else None,
            read=_text(entry, "read"),
            cited=entry.get("cited", ""),
        )
        for place in PLACES
        for entry in _read()[place]
    }


def person_columns() -> dict[str, PersonColumn]:
    """Every column about people by its id."""
    return {
        entry["id"]: PersonColumn(
            id=entry["id"],
            name=_text(entry, "name"),
            decide=_text(entry, "decide"),
            check=_text(entry, "check"),
            law=tuple(entry["law"]),
        )
        for entry in _read()["columns"]
    }


def columns_in_law(names: Iterable[str] | None = None, language: str | None = None) -> pd.DataFrame:
    """May this column be used? One row a column, as this course reads the articles. No legal advice.

    Parameters
    ----------
    names : iterable of str, optional
        Ids of columns (``"sex"``, ``"age"``, ``"language"``, ``"cover"``, ``"deprivation"``, ``"region"``,
        ``"origin"``); all by default.
    language : {"en", "fr"}, optional
        By default the language in force.

    Returns
    -------
    DataFrame
        ``column, to_decide, beside_it_to_check, by``.
    """
    language, known, law = language or current(), person_columns(), law_rows()
    return pd.DataFrame(
        {
            "column": known[name].name.in_language(language),
            "to_decide": known[name].decide.in_language(language),
            "beside_it_to_check": known[name].check.in_language(language),
            "by": " · ".join(law[row].article.in_language(language) for row in known[name].law),
        }
        for name in _known(names, known)
    )


def articles_of(names: Iterable[str] | None = None, language: str | None = None) -> pd.DataFrame:
    """The articles behind `columns_in_law`: what each asks and where, and when, it was read.

    Returns
    -------
    DataFrame
        ``article, what_it_asks, where_it_was_read``.
    """
    language, known, law = language or current(), person_columns(), law_rows()
    rows = dict.fromkeys(row for name in _known(names, known) for row in known[name].law)
    return pd.DataFrame(
        {
            "article": law[row].article.in_language(language),
            "what_it_asks": law[row].asks.in_language(language).replace("*", ""),
            "where_it_was_read": law[row].read.in_language(language),
        }
        for row in sorted(rows, key=list(law).index)
    )


def _known(names: Iterable[str] | None, known: Mapping[str, PersonColumn]) -> list[str]:
    asked = list(known) if names is None else list(names)
    for name in asked:
        if name not in known:
            raise ValueError(
                _("no column about people is called {name}; there are {names}").format(
                    name=repr(name), names=", ".join(known)
                )
            )
    return asked


def _text(entry: Mapping[str, Any], field: str) -> Text:
    return Text(entry[field]["en"], entry[field]["fr"])


@cache
def _read() -> dict[str, Any]:
    file = data_file(FILE)
    if file is None:
        raise DamagedFile(_("labkit's data folder was not found. Install labkit again."))
    return tomllib.loads(file.read_text(encoding="utf-8"))
