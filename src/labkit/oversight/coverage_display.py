"""Coverage of prediction sets by group as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.figures import MARKERS, PALETTE, Display
from labkit.language import catalogue, interval, label, number, percent
from labkit.oversight.conformal import coverage_by_group

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("oversight")


class CoverageDisplay(Display):
    """Coverage by group with its interval, beside the coverage that was promised.

    Parameters
    ----------
    coverage : DataFrame
        As returned by `coverage_by_group`.
    promised : float
    """

    def __init__(self, coverage: pd.DataFrame, promised: float) -> None:
        self._coverage = coverage
        self._promised = promised

    @classmethod
    def from_sets(
        cls, y_true: Any, sets: Any, groups: Any = None, *, promised: float = 0.9, **options: Any
    ) -> CoverageDisplay:
        """Compute the table (same parameters as `coverage_by_group`)."""
        return cls(coverage_by_group(y_true, sets, groups, **options), promised)

    @property
    def table(self) -> pd.DataFrame:
        """One row for everybody, then one a group."""
        table = self._coverage.copy()
        table["group"] = self._names()
        return table

    def _names(self) -> list[str]:
        return [_("Everybody") if g is None or g != g else label(str(g)) for g in self._coverage["group"]]

    @property
    def title(self) -> str:
        return _("Coverage of the prediction sets: promised and kept")

    @property
    def alt_text(self) -> str:
        rows = [
            _("{group}: {coverage} ({interval})").format(
                group=name, coverage=percent(row.coverage), interval=interval(row.ci_low, row.ci_high)
            )
            for name, row in zip(self._names(), self._coverage.itertuples(), strict=True)
        ]
        lead = _("Coverage by group, {promised} promised.").format(promised=percent(self._promised))
        return f"{lead} " + _("; ").join(rows) + "."

    def _column_labels(self) -> dict[str, str]:
        return {
            "group": _("Group"),
            "n": _("People"),
            "covered": _("Covered"),
            "coverage": _("Coverage"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
            "mean_size": _("Mean size of the set"),
            "single": _("One class"),
            "several": _("Several classes"),
            "empty": _("No class"),
            "status": _("Status"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self._coverage
        y = np.arange(len(rows))[::-1]
        words = _("Promised ({value})").format(value=number(self._promised))
        ax.axvline(self._promised, color=PALETTE[1], linestyle="--", label=words)
        for position, row in zip(y, rows.itertuples(), strict=True):
            kept = row.ci_low <= self._promised <= row.ci_high or row.coverage >= self._promised
            ax.plot([row.ci_low, row.ci_high], [position, position], color=PALETTE[0])
            ax.plot(
                [row.coverage],
                [position],
                linestyle="none",
                color=PALETTE[0],
                marker=MARKERS[0 if kept else 6],
            )
        ax.set_yticks(y, self._names())
        ax.set_xlabel(_("Coverage (cross: the promise is not kept)"))
        ax.set_ylabel(_("Group"))
        ax.set_title(self.title)
        ax.legend(loc="best")
