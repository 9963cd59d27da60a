"""Annotated notes, whatever format they came in."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from labkit.data.readers.report import ReadingReport

SPAN_COLUMNS = ("note_id", "span_id", "label", "start", "end", "text", "attributes")


@dataclass(frozen=True)
class AnnotatedNotes:
    """Notes and their spans.

    Attributes
    ----------
    notes : DataFrame
        ``note_id, text``, and in JSON lines whatever else each note has.
    spans : DataFrame
        ``note_id, span_id, label, start, end, text, attributes``: characters from `start` (the first is 0) up
        to but not including `end`; one row a fragment, so a span in two pieces has two rows with one
        ``span_id``. ``attributes`` is a dict, such as ``{"Negation": True}``.
    report : ReadingReport
        How many notes and spans were read, and what was left out.
    """

    notes: pd.DataFrame
    spans: pd.DataFrame
    report: ReadingReport = field(default_factory=lambda: ReadingReport({}))

    @classmethod
    def from_records(
        cls, notes: list[dict[str, Any]], spans: list[dict[str, Any]], report: ReadingReport | None = None
    ) -> "AnnotatedNotes":
        """From one dict a note and one a fragment."""
        report = report or ReadingReport({"notes": len(notes), "spans": len(spans)})
        return cls(pd.DataFrame(notes), pd.DataFrame(spans, columns=list(SPAN_COLUMNS)), report)
