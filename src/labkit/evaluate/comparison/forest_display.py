"""Estimates with their intervals, one a line: external validation by cohort, and differences between models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.evaluate.comparison.cohorts import validation_by_cohort
from labkit.evaluate.comparison.models import compare_models
from labkit.figures import MARKERS, PALETTE, REFERENCE, Display
from labkit.language import catalogue, interval, label, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")

_IDEAL = {"o_e": 1.0, "slope": 1.0, "calibration_in_the_large": 0.0, "auc": 0.5}


def _statistic_words(statistic: str) -> str:
    return {
        "prevalence": _("Prevalence"),
        "auc": "AUC",
        "o_e": _("O/E"),
        "calibration_in_the_large": _("Calibration-in-the-large"),
        "slope": _("Calibration slope"),
        "brier": _("Brier score"),
        "net_benefit": _("Net benefit"),
    }[statistic]


def forest(
    ax: Axes, names: list[str], estimate: Any, low: Any, high: Any, weak: Any, line: float | None
) -> None:
    """Points and intervals from top to bottom; hollow points where the estimate is imprecise."""
    y = np.arange(len(names))[::-1]
    if line is not None:
        ax.axvline(line, color=REFERENCE, linewidth=1, linestyle="--")
    for position, e, a, b, hollow in zip(y, estimate, low, high, weak, strict=True):
        ax.plot([a, b], [position, position], color=PALETTE[0])
        ax.plot(
            [e],
            [position],
            linestyle="none",
            color=PALETTE[0],
            marker=MARKERS[0],
            markerfacecolor="white" if hollow else PALETTE[0],
        )
    ax.set_yticks(y, names)


class CohortDisplay(Display):
    """One statistic of a model in each cohort: the same model elsewhere, or later.

    Parameters
    ----------
    table : DataFrame
        As returned by `validation_by_cohort`.
    statistic : str
        One of its statistics.
    """

    def __init__(self, table: pd.DataFrame, statistic: str = "o_e") -> None:
        known = list(dict.fromkeys(table["statistic"]))
        if statistic not in known:
            raise ValueError(
                _("Unknown statistic {name}; there are {names}.").format(
                    name=repr(statistic), names=", ".join(known)
                )
            )
        self._rows = table[table["statistic"] == statistic].reset_index(drop=True)
        self._statistic = statistic

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, cohort: Any, *, statistic: str = "o_e", **options: Any
    ) -> CohortDisplay:
        """Compute the table (options as for `validation_by_cohort`)."""
        return cls(validation_by_cohort(y_true, y_prob, cohort, **options), statistic)

    @property
    def table(self) -> pd.DataFrame:
        """One row a cohort."""
        return self._rows.copy()

    @property
    def title(self) -> str:
        return _("{statistic} by cohort").format(statistic=_statistic_words(self._statistic))

    @property
    def alt_text(self) -> str:
        parts = [
            _("{name}: {estimate} ({interval})").format(
                name=label(str(row.cohort)),
                estimate=number(row.estimate),
                interval=interval(row.ci_low, row.ci_high),
            )
            for row in self._rows.itertuples()
        ]
        return f"{self.title}. " + _("; ").join(parts) + "."

    def _column_labels(self) -> dict[str, str]:
        return {
            "cohort": _("Cohort"),
            "statistic": _("Statistic"),
            "n": _("People"),
            "events": _("Events"),
            "estimate": _("Estimate"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
            "status": _("Status"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self._rows
        names = [
            f"{label(str(row.cohort))} ({number(row.events, 0)} / {number(row.n, 0)})"
            for row in rows.itertuples()
        ]
        line = _IDEAL.get(self._statistic)
        forest(ax, names, rows["estimate"], rows["ci_low"], rows["ci_high"], rows["status"] != "ok", line)
        ax.set_xlabel(
            _("{statistic} (hollow: imprecise)").format(statistic=_statistic_words(self._statistic))
        )
        ax.set_ylabel(_("Cohort (events / people)"))
        ax.set_title(self.title)


class ComparisonDisplay(Display):
    """Paired differences of models to a reference model; an interval across 0 decides nothing.

    Parameters
    ----------
    table : DataFrame
        As returned by `compare_models`.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table

    @classmethod
    def from_predictions(cls, y_true: Any, y_prob: Any, **options: Any) -> ComparisonDisplay:
        """Compute the differences (options as for `compare_models`)."""
        return cls(compare_models(y_true, y_prob, **options))

    @property
    def table(self) -> pd.DataFrame:
        """One row a model and statistic."""
        return self._table.copy()

    @property
    def title(self) -> str:
        return _("Differences to {reference}, on the same people").format(
            reference=label(str(self._table["reference"].iloc[0]))
        )

    def _names(self) -> list[str]:
        return [
            f"{label(str(r.model))}, {_statistic_words(str(r.statistic))}" for r in self._table.itertuples()
        ]

    @property
    def alt_text(self) -> str:
        parts = [
            _("{name}: {estimate} ({interval})").format(
                name=name, estimate=number(row.difference, 3), interval=interval(row.ci_low, row.ci_high, 3)
            )
            for name, row in zip(self._names(), self._table.itertuples(), strict=True)
        ]
        return f"{self.title}. " + _("; ").join(parts) + "."

    def _column_labels(self) -> dict[str, str]:
        return {
            "model": _("Model"),
            "reference": _("Reference"),
            "statistic": _("Statistic"),
            "estimate": _("Estimate"),
            "reference_estimate": _("Estimate of the reference"),
            "difference": _("Difference"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
            "p_value": _("p-value"),
            "method": _("Method"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self._table
        crosses = (rows["ci_low"] <= 0) & (rows["ci_high"] >= 0)
        forest(ax, self._names(), rows["difference"], rows["ci_low"], rows["ci_high"], crosses, 0.0)
        ax.set_xlabel(_("Difference (hollow: the interval holds 0)"))
        ax.set_ylabel(_("Model"))
        ax.set_title(self.title)
