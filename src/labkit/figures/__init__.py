"""What every labkit figure has: alt text, its table, a second cue beside colour, the reader's language.

`Display` is the base of all displays; `cue` gives a series its colour, line style and marker; `table_html` writes
a table a screen reader can walk; `localise_axis` writes ticks with the reader's decimal sign.
"""

from labkit.figures.axes import localise_axis, new_axes
from labkit.figures.cues import LINE_STYLES, MARKERS, PALETTE, REFERENCE, cue
from labkit.figures.display import Display
from labkit.figures.table import table_cells, table_html

__all__ = [
    "LINE_STYLES",
    "MARKERS",
    "PALETTE",
    "REFERENCE",
    "Display",
    "cue",
    "localise_axis",
    "new_axes",
    "table_cells",
    "table_html",
]
