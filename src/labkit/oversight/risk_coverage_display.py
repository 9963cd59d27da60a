"""Risk against coverage as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.figures import Display, cue
from labkit.language import catalogue, label, number, percent
from labkit.oversight.selective import risk_coverage_curve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("oversight")

_ROWS = 41


class RiskCoverageDisplay(Display):
    """Error among the cases kept by the model, by the share of cases kept.

    Parameters
    ----------
    curve : DataFrame
        As returned by `risk_coverage_curve`, with a column ``model`` or ``group``: a curve for each.
    """

    def __init__(self, curve: pd.DataFrame) -> None:
        self._curve = curve
        self._by = "group" if "group" in curve.columns else "model"

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, *, groups: Any = None, doubt: Any = None, **options: Any
    ) -> RiskCoverageDisplay:
        """Compute the curves; options as for `risk_coverage_curve`.

        `y_prob` may hold several models, or `groups` (shape ``(n,)``, one model) may give a curve to each group: the share
        kept is then a share of the group.
        """
        y_true, y_prob, groups, doubt = aligned(y_true=y_true, y_prob=y_prob, groups=groups, doubt=doubt)
        y = validation.outcome(y_true)
        if groups is not None:
            p = validation.probability(y_prob)
            codes = validation.identifiers(groups, len(y), "groups")
            who = validation.vector(groups, "groups")
            hesitation = None if doubt is None else validation.numeric(doubt, "doubt")
            validation.same_length(y_true=y, y_prob=p, groups=who)
            parts = []
            for code in range(int(codes.max()) + 1):
                rows, name = codes == code, who[np.argmax(codes == code)]
                own = None if hesitation is None else hesitation[rows]
                parts.append(risk_coverage_curve(y[rows], p[rows], doubt=own, **options).assign(group=name))
            return cls(pd.concat(parts, ignore_index=True))
        options = options if doubt is None else {**options, "doubt": doubt}
        named = validation.models(y_prob, len(y))
        curves = [risk_coverage_curve(y, p, **options).assign(model=name) for name, p in named.items()]
        return cls(pd.concat(curves, ignore_index=True))

    @property
    def table(self) -> pd.DataFrame:
        """At most 41 points a curve, which is named as in the legend."""
        parts = []
        for _name, rows in self._curve.groupby(self._by, sort=False):
            keep = np.unique(np.linspace(0, len(rows) - 1, min(_ROWS, len(rows))).round().astype(int))
            parts.append(rows.iloc[keep])
        names = [self._by, *[c for c in self._curve.columns if c != self._by]]
        table = pd.concat(parts, ignore_index=True)[names]
        table[self._by] = [label(str(name)) for name in table[self._by]]
        return table

    @property
    def title(self) -> str:
        return _("Error among the cases that the model keeps")

    @property
    def alt_text(self) -> str:
        parts = [_("Risk-coverage curve.")]
        for name, rows in self._curve.groupby(self._by, sort=False):
            half = rows.iloc[int(np.searchsorted(rows["coverage"], 0.5))]
            parts.append(
                _(
                    "{model}: {all} of errors when nobody is asked, {half} when the model keeps the surest "
                    "{coverage}."
                ).format(
                    model=label(str(name)),
                    all=percent(float(rows["risk"].iloc[-1]), 1),
                    half=percent(float(half["risk"]), 1),
                    coverage=percent(float(half["coverage"])),
                )
            )
        return " ".join(parts)

    def _column_labels(self) -> dict[str, str]:
        return {
            "model": _("Model"),
            "group": _("Group"),
            "coverage": _("Share kept"),
            "n": _("Cases kept"),
            "errors": _("Errors"),
            "risk": _("Error"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _draw(self, ax: Axes) -> None:
        for i, (name, rows) in enumerate(self._curve.groupby(self._by, sort=False)):
            every = max(1, len(rows) // 10)
            end = number(float(rows["risk"].iloc[-1]))
            ax.plot(
                rows["coverage"], rows["risk"], **cue(i), markevery=every, label=f"{label(str(name))} ({end})"
            )
            ax.fill_between(
                rows["coverage"],
                rows["ci_low"],
                rows["ci_high"],
                color=cue(i)["color"],
                alpha=0.15,
                linewidth=0,
            )
        ax.set_xlim(0, 1)
        # with few cases kept the interval spans everything and would flatten the curve
        top = self._curve.loc[self._curve["coverage"] > 0.05, "ci_high"].max()
        ax.set_ylim(0, min(1.0, 1.1 * top))
        ax.set_xlabel(_("Share of cases that the model keeps"))
        ax.set_ylabel(_("Error among them"))
        ax.set_title(self.title)
        ax.legend()
