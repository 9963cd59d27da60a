"""The most convincing subgroups as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.audit.subgroups.search import search_subgroups, subgroup_labels
from labkit.audit.wording.forest import draw_forest
from labkit.audit.wording.words import column_labels, metric_label
from labkit.evaluate.inputs import settings
from labkit.figures import Display
from labkit.language import catalogue, interval, number, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")
ngettext = plural_catalogue("audit")


class SubgroupsDisplay(Display):
    """Difference of each subgroup to everybody else, for the most convincing ones.

    Parameters
    ----------
    table : DataFrame
        As `search_subgroups` returns it.
    metric : str
    top : int
        How many to show.
    level : float
        Adjusted p-values below it count as an alarm (a filled marker).
    """

    def __init__(self, table: pd.DataFrame, metric: str, top: int = 10, level: float = 0.05) -> None:
        top = settings.whole(top, "top", least=1)
        self.metric, self.level = metric, level
        self.searched, self.alarms = len(table), int((table["p_adjusted"] < level).sum())
        head = table.head(top)
        self._rows = head.assign(subgroup=subgroup_labels(head))

    @classmethod
    def from_predictions(
        cls,
        y_true: Any,
        y_pred: Any,
        groups: Any,
        metric: str = "false_negative_rate",
        *,
        top: int = 10,
        **options: Any,
    ) -> SubgroupsDisplay:
        """Search (same options as `search_subgroups`) and keep the result for plotting."""
        return cls(search_subgroups(y_true, y_pred, groups, metric, **options), metric, top)

    @property
    def table(self) -> pd.DataFrame:
        """The subgroups drawn."""
        columns = ["subgroup", "n", "numerator", "denominator", "estimate"]
        return self._rows[[*columns, "difference", "diff_low", "diff_high", "p_adjusted"]].reset_index(
            drop=True
        )

    @property
    def title(self) -> str:
        return _("{metric}: subgroups against everybody else").format(metric=metric_label(self.metric))

    @property
    def alt_text(self) -> str:
        sentences = [
            f"{self.title}.",
            "{}, {}.".format(
                ngettext("{n} subgroup searched", "{n} subgroups searched", self.searched).format(
                    n=number(self.searched, 0)
                ),
                ngettext("{n} differs after correction", "{n} differ after correction", self.alarms).format(
                    n=number(self.alarms, 0)
                ),
            ),
        ]
        if len(self._rows):
            row = self._rows.iloc[0]
            sentences.append(
                _("First: {subgroup}, difference {difference} ({interval}).").format(
                    subgroup=row["subgroup"],
                    difference=number(row["difference"]),
                    interval=interval(row["diff_low"], row["diff_high"]),
                )
            )
        return " ".join(sentences)

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _draw(self, ax: Axes) -> None:
        rows = self._rows.assign(
            estimate=self._rows["difference"],
            ci_low=self._rows["diff_low"],
            ci_high=self._rows["diff_high"],
            status=["ok" if p < self.level else "imprecise" for p in self._rows["p_adjusted"]],
        )
        labels = [f"{row.subgroup} (n = {number(row.denominator, 0)})" for row in rows.itertuples()]
        draw_forest(ax, labels, rows, 0.0)
        ax.set_xlabel(_("Difference to everybody else (filled: after correction)"))
        ax.set_ylabel(_("Subgroup (people at risk)"))
        ax.set_title(self.title)
