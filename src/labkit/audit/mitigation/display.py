"""The gap before and after mitigation, in training and on unseen people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.audit.counts.members import OVERALL
from labkit.audit.mitigation.comparison import compare_mitigations
from labkit.audit.wording.words import column_labels, method_label, metric_label, worded
from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, interval, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")


class MitigationDisplay(Display):
    """Difference of each group to the reference under each method: a mark for training, another for unseen people.

    Parameters
    ----------
    table : DataFrame
        As `compare_mitigations` returns it.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows = table[table["attribute"] != OVERALL].reset_index(drop=True)
        self.metric = str(table["metric"].iloc[0])

    @classmethod
    def from_estimator(cls, estimator: Any, train: Any, unseen: Any, **options: Any) -> MitigationDisplay:
        """Fit and measure (same options as `compare_mitigations`) and keep the table for plotting."""
        return cls(compare_mitigations(estimator, train, unseen, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The groups' rows of `compare_mitigations`."""
        return self._rows.copy()

    @property
    def title(self) -> str:
        return _("{metric}: gap in training and on unseen people").format(metric=metric_label(self.metric))

    @property
    def alt_text(self) -> str:
        sentences = [f"{self.title}."]
        for row in self._rows[
            (self._rows["data"] == "unseen") & self._rows["difference"].notna()
        ].itertuples():
            sentences.append(
                _(
                    "{method}: {level} against {reference}, {difference} ({interval}) on unseen people."
                ).format(
                    method=method_label(row.method),
                    level=row.level,
                    reference=row.reference,
                    difference=number(row.difference),
                    interval=interval(row.diff_low, row.diff_high),
                )
            )
        return " ".join(sentences)

    def _column_labels(self) -> dict[str, str]:
        return {
            **column_labels(),
            "method": _("Method"),
            "data": _("Data"),
            "accuracy": metric_label("accuracy"),
            "selection_rate": metric_label("selection_rate"),
        }

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        return worded(table)

    def _draw(self, ax: Axes) -> None:
        rows = self._rows[self._rows["difference"].notna()]
        lines = list(dict.fromkeys(zip(rows["method"], rows["level"], strict=True)))
        for series, (data, label) in enumerate((("train", _("Training")), ("unseen", _("Unseen people")))):
            part = rows[rows["data"] == data]
            y = [lines.index(key) for key in zip(part["method"], part["level"], strict=True)]
            look = cue(series)
            ax.errorbar(
                part["difference"],
                np.array(y) + (series - 0.5) * 0.25,
                xerr=[
                    (part["difference"] - part["diff_low"]).clip(lower=0),
                    (part["diff_high"] - part["difference"]).clip(lower=0),
                ],
                linestyle="none",
                marker=look["marker"],
                color=look["color"],
                label=label,
            )
        ax.axvline(0, color=REFERENCE, linestyle="--", linewidth=1)
        ax.set_yticks(
            range(len(lines)), labels=[f"{method_label(method)}, {level}" for method, level in lines]
        )
        ax.set_ylim(len(lines) - 0.5, -0.5)
        ax.set_xlabel(_("Difference to the reference group"))
        ax.set_ylabel(_("Method and group"))
        ax.set_title(self.title, wrap=True)
        ax.legend(fontsize=8)
