"""How hard each task was, and whether it goes with the rest, as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.evaluate.items.table import FEWEST
from labkit.figures import PALETTE, REFERENCE, Display
from labkit.language import catalogue, interval, number, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("evaluate")


class _OfTasks(Display):
    """A point and its interval for each task, top down in the notebook's order."""

    _value, _low, _high = "", "", ""

    def __init__(self, items: pd.DataFrame) -> None:
        self._items = items[items[self._value].notna()].reset_index(drop=True)
        if self._items.empty:
            raise ValueError(self._none())

    def _none(self) -> str:
        raise NotImplementedError

    @property
    def table(self) -> pd.DataFrame:
        """The tasks that have a value, with its interval."""
        return self._items[["task", "n", self._value, self._low, self._high]]

    def _draw(self, ax: Axes) -> None:
        rows = self._items
        places = range(len(rows))
        known = rows[self._low].notna()
        ax.hlines(
            [place for place in places if known[place]],
            rows[self._low][known],
            rows[self._high][known],
            color=PALETTE[0],
        )
        ax.plot(rows[self._value], list(places), linestyle="", marker="o", color=PALETTE[0])
        ax.set_yticks(list(places), [f"{row.task} (n = {row.n})" for row in rows.itertuples()])
        ax.set_ylim(len(rows) - 0.5, -0.5)


class DifficultyDisplay(_OfTasks):
    """Share of the points that the class has of each task: the higher, the easier."""

    _value, _low, _high = "share", "share_low", "share_high"

    def _none(self) -> str:
        return _("No task has been marked yet.")

    @property
    def title(self) -> str:
        return _("How easy each task was: share of its points that the class has")

    @property
    def alt_text(self) -> str:
        hard, easy = self._items["share"].idxmin(), self._items["share"].idxmax()
        return _("Hardest: {hard}, {low} of the points. Easiest: {easy}, {high}.").format(
            hard=self._items["task"][hard],
            low=percent(self._items["share"][hard]),
            easy=self._items["task"][easy],
            high=percent(self._items["share"][easy]),
        )

    def _column_labels(self) -> dict[str, str]:
        return {
            "task": _("Task"),
            "n": _("Learners"),
            "share": _("Share of the points"),
            "share_low": _("Interval, low"),
            "share_high": _("Interval, high"),
        }

    def _draw(self, ax: Axes) -> None:
        super()._draw(ax)
        ax.set_xlim(-0.03, 1.03)
        ax.set_xlabel(_("Share of the points (0 to 1)"))


class DiscriminationDisplay(_OfTasks):
    """Each task's correlation with the points of all the others."""

    _value, _low, _high = "correlation", "ci_low", "ci_high"

    def _none(self) -> str:
        return _(
            "A correlation needs at least {n} learners with a mark that is not the same for all: with fewer its interval says nothing."
        ).format(n=FEWEST)

    @property
    def title(self) -> str:
        return _("Does each task go with the rest? Correlation with the points of all other tasks")

    @property
    def alt_text(self) -> str:
        said = [
            _("{task}: {value} ({interval}).").format(
                task=row.task, value=number(row.correlation), interval=interval(row.ci_low, row.ci_high)
            )
            for row in self._items.itertuples()
        ]
        return " ".join([_("Correlation of each task with the rest, and its 95% interval."), *said])

    def _column_labels(self) -> dict[str, str]:
        return {
            "task": _("Task"),
            "n": _("Learners"),
            "correlation": _("Correlation with the rest"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _draw(self, ax: Axes) -> None:
        super()._draw(ax)
        ax.axvline(0, color=REFERENCE, linestyle="--", linewidth=1)
        ax.set_xlim(-1.03, 1.03)
        ax.set_xlabel(_("Correlation (−1 to 1)"))
