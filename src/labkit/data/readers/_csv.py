"""CSV to columns of text that know their lines: quickly when the file is plain, exactly when it is not."""

import csv
import gzip
import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.data.readers._text import decode, read_bytes
from labkit.language import catalogue

_ = catalogue("data")
csv.field_size_limit(200_000_000)  # a discharge summary in one cell may be long


@dataclass(frozen=True)
class Cells:
    """The cells of a CSV file as text, an empty cell as an empty text.

    Attributes
    ----------
    frame : DataFrame of str
    lines : ndarray of int
        Line of the file on which each row begins; the first line, of names, is 1.
    delimiter : str
    """

    frame: pd.DataFrame
    lines: np.ndarray[Any, Any]
    delimiter: str


def read_csv(path: Path, encoding: str) -> Cells:
    """Read a CSV file whose cells are separated by commas, semicolons, tabs or bars.

    Raises
    ------
    BadFile
        With every row that has too few or too many cells, or the first that is not CSV.
    """
    content = read_bytes(path)
    return _plain(content, encoding) or _exact(decode(content, path.name, encoding), path.name)


def _delimiter(first_line: str) -> str:
    return max(",;\t|", key=first_line.count)


def _plain(content: bytes, encoding: str) -> Cells | None:
    """By Arrow, ten times as fast; ``None`` where line numbers or errors need the exact reader."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if encoding.lower() not in ("utf-8", "utf8") or b"\0" in content or content.count(b'"') % 2:
        return None
    import pyarrow
    from pyarrow import csv as arrow_csv

    try:
        first = content.split(b"\n", 1)[0].decode()
        delimiter = _delimiter(first)
        names = next(csv.reader([first], delimiter=delimiter, strict=True), [])
        stripped = [name.strip() for name in names]
        if not names or len(set(stripped)) < len(names):
            return None
        table = arrow_csv.read_csv(
            pyarrow.BufferReader(content),
            read_options=arrow_csv.ReadOptions(column_names=stripped, skip_rows=1),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(stripped, pyarrow.string()), strings_can_be_null=False
            ),
        )
    except (csv.Error, UnicodeDecodeError, pyarrow.ArrowException):
        return None
    if not _well_quoted(content, delimiter, len(names)):
        return None
    # Rows are lines only where no cell holds a line end and no line is empty.
    if len(table) != content.rstrip(b"\r\n").count(b"\n") or content.count(b"\r") not in (
        0,
        content.count(b"\n"),
    ):
        return None
    return Cells(table.to_pandas(), np.arange(2, len(table) + 2), delimiter)


def _well_quoted(content: bytes, delimiter: str, width: int) -> bool:
    """Whether each line that has quotation marks is a whole row by the strict rules, to which Arrow does not hold."""
    if b'"' not in content:
        return True
    try:
        quoted = [line.decode() for line in content.splitlines() if b'"' in line]
        return all(len(row) == width for row in csv.reader(quoted, delimiter=delimiter, strict=True))
    except (csv.Error, UnicodeDecodeError):
        return False


def _exact(text: str, file: str) -> Cells:
    delimiter = _delimiter(text.split("\n", 1)[0])
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
        raise BadFile([Problem(file, what, advice, start)]) from None
    if not records:
        advice = _("Export it again with a first line of column names.")
        raise BadFile([Problem(file, _("the file is empty"), advice)])
    header = [name.strip() for name in records[0]]
    problems = _bad_header(file, header) + [
        Problem(
            file,
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
    return Cells(frame, np.array(lines[1:], dtype=int), delimiter)


def _bad_header(file: str, header: list[str]) -> list[Problem]:
    twice = sorted({name for name in header if header.count(name) > 1})
    advice = _("Rename or remove one of them.")
    return [Problem(file, _("two columns have this name"), advice, 1, name or "''") for name in twice]


def read_chosen_rows(path: Path, column: str, values: Collection[str]) -> Cells:
    """The rows of a large comma-separated UTF-8 file whose `column` has one of `values`, without holding the
    rest.

    Raises
    ------
    BadFile
        At the first row that cannot be read.
    """
    import pyarrow
    from pyarrow import compute
    from pyarrow import csv as arrow_csv

    if not path.is_file():
        raise missing_file(path)
    wanted = pyarrow.array(sorted(values), pyarrow.string())
    parts, rows, seen = [], [], 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            names = next(csv.reader([stream.readline().decode("utf-8-sig")]), [])
            if column not in names:
                advice = _("Add it, or pass columns={{'its name in your file': {name}}}.").format(
                    name=repr(column)
                )
                raise BadFile([Problem(path.name, _("this column is missing"), advice, None, column)])
            reader = arrow_csv.open_csv(
                stream,
                read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 24),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=False
                ),
            )
            for batch in reader:
                keep = compute.is_in(batch[column], wanted)
                parts.append(batch.filter(keep))
                rows.append(np.flatnonzero(keep.to_numpy(zero_copy_only=False)) + seen + 2)
                seen += len(batch)
            schema = reader.schema
    except (pyarrow.ArrowException, csv.Error, UnicodeDecodeError, OSError, EOFError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        place = re.search(r"Row #(\d+)", reason)
        what = _("this row cannot be read as CSV ({reason})").format(reason=reason[:120])
        advice = _("Copy or export the file again.")
        line = seen + int(place[1]) + 1 if place else seen + 2
        raise BadFile([Problem(path.name, what, advice, line)]) from None
    table = pyarrow.Table.from_batches(parts, schema)
    return Cells(table.to_pandas(), np.concatenate(rows) if rows else np.empty(0, dtype=int), ",")
