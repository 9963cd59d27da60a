"""A metric over thresholds, one line a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.audit.scores.thresholds import threshold_sweep
from labkit.audit.wording.words import column_labels, metric_label
from labkit.figures import Display, cue
from labkit.language import apart, catalogue, labelled, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")


class ThresholdSweepDisplay(Display):
    """A metric of each group over the thresholds, with pointwise bands.

    Parameters
    ----------
    table : DataFrame
        As `threshold_sweep` returns it.
    metric : str, optional
        Which of its metrics to draw; the first by default.
    """

    def __init__(self, table: pd.DataFrame, metric: str | None = None) -> None:
        self.metric = table["metric"].iloc[0] if metric is None else metric
        self._rows = table[table["metric"] == self.metric].reset_index(drop=True)

    @classmethod
    def from_predictions(
        cls,
        y_true: Any,
        y_prob: Any,
        groups: Any,
        thresholds: Any = None,
        metric: str = "sensitivity",
        **options: Any,
    ) -> ThresholdSweepDisplay:
        """Compute the sweep (same options as `threshold_sweep`) and keep it for plotting."""
        return cls(threshold_sweep(y_true, y_prob, groups, thresholds, metric, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The sweep's rows for the metric drawn."""
        return self._rows.copy()

    @property
    def title(self) -> str:
        return _("{metric} by threshold and group").format(metric=metric_label(self.metric))

    @property
    def alt_text(self) -> str:
        sentences = [f"{self.title}."]
        widest = self._rows["difference"].abs()
        if widest.notna().any():
            row = self._rows.loc[widest.idxmax()]
            sentences.append(
                _(
                    "Largest difference to {reference}: {level}, {difference} at threshold {threshold}."
                ).format(
                    reference=row["reference"],
                    level=row["level"],
                    difference=number(row["difference"]),
                    threshold=number(row["threshold"]),
                )
            )
        middle = self._rows["threshold"].unique()
        chosen = float(middle[np.argmin(np.abs(middle - 0.5))])
        at = self._rows[self._rows["threshold"] == chosen]
        values = apart(labelled(str(row.level), number(row.estimate)) for row in at.itertuples())
        sentences.append(_("At {threshold}: {values}.").format(threshold=number(chosen), values=values))
        return " ".join(sentences)

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _draw(self, ax: Axes) -> None:
        for position, (level, rows) in enumerate(self._rows.groupby("level", sort=False)):
            ax.plot(
                rows["threshold"],
                rows["estimate"],
                **cue(position),
                markevery=max(1, len(rows) // 10),
                markersize=5,
                label=str(level),
            )
            ax.fill_between(
                rows["threshold"],
                rows["ci_low"],
                rows["ci_high"],
                color=cue(position)["color"],
                alpha=0.15,
                linewidth=0,
            )
        ax.set_xlabel(_("Threshold"))
        ax.set_ylabel(metric_label(self.metric))
        ax.set_ylim(-0.02, 1.02)
        ax.set_title(self.title)
        ax.legend(title=self._rows["attribute"].iloc[0])
