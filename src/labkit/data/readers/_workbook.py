"""The first visible sheet of an Excel workbook, its cells typed as Excel has them."""

import re
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import pandas as pd

from labkit.data.readers._csv import title_rows
from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.language import catalogue

_ = catalogue("data")
_FIFTEEN_DIGITS = 10**15
_LONG = re.compile(r"-?[1-9]\d{15,}")


def read_first_sheet(
    path: Path, wanted: Collection[str] = ()
) -> tuple[pd.DataFrame, str, np.ndarray[Any, Any], str, bool, tuple[Problem, ...], tuple[Problem, ...]]:
    """The fields of a `Table`: frame, name, rows of the sheet, their unit, no decimal comma, what was left, doubts.

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
    except Exception as error:  # openpyxl raises whatever it meets in a damaged or an odd workbook
        what = _("this is not an Excel workbook, or it is incomplete ({reason})").format(
            reason=str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        )
        raise BadFile([Problem(path.name, what, _("Save it again from Excel."))]) from None
    sheets = book.worksheets
    sheet = next((each for each in sheets if each.sheet_state == "visible"), sheets[0])
    others = [each for each in sheets if each is not sheet]
    numbered = [(n, list(row)) for n, row in enumerate(sheet.iter_rows(values_only=True), start=1)]
    numbered = [(n, row) for n, row in numbered if any(cell is not None for cell in row)]
    book.close()
    seen = _Seen(path, sheets.index(sheet))
    if not numbered:
        advice = _("Export it again with a first line of column names.")
        raise BadFile([Problem(path.name, _("the file is empty"), advice)])
    texts = [["" if cell is None else str(cell) for cell in row] for _n, row in numbered]
    titles = title_rows(texts, wanted)
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
    names = [normalize("NFC", name.strip()) for name in texts[titles]]
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
    letters = {openpyxl.utils.get_column_letter(p + 1): names[p] for p in used}
    doubts = seen.doubts(numbered[titles][0], letters) + _long_numbers(path.name, frame, rows)
    return frame, path.name, rows, "row", False, tuple(left), tuple(doubts)


def _column(cells: list[Any]) -> pd.Series:
    """Numbers, dates and flags as they are; a column that mixes them as text, so that nothing is lost."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if any(type(cell) is int and abs(cell) >= _FIFTEEN_DIGITS for cell in cells):
        kinds = {int, str}  # as floats two identifiers would be one
    if kinds <= {int, float} or len(kinds) == 1:
        return pd.Series(cells, dtype=object).infer_objects()
    return pd.Series(["" if cell is None else str(cell) for cell in cells], dtype="str")


class _Seen:
    """What the values of a sheet do not show: cells that are merged, formulas that were never computed."""

    def __init__(self, path: Path, position: int):
        import openpyxl

        self.name = path.name
        book = openpyxl.load_workbook(path, read_only=True)
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[position]
        with zipfile.ZipFile(path) as parts:
            self.merged = [
                ref.decode()
                for ref in re.findall(
                    rb'<(?:\w+:)?mergeCell ref="([A-Z0-9:]+)"', parts.read(sheet._worksheet_path)
                )
            ]
        self.formulas = [
            cell.coordinate
            for row, computed in zip(
                sheet.iter_rows(), values.worksheets[position].iter_rows(values_only=True), strict=False
            )
            for cell, value in zip(row, computed, strict=False)
            if value is None and cell.value is not None and cell.data_type == "f"
        ]
        book.close()
        values.close()

    def doubts(self, header: int, columns: dict[str, str]) -> list[Problem]:
        """Below the row of names, what may be taken for an empty cell and is none."""
        found = []
        for ref in self.merged:
            start, _colon, end = ref.partition(":")
            if int(re.sub(r"\D", "", end or start)) >= header:
                what = _("merged cells: all but the first are read as empty")
                advice = _("Unmerge {cells} and fill each cell.").format(cells=ref)
                found.append(self._problem(start, what, advice, columns))
        for cell in self.formulas:
            what = _("a formula without its result is read as empty")
            advice = _("Open the workbook in a spreadsheet and save it again.")
            found.append(self._problem(cell, what, advice, columns))
        return found

    def _problem(self, cell: str, what: str, advice: str, columns: dict[str, str]) -> Problem:
        letters = re.sub(r"\d", "", cell)
        row = int(re.sub(r"\D", "", cell))
        return Problem(self.name, what, advice, row, columns.get(letters, letters), "row")


def _long_numbers(name: str, frame: pd.DataFrame, rows: np.ndarray[Any, Any]) -> list[Problem]:
    """Excel keeps 15 digits of a number: a longer identifier has become another."""
    found = []
    for column in frame:
        cells = frame[column]
        if pd.api.types.is_numeric_dtype(cells):
            large = (cells.abs() >= _FIFTEEN_DIGITS).to_numpy()
        else:
            large = cells.map(
                lambda cell: isinstance(cell, str) and _LONG.fullmatch(cell) is not None
            ).to_numpy(bool)
        long = np.flatnonzero(large)
        if len(long):
            what = _("numbers of more than 15 digits, which Excel rounds")
            advice = _("If they are identifiers, export them as text.")
            found.append(Problem(name, what, advice, int(rows[long[0]]), str(column), "row"))
    return found
