"""The first sheet of an Excel workbook, its cells typed as Excel has them."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers._csv import title_rows
from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.language import catalogue

_ = catalogue("data")


def read_first_sheet(
    path: Path,
) -> tuple[pd.DataFrame, str, np.ndarray[Any, Any], str, bool, tuple[Problem, ...]]:
    """The fields of a `Table`: frame, name, rows of the sheet, their unit, no decimal comma, and what was left.

    Raises
    ------
    BadFile
        For another kind of workbook, a file that is none, or where openpyxl is not installed.
    """
    if not path.is_file():
        raise missing_file(path)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        what = _("a {kind} file is not read").format(kind=path.suffix)
        raise BadFile([Problem(path.name, what, _("Save it as .xlsx or as CSV in UTF-8."))])
    try:
        import openpyxl
    except ImportError:
        advice = _("Install labkit[excel], or save the sheet as CSV in UTF-8.")
        raise BadFile([Problem(path.name, _("openpyxl is not installed"), advice)]) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, EOFError) as error:
        what = _("this is not an Excel workbook, or it is incomplete ({reason})").format(
            reason=str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        )
        raise BadFile([Problem(path.name, what, _("Save it again from Excel."))]) from None
    sheet, *others = book.worksheets
    numbered = [(n, list(row)) for n, row in enumerate(sheet.iter_rows(values_only=True), start=1)]
    numbered = [(n, row) for n, row in numbered if any(cell is not None for cell in row)]
    book.close()
    if not numbered:
        advice = _("Export it again with a first line of column names.")
        raise BadFile([Problem(path.name, _("the file is empty"), advice)])
    texts = [["" if cell is None else str(cell) for cell in row] for _n, row in numbered]
    titles = title_rows(texts)
    left = [
        Problem(
            path.name,
            _("a title above the names of the columns: {title}").format(
                title=repr(" ".join(texts[position]).strip()[:60])
            ),
            _("It is not read. Remove it if the names stand there."),
            numbered[position][0],
            unit="row",
        )
        for position in range(titles)
    ]
    left += [
        Problem(
            path.name,
            _("the sheet {name} is not read").format(name=repr(other.title)),
            _("Put the table first, or save that sheet as a file of its own."),
        )
        for other in others
    ]
    names = [name.strip() for name in texts[titles]]
    used = [
        position
        for position, name in enumerate(names)
        if name or any(row[position] for row in texts[titles + 1 :])
    ]
    twice = sorted({names[p] for p in used if [names[q] for q in used].count(names[p]) > 1})
    if twice:
        advice = _("Rename or remove one of them.")
        row = numbered[titles][0]
        raise BadFile(
            [
                Problem(path.name, _("two columns have this name"), advice, row, n or "''", "row")
                for n in twice
            ]
        )
    body = numbered[titles + 1 :]
    frame = pd.DataFrame({names[p]: _column([row[p] for _n, row in body]) for p in used})
    rows = np.array([n for n, _row in body], dtype=int)
    return frame, path.name, rows, "row", False, tuple(left)


def _column(cells: list[Any]) -> pd.Series:
    """Numbers, dates and flags as they are; a column that mixes them as text, so that nothing is lost."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds <= {int, float} or len(kinds) == 1:
        return pd.Series(cells, dtype=object).infer_objects()
    return pd.Series(["" if cell is None else str(cell) for cell in cells], dtype="str")
