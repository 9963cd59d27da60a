"""The decision curve as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.decision.benefit import decision_curve
from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, label, number, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("evaluate")
ngettext = plural_catalogue("evaluate")


class DecisionCurveDisplay(Display):
    """Net benefit by threshold for one or several models, with treat all and treat none.

    Parameters
    ----------
    curve : DataFrame
        As returned by `decision_curve`.
    """

    def __init__(self, curve: pd.DataFrame) -> None:
        self._curve = curve

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, thresholds: Any = None, sample_weight: Any = None, **options: Any
    ) -> DecisionCurveDisplay:
        """Compute the curve (same parameters as `decision_curve`) and keep it for plotting."""
        return cls(decision_curve(y_true, y_prob, thresholds, sample_weight, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The curve's numbers, one row a model and threshold."""
        return self._curve.copy()

    @property
    def title(self) -> str:
        return _("Decision curve: net benefit by threshold")

    @property
    def alt_text(self) -> str:
        sentences = []
        for name, rows in self._curve.groupby("model", sort=False):
            better = rows["net_benefit"] > np.maximum(rows["treat_all"], rows["treat_none"])
            best = rows.loc[rows["net_benefit"].idxmax()]
            lead = _("{model}: highest net benefit {value} at threshold {threshold};").format(
                model=label(str(name)),
                value=number(best["net_benefit"], 3),
                threshold=number(best["threshold"]),
            )
            if better.any():
                inside = rows.loc[better, "threshold"]
                # In French the noun goes with the first number, in English with the second.
                tail = ngettext(
                    "better than treating everybody and than treating nobody at {count} of {total} thresholds, between {low} and {high}.",
                    "better than treating everybody and than treating nobody at {count} of {total} thresholds, between {low} and {high}.",
                    int(better.sum()),
                ).format(
                    count=int(better.sum()),
                    total=len(rows),
                    low=number(inside.min()),
                    high=number(inside.max()),
                )
            else:
                tail = _("never better than both treating everybody and treating nobody.")
            sentences.append(f"{lead} {tail}")
        return " ".join([_("Decision curve."), *sentences])

    def _column_labels(self) -> dict[str, str]:
        return {
            "threshold": _("Threshold"),
            "model": _("Model"),
            "net_benefit": _("Net benefit"),
            "treat_all": _("Treat all"),
            "treat_none": _("Treat none"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _draw(self, ax: Axes) -> None:
        first = self._curve[self._curve["model"] == self._curve["model"].iloc[0]]
        x = first["threshold"]
        ax.plot(x, first["treat_all"], color=REFERENCE, linewidth=1, label=_("Treat all"))
        ax.axhline(0, color="black", linewidth=1.5, label=_("Treat none"))
        for i, (name, rows) in enumerate(self._curve.groupby("model", sort=False)):
            ax.plot(
                rows["threshold"],
                rows["net_benefit"],
                **cue(i),
                markevery=max(1, len(rows) // 12),
                label=label(str(name)),
            )
            if "ci_low" in rows:
                ax.fill_between(
                    rows["threshold"],
                    rows["ci_low"],
                    rows["ci_high"],
                    color=cue(i)["color"],
                    alpha=0.2,
                    linewidth=0,
                )
        prevalence_top = max(0.02, first["treat_all"].max(), self._curve["net_benefit"].max())
        # treat-all falls without bound as the threshold nears 1: below -20 % of the top nothing is worth
        # reading
        ax.set_ylim(-0.2 * prevalence_top, 1.1 * prevalence_top)
        ax.set_xlabel(_("Threshold probability"))
        ax.set_ylabel(_("Net benefit (true positives a person)"))
        ax.set_title(self.title)
        ax.legend()
