"""CSV and Parquet files, and frames, to a pandas frame that still knows where each row came from."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers._csv import Cells, read_csv
from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.language import catalogue

_ = catalogue("data")
PARQUET = (".parquet", ".pq")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")


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
    left : tuple of Problem
        What stands in the file and was not read: a title, other sheets.
    doubts : tuple of Problem
        What was read and may not mean what it seems.
    """

    frame: pd.DataFrame
    name: str
    rows: np.ndarray[Any, Any]
    unit: str
    decimal_comma: bool = False
    left: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


def read_table(
    source: Any, encoding: str = "utf-8", name: str | None = None, wanted: Collection[str] = ()
) -> Table:
    """Read a ``.csv``, ``.tsv``, ``.csv.gz``, ``.parquet`` or ``.xlsx`` file, or take a pandas, polars or other frame.

    `wanted` are names of columns by which the row of names is told from a title above it.

    Raises
    ------
    BadFile
        When the file cannot be read as a table.
    """
    if isinstance(source, (str, Path)):
        path = Path(source)
        if path.suffix.lower() in WORKBOOKS:
            from labkit.data.readers import _workbook

            return Table(*_workbook.read_first_sheet(path, wanted))
        return (
            _read_parquet(path)
            if path.suffix in PARQUET
            else from_cells(path.name, read_csv(path, encoding, wanted))
        )
    import narwhals as nw

    frame = nw.from_native(source, eager_only=True).to_pandas().reset_index(drop=True)
    return Table(frame, name or _("the table"), np.arange(1, len(frame) + 1), "row")


def from_cells(name: str, cells: Cells) -> Table:
    """A table out of the cells of a CSV file."""
    return Table(cells.frame, name, cells.lines, "line", cells.delimiter == ";", cells.left, cells.doubts)


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
