"""What a column must be. Text is turned into values here; limits and keys are then checked by pandera."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers._field_values import (
    _date,
    _flag,
    _guessed,
    _identifier,
    _number,
    _text,
    _whole,
    ambiguous_points,
    off_every_clock,
)
from labkit.data.readers._number_text import StayedText, lost_digits
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._table import Table
from labkit.language import catalogue, plural_catalogue

_ = catalogue("data")
ngettext = plural_catalogue("data")


@dataclass(frozen=True)
class Field:
    """A column of a table that people bring.

    Attributes
    ----------
    kind : {"text", "identifier", "number", "whole", "flag", "date"}
    required : bool
        The column must be there.
    filled : bool
        No cell may be empty.
    unique : bool
    low, high : float, optional
        Closed limits of a possible value.
    among : tuple
        The values allowed.
    """

    kind: str = "text"
    required: bool = False
    filled: bool = False
    unique: bool = False
    low: float | None = None
    high: float | None = None
    among: tuple[Any, ...] = ()


def key(*, unique: bool = True) -> Field:
    """An identifier that must be there and be filled."""
    return Field("identifier", required=True, filled=True, unique=unique)


def checked(
    table: Table, fields: Mapping[str, Field], schema: Any = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The table with typed columns and what is doubtful in it, or one error with everything that is wrong in it.

    Parameters
    ----------
    table : Table
    fields : mapping of str to Field
        Columns that are known; others are kept, as numbers where they all are.
    schema : pandera.DataFrameSchema, optional
        The caller's own, checked after the fields.

    Raises
    ------
    BadFile
    """
    problems = _absent(table, fields)
    frame, unreadable, doubts = _typed(table, fields)
    problems += unreadable
    problems += _failures(
        table, frame, _schema(frame, fields), fields, skip={(p.row, p.column) for p in problems}
    )
    if schema is not None and not problems:
        problems += _failures(table, frame, schema, fields, skip=set())
    if problems:
        raise BadFile(sorted(problems, key=lambda p: (p.row or 0, p.column or "")))
    return frame, doubts


def _absent(table: Table, fields: Mapping[str, Field]) -> list[Problem]:
    present = list(table.frame.columns)
    problems = []
    for name, field in fields.items():
        if not field.required or name in present:
            continue
        folded = {_fold(column): column for column in present if column not in fields}
        close = difflib.get_close_matches(_fold(name), list(folded), n=1, cutoff=0.7)
        if close:
            advice = _("The file has {found}: rename it, or pass columns={{{found}: {name}}}.").format(
                found=repr(folded[close[0]]), name=repr(name)
            )
        else:
            advice = _("Add it, or pass columns={{'its name in your file': {name}}}.").format(name=repr(name))
        problems.append(Problem(table.name, _("this column is missing"), advice, None, name))
    return problems


def _fold(name: Any) -> str:
    return re.sub(r"[^a-z0-9]", "", str(name).lower())


def _typed(table: Table, fields: Mapping[str, Field]) -> tuple[pd.DataFrame, list[Problem], list[Problem]]:
    columns: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    doubts: list[Problem] = []
    for name, series in table.frame.items():
        field = fields.get(str(name))
        if not str(name) and not _is_numbering(series):
            what = _("a column with values has no name")
            doubts.append(Problem(table.name, what, _("Name it, or remove it."), None, ""))
        if field is None or field.kind == "number":
            for row in np.flatnonzero(ambiguous_points(series, table.decimal_comma))[:1]:
                what = _("{value} is read with a decimal point").format(value=repr(str(series.iloc[row])))
                advice = _("If the point stands between thousands, remove it.")
                doubts.append(Problem(table.name, what, advice, int(table.rows[row]), str(name), table.unit))
        if field is None:
            doubts += _shortened(table, str(name), series)
            columns[str(name)], infinite, why = _guessed(series, table.decimal_comma)
            if why:
                doubts.append(_stayed_text(table, str(name), why))
            for row in np.flatnonzero(infinite):
                what = _("{value} is not a finite number").format(value=repr(str(series.iloc[row])))
                advice = _("Leave the cell empty, or write the number that was measured.")
                problems.append(
                    Problem(table.name, what, advice, int(table.rows[row]), str(name), table.unit)
                )
            continue
        values, bad = _KINDS[field.kind](series, table.decimal_comma)
        columns[str(name)] = values
        if field.kind == "date":
            doubts += _in_utc(table, str(name), np.flatnonzero(off_every_clock(series, values)))
        for row in np.flatnonzero(bad):
            what = _wrong_kind(field.kind).format(value=repr(str(series.iloc[row])))
            advice = _advice(field, table.decimal_comma)
            problems.append(Problem(table.name, what, advice, int(table.rows[row]), str(name), table.unit))
    return pd.DataFrame(columns, index=table.frame.index), problems, doubts


def _shortened(table: Table, column: str, series: pd.Series) -> list[Problem]:
    """A spreadsheet shows a number of twelve digits or more as 1.23457E+18 and saves what it shows."""
    if not pd.api.types.is_string_dtype(series):
        return []
    text = series.astype("str").str.strip()
    short = np.flatnonzero(
        lost_digits(text) & text.str.fullmatch(r".*[+](?:1[1-9]|[2-9]\d|\d{3})").to_numpy(bool)
    )
    if not len(short):
        return []
    what = _("{value} may be an identifier that lost its digits").format(
        value=repr(str(series.iloc[short[0]]))
    )
    advice = _("Export the column as text if it is one.")
    return [Problem(table.name, what, advice, int(table.rows[short[0]]), column, table.unit)]


