"""Flip rates of the swap and of its control as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.audit.counterfactual.flips import CounterfactualTest, paired_flips
from labkit.audit.wording.forest import draw_forest
from labkit.audit.wording.words import column_labels
from labkit.figures import Display
from labkit.language import catalogue, interval, percent, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("audit")
ngettext = plural_catalogue("audit")


class CounterfactualDisplay(Display):
    """Share of decisions that the swap and the control flip, and their difference.

    Parameters
    ----------
    test : CounterfactualTest
    """

    def __init__(self, test: CounterfactualTest) -> None:
        self.test = test

    @classmethod
    def from_predictions(
        cls, score: Any, swapped: Any, control: Any, *, threshold: float = 0.5, confidence: float = 0.95
    ) -> CounterfactualDisplay:
        """From the scores of the notes, of their swaps and of their controls."""
        return cls(paired_flips(score, swapped, control, threshold=threshold, confidence=confidence))

    @property
    def table(self) -> pd.DataFrame:
        """One row for the swap, the control and their difference."""
        import pandas as pd

        test = self.test
        return pd.DataFrame(
            {
                "perturbation": [_("Swap"), _("Control"), _("Swap minus control")],
                "notes": [test.n] * 3,
                "estimate": [test.swap_rate, test.control_rate, test.difference],
                "ci_low": [test.swap_low, test.control_low, test.ci_low],
                "ci_high": [test.swap_high, test.control_high, test.ci_high],
            }
        )

    @property
    def title(self) -> str:
        return _("Decisions flipped by the swap and by a control")

    @property
    def alt_text(self) -> str:
        test = self.test
        text = _(
            "{title}. The swap flips {swap} of {n} decisions, the control {control}; difference {difference} ({interval})."
        ).format(
            title=self.title,
            swap=percent(test.swap_rate, 1),
            control=percent(test.control_rate, 1),
            n=test.n,
            difference=percent(test.difference, 1),
            interval=interval(100 * test.ci_low, 100 * test.ci_high, 1),
        )
        aside = ngettext("{aside} note set aside.", "{aside} notes set aside.", test.set_aside)
        return f"{text} {aside.format(aside=test.set_aside)}"

    def _column_labels(self) -> dict[str, str]:
        return column_labels()

    def _draw(self, ax: Axes) -> None:
        rows = self.table.assign(status="ok")
        draw_forest(ax, list(rows["perturbation"]), rows, 0.0)
        ax.set_xlabel(_("Share of decisions"))
        ax.set_ylabel(_("Perturbation"))
        ax.set_title(self.title)
