"""CSV and Parquet files, and frames, to a pandas frame that still knows where each row came from."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.data.readers._text import read_text
from labkit.language import catalogue

_ = catalogue("data")
csv.field_size_limit(200_000_000)  # a discharge summary in one cell may be long
PARQUET = (".parquet", ".pq")


@dataclass(frozen=True)
class Table:
    """A frame read from somewhere.

    Attributes
    ----------
    frame : DataFrame
        Every column is text when it comes from CSV (an empty cell is an empty text), typed otherwise.
    name : str
        What errors call it.
    rows : ndarray of int
        Each row's line in the file, or its number from 1.
    unit : {"line", "row"}
    decimal_comma : bool
        Whether ``37,5`` is a number here (a file whose cells are separated by semicolons, as Excel in French
        writes).
    """

    frame: pd.DataFrame
    name: str
    rows: np.ndarray[Any, Any]
    unit: str
    decimal_comma: bool = False


def read_table(source: Any, encoding: str = "utf-8", name: str | None = None) -> Table:
    """Read a ``.csv``, ``.tsv``, ``.csv.gz`` or ``.parquet`` file, or take a pandas, polars or other frame.

    Raises
    ------
    BadFile
        When the file cannot be read as a table.
    """
    if isinstance(source, (str, Path)):
        path = Path(source)
        return _read_parquet(path) if path.suffix in PARQUET else _read_csv(path, encoding)
    import narwhals as nw

    frame = nw.from_native(source, eager_only=True).to_pandas().reset_index(drop=True)
    return Table(frame, name or _("the table"), np.arange(1, len(frame) + 1), "row")


def _read_parquet(path: Path) -> Table:
    if not path.is_file():
        raise missing_file(path)
    import pyarrow

    try:
        frame = pd.read_parquet(path)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        what = _("this is not a Parquet file, or it is incomplete ({reason})").format(
            reason=str(error).splitlines()[0]
        )
        raise BadFile([Problem(path.name, what, _("Copy or export the file again."))]) from None
    return Table(frame.reset_index(drop=True), path.name, np.arange(1, len(frame) + 1), "row")


def _read_csv(path: Path, encoding: str) -> Table:
    text = read_text(path, encoding)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    lines: list[int] = []
    start = 1
    try:
        for record in reader:
            if record:
                records.append(record)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        what = _("this row cannot be read as CSV ({reason})").format(reason=error)
        advice = _(
            "Look for a quotation mark that is opened and not closed, or is not doubled inside a cell."
        )
        raise BadFile([Problem(path.name, what, advice, start)]) from None
    if not records:
        advice = _("Export it again with a first line of column names.")
        raise BadFile([Problem(path.name, _("the file is empty"), advice)])
    header = [name.strip() for name in records[0]]
    problems = _bad_header(path.name, header) + [
        Problem(
            path.name,
            _("{found} cells where the first line has {expected}").format(
                found=len(record), expected=len(header)
            ),
            _("Put quotation marks around cells that contain {mark}, or complete the row.").format(
                mark=repr(delimiter)
            ),
            line,
        )
        for record, line in zip(records[1:], lines[1:], strict=True)
        if len(record) != len(header)
    ]
    if problems:
        raise BadFile(problems)
    cells = list(zip(*records[1:], strict=True)) or [()] * len(header)
    frame = pd.DataFrame(
        {name: pd.Series(column, dtype="str") for name, column in zip(header, cells, strict=True)}
    )
    return Table(frame, path.name, np.array(lines[1:], dtype=int), "line", decimal_comma=delimiter == ";")


def _bad_header(file: str, header: list[str]) -> list[Problem]:
    twice = sorted({name for name in header if header.count(name) > 1})
    advice = _("Rename or remove one of them.")
    return [Problem(file, _("two columns have this name"), advice, 1, name or "''") for name in twice]
