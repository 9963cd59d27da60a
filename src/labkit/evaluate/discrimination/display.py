"""The ROC curve as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.evaluate.discrimination.auc import auc_interval
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.estimate import Estimate
from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, interval, label, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")
IMPORTED_LATE = ("sklearn.metrics",)

_ROWS = 41


class RocDisplay(Display):
    """Sensitivity against 1 - specificity for one or several models, with the AUC and DeLong's interval.

    Parameters
    ----------
    curve : DataFrame
        ``model, threshold, false_positive_rate, sensitivity``.
    areas : mapping of str to Estimate
    """

    def __init__(self, curve: pd.DataFrame, areas: dict[str, Estimate]) -> None:
        self._curve = curve
        self._areas = areas

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, sample_weight: Any = None, *, cluster: Any = None
    ) -> RocDisplay:
        """Compute the curves; `y_prob` may hold several models, `cluster` patients with several rows."""
        from sklearn.metrics import roc_curve

        y_true, y_prob, sample_weight, cluster = aligned(
            y_true=y_true, y_prob=y_prob, sample_weight=sample_weight, cluster=cluster
        )
        y = validation.outcome(y_true)
        named = validation.models(y_prob, len(y))
        sample_weight = validation.weights(sample_weight, len(y))
        areas = {name: auc_interval(y, p, sample_weight, cluster=cluster) for name, p in named.items()}
        curves = []
        for name, p in named.items():
            fpr, tpr, threshold = roc_curve(y, p, sample_weight=sample_weight)
            curves.append(
                pd.DataFrame(
                    {"model": name, "threshold": threshold, "false_positive_rate": fpr, "sensitivity": tpr}
                )
            )
        return cls(pd.concat(curves, ignore_index=True), areas)

    @property
    def table(self) -> pd.DataFrame:
        """At most 41 points a model, evenly spaced along the curve."""
        parts = []
        for _name, rows in self._curve.groupby("model", sort=False):
            keep = np.unique(np.linspace(0, len(rows) - 1, min(_ROWS, len(rows))).round().astype(int))
            parts.append(rows.iloc[keep])
        return pd.concat(parts, ignore_index=True)

    @property
    def title(self) -> str:
        return _("ROC curve")

    @property
    def alt_text(self) -> str:
        areas = [
            _("{model}: AUC {auc} ({interval}).").format(
                model=label(name), auc=number(a.estimate), interval=interval(a.ci_low, a.ci_high)
            )
            for name, a in self._areas.items()
        ]
        return " ".join([_("ROC curve: sensitivity against false positive rate."), *areas])

    def _column_labels(self) -> dict[str, str]:
        return {
            "model": _("Model"),
            "threshold": _("Threshold"),
            "false_positive_rate": _("False positive rate (1 - specificity)"),
            "sensitivity": _("Sensitivity"),
        }

    def _draw(self, ax: Axes) -> None:
        ax.plot([0, 1], [0, 1], color=REFERENCE, linewidth=1, label=_("No discrimination (AUC 0.5)"))
        for i, (name, rows) in enumerate(self._curve.groupby("model", sort=False)):
            words = f"{label(str(name))} ({number(self._areas[str(name)].estimate)})"
            ax.plot(
                rows["false_positive_rate"],
                rows["sensitivity"],
                **cue(i),
                markevery=max(1, len(rows) // 10),
                label=words,
            )
        ax.set_xlabel(_("False positive rate (1 - specificity)"))
        ax.set_ylabel(_("Sensitivity"))
        ax.set_title(self.title)
        ax.legend(loc="lower right")
