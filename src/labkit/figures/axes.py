"""Axes that pyplot does not know, with ticks in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.language import current, decimal_sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
            return super().__call__(value, pos).replace(".", decimal_sign())

    if current() != "fr":
        return
    for wanted, axis in ((x, ax.xaxis), (y, ax.yaxis)):
        # names of groups on an axis (a fixed formatter) stay as they are
        if wanted and axis.get_scale() == "linear" and type(axis.get_major_formatter()) is ScalarFormatter:
            axis.set_major_formatter(Localised(useOffset=False))
