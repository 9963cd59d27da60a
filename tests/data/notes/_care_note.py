"""A note and its gold as the rules of the ward and the office read them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd


class Note(NamedTuple):
    """A note as the rules read it; `flat` has no names, dates nor numbers that identify, `of` its spans by label."""

    row: Any
    findings: list[Any]
    drugs: list[Any]
    dates: list[Any]
    flat: str
    of: dict[str, list[Any]]
    parts: dict[Any, dict[str, str]] = {}

    def dosed(self) -> Iterator[tuple[Any, float, str]]:
        """Each drug with its dose and its frequency, where the note gives it."""
        for d in self.drugs:
            part = self.parts.get(d.relation, {})
            yield d, float(part["DOSE"]), part.get("FREQUENCY", "")

    def has(self, *concepts: str, status: str = "present") -> bool:
        """Whether the patient has one of the findings, of now or for long."""
        return any(
            f.concept in concepts and f.status == status and f.experiencer == "patient" for f in self.findings
        )

    def says(self, pattern: str) -> str | None:
        """The words of the note that answer to a pattern."""
        found = re.search(rf"(?i){pattern}", self.flat)
        return found[0] if found else None


def read(notes: Any) -> Iterator[Note]:
    """Each note with its gold; identifiers are blanked at the same places."""
    groups = dict(list(notes.spans.groupby("note_id")))
    hidden = {"NAME", "PHONE", "ADDRESS", "HOSPITAL", "RECORD", "HEALTH_ID", "EMAIL", "DATE"}
    for row in notes.frame.itertuples(index=False):
        own = list(groups.get(row.note_id, pd.DataFrame()).itertuples(index=False))
        flat = row.text
        for s in own:
            if s.label in hidden:
                flat = flat[: s.start] + "_" * (s.end - s.start) + flat[s.end :]
        labels = ("FINDING", "DRUG", "DATE", "DOSE", "SECTION", "HEADER", "CUE")
        kinds = {label: [s for s in own if s.label == label] for label in labels}
        parts: dict[Any, dict[str, str]] = {}
        for s in own:
            if s.label in ("DOSE", "FREQUENCY"):
                parts.setdefault(s.relation, {})[s.label] = s.concept
        yield Note(row, kinds["FINDING"], kinds["DRUG"], kinds["DATE"], flat, kinds, parts)


def stays_of(codes: str, n: int, youngest: int = 50, span: int = 35, step: int = 1) -> pd.DataFrame:
    """Stays for these diagnoses, in turn, each of another patient; an ectopic pregnancy befalls young women."""
    known, young = codes.split(), codes.startswith("O00")
    return pd.DataFrame(
        {
            "stay_id": [f"S{i}" for i in range(n)],
            "patient_id": [f"P{i}" for i in range(n)],
            "sex": ["F" if young else "FM"[i % 2] for i in range(n)],
            "age": [26 + i % 15 if young else youngest + (step * i) % span for i in range(n)],
            "icd10": [known[i % len(known)] for i in range(n)],
            "language": ["fr" if i % 4 < 2 else "en" for i in range(n)],
        }
    )
