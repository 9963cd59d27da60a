"""The base of every figure: it is drawn, described in words and given as a table.

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
from html import escape
from typing import TYPE_CHECKING, Any

from labkit.figures.axes import localise_axis, new_axes
from labkit.figures.table import table_html
from labkit.language import catalogue, current

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ = catalogue("figures")


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
            f'<figure class="labkit-figure" lang="{current()}">'
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
