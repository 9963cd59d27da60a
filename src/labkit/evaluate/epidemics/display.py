"""A curve of events as the register has it, its nowcast, and what was known later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.figures import PALETTE, REFERENCE, Display
from labkit.language import catalogue, current, number, plural_catalogue

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")
ngettext = plural_catalogue("evaluate")


class NowcastDisplay(Display):
    """Events a day: bars as the register stands, points for the nowcast with its interval, crosses for what was known later.

    Parameters
    ----------
    table : DataFrame
        As `labkit.evaluate.nowcast` returns it, or its last rows.
    later : array-like, optional
        The final counts of the same days, where they are known by now.
    """

    def __init__(self, table: pd.DataFrame, later: Any = None) -> None:
        self._table = table.copy()
        if later is not None:
            self._table["later"] = np.asarray(later, dtype=float)

    @property
    def table(self) -> pd.DataFrame:
        """One row a day."""
        return self._table.rename_axis("day").reset_index()

    @property
    def title(self) -> str:
        return _("The last days, as the register has them and as they will be")

    @property
    def alt_text(self) -> str:
        last = self._table.iloc[-7:]
        known = last["known"].sum()
        text = ngettext(
            "In the last 7 days the register has {known} event; the nowcast says {estimate}.",
            "In the last 7 days the register has {known} events; the nowcast says {estimate}.",
            round(known),
        ).format(known=number(known, 0), estimate=number(last["estimate"].sum(), 0))
        if "later" in last:
            text += " " + _("Later there were {later}.").format(later=number(last["later"].sum(), 0))
        return f"{self.title}. {text}"

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        rounded = {name: table[name].round(2 if name == "share" else 0) for name in table.columns[1:]}
        return table.assign(day=[_written(day) for day in table["day"]], **rounded)

    def _column_labels(self) -> dict[str, str]:
        return {
            "day": _("Day"),
            "known": _("In the register"),
            "share": _("Share usually known by then"),
            "estimate": _("Nowcast"),
            "low": _("Lower bound"),
            "high": _("Upper bound"),
            "later": _("Known later"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self._table
        x = np.arange(len(rows))
        ax.bar(x, rows["known"], color="white", edgecolor=REFERENCE, hatch="//", label=_("In the register"))
        spread = np.clip([rows["estimate"] - rows["low"], rows["high"] - rows["estimate"]], 0, None)
        ax.errorbar(
            x,
            rows["estimate"],
            yerr=spread,
            fmt="o",
            color=PALETTE[0],
            capsize=3,
            label=_("Nowcast, with its interval"),
        )
        if "later" in rows:
            ax.plot(x, rows["later"], linestyle="none", marker="x", color="black", label=_("Known later"))
        every = max(1, len(rows) // 7)
        ax.set_xticks(x[::every], [_written(day) for day in rows.index[::every]], rotation=30, ha="right")
        ax.set_xlabel(_("Day"))
        ax.set_ylabel(_("Events"))
        ax.set_title(self.title)
        ax.legend()


def _written(day: Any) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("EEEdMMM", day, locale=current())
