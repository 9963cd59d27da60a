"""How sure the class was of its predictions, beside how often it was right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from labkit.grading.report.progress import Event
from labkit.language import catalogue, number, percent, plural_catalogue
from labkit.notebook.own_calibration import OwnCalibrationDisplay

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")


class ClassCalibrationDisplay(OwnCalibrationDisplay):
    """The learner's own calibration curve, over all who handed in their progress: each one's first prediction counts."""

    @classmethod
    def from_class(cls, events: Mapping[str, Iterable[Event]]) -> ClassCalibrationDisplay:
        """From each learner's events."""
        made = []
        for mine in events.values():
            firsts: dict[str, Event] = {}
            for event in mine:
                if event.kind == "predict" and event.confidence is not None and event.right is not None:
                    firsts.setdefault(event.item, event)
            made += [((e.confidence or 0.0) / 100, bool(e.right)) for e in firsts.values()]
        if not made:
            raise ValueError(
                _(
                    "Nobody handed in a prediction. It stands in .labkit/progress.jsonl beside the learner's labs, and is the "
                    "learner's own: whoever agrees copies the file into the lab's folder before handing in."
                )
            )
        return cls(made)

    @property
    def title(self) -> str:
        return _("Calibration of the class: how sure it was, how often it was right")

    @property
    def sentence(self) -> str:
        n = len(self._made)
        return ngettext(
            "{n} prediction: {sure} sure, {right} right; Brier score {brier} (0 is best).",
            "{n} predictions: {sure} sure on average, {right} of them right; Brier score {brier} (0 is best).",
            n,
        ).format(
            n=n,
            sure=percent(sum(sure for sure, _right in self._made) / n),
            right=percent(sum(right for _sure, right in self._made) / n),
            brier=number(self.brier),
        )

    @property
    def alt_text(self) -> str:
        text = _("At {sure}: {right} right, n = {n} ({low} to {high}).")
        rows = (
            text.format(
                sure=percent(row.sure),
                right=percent(row.right),
                n=row.n,
                low=percent(row.ci_low),
                high=percent(row.ci_high),
            )
            for row in self.table.itertuples()
        )
        return " ".join([self.sentence, *rows])

    def _column_labels(self) -> dict[str, str]:
        return {
            "sure": _("How sure"),
            "right": _("How often right"),
            "n": _("Predictions"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _who(self) -> str:
        return _("the class")
