"""How long it took to the first right answer of each task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from labkit.figures import PALETTE, Display
from labkit.grading.report.progress import Event
from labkit.language import catalogue, number, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

# A longer silence is a pause: nobody knows what went on in it.
PAUSE_MINUTES = 30.0


def minutes_to_first_right(events: Iterable[Event]) -> dict[str, tuple[float, int]]:
    """Task to minutes of work in the lab, and tries at the task, until its first right check.

    Parameters
    ----------
    events : iterable of Event
        One learner's, oldest first. Gaps longer than `PAUSE_MINUTES` count as nothing.
    """
    events = list(events)
    steps = [(later.at - earlier.at).total_seconds() / 60 for earlier, later in pairwise(events)]
    worked, tries = 0.0, dict[str, int]()
    found: dict[str, tuple[float, int]] = {}
    for event, step in zip(events, [0.0, *steps], strict=True):
        worked += step if step <= PAUSE_MINUTES else 0.0
        if event.kind == "check" and event.status not in ("", "not_started"):
            tries[event.item] = tries.get(event.item, 0) + 1
            if event.status == "right":
                found.setdefault(event.item, (worked, tries[event.item]))
    return found


class FirstRightDisplay(Display):
    """Minutes of work until a task was right for the first time: median and quartiles of those who got there.

    Parameters
    ----------
    events : mapping of str to iterable of Event
        By learner.
    tasks : iterable of str
        In the notebook's order.
    """

    def __init__(self, events: Mapping[str, Iterable[Event]], tasks: Iterable[str]) -> None:
        each = [minutes_to_first_right(mine) for mine in events.values()]
        self._learners = len(each)
        self._found = {task: made for task in tasks if (made := [one[task] for one in each if task in one])}
        if not self._found:
            raise ValueError(
                _("Nobody handed in a record of their tries (.labkit/progress.jsonl), so no time is known.")
            )

    @property
    def table(self) -> pd.DataFrame:
        """One row a task: ``task, n, of, low, median, high, tries``; `of` have handed in their progress."""
        import numpy as np
        import pandas as pd

        rows = []
        for task, made in self._found.items():
            low, middle, high = np.quantile([minutes for minutes, _tries in made], [0.25, 0.5, 0.75])
            tries = float(np.median([tries for _minutes, tries in made]))
            rows.append((task, len(made), self._learners, low, middle, high, tries))
        return pd.DataFrame(rows, columns=["task", "n", "of", "low", "median", "high", "tries"])

    @property
    def title(self) -> str:
        return _("Minutes of work in the lab until each task was right for the first time")

    @property
    def alt_text(self) -> str:
        return " ".join(
            ngettext(
                "{task}: median {median} minute; right at some time: {n} of {of}.",
                "{task}: median {median} minutes; right at some time: {n} of {of}.",
                round(row.median),
            ).format(task=row.task, median=number(row.median, 0), n=row.n, of=row.of)
            for row in self.table.itertuples()
        )

    def _column_labels(self) -> dict[str, str]:
        return {
            "task": _("Task"),
            "n": _("Learners who got there"),
            "of": _("Learners whose progress is known"),
            "low": _("Minutes, first quartile"),
            "median": _("Minutes, median"),
            "high": _("Minutes, third quartile"),
            "tries": _("Tries, median"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self.table
        places = list(range(len(rows)))
        ax.hlines(places, rows["low"], rows["high"], color=PALETTE[2])
        ax.plot(rows["median"], places, linestyle="", marker="s", color=PALETTE[2])
        ax.set_yticks(places, [f"{row.task} (n = {row.n})" for row in rows.itertuples()])
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xlim(0, max(1.0, 1.1 * float(rows["high"].max())))
        ax.set_xlabel(_("Minutes: median, and the middle half of the learners"))
