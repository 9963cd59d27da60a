"""A forest plot: one line a group, its estimate and its interval; what is shaky looks shaky without its
colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from labkit.audit.wording.words import status_label
from labkit.figures import PALETTE, REFERENCE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# filled circle: ok; hollow: imprecise; a word in place of a point: undefined or suppressed
_FILL = {"ok": PALETTE[0], "imprecise": "white"}


def draw_forest(ax: Axes, labels: Sequence[str], rows: pd.DataFrame, line: float | None = None) -> None:
    """Draw ``estimate, ci_low, ci_high, status`` of each row, the first on top, and a dashed line at
    `line`.
    """
    for position, row in enumerate(rows.itertuples()):
        if np.isfinite(row.estimate):
            ax.plot([row.ci_low, row.ci_high], [position] * 2, color=PALETTE[0], linewidth=1.5, zorder=2)
            ax.plot(
                row.estimate,
                position,
                marker="o",
                markersize=7,
                color=PALETTE[0],
                markerfacecolor=_FILL.get(row.status, "white"),
                linestyle="none",
                zorder=3,
            )
        else:
            # in figure-independent units: the words stand at the left edge, wherever the axis begins
            ax.text(
                0.01,
                position,
                status_label(row.status),
                transform=ax.get_yaxis_transform(),
                va="center",
                fontsize=8,
                color=REFERENCE,
            )
    if line is not None and np.isfinite(line):
        ax.axvline(line, color=REFERENCE, linestyle="--", linewidth=1, zorder=1)
    ax.set_yticks(range(len(labels)), labels=[str(label) for label in labels])
    ax.set_ylim(len(labels) - 0.5, -0.5)
