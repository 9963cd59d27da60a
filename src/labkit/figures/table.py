"""A table that a screen reader can walk."""

from __future__ import annotations

import math
import numbers
from html import escape
from typing import TYPE_CHECKING, Any

from labkit.language import MISSING, NBSP, catalogue, number

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("figures")

_MOST_DIGITS = 3
_LEFT = ' style="text-align:left"'


def table_html(table: pd.DataFrame, caption: str = "", labels: dict[str, str] | None = None) -> str:
    """`table` as HTML a screen reader can walk: caption, header scopes, numbers in the language in force.

    Parameters
    ----------
    table : DataFrame of shape (n_rows, n_columns)
    caption : str
    labels : dict of str to str, optional
        Words to show in place of a column's name.
    """
    labels = labels or {}
    words = [any(isinstance(v, str) for v in table.iloc[:, place]) for place in range(table.shape[1])]
    head = "".join(
        f'<th scope="col"{_LEFT if word else ""}>{escape(labels.get(str(c), str(c)))}</th>'
        for c, word in zip(table.columns, words, strict=True)
    )
    digits = [_digits(table.iloc[:, place]) for place in range(table.shape[1])]
    # No p value is nought: the smallest that three digits write is said as a bound.
    p_values = [str(c) in ("p_value", "p_adjusted") for c in table.columns]
    columns = list(zip(digits, p_values, strict=True))
    rows = (
        "<tr>" + "".join(_td(v, d, p) for v, (d, p) in zip(row, columns, strict=True)) + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def table_cells(table: pd.DataFrame) -> list[list[str]]:
    """What `table_html` shows of each row, cell by cell, as plain text."""
    digits = [_digits(table.iloc[:, place]) for place in range(table.shape[1])]
    return [
        [_cell(value, digit) for value, digit in zip(row, digits, strict=True)]
        for row in table.itertuples(index=False, name=None)
    ]


def _digits(column: pd.Series) -> int:
    """The fewest digits after the decimal sign, three at most, that say of every number of a column what three would.

    Counts often arrive as floats: "200.000" cases, in French "200,000", reads as two hundred thousand.
    """
    decimals = (f"{v:.{_MOST_DIGITS}f}" for v in column if _is_float(v) and math.isfinite(v))
    return max((len(d.rstrip("0").partition(".")[2]) for d in decimals), default=_MOST_DIGITS)


def _is_float(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, numbers.Integral)


def _td(value: Any, digits: int, p_value: bool = False) -> str:
    """Jupyter aligns every cell to the right, which suits numbers; words begin where one begins to read."""
    if p_value and isinstance(value, float) and value < 0.0005:
        return f"<td>&lt;{NBSP}{number(0.001, 3)}</td>"
    return f"<td{_LEFT if isinstance(value, str) else ''}>{escape(_cell(value, digits))}</td>"


def _cell(value: Any, digits: int) -> str:
    if value is None:
        return MISSING
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return _("yes") if value else _("no")
    if hasattr(value, "dtype") and value.dtype.kind in "iuf":
        value = value.item()
    if isinstance(value, int):
        return number(value, 0)
    if isinstance(value, float):
        return number(value, digits)
    return str(value)
