"""One metric by group as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.audit.counts.members import OVERALL
from labkit.audit.table.rows import group_table
from labkit.audit.wording.forest import draw_forest
from labkit.audit.wording.words import column_labels, metric_label, status_label, worded
from labkit.figures import Display
from labkit.language import catalogue, interval, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")


class GroupMetricsDisplay(Display):
    """A metric of each group with its interval, and everybody's as a dashed line.

    Parameters
    ----------
    table : DataFrame
        As `group_table` returns it.
    metric : str, optional
        Which of its metrics to draw; the first by default.
    """

    def __init__(self, table: pd.DataFrame, metric: str | None = None) -> None:
        self.metric = table["metric"].iloc[0] if metric is None else metric
        self._rows = table[table["metric"] == self.metric].reset_index(drop=True)
        if self._rows.empty:
            raise ValueError(
                _("The table has no metric {name!r}; it has {known}.").format(
                    name=self.metric, known=", ".join(table["metric"].unique())
                )
            )

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_pred: Any, groups: Any, metric: str = "sensitivity", **options: Any
    ) -> GroupMetricsDisplay:
        """Compute the table (same options as `group_table`) and keep it for plotting."""
        return cls(group_table(y_true, y_pred, groups, metric, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The rows of `group_table` for the metric drawn."""
        return self._rows.copy()

    @property
    def title(self) -> str:
        return _("{metric} by group").format(metric=metric_label(self.metric))

    @property
    def alt_text(self) -> str:
        groups = self._rows[self._rows["attribute"] != OVERALL]
        known = groups[groups["estimate"].notna()]
        sentences = [f"{self.title}."]
        everybody = self._everybody()
        if np.isfinite(everybody):
            sentences.append(_("Everybody: {value}.").format(value=number(everybody)))
        if len(known):
            for row, words in (
                (known.loc[known["estimate"].idxmin()], _("Lowest: {level}, {value} ({interval}).")),
                (known.loc[known["estimate"].idxmax()], _("Highest: {level}, {value} ({interval}).")),
            ):
                sentences.append(
                    words.format(
                        level=row["level"],
                        value=number(row["estimate"]),
                        interval=interval(row["ci_low"], row["ci_high"]),
                    )
                )
        for status in ("imprecise", "undefined", "suppressed"):
            levels = groups.loc[groups["status"] == status, "level"].astype(str)
            if len(levels):
                sentences.append(f"{', '.join(levels)}: {status_label(status)}.")
        return " ".join(sentences)

    def _everybody(self) -> float:
        found = self._rows.loc[self._rows["attribute"] == OVERALL, "estimate"]
        return float(found.iloc[0]) if len(found) else float("nan")

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        return worded(table)

    def _draw(self, ax: Axes) -> None:
        groups = self._rows[self._rows["attribute"] != OVERALL]
        labels = [f"{row.level} (n = {number(row.denominator, 0)})" for row in groups.itertuples()]
        draw_forest(ax, labels, groups, self._everybody())
        ax.set_xlabel(metric_label(self.metric))
        ax.set_ylabel(_("Group (people at risk)"))
        ax.set_title(self.title, wrap=True)
