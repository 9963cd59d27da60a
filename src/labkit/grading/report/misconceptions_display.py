"""Which typical errors the class made, how often."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.figures import PALETTE, Display
from labkit.language import apart, catalogue, current, labelled, plural_catalogue, printable

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

_MOST_DRAWN = 15


class MisconceptionsDisplay(Display):
    """Wrong answers by the misconception they agree with, the law they break, or neither.

    Parameters
    ----------
    outcomes : mapping
        Learner to task to outcome (`Outcome.to_json`).
    """

    def __init__(self, outcomes: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        found: dict[tuple[str, str], list[str]] = {}
        for mine in outcomes.values():
            for task, outcome in mine.items():
                if outcome["status"] == "wrong":
                    why = outcome.get("misconception") or outcome.get("law") or ""
                    found.setdefault((task, why), []).append(outcome["message"][current()])
        if not found:
            raise ValueError(_("No answer was wrong."))
        self._found = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))

    @property
    def table(self) -> pd.DataFrame:
        """One row an error, the most frequent first: ``task, error, n, told``; `told` is what the learner read."""
        import pandas as pd

        rows = [
            (task, why or _("(no error that we know)"), len(told), printable(told[0]) if why else "–")
            for (task, why), told in self._found
        ]
        return pd.DataFrame(rows, columns=["task", "error", "n", "told"])

    @property
    def title(self) -> str:
        return _("Errors that have a name, and how many learners made them")

    @property
    def alt_text(self) -> str:
        rows = list(self.table.itertuples())
        most = [
            _("{error} in {task}: {n}").format(error=row.error, task=row.task, n=row.n) for row in rows[:3]
        ]
        text = ngettext("One error: {most}.", "{n} different errors. The most frequent: {most}.", len(rows))
        return text.format(n=len(rows), most=apart(most))

    def _column_labels(self) -> dict[str, str]:
        return {
            "task": _("Task"),
            "error": _("Error"),
            "n": _("Learners"),
            "told": _("What they read about it"),
        }

    def _draw(self, ax: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        rows = self.table.head(_MOST_DRAWN)
        places = range(len(rows))
        ax.barh(list(places), rows["n"], color=PALETTE[1])
        for place, count in zip(places, rows["n"], strict=True):
            ax.annotate(str(count), (count, place), xytext=(4, 0), textcoords="offset points", va="center")
        ax.set_yticks(list(places), [labelled(row.task, row.error) for row in rows.itertuples()])
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xlim(0, rows["n"].max() * 1.12)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlabel(_("Learners"))
