"""How hard each task was, and whether it goes with the rest of the lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from labkit.figures import PALETTE, REFERENCE, Display
from labkit.language import catalogue, interval, number, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("instructor")

# Fewer learners, and an interval of the correlation covers most of what there is (at 20 and r = 0.3: -0.16 to 0.66).
FEWEST = 20
# A task that people have still to mark for more of the learners than the rest of this says little: those who left it
# blank have their 0 at once, the others wait.
_MOSTLY_MARKED = 0.8


def item_table(shares: pd.DataFrame, points: Mapping[str, float], fewest: int = FEWEST) -> pd.DataFrame:
    """Difficulty and item-rest correlation of each task.

    Parameters
    ----------
    shares : DataFrame of shape (n_learners, n_tasks)
        Part of a task's points, 0 to 1; NaN where it is not marked.
    points : mapping of str to float
        What each task is worth, by the frame's columns.
    fewest : int
        Learners that a correlation needs; with fewer it is NaN.

    Returns
    -------
    DataFrame
        One row a task: ``task, n, share, share_low, share_high, correlation, ci_low, ci_high``; the numbers of a task
        that is marked for less than 80% of the learners are NaN. The interval of the
        share is Wilson's and is given for tasks that are all or nothing. The correlation is Pearson's, of a task
        with the points of all others (its own left out, or it would go with itself), with Fisher's interval
        (``scipy.stats.pearsonr``); NaN too where everybody has the same.
    """
    import pandas as pd
    from scipy.stats import pearsonr

    from labkit.evaluate.intervals.proportions import wilson_interval

    columns = ["task", "n", "share", "share_low", "share_high", "correlation", "ci_low", "ci_high"]
    whole = [task for task in shares if shares[task].notna().mean() >= _MOSTLY_MARKED]
    rows = []
    for task in shares:
        mine = shares[task].dropna()
        if task not in whole:
            rows.append((task, len(mine), *[float("nan")] * 6))
            continue
        low = high = float("nan")
        if mine.isin([0.0, 1.0]).all():
            low, high = wilson_interval(mine.sum(), len(mine))
        others = [name for name in whole if name != task]
        both = shares.loc[mine.index, [task, *others]].dropna()
        rest = sum((both[name] * points[name] for name in others), start=both[task] * 0)
        found = [float("nan")] * 3
        if len(both) >= max(fewest, 4) and both[task].nunique() > 1 and rest.nunique() > 1:
            said = pearsonr(both[task], rest)
            found = [float(said.statistic), *map(float, said.confidence_interval(0.95))]
        rows.append((task, len(mine), float(mine.mean()), float(low), float(high), *found))
    return pd.DataFrame(rows, columns=columns)


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
