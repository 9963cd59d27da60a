"""A second cue beside colour: line style and marker, so that no series is told by its colour alone."""

from typing import Any

# Okabe and Ito (2008), Color Universal Design: told apart in the three common colour vision deficiencies. The
# yellow is left out: on white it has too little contrast for a line.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
LINE_STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 3)), (0, (1, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
REFERENCE = "#595959"


def cue(position: int) -> dict[str, Any]:
    """Colour, line style and marker of the series at `position`, as keywords for ``ax.plot``."""
    return {
        "color": PALETTE[position % len(PALETTE)],
        "linestyle": LINE_STYLES[position % len(LINE_STYLES)],
        "marker": MARKERS[position % len(MARKERS)],
    }
