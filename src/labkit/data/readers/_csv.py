"""CSV to columns of text that know their lines: quickly when the file is plain, exactly when it is not."""

import csv
import gzip
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import pandas as pd

from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.data.readers._text import decode, read_bytes, twice_encoded
from labkit.language import catalogue, plural_catalogue

_ = catalogue("data")
ngettext = plural_catalogue("data")
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
    left : tuple of Problem
        Lines that were not read: a title above the names.
    doubts : tuple of Problem
        The first line whose accents were read in the wrong encoding.
    """

    frame: pd.DataFrame
    lines: np.ndarray[Any, Any]
    delimiter: str
    left: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


def read_csv(path: Path, encoding: str, wanted: Collection[str] = ()) -> Cells:
    """Read a CSV file whose cells are separated by commas, semicolons, tabs or bars.

    Excel's first line ``sep=;`` is obeyed; a title above the line of names (the one that holds `wanted`, where some does)
    is left out and named. Names are in composed accents.

    Raises
    ------
    BadFile
        With every row that has too few or too many cells, or the first that is not CSV.
    """
    content = read_bytes(path)
    cells = _plain(content, encoding, wanted) or _exact(
        decode(content, path.name, encoding), path.name, wanted
    )
    return replace(cells, doubts=tuple(twice_encoded(content, path.name)))


def _delimiter(first_line: str) -> str:
    return max(",;\t|", key=first_line.count)


def _plain(content: bytes, encoding: str, wanted: Collection[str] = ()) -> Cells | None:
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
        stripped = [normalize("NFC", name.strip()) for name in names]
        if (
            not names
            or not {*wanted} <= {*stripped}
            or len(set(stripped)) < len(names)
            or "" in stripped
            or _declared(first)
        ):
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


_DECLARED = re.compile(r'"?sep=(.)"?[ \t\r;,]*', re.IGNORECASE)


def _declared(first_line: str) -> str | None:
    """The delimiter of a first line ``sep=;``, which Excel writes and obeys."""
    declared = _DECLARED.fullmatch(first_line.rstrip("\r\n"))
    return declared[1] if declared else None


def _exact(text: str, file: str, wanted: Collection[str] = ()) -> Cells:
    first, line_end, rest = text.partition("\n")
    declared = _declared(first)
    if declared:
        text = rest
    records, lines, error = _records(text, declared or _delimiter(first), 1 + bool(declared))
    titles = 0 if error else title_rows(records, wanted)
    if not declared and not titles and (error or len({len(record) for record in records}) > 1):
        # The first line may be a title: then the lines below say what separates cells.
        for delimiter in ",;\t|":
            attempt = _records(text, delimiter, 1)
            titles = 0 if attempt[2] else title_rows(attempt[0], wanted)
            if titles:
                records, lines, error = attempt
                declared = delimiter
                break
    if error:
        raise _broken(file, error, lines)
    delimiter = declared or _delimiter(first)
    left = tuple(
        Problem(
            file,
            _("a title above the names of the columns: {title}").format(
                title=repr(" ".join(record).strip()[:60])
            ),
            _("It is not read. Remove it if the names stand there."),
            line,
        )
        for record, line in zip(records[:titles], lines[:titles], strict=True)
    )
    records, lines = records[titles:], lines[titles:]
    if not records:
        advice = _("Export it again with a first line of column names.")
        raise BadFile([Problem(file, _("the file is empty"), advice)])
    header = [normalize("NFC", name.strip()) for name in records[0]]
    problems = _bad_header(file, header) + [
        Problem(
            file,
            ngettext(
                "{found} cell where the first line has {expected}",
                "{found} cells where the first line has {expected}",
                len(record),
            ).format(found=len(record), expected=len(header)),
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
    return Cells(frame, np.array(lines[1:], dtype=int), delimiter, left)


def _records(text: str, delimiter: str, first: int) -> tuple[list[list[str]], list[int], csv.Error | None]:
    """Rows that are not empty and the line on which each begins, up to the first that is not CSV (whose line is added)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    lines: list[int] = []
    start = first
    try:
        for record in reader:
            if record:
                records.append(record)
                lines.append(start)
            start = reader.line_num + first
    except csv.Error as error:
        return records, [*lines, start], error
    return records, lines, None


def _broken(file: str, error: csv.Error, lines: list[int]) -> BadFile:
    """The error for a file that stops being CSV on the last of `lines`."""
    what = _("this row cannot be read as CSV ({reason})").format(reason=error)
    advice = _("Look for a quotation mark that is opened and not closed, or is not doubled inside a cell.")
    return BadFile([Problem(file, what, advice, lines[-1])])


def title_rows(records: Sequence[Sequence[str]], wanted: Collection[str] = ()) -> int:
    """How many rows at the top are a title: above the row that holds the `wanted` names, or at most half as wide as the table.

    A row of names is as wide as the rows below it, filled, without repetition and without a number: a table whose own
    names are too few is not taken for a titled one.
    """
    if wanted:
        for position, record in enumerate(records[:12]):
            if {*wanted} <= {normalize("NFC", cell.strip()) for cell in record}:
                return position
    if len(records) < 3:
        return 0
    width = len(records[min(len(records) - 1, 12)])
    for position, record in enumerate(records[:12]):
        filled = [cell.strip() for cell in record if cell.strip()]
        if len(filled) * 2 > max(width, 2):
            names = len(record) == width == len(filled) == len(set(filled))
            return position if position and names and not any(map(_is_number, filled)) else 0
    return 0


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?[\d\s.,:/-]+", cell) is not None


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
