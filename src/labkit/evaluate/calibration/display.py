"""The reliability diagram as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.evaluate.calibration.measures import observed_expected
from labkit.evaluate.calibration.table import calibration_table
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.estimate import Estimate
from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, interval, label, number, plural_catalogue

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")
ngettext = plural_catalogue("evaluate")


class CalibrationDisplay(Display):
    """Observed against predicted risk by bin, with Wilson's intervals, for one or several models.

    Parameters
    ----------
    table : DataFrame
        As returned by `calibration_table`, with a column ``model``.
    ratios : mapping of str to Estimate
        O/E of each model.
    """

    def __init__(self, table: pd.DataFrame, ratios: dict[str, Estimate]) -> None:
        self._table = table
        self._ratios = ratios

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, sample_weight: Any = None, **options: Any
    ) -> CalibrationDisplay:
        """Compute the tables (`y_prob` may hold several models; options as for `calibration_table`)."""
        y_true, y_prob, sample_weight = aligned(y_true=y_true, y_prob=y_prob, sample_weight=sample_weight)
        y = validation.outcome(y_true)
        named = validation.models(y_prob, len(y))
        tables = [
            calibration_table(y, p, sample_weight, **options).assign(model=name) for name, p in named.items()
        ]
        ratios = {name: observed_expected(y, p, sample_weight) for name, p in named.items()}
        return cls(pd.concat(tables, ignore_index=True), ratios)

    @property
    def table(self) -> pd.DataFrame:
        """One row a model and bin."""
        names = ["model", *[c for c in self._table.columns if c != "model"]]
        return self._table[names].copy()

    @property
    def title(self) -> str:
        return _("Calibration: observed against predicted risk")

    @property
    def alt_text(self) -> str:
        parts = [_("Reliability diagram.")]
        for name, rows in self._table.groupby("model", sort=False):
            ratio = self._ratios[str(name)]
            outside = (rows["ci_low"] > rows["mean_predicted"]) | (rows["ci_high"] < rows["mean_predicted"])
            parts.append(
                ngettext(  # in French the noun goes with the first number, in English with the second
                    "{model}: O/E {ratio} ({interval}); the diagonal lies outside the interval in {count} of {total} bins.",
                    "{model}: O/E {ratio} ({interval}); the diagonal lies outside the interval in {count} of {total} bins.",
                    int(outside.sum()),
                ).format(
                    model=label(str(name)),
                    ratio=number(ratio.estimate),
                    interval=interval(ratio.ci_low, ratio.ci_high),
                    count=int(outside.sum()),
                    total=len(rows),
                )
            )
        return " ".join(parts)

    def _column_labels(self) -> dict[str, str]:
        return {
            "model": _("Model"),
            "bin": _("Bin"),
            "low": _("From"),
            "high": _("To"),
            "n": _("People"),
            "events": _("Events"),
            "mean_predicted": _("Mean predicted risk"),
            "observed": _("Observed risk"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _draw(self, ax: Axes) -> None:
        ax.plot([0, 1], [0, 1], color=REFERENCE, linewidth=1, label=_("Perfectly calibrated"))
        for i, (name, rows) in enumerate(self._table.groupby("model", sort=False)):
            error = [
                (rows["observed"] - rows["ci_low"]).clip(lower=0),
                (rows["ci_high"] - rows["observed"]).clip(lower=0),
            ]
            ax.errorbar(
                rows["mean_predicted"],
                rows["observed"],
                yerr=error,
                capsize=2,
                label=label(str(name)),
                **cue(i),
            )
        top = min(1.0, 1.1 * max(self._table["ci_high"].max(), self._table["mean_predicted"].max()))
        ax.set_xlim(0, top)
        ax.set_ylim(0, top)
        ax.set_xlabel(_("Predicted risk"))
        ax.set_ylabel(_("Observed risk"))
        ax.set_title(self.title)
        ax.legend()
