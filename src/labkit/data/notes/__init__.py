"""Clinical notes in French and English whose every identifier, finding, drug and code is known."""

from importlib import import_module
from typing import Any

_PUBLIC = {
    "BENIGN": "triage",
    "IDENTIFIERS": "_frames",
    "KINDS": "generate",
    "LABELS": "_frames",
    "Notes": "generate",
    "PHENOMENA": "triage",
    "RED_FLAGS": "triage",
    "REGIONS": "generate",
    "generate_notes": "generate",
    "generate_triage": "triage",
    "load_notes": "sample",
    "notes_for_stays": "for_stays",
}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(f"labkit.data.notes.{_PUBLIC[name]}"), name)
    raise AttributeError(f"module 'labkit.data.notes' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
