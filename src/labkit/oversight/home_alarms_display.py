"""What an alarm finds on paper and what its staff answers in time, by threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.figures import Display, cue
from labkit.language import catalogue, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("oversight")


class AlarmLoadDisplay(Display):
    """Deteriorations of 100 that ring, and that are answered in time, by threshold.

    Parameters
    ----------
    table : DataFrame
        ``threshold``, ``rang_of_100``, ``in_time_of_100``, and ``low`` and ``high``, bounds of the latter.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table.sort_values("threshold", ignore_index=True)

    @property
    def table(self) -> pd.DataFrame:
        """One row a threshold."""
        return self._table[["threshold", "rang_of_100", "in_time_of_100", "low", "high"]]

    @property
    def title(self) -> str:
        return _("Found on paper, answered in time")

    @property
    def alt_text(self) -> str:
        lowest, best = self._table.iloc[0], self._table.loc[self._table["in_time_of_100"].idxmax()]
        return _(
            "At {lowest} points {rang} deteriorations of 100 ring and {late} are answered in time; most, {most} of 100, are answered at "
            "{best} points."
        ).format(
            lowest=number(lowest["threshold"]),
            rang=number(lowest["rang_of_100"], 0),
            late=number(lowest["in_time_of_100"], 0),
            most=number(best["in_time_of_100"], 0),
            best=number(best["threshold"]),
        )

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.round({"rang_of_100": 0, "in_time_of_100": 0, "low": 0, "high": 0})

    def _column_labels(self) -> dict[str, str]:
        return {
            "threshold": _("Threshold, in points"),
            "rang_of_100": _("Ring, of 100"),
            "in_time_of_100": _("Answered in time, of 100"),
            "low": _("Lower bound"),
            "high": _("Upper bound"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self._table
        ax.plot(rows["threshold"], rows["rang_of_100"], **cue(0), label=_("Ring: found on paper"))
        ax.plot(rows["threshold"], rows["in_time_of_100"], **cue(1), label=_("Answered in time"))
        ax.fill_between(
            rows["threshold"], rows["low"], rows["high"], color=cue(1)["color"], alpha=0.2, linewidth=0
        )
        ax.set_ylim(0, 102)
        ax.set_xlabel(_("Threshold, in points"))
        ax.set_ylabel(_("Deteriorations, of 100"))
        ax.set_title(self.title)
        ax.legend()
