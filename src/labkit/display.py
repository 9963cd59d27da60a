"""What every labkit figure shares: alt text, its table, a second cue beside colour, the reader's language.

A display is a small class (scikit-learn's ``XDisplay.from_predictions`` pattern) that derives from `Display`
and gives

``_draw(ax)``
    draws on a matplotlib ``Axes``;
``table``
    a property: the figure's numbers, a pandas frame (columns keep their API names);
``alt_text``
    a property: one to three sentences that say what the figure shows, in the language in force;
``title``
    a property: the caption;
``_column_labels()``
    optional: API column name -> words shown above the column of the HTML table.

and receives ``plot(ax=None)``, ``figure_html()`` and ``_repr_html_``. ``plot`` makes its own `Figure` outside
pyplot, so a notebook shows the HTML figure (image with ``alt``, table in ``<details>``) and not a second,
mute picture.

For drawing: `cue` (colour, line style and marker of a series, colour-blind safe), `localise_axis` (decimal
comma in French). For sentences and tables: `number`, `percent`, `interval`.
"""

from __future__ import annotations

import base64
import io
import math
from html import escape
from typing import TYPE_CHECKING, Any

from labkit import language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ = language.catalogue("display")

# Okabe and Ito (2008), Color Universal Design: told apart in the three common colour vision deficiencies. The
# yellow is left out: on white it has too little contrast for a line.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
LINE_STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 3)), (0, (1, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
REFERENCE = "#595959"

_MISSING = "–"
_LEFT = ' style="text-align:left"'
_NBSP = "\u00a0"


def cue(position: int) -> dict[str, Any]:
    """Colour, line style and marker of the series at `position`, as keywords for ``ax.plot``."""
    return {
        "color": PALETTE[position % len(PALETTE)],
        "linestyle": LINE_STYLES[position % len(LINE_STYLES)],
        "marker": MARKERS[position % len(MARKERS)],
    }


def number(value: float | int | None, digits: int = 2) -> str:
    """`value` in the language in force: decimal comma and a no-break space between thousands in French."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return _MISSING
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if round(float(value), digits) == 0:
        value = 0.0
    text = f"{value:,.{digits}f}"
    if language.current() == "fr":
        text = text.replace(",", _NBSP).replace(".", ",")
    return text


def percent(value: float | None, digits: int = 0) -> str:
    """A proportion as a percentage: with one digit, ``12.5%`` in English and ``12,5 %`` in French."""
    if value is None or math.isnan(value):
        return _MISSING
    text = number(100 * value, digits)
    return f"{text}{_NBSP}%" if language.current() == "fr" else f"{text}%"


def interval(low: float, high: float, digits: int = 2) -> str:
    """An interval, its separator never mistaken for a decimal comma: ``0.10 to 0.20``, ``0,10 à 0,20``."""
    return _("{low} to {high}").format(low=number(low, digits), high=number(high, digits))


def new_axes(width: float = 6.4, height: float = 4.2) -> Axes:
    """Axes on a new figure (inches) that pyplot does not know: nothing shows twice, nothing needs closing."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def localise_axis(ax: Axes, *, x: bool = True, y: bool = True) -> None:
    """Write the ticks of linear axes in the language in force (decimal comma in French)."""
    from matplotlib.ticker import ScalarFormatter

    class Localised(ScalarFormatter):
        def __call__(self, value: float, pos: int | None = None) -> str:
            return super().__call__(value, pos).replace(".", ",")

    if language.current() != "fr":
        return
    for wanted, axis in ((x, ax.xaxis), (y, ax.yaxis)):
        # names of groups on an axis (a fixed formatter) stay as they are
        if wanted and axis.get_scale() == "linear" and type(axis.get_major_formatter()) is ScalarFormatter:
            axis.set_major_formatter(Localised(useOffset=False))


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
    # Counts often arrive as floats: "200.000" cases, in French "200,000", reads as two hundred thousand.
    digits = [0 if _all_whole(table.iloc[:, place]) else 3 for place in range(table.shape[1])]
    # No p value is nought: the smallest that three digits write is said as a bound.
    p_values = [str(c) in ("p_value", "p_adjusted") for c in table.columns]
    columns = list(zip(digits, p_values, strict=True))
    rows = (
        "<tr>" + "".join(_td(v, d, p) for v, (d, p) in zip(row, columns, strict=True)) + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _all_whole(column: pd.Series) -> bool:
    if column.dtype.kind != "f":
        return False
    numbers = column.dropna()
    return bool(len(numbers)) and bool((numbers % 1 == 0).all())


def _td(value: Any, digits: int, p_value: bool = False) -> str:
    """Jupyter aligns every cell to the right, which suits numbers; words begin where one begins to read."""
    if p_value and isinstance(value, float) and value < 0.0005:
        return f"<td>&lt;{_NBSP}{number(0.001, 3)}</td>"
    return f"<td{_LEFT if isinstance(value, str) else ''}>{escape(_cell(value, digits))}</td>"


def _cell(value: Any, digits: int = 3) -> str:
    if value is None:
        return _MISSING
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return _("yes") if value else _("no")
    if hasattr(value, "dtype") and value.dtype.kind in "iuf":
        value = value.item()
    if isinstance(value, int):
        return number(value, 0)
    if isinstance(value, float):
        return number(value, digits)
    return str(value)


class Display:
    """Base of labkit's displays: the module's docstring says what a subclass gives and what it receives."""

    ax_: Axes
    figure_: Figure

    @property
    def title(self) -> str:
        """Caption of the figure, in the language in force."""
        raise NotImplementedError

    @property
    def table(self) -> pd.DataFrame:
        """The figure's numbers."""
        raise NotImplementedError

    @property
    def alt_text(self) -> str:
        """What the figure shows, for a person who does not see it, in the language in force."""
        raise NotImplementedError

    def _draw(self, ax: Axes) -> None:
        raise NotImplementedError

    def _column_labels(self) -> dict[str, str]:
        return {}

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table as it is shown: a room puts the reader's words in place of its codes here."""
        return table

    def plot(self, ax: Axes | None = None) -> Any:
        """Draw the figure.

        Parameters
        ----------
        ax : matplotlib Axes, optional
            Where to draw; a new figure, unknown to pyplot, by default.

        Returns
        -------
        self
            With ``ax_`` and ``figure_``. In a notebook its last expression shows the image with its
            alternative text and its table.
        """
        ax = new_axes() if ax is None else ax
        self._draw(ax)
        localise_axis(ax)
        self.ax_, self.figure_ = ax, ax.figure  # type: ignore[assignment]
        return self

    def figure_html(self, *, dpi: int = 110) -> str:
        """The figure as one self-contained HTML ``<figure>``: image with ``alt``, caption, table."""
        ax = new_axes()
        self._draw(ax)
        localise_axis(ax)
        picture = io.BytesIO()
        figure = ax.get_figure(root=True)
        assert figure is not None
        figure.savefig(picture, format="png", dpi=dpi, metadata={"Software": None})
        data = base64.b64encode(picture.getvalue()).decode("ascii")
        summary = _("The figure’s numbers")
        return (
            f'<figure class="labkit-figure" lang="{language.current()}">'
            f'<img alt="{escape(self.alt_text)}" src="data:image/png;base64,{data}" style="max-width:100%"/>'
            f"<figcaption>{escape(self.title)}</figcaption>"
            f"<details><summary>{escape(summary)}</summary>"
            f"{table_html(self._worded(self.table), self.title, self._column_labels())}</details></figure>"
        )

    def _repr_html_(self) -> str:
        return self.figure_html()

    def __repr__(self) -> str:
        """What the figure shows: all that a text console or a screen reader of plain output gets."""
        return self.alt_text
