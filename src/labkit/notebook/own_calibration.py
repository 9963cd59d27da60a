"""A learner's own calibration: how sure they were of their predictions, beside how often they were right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, number, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("lab")

# Few predictions, so few classes: unsure, rather sure, sure, certain.
_CLASSES = ((0.0, 0.6), (0.6, 0.75), (0.75, 0.9), (0.9, 1.01))


class OwnCalibrationDisplay(Display):
    """Share of right predictions by how sure the learner was, with Wilson's 95 % intervals.

    Parameters
    ----------
    made : iterable of (float, bool)
        Each prediction's confidence (0 to 1) and whether it was right; one at least.
    """

    def __init__(self, made: Iterable[tuple[float, bool]]) -> None:
        self._made = [(float(sure), bool(right)) for sure, right in made]
        if not self._made:
            raise ValueError(_("No prediction yet."))

    @classmethod
    def from_events(cls, events: Iterable[Mapping[str, Any]]) -> OwnCalibrationDisplay:
        """From a learner's record: the first prediction of each question counts; a damaged line is passed over."""
        firsts: dict[tuple[str, str], Mapping[str, Any]] = {}
        for event in events:
            if isinstance(event.get("confidence"), (int, float)) and {"lab", "item", "right"} <= event.keys():
                firsts.setdefault((str(event["lab"]), str(event["item"])), event)
        return cls((event["confidence"] / 100, event["right"]) for event in firsts.values())

    @property
    def brier(self) -> float:
        """Mean of (confidence - right)^2; 0 is best (Brier, Mon Weather Rev 1950;78:1)."""
        return sum((sure - right) ** 2 for sure, right in self._made) / len(self._made)

    @property
    def sentence(self) -> str:
        """Brier score, and how sure the learner was beside how often right, over all predictions."""
        n = len(self._made)
        score = _(
            "Brier score of your predictions: {brier} (0 is best; {half} sure each time gives {quarter})"
        ).format(brier=number(self.brier), half=percent(0.5), quarter=number(0.25))
        all_told = _("On average you were {sure} sure; right: {right} of {n}.").format(
            sure=percent(sum(sure for sure, _right in self._made) / n),
            right=sum(right for _sure, right in self._made),
            n=n,
        )
        return f"{score}. {all_told}"

    @property
    def table(self) -> pd.DataFrame:
        """One row a class of confidence that was used: ``sure, right, n, ci_low, ci_high``."""
        import pandas as pd

        from labkit.evaluate.intervals.proportions import wilson_interval

        rows = []
        for low, high in _CLASSES:
            inside = [(sure, right) for sure, right in self._made if low <= sure < high]
            if inside:
                n, hits = len(inside), sum(right for _sure, right in inside)
                bottom, top = wilson_interval(hits, n)
                sure = sum(sure for sure, _right in inside) / n
                rows.append((sure, hits / n, n, float(bottom), float(top)))
        return pd.DataFrame(rows, columns=["sure", "right", "n", "ci_low", "ci_high"])

    @property
    def title(self) -> str:
        return _("Your own calibration: how sure you were, how often you were right")

    @property
    def alt_text(self) -> str:
        rows = [
            _("When {sure} sure: right in {right} of {n} ({low} to {high}).").format(
                sure=percent(row.sure),
                right=percent(row.right),
                n=row.n,
                low=percent(row.ci_low),
                high=percent(row.ci_high),
            )
            for row in self.table.itertuples()
        ]
        return " ".join([self.sentence, *rows])

    def _column_labels(self) -> dict[str, str]:
        return {
            "sure": _("How sure you were"),
            "right": _("How often you were right"),
            "n": _("Predictions"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _who(self) -> str:
        """Whose predictions the legend says these are."""
        return _("You")

    def _draw(self, ax: Axes) -> None:
        rows: Any = self.table
        ax.plot([0, 1], [0, 1], color=REFERENCE, linestyle="--", linewidth=1, label=_("As sure as right"))
        error = [
            (rows["right"] - rows["ci_low"]).clip(lower=0),
            (rows["ci_high"] - rows["right"]).clip(lower=0),
        ]
        ax.errorbar(rows["sure"], rows["right"], yerr=error, capsize=3, label=self._who(), **cue(0))
        for row in rows.itertuples():
            ax.annotate(f"n = {row.n}", (row.sure, row.right), xytext=(6, 6), textcoords="offset points")
        ax.set_xlim(0, 1.08)
        ax.set_ylim(-0.03, 1.14)  # room for the n of a class always right
        labels = self._column_labels()
        ax.set_xlabel(labels["sure"])
        ax.set_ylabel(labels["right"])
        ax.legend(loc="upper left")
