"""Predicted against observed risk, one line a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.audit.counts.members import OVERALL
from labkit.audit.scores.calibration import calibration_by_group, reliability_by_group
from labkit.audit.wording.words import column_labels
from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, interval, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")


class CalibrationByGroupDisplay(Display):
    """Reliability of each group, with Wilson's intervals, beside the diagonal.

    Parameters
    ----------
    reliability : DataFrame
        As `reliability_by_group` returns it.
    summary : DataFrame
        As `calibration_by_group` returns it.
    """

    def __init__(self, reliability: pd.DataFrame, summary: pd.DataFrame) -> None:
        self._reliability = reliability
        self.summary = summary

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, groups: Any, *, n_bins: int = 10, confidence: float = 0.95
    ) -> CalibrationByGroupDisplay:
        """Compute both tables and keep them for plotting."""
        options = {"n_bins": n_bins, "confidence": confidence}
        return cls(
            reliability_by_group(y_true, y_prob, groups, **options),  # type: ignore[arg-type]
            calibration_by_group(y_true, y_prob, groups, **options),  # type: ignore[arg-type]
        )

    @property
    def table(self) -> pd.DataFrame:
        """Predicted and observed risk by group and bin."""
        return self._reliability.copy()

    @property
    def title(self) -> str:
        return _("Calibration by group")

    @property
    def alt_text(self) -> str:
        sentences = [_("Calibration by group: observed against predicted risk.")]
        for row in self.summary[self.summary["level"] != OVERALL].itertuples():
            sentences.append(
                _("{level}: observed over expected events {value} ({interval}).").format(
                    level=row.level, value=number(row.oe), interval=interval(row.oe_low, row.oe_high)
                )
            )
        return " ".join(sentences)

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _draw(self, ax: Axes) -> None:
        ax.plot([0, 1], [0, 1], color=REFERENCE, linestyle=":", linewidth=1, label=_("Perfect calibration"))
        for position, (level, rows) in enumerate(self._reliability.groupby("level", sort=False)):
            look = cue(position)
            error = [
                (rows["observed"] - rows["ci_low"]).clip(lower=0),
                (rows["ci_high"] - rows["observed"]).clip(lower=0),
            ]
            ax.errorbar(
                rows["mean_predicted"], rows["observed"], yerr=error, **look, elinewidth=0.8, label=str(level)
            )
        top = 1.05 * max(self._reliability["ci_high"].max(), self._reliability["mean_predicted"].max())
        ax.set_xlim(0, min(top, 1.02))
        ax.set_ylim(0, min(top, 1.02))
        ax.set_xlabel(_("Mean predicted risk"))
        ax.set_ylabel(_("Observed risk"))
        ax.set_title(self.title)
        ax.legend(title=self._reliability["attribute"].iloc[0])
