"""Data with known truth: generated cohorts whose planted effects are recorded; readers for data people bring.

Nothing heavy is imported until a name is used.
"""

from importlib import import_module
from typing import Any

_PUBLIC = {
    "AnnotatedNotes": "readers.annotated",
    "BadFile": "readers._problem",
    "Cohort": "stays",
    "DamagedFile": "_files",
    "Effect": "truth",
    "Extract": "relational",
    "Fhir": "readers.fhir",
    "LeftOut": "readers.report",
    "Mimic": "readers.mimic",
    "Notes": "notes",
    "ReadingReport": "readers.report",
    "Truth": "truth",
    "datasheet": "samples",
    "dictionary": "columns",
    "label": "columns",
    "extract": "relational",
    "generate_notes": "notes",
    "generate_stays": "stays",
    "generate_triage": "notes",
    "load_audit_stays": "samples",
    "load_breast_cancer": "real",
    "load_diabetes": "real",
    "load_extract": "samples",
    "load_nhefs": "real",
    "load_notes": "notes",
    "load_stays": "samples",
    "load_truth": "samples",
    "notes_for_stays": "notes",
    "read_brat": "readers.brat",
    "read_cohort": "readers.cohort",
    "read_fhir": "readers.fhir",
    "read_mimic": "readers.mimic",
    "read_notes": "readers.notes",
    "regenerate": "stays",
}
_ROOMS = ("network", "notes", "planted", "readers")

__all__ = [*sorted(_PUBLIC), *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(f"labkit.data.{_PUBLIC[name]}"), name)
    if name in _ROOMS:
        return import_module(f"labkit.data.{name}")
    raise AttributeError(f"module 'labkit.data' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