def _in_utc(table: Table, column: str, rows: np.ndarray[Any, Any]) -> list[Problem]:
    """Times of several places in one column: their hours of the day are not those of any ward."""
    if not len(rows):
        return []
    what = _("the times have offsets of several places: they are read in UTC, not on a ward's clock")
    advice = _("Read each place's rows by themselves to keep its hours.")
    return [Problem(table.name, what, advice, int(table.rows[rows[0]]), column, table.unit)]


def _is_numbering(series: pd.Series) -> bool:
    """Whether a column only numbers the rows (pandas writes its index under no name) or is empty."""
    cells = series.astype("str").str.strip()
    return bool((cells == "").all()) or any(
        list(cells) == [str(n + first) for n in range(len(cells))] for first in (0, 1)
    )


def _stayed_text(table: Table, column: str, why: StayedText) -> Problem:
    shown = ", ".join(map(repr, why.examples))
    what = ngettext(
        "the column stays text, for {number} of its cells is no number: {cells}",
        "the column stays text, for {number} of its cells are no numbers: {cells}",
        why.number,
    ).format(number=why.number, cells=shown)
    advice = _("Write numbers without spaces, signs or words, and leave other cells empty.")
    return Problem(table.name, what, advice, int(table.rows[why.first]), column, table.unit)


def _wrong_kind(kind: str) -> str:
    return {
        "number": _("{value} is not a number"),
        "whole": _("{value} is not a whole number"),
        "flag": _("{value} is neither 0 nor 1"),
        "date": _("{value} is not a date"),
        "text": _("{value} is not text"),
        "identifier": _("{value} is an identifier that lost its digits"),
    }[kind]


def _advice(field: Field, decimal_comma: bool) -> str:
    if field.kind == "date":
        return _("Write dates as 2024-03-31 or 2024-03-31 14:05, all with an offset (+01:00) or none.")
    if field.kind == "flag":
        return _("Write 1 for yes, 0 for no.")
    if field.kind == "identifier":
        return _("A spreadsheet rounded it: export it again with this column as text.")
    if field.kind == "number" and not decimal_comma:
        return _("Write it with a decimal point and no unit, or leave the cell empty.")
    return _("Write a number without unit, or leave the cell empty.")


_KINDS: dict[str, Callable[[pd.Series, bool], tuple[pd.Series, np.ndarray[Any, Any]]]] = {
    "text": _text,
    "identifier": _identifier,
    "number": _number,
    "whole": _whole,
    "flag": _flag,
    "date": _date,
}


def _schema(frame: pd.DataFrame, fields: Mapping[str, Field]) -> Any:
    import pandera.pandas as pa

    columns = {}
    for name, field in fields.items():
        if name not in frame:
            continue
        checks = [pa.Check.isin(list(field.among))] if field.among else []
        if field.low is not None or field.high is not None:
            low = -np.inf if field.low is None else field.low
            checks.append(pa.Check.in_range(low, np.inf if field.high is None else field.high))
        columns[name] = pa.Column(None, checks, nullable=not field.filled, unique=field.unique)
    return pa.DataFrameSchema(columns)


def _failures(
    table: Table, frame: pd.DataFrame, schema: Any, fields: Mapping[str, Field], skip: set[tuple[Any, Any]]
) -> list[Problem]:
    import pandera.pandas as pa

    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        problems = []
        for case in error.failure_cases.itertuples(index=False):
            row = None if pd.isna(case.index) else int(table.rows[int(case.index)])
            column = None if case.column is None or pd.isna(case.column) else str(case.column)
            if column is None and case.check == "column_in_dataframe":
                column = str(case.failure_case)
            if (row, column) not in skip:
                what, advice = _explained(
                    str(case.check), case.failure_case, fields.get(column or "", Field())
                )
                problems.append(Problem(table.name, what, advice, row, column, table.unit))
        return problems
    return []


def _explained(check: str, value: Any, field: Field) -> tuple[str, str]:
    shown = (
        repr(value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)
    )
    if check == "not_nullable":
        return _("the cell is empty"), _("Fill it, or remove the row.")
    if check == "field_uniqueness":
        return (
            _("{value} occurs more than once").format(value=shown),
            _("Each row needs its own: remove the duplicate or correct the identifier."),
        )
    if check == "column_in_dataframe":
        return _("this column is missing"), _(
            "Add it, or pass columns={'its name in your file': its name here}."
        )
    if check.startswith("isin") and field.among:
        allowed = ", ".join(repr(v) if isinstance(v, str) else str(v) for v in field.among)
        return (
            _("{value} is not one of {allowed}").format(value=shown, allowed=allowed),
            _("Recode it to one of these."),
        )
    if check.startswith("in_range") and (field.low is not None or field.high is not None):
        low = "-∞" if field.low is None else f"{field.low:g}"
        high = "∞" if field.high is None else f"{field.high:g}"
        return (
            _("{value} lies outside {low} to {high}").format(value=shown, low=low, high=high),
            _("Check the unit and the decimal point, or leave the cell empty."),
        )
    return (
        _("{value} fails the check {check}").format(value=shown, check=check),
        _("Correct the value, or the schema you passed."),
    )
