"""AUC by group as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.audit.scores.auc import auc_by_group
from labkit.audit.table.display import GroupMetricsDisplay
from labkit.audit.wording.words import metric_label

if TYPE_CHECKING:
    import pandas as pd


class AucByGroupDisplay(GroupMetricsDisplay):
    """AUC of each group with its interval, and everybody's as a dashed line.

    Parameters
    ----------
    table : DataFrame
        As `auc_by_group` returns it.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        # the rarer class is what an AUC's precision rests on
        rarer = table["events"].where(table["events"] * 2 <= table["n"], table["n"] - table["events"])
        super().__init__(table.assign(metric="auc", denominator=rarer))
        self._source = table

    @classmethod
    def from_predictions(cls, y_true: Any, y_prob: Any, groups: Any, **options: Any) -> AucByGroupDisplay:  # type: ignore[override]
        """Compute the table (same options as `auc_by_group`) and keep it for plotting."""
        return cls(auc_by_group(y_true, y_prob, groups, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The table of `auc_by_group`."""
        return self._source.copy()

    def _draw(self, ax: Any) -> None:
        super()._draw(ax)
        ax.axvline(0.5, color="black", linewidth=0.8, linestyle=":")
        ax.set_xlabel(metric_label("auc"))
