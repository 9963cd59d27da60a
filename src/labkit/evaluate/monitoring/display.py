"""Control chart of O/E, and drift by feature, as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.evaluate.monitoring.charts import control_chart
from labkit.evaluate.monitoring.drift import drift_report
from labkit.figures import PALETTE, REFERENCE, Display
from labkit.language import catalogue, label, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("evaluate")


class ControlChartDisplay(Display):
    """O/E by period with its control limits; alarms have another marker.

    Parameters
    ----------
    chart : DataFrame
        As returned by `control_chart`.
    """

    def __init__(self, chart: pd.DataFrame) -> None:
        self._chart = chart

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_prob: Any, period: Any, *, sigma: float = 3.0
    ) -> ControlChartDisplay:
        """Compute the chart (same parameters as `control_chart`)."""
        return cls(control_chart(y_true, y_prob, period, sigma=sigma))

    @property
    def table(self) -> pd.DataFrame:
        """One row a period."""
        return self._chart.copy()

    @property
    def title(self) -> str:
        return _("Control chart: observed over expected events")

    @property
    def alt_text(self) -> str:
        alarms = self._chart.loc[self._chart["alarm"], "period"]
        text = _("Control chart of O/E over {n} periods, from {low} to {high}.").format(
            n=len(self._chart), low=number(self._chart["o_e"].min()), high=number(self._chart["o_e"].max())
        )
        if len(alarms):
            names = ", ".join(str(p) for p in alarms[:10])
            return text + " " + _("Outside the limits: {periods}.").format(periods=names)
        return text + " " + _("No period lies outside the limits.")

    def _column_labels(self) -> dict[str, str]:
        return {
            "period": _("Period"),
            "n": _("People"),
            "observed": _("Observed events"),
            "expected": _("Expected events"),
            "o_e": _("O/E"),
            "low": _("Limit, low"),
            "high": _("Limit, high"),
            "alarm": _("Alarm"),
        }

    def _draw(self, ax: Axes) -> None:
        chart = self._chart
        x = np.arange(len(chart))
        ax.axhline(1, color=REFERENCE, linewidth=1)
        limits: dict[str, Any] = {"color": PALETTE[1], "linestyle": "--", "linewidth": 1, "where": "mid"}
        ax.step(x, chart["low"], label=_("Control limits"), **limits)
        ax.step(x, chart["high"], **limits)
        ax.plot(x, chart["o_e"], color=PALETTE[0], marker="o", label=_("O/E"))
        alarm = chart["alarm"].to_numpy()
        if alarm.any():
            ax.plot(
                x[alarm],
                chart["o_e"][alarm],
                linestyle="none",
                marker="X",
                markersize=12,
                color="black",
                label=_("Alarm"),
            )
        every = max(1, len(chart) // 10)
        ax.set_xticks(x[::every], [str(p) for p in chart["period"][::every]], rotation=30, ha="right")
        ax.set_xlabel(_("Period"))
        ax.set_ylabel(_("O/E"))
        ax.set_title(self.title)
        ax.legend()


class DriftDisplay(Display):
    """Population stability index by feature, beside the index that chance alone would give.

    Parameters
    ----------
    report : DataFrame
        As returned by `drift_report`.
    """

    def __init__(self, report: pd.DataFrame) -> None:
        self._report = report

    @classmethod
    def from_frames(cls, reference: Any, current: Any, **options: Any) -> DriftDisplay:
        """Compute the report (same parameters as `drift_report`)."""
        return cls(drift_report(reference, current, **options))

    @property
    def table(self) -> pd.DataFrame:
        """One row a feature."""
        return self._report.copy()

    @property
    def title(self) -> str:
        return _("Drift by feature: population stability index")

    @property
    def alt_text(self) -> str:
        moved = self._report[self._report["drifted"]]
        if not len(moved):
            return _("Drift by feature: none of {n} features drifted beyond chance.").format(
                n=len(self._report)
            )
        names = ", ".join(f"{label(str(r.feature))} ({number(r.psi)})" for r in moved.head(8).itertuples())
        return _("Drift by feature: {count} of {n} features drifted: {names}.").format(
            count=len(moved), n=len(self._report), names=names
        )

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        kinds = {"number": _("a number"), "category": _("a category")}
        return table.assign(
            feature=[label(str(name)) for name in table["feature"]],
            kind=[kinds.get(kind, kind) for kind in table["kind"]],
        )

    def _column_labels(self) -> dict[str, str]:
        return {
            "feature": _("Feature"),
            "kind": _("Kind"),
            "psi": "PSI",
            "psi_expected": _("PSI by chance"),
            "psi_p_value": _("p-value of the PSI"),
            "ks": "KS",
            "ks_p_value": _("p-value of the KS"),
            "missing_reference": _("Missing, reference"),
            "missing_current": _("Missing, now"),
            "p_adjusted": _("p-value, adjusted"),
            "drifted": _("Drifted"),
        }

    def _draw(self, ax: Axes) -> None:
        rows = self._report.iloc[::-1]
        y = np.arange(len(rows))
        bars = ax.barh(y, rows["psi"], color=PALETTE[0])
        for bar, drifted in zip(bars, rows["drifted"], strict=True):
            if drifted:
                bar.set_hatch("//")
                bar.set_edgecolor("white")
        ax.plot(
            rows["psi_expected"],
            y,
            linestyle="none",
            marker="|",
            markersize=14,
            color="black",
            label=_("By chance"),
        )
        ax.set_yticks(y, [label(str(name)) for name in rows["feature"]])
        ax.set_xlabel(_("Population stability index (hatched: beyond chance)"))
        ax.set_ylabel(_("Feature"))
        ax.set_title(self.title)
        ax.legend()
