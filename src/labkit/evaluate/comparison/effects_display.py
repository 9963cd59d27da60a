"""What a treatment changes in several groups of people, each with its interval, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from labkit.evaluate.comparison.forest_display import forest
from labkit.evaluate.inputs.quantities import quantities
from labkit.figures import Display
from labkit.language import catalogue, interval, label, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")


class EffectsDisplay(Display):
    """Events that a treatment avoids for 1,000 people treated, group by group; an interval across 0 decides nothing.

    Parameters
    ----------
    table : DataFrame
        One row a group, from top to bottom: ``group`` (its name), ``avoided`` (events avoided for 1,000 people treated; negative where it does
        harm), ``lower_bound``, ``upper_bound``. Other columns stay in the figure's table.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        missing = {"group", "avoided", "lower_bound", "upper_bound"} - set(table.columns)
        if missing:
            raise ValueError(_("The table has no column {names}.").format(names=", ".join(sorted(missing))))
        self._table = table.reset_index(drop=True)
        low, middle, high = (
            quantities(table[name], name) for name in ("lower_bound", "avoided", "upper_bound")
        )
        if not ((low <= middle) & (middle <= high)).all():
            raise ValueError(
                _("Each line needs lower_bound <= avoided <= upper_bound, and none may be missing.")
            )

    @property
    def table(self) -> pd.DataFrame:
        """One row a group."""
        return self._table.copy()

    @property
    def title(self) -> str:
        return _("Events avoided for 1,000 people treated")

    @property
    def alt_text(self) -> str:
        parts = [
            _("{name}: {estimate} ({interval})").format(
                name=label(str(row.group)),
                estimate=number(row.avoided, 0),
                interval=interval(row.lower_bound, row.upper_bound, 0),
            )
            for row in self._table.itertuples()
        ]
        return f"{self.title}. " + _("; ").join(parts) + "."

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(group=[label(str(name)) for name in table["group"]])

    def _column_labels(self) -> dict[str, str]:
        return {name: label(name) for name in self._table.columns}

    def _draw(self, ax: Axes) -> None:
        rows = self._table
        crosses = (rows["lower_bound"] <= 0) & (rows["upper_bound"] >= 0)
        names = [label(str(name)) for name in rows["group"]]
        forest(ax, names, rows["avoided"], rows["lower_bound"], rows["upper_bound"], crosses, 0.0)
        ax.set_xlabel(_("Events avoided for 1,000 people treated (hollow: the interval holds 0)"))
        ax.set_ylabel(_("Group"))
        ax.set_title(self.title)
