"""How well each feature predicts alone, as a figure: a bar near 1 asks for an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.leakage.features import single_feature_auc
from labkit.figures import PALETTE, Display
from labkit.language import catalogue, label, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("evaluate")


class LeakageDisplay(Display):
    """AUC of each feature alone, and of its mere presence, the largest on top.

    Parameters
    ----------
    table : DataFrame
        As returned by `single_feature_auc`.
    suspect_above : float
        Where the line is drawn.
    """

    def __init__(self, table: pd.DataFrame, suspect_above: float = 0.9) -> None:
        self._table = table.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
        self._line = suspect_above

    @classmethod
    def from_features(cls, X: Any, y_true: Any, *, suspect_above: float = 0.9) -> LeakageDisplay:
        """Compute the table (same parameters as `single_feature_auc`)."""
        return cls(single_feature_auc(X, y_true, suspect_above=suspect_above), suspect_above)

    @property
    def table(self) -> pd.DataFrame:
        """One row a feature and check."""
        return self._table.copy()

    @property
    def title(self) -> str:
        return _("How well each feature predicts alone")

    def _names(self) -> list[str]:
        present = _("presence of {feature}")
        return [
            label(str(r.feature))
            if r.check == "single_feature"
            else present.format(feature=label(str(r.feature)))
            for r in self._table.itertuples()
        ]

    @property
    def alt_text(self) -> str:
        suspects = [
            f"{name} ({number(row.value)})"
            for name, row in zip(self._names(), self._table.itertuples(), strict=True)
            if row.status == "suspect"
        ]
        unread = [
            name
            for name, status in zip(self._names(), self._table["status"], strict=True)
            if status == "not_checked"
        ]
        text = (
            _("AUC of each feature alone. Too good to be left unexplained: {names}.").format(
                names=", ".join(suspects)
            )
            if suspects
            else _("AUC of each feature alone: none of {n} is suspect (from {line}).").format(
                n=len(self._table) - len(unread), line=number(self._line)
            )
        )
        return text + " " + _("Not checked: {names}.").format(names=", ".join(unread)) if unread else text

    def _column_labels(self) -> dict[str, str]:
        return {
            "check": _("Check"),
            "feature": _("Feature"),
            "n": _("People"),
            "value": "AUC",
            "status": _("Status"),
            "detail": _("Detail"),
        }

    def _draw(self, ax: Axes) -> None:
        y = np.arange(len(self._table))[::-1]
        bars = ax.barh(y, self._table["value"] - 0.5, left=0.5, color=PALETTE[0])
        for bar, status in zip(bars, self._table["status"], strict=True):
            if status == "suspect":
                bar.set_facecolor(PALETTE[1])
                bar.set_hatch("//")
                bar.set_edgecolor("white")
        ax.axvline(self._line, color="black", linestyle="--", linewidth=1)
        ax.set_xlim(0.5, 1)
        ax.set_yticks(y, self._names())
        ax.set_xlabel(_("AUC alone (hatched: suspect)"))
        ax.set_ylabel(_("Feature"))
        ax.set_title(self.title)
