"""What absence says, beside what the value says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.audit.missingness.audit import missingness_audit
from labkit.audit.wording.words import column_labels
from labkit.figures import REFERENCE, Display, cue
from labkit.language import catalogue, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")


class MissingnessDisplay(Display):
    """AUC of "is it missing?" and of the value itself, by column; both on the side of 0.5 that predicts.

    Parameters
    ----------
    table : DataFrame
        As `missingness_audit` returns it.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows = table.reset_index(drop=True)

    @classmethod
    def from_predictions(cls, frame: Any, y_true: Any, **options: Any) -> MissingnessDisplay:
        """Compute the table (same options as `missingness_audit`) and keep it for plotting."""
        return cls(missingness_audit(frame, y_true, **options))

    @property
    def table(self) -> pd.DataFrame:
        """The table of `missingness_audit`."""
        return self._rows.copy()

    @property
    def title(self) -> str:
        return _("Does absence say more than the value?")

    @property
    def alt_text(self) -> str:
        sentences = [f"{self.title}"]
        for row in self._rows.itertuples():
            absence = _side(row.auc_indicator)
            if np.isfinite(row.auc_value):
                words = _(
                    "{column}: area under the curve {absence} for being missing, {value} for the value."
                )
            else:
                words = _("{column}: area under the curve {absence} for being missing.")
            sentences.append(
                words.format(column=row.column, absence=number(absence), value=number(_side(row.auc_value)))
            )
        return " ".join(sentences)

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _draw(self, ax: Axes) -> None:
        for series, (kind, label) in enumerate(
            (("auc_indicator", _("Being missing")), ("auc_value", _("The value, where present")))
        ):
            rows = self._rows[self._rows[kind].notna()]
            ends = np.array([_side(rows[kind + end].to_numpy(float)) for end in ("", "_low", "_high")])
            # mirrored at 0.5, an interval's ends may change places, and one that straddles it begins there
            straddles = (rows[kind + "_low"] < 0.5) & (rows[kind + "_high"] > 0.5)
            low, high = np.where(straddles, 0.5, ends.min(axis=0)), ends.max(axis=0)
            look = cue(series)
            ax.errorbar(
                ends[0],
                rows.index + (series - 0.5) * 0.25,
                xerr=[ends[0] - low, high - ends[0]],
                linestyle="none",
                marker=look["marker"],
                color=look["color"],
                label=label,
            )
        ax.axvline(0.5, color=REFERENCE, linestyle="--", linewidth=1)
        ax.set_yticks(range(len(self._rows)), labels=[str(c) for c in self._rows["column"]])
        ax.set_ylim(len(self._rows) - 0.5, -0.5)
        ax.set_xlabel(_("Area under the ROC curve"))
        ax.set_ylabel(_("Column"))
        ax.set_title(self.title)
        ax.legend(fontsize=8)


def _side(auc: Any) -> Any:
    return 0.5 + np.abs(auc - 0.5)
