"""The cost-effectiveness plane as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from labkit.evaluate.costs.incremental import IncrementalCost
from labkit.figures import PALETTE, Display
from labkit.language import catalogue, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")

_SHOWN = 500


class CostPlaneDisplay(Display):
    """Resamples of a trial by events avoided and extra cost, with the line of what an event avoided is worth.

    Parameters
    ----------
    result : IncrementalCost
    worth : float
        Below the line, the programme brings more than it costs.
    """

    def __init__(self, result: IncrementalCost, worth: float) -> None:
        self._result, self._worth = result, float(worth)

    @property
    def table(self) -> pd.DataFrame:
        """Share of the resamples in each quarter of the plane."""
        dearer, better = self._result.costs > 0, self._result.events > 0
        shares = [np.mean((dearer == cost) & (better == good)) for cost, good in _QUARTERS]
        return pd.DataFrame({"quarter": list(_words()), "of_100": 100 * np.array(shares)})

    @property
    def title(self) -> str:
        return _("Events avoided and extra cost, for one person")

    @property
    def alt_text(self) -> str:
        return _(
            "The programme costs {cost} more a person and avoids {avoided} events. At {worth} for an event avoided, it brings more than it "
            "costs in {share} of the resamples."
        ).format(
            cost=number(self._result.cost.estimate, 0),
            avoided=number(self._result.avoided.estimate, 2),
            worth=number(self._worth, 0),
            share=percent(self._result.worthwhile(self._worth), 0),
        )

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.round({"of_100": 0})

    def _column_labels(self) -> dict[str, str]:
        return {"quarter": _("Quarter of the plane"), "of_100": _("Resamples, of 100")}

    def _draw(self, ax: Axes) -> None:
        events, costs = self._result.events[:_SHOWN], self._result.costs[:_SHOWN]
        ax.plot(
            events, costs, ".", markersize=4, color=PALETTE[0], alpha=0.5, label=_("A resample of the trial")
        )
        ax.plot(
            [self._result.avoided.estimate],
            [self._result.cost.estimate],
            "X",
            markersize=10,
            color="black",
            label=_("The trial itself"),
        )
        ax.axhline(0, color="black", linewidth=1)
        ax.axvline(0, color="black", linewidth=1)
        ends = np.array([min(0.0, events.min()), events.max()])
        name = _("{worth} for an event avoided").format(worth=number(self._worth, 0))
        ax.plot(ends, self._worth * ends, linestyle="--", color=PALETTE[1], label=name)
        ax.set_xlabel(_("Events avoided"))
        ax.set_ylabel(_("Extra cost"))
        ax.set_title(self.title)
        ax.legend()


# Dearer, better: each of the four quarters.
_QUARTERS = ((True, True), (False, True), (True, False), (False, False))


def _words() -> tuple[str, ...]:
    return (
        _("dearer, events avoided"),
        _("cheaper, events avoided"),
        _("dearer, events added"),
        _("cheaper, events added"),
    )
