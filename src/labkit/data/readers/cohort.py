"""A cohort that someone brings: one row a stay, as CSV, Parquet or a frame."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unicodedata import normalize

import pandas as pd

from labkit.data.readers._fields import Field, checked, key
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._table import Table, read_table
from labkit.data.readers.report import Doubtful, warn_of
from labkit.language import catalogue

_ = catalogue("data")

# Limits are those of a possible reading in a living adult, wide on purpose: they catch units, not outliers.
FIELDS: dict[str, Field] = {
    "stay_id": key(),
    "patient_id": key(unique=False),
    "hospital": Field(),
    "ward": Field(),
    "language": Field(),
    "area": Field(),
    "icd10": Field(),
    "admitted_at": Field("date"),
    "age": Field("number", low=0, high=125),
    "sex": Field(among=("F", "M", "X", "U")),
    "skin_type": Field("whole", low=1, high=6),
    "triage": Field("whole", low=1, high=5),
    "temperature": Field("number", low=20, high=46),
    "heart_rate": Field("number", low=0, high=400),
    "respiratory_rate": Field("number", low=0, high=120),
    "systolic_bp": Field("number", low=0, high=350),
    "spo2": Field("number", low=0, high=100),
    "lactate": Field("number", low=0, high=50),
    "crp": Field("number", low=0, high=1500),
    "wbc": Field("number", low=0, high=1000),
    "creatinine": Field("number", low=0, high=5000),
    "sodium": Field("number", low=80, high=220),
    "alarm": Field("flag"),
    "sepsis": Field("flag"),
    "died": Field("flag"),
    "y_true": Field("flag"),
    "y_pred": Field("flag"),
    "y_prob": Field("number", low=0, high=1),
    "length_of_stay_days": Field("number", low=0),
}
"""Columns labkit knows. Only the two identifiers must be there; others are checked where they are."""


def read_cohort(
    source: Any,
    *,
    columns: Mapping[str, str] | None = None,
    required: tuple[str, ...] = (),
    schema: Any = None,
    encoding: str = "utf-8",
    name: str | None = None,
) -> pd.DataFrame:
    """Read a cohort and check every cell of it.

    Parameters
    ----------
    source : path or frame
        ``.csv``, ``.tsv`` (comma, semicolon, tab or bar; ``.gz`` too), ``.parquet``, ``.xlsx`` (first visible sheet, with
        ``labkit[excel]``), or a pandas, polars or any other frame that narwhals knows. With semicolons, ``37,5`` is a
        number.
    columns : mapping, optional
        ``{name in your file: name here}``, for columns that are called otherwise.
    required : tuple of str
        Columns that must be there besides ``stay_id`` and ``patient_id``.
    schema : pandera.DataFrameSchema, optional
        Your own checks, applied after labkit's.
    encoding : str
        Of a text file, ``"utf-8"`` by default; files from Excel on Windows are often ``"cp1252"``.
    name : str, optional
        What errors call a frame.

    Returns
    -------
    DataFrame, one row a stay
        Identifiers as text, numbers as float, flags as 0 and 1, dates as datetime; unknown columns are kept, as numbers
        where every cell is one (``NA``, ``N/A``, ``NULL`` and the like are empty cells; ``007``, ``7E3`` and whole numbers of more than 15 digits stay text). Times with an
        offset keep their instant, and the ward's clock where a known zone has the offsets that were written.

    Raises
    ------
    BadFile
        With every problem of the file: line or row, column, what is wrong and what to do.

    Warns
    -----
    LeftOut
        Of a title above the names, or of other sheets.
    Doubtful
        Of a column of numbers that stays text (``<5``, ``ND``), a point that may stand between thousands, accents that
        were read in the wrong encoding, and in a workbook merged cells, formulas without a result, numbers of more than
        15 digits.
    """
    columns = {normalize("NFC", old): new for old, new in (columns or {}).items()}
    named = {new: old for old, new in columns.items()}
    wanted = [named.get(key, key) for key in ("stay_id", "patient_id")]
    table = read_table(source, encoding, name, wanted)
    warn_of(table.left)
    if columns:
        table = _renamed(table, columns)
    fields = dict(FIELDS)
    for column in required:
        known = FIELDS.get(column, Field())
        fields[column] = Field(**{**known.__dict__, "required": True})
    if not len(table.frame):
        advice = _("A cohort needs at least one row.")
        raise BadFile([Problem(table.name, _("there are no rows"), advice)])
    frame, doubts = checked(table, fields, schema)
    warn_of([*table.doubts, *doubts], Doubtful)
    return frame


def _renamed(table: Table, columns: Mapping[str, str]) -> Table:
    absent = [old for old in columns if old not in table.frame]
    if absent:
        advice = _("Its columns are: {names}.").format(names=", ".join(map(str, table.frame.columns)))
        raise BadFile([Problem(table.name, _("this column is missing"), advice, None, old) for old in absent])
    frame = table.frame.rename(columns=dict(columns))
    twice = sorted(set(frame.columns[frame.columns.duplicated()]))
    if twice:
        advice = _("Rename or remove one of them.")
        raise BadFile([Problem(table.name, _("two columns have this name"), advice, 1, new) for new in twice])
    return replace(table, frame=frame)


__all__ = ["FIELDS", "read_cohort"]
