"""Sensitivity against the label and against the disease, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.audit.truths.against_both import label_bias
from labkit.audit.wording.words import column_labels, metric_label
from labkit.figures import Display, cue
from labkit.language import catalogue, interval, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")

_DRAWN = ("sensitivity_label", "sensitivity_disease", "disease_without_label")


class LabelBiasDisplay(Display):
    """Two truths for each group, and the share of the disease that the label misses.

    Parameters
    ----------
    table : DataFrame
        As `label_bias` returns it.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows = table[table["measure"].isin(_DRAWN)].reset_index(drop=True)

    @classmethod
    def from_predictions(
        cls, y_label: Any, y_pred: Any, y_review: Any, groups: Any, **options: Any
    ) -> LabelBiasDisplay:
        """Compute the table (same options as `label_bias`) and keep it for plotting."""
        return cls(label_bias(y_label, y_pred, y_review, groups, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The rows drawn."""
        return self._rows.copy()

    @property
    def title(self) -> str:
        return _("Two truths: against the label and against the disease")

    @property
    def alt_text(self) -> str:
        sentences = [f"{self.title}."]
        for row in self._rows[self._rows["measure"] == "disease_without_label"].itertuples():
            if np.isfinite(row.estimate):
                sentences.append(
                    _("{level}: the label misses {share} of the disease ({interval}).").format(
                        level=row.level,
                        share=percent(row.estimate),
                        interval=interval(100 * row.ci_low, 100 * row.ci_high, 0),
                    )
                )
            else:
                sentences.append(_("{level}: unknown, too few charts reviewed.").format(level=row.level))
        return " ".join(sentences)

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _draw(self, ax: Axes) -> None:
        levels = list(dict.fromkeys(self._rows["level"]))
        place = {level: position for position, level in enumerate(levels)}
        for series, measure in enumerate(_DRAWN):
            rows = self._rows[(self._rows["measure"] == measure) & self._rows["estimate"].notna()]
            y = np.array([place[level] for level in rows["level"]]) + (series - 1) * 0.2
            look = cue(series)
            ax.errorbar(
                rows["estimate"],
                y,
                xerr=[
                    (rows["estimate"] - rows["ci_low"]).clip(lower=0),
                    (rows["ci_high"] - rows["estimate"]).clip(lower=0),
                ],
                linestyle="none",
                marker=look["marker"],
                color=look["color"],
                label=metric_label(measure),
            )
        ax.set_yticks(range(len(levels)), labels=[str(level) for level in levels])
        ax.set_ylim(len(levels) - 0.5, -0.5)
        ax.set_xlabel(_("Share"))
        ax.set_ylabel(_("Group"))
        ax.set_title(self.title)
        ax.legend(fontsize=8)
