"""How the marks of a class are spread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from labkit.figures import PALETTE, REFERENCE, Display
from labkit.grading.run.export import Row
from labkit.language import brief, catalogue, number, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

_CLASSES = 10


class MarksDisplay(Display):
    """Learners by their mark, in ten classes of the points that can be had; provisional marks are told apart.

    Parameters
    ----------
    given : iterable of Row
        Rows without a mark are passed over; one with a mark at least.
    """

    def __init__(self, given: Iterable[Row]) -> None:
        marked = [row for row in given if row.score is not None]
        if not marked:
            raise ValueError(_("Nobody has a mark yet."))
        self._most = max(row.max_score for row in marked)
        self._scores = {
            state: [row.score or 0.0 for row in marked if row.state == state]
            for state in ("graded", "provisional")
        }

    @property
    def scores(self) -> list[float]:
        """All marks, in order."""
        return sorted(score for scores in self._scores.values() for score in scores)

    @property
    def table(self) -> pd.DataFrame:
        """One row a class of marks: ``low, high, graded, provisional``; the last class holds full marks."""
        import numpy as np
        import pandas as pd

        edges = np.linspace(0, self._most or 1.0, _CLASSES + 1)
        counts = {
            state: np.histogram(np.clip(scores, 0, edges[-1]), bins=edges)[0]
            for state, scores in self._scores.items()
        }
        return pd.DataFrame({"low": edges[:-1], "high": edges[1:], **counts})

    @property
    def title(self) -> str:
        return _("Marks of the class")

    @property
    def alt_text(self) -> str:
        import numpy as np

        low, middle, high = np.quantile(self.scores, [0.25, 0.5, 0.75])
        n = len(self.scores)
        text = ngettext(
            "Marks of {n} learner, out of {most}: median {median}, half of them between {low} and {high}; provisional: {provisional}.",
            "Marks of {n} learners, out of {most}: median {median}, half of them between {low} and {high}; provisional: {provisional}.",
            n,
        )
        return text.format(
            n=n,
            most=brief(self._most),
            median=number(middle, 1),
            low=number(low, 1),
            high=number(high, 1),
            provisional=len(self._scores["provisional"]),
        )

    def _column_labels(self) -> dict[str, str]:
        return {
            "low": _("Points, from"),
            "high": _("Points, to"),
            "graded": _("Learners, all marked"),
            "provisional": _("Learners, provisional"),
        }

    def _draw(self, ax: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        rows = self.table
        width = rows["high"] - rows["low"]
        ax.bar(
            rows["low"],
            rows["graded"],
            width,
            align="edge",
            color=PALETTE[0],
            edgecolor="white",
            label=_("all marked"),
        )
        ax.bar(
            rows["low"],
            rows["provisional"],
            width,
            bottom=rows["graded"],
            align="edge",
            color="white",
            edgecolor=REFERENCE,
            hatch="//",
            label=_("provisional"),
        )
        ax.yaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlabel(_("Points"))
        ax.set_ylabel(_("Learners"))
        ax.legend()
