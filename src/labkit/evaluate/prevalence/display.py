"""Predictive values over prevalence, with the wards where a test is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.prevalence.bayes import predictive_values
from labkit.figures import MARKERS, Display, cue
from labkit.language import catalogue, label, number, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("labels")


class PredictiveValuesDisplay(Display):
    """PPV and NPV of one test as the prevalence changes, and where some wards lie.

    Parameters
    ----------
    sensitivity, specificity : float
    prevalence : mapping of str to float
        Each ward's prevalence; the names are shown in words (`labkit.language.label`).
    """

    def __init__(self, sensitivity: float, specificity: float, prevalence: Mapping[str, float]) -> None:
        self._sensitivity, self._specificity = sensitivity, specificity
        self._prevalence = dict(prevalence)

    @property
    def title(self) -> str:
        return _("The same test: sensitivity {se}, specificity {sp}").format(
            se=number(self._sensitivity), sp=number(self._specificity)
        )

    @property
    def table(self) -> pd.DataFrame:
        import pandas as pd

        names = list(self._prevalence)
        prevalence = np.array([self._prevalence[name] for name in names], dtype=float)
        values = predictive_values(self._sensitivity, self._specificity, prevalence)
        return pd.DataFrame(
            {
                "ward": [label(name) for name in names],
                "prevalence": prevalence,
                "ppv": values.ppv,
                "npv": values.npv,
            }
        )

    @property
    def alt_text(self) -> str:
        parts = [
            _("{ward}: prevalence {prevalence}, PPV {ppv}").format(
                ward=row.ward, prevalence=percent(row.prevalence), ppv=percent(row.ppv)
            )
            for row in self.table.itertuples()
        ]
        lead = _(
            "As the prevalence falls, the positive predictive value of the same test falls steeply while the "
            "negative one rises."
        )
        return " ".join([lead, ". ".join(parts) + "."])

    def _column_labels(self) -> dict[str, str]:
        return {"ward": _("Ward"), "prevalence": _("Prevalence"), "ppv": _("PPV"), "npv": _("NPV")}

    def _draw(self, ax: Axes) -> None:
        grid: Any = np.geomspace(0.003, 0.7, 200)
        ppv, npv = predictive_values(self._sensitivity, self._specificity, grid)
        for i, (values, name) in enumerate(((ppv, _("PPV")), (npv, _("NPV")))):
            ax.plot(grid, values, label=name, **{**cue(i), "marker": None})
        for i, row in enumerate(self.table.itertuples()):
            ax.plot(
                [row.prevalence],
                [row.ppv],
                linestyle="none",
                color="black",
                marker=MARKERS[i % len(MARKERS)],
                label=row.ward,
            )
        ax.set_xscale("log")
        ticks = [0.01, 0.05, 0.2, 0.5]
        ax.set_xticks(ticks, [percent(tick) for tick in ticks])
        ax.minorticks_off()
        ax.set_ylim(0, 1.02)
        ax.set_xlabel(_("Prevalence on the ward (logarithmic scale)"))
        ax.set_ylabel(_("Predictive value"))
        ax.set_title(self.title)
        ax.legend()
