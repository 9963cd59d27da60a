"""Notes as frames: the text of each, its spans, its codes and what was true."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.notes.canaries import Canary
from labkit.language import catalogue

_ = catalogue("notes")


LABELS = (
    "NAME", "DATE", "PHONE", "ADDRESS", "EMAIL", "HEALTH_ID", "HOSPITAL", "RECORD",
    "FINDING", "CUE", "DRUG", "DOSE", "UNIT", "ROUTE", "FREQUENCY",
    "DEPARTMENT", "HEADER", "SECTION", "CANARY",
)  # fmt: skip
IDENTIFIERS = LABELS[:8]
_STATUS = ("present", "absent", "uncertain")
_EXPERIENCER = ("patient", "family")
_TEMPORALITY = ("current", "history", "hypothetical")
_SPAN_CATEGORIES = {
    "label": LABELS,
    "status": _STATUS,
    "experiencer": _EXPERIENCER,
    "temporality": _TEMPORALITY,
}


def hash_of(template: Iterable[int]) -> str:
    """A short signature of a note's sequence of sentence patterns."""
    signature = 1469598103934665603
    for key in template:
        signature = ((signature ^ (key + 1)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return f"{signature:016x}"


_FRAME = [
    "note_id",
    "patient_id",
    "stay_id",
    "pair_id",
    "kind",
    "language",
    "region",
    "author",
    "style",
    "sex",
    "age",
    "sex_specific",
    "department",
    "main_condition",
    "main_code",
    "layout",
    "template",
    "text",
]
_SPANS = [
    "note_id",
    "start",
    "end",
    "label",
    "status",
    "experiencer",
    "temporality",
    "concept",
    "attribute",
    "relation",
    "text",
]
_CODES = ["note_id", "code", "condition", "start", "end", "main"]


def frames(
    rows: list[tuple], spans: list[tuple], codes: list[tuple]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    frame = pd.DataFrame(rows, columns=_FRAME)
    columns = dict(zip(_SPANS, zip(*spans, strict=True), strict=True))
    gold: dict[str, Any] = {}
    for name, values in columns.items():
        if name in _SPAN_CATEGORIES:
            order = {value: i for i, value in enumerate(_SPAN_CATEGORIES[name])}
            index = np.fromiter((order.get(v, -1) for v in values), dtype=np.int8, count=len(values))
            gold[name] = pd.Categorical.from_codes(index, categories=list(_SPAN_CATEGORIES[name]))
        elif name in ("start", "end", "relation"):
            gold[name] = np.fromiter(values, dtype=np.int32, count=len(values))
        else:
            gold[name] = list(values)
    # A small chunk may have no code at all: say the types rather than let them be guessed.
    types = {
        "note_id": "str",
        "code": "str",
        "condition": "str",
        "start": "int32",
        "end": "int32",
        "main": "bool",
    }
    coded = pd.DataFrame(codes, columns=_CODES).astype(types)
    return frame, pd.DataFrame(gold), coded


def truth_of(
    n: int, seed: int, asked: dict[str, Any], canaries: int, planted: dict[int, Canary], frame: pd.DataFrame
) -> dict[str, Any]:
    from labkit.data.notes.knowledge.vocabulary import conditions

    own = frame["main_condition"].map({c.id: c.specialty for c in conditions().values()})
    found: dict[str, dict[str, Any]] = {}
    for number, canary in sorted(planted.items()):
        entry = found.setdefault(canary.sentence, {**canary.as_dict(), "note_ids": []})
        suffixes = ("-fr", "-en") if asked["parallel"] else ("",)
        entry["note_ids"].extend(f"N{number:07d}{suffix}" for suffix in suffixes)
    recipe = {"n": n, "random_state": seed, **asked, "canaries": canaries}
    return {
        "recipe": {k: list(v) if isinstance(v, tuple) else v for k, v in recipe.items()},
        "letterhead": {
            "planted": asked["letterhead"],
            "observed": float((frame["department"] == own).mean()),
            "find": {
                "en": "The letterhead names the main diagnosis's department: a coding model can read it instead of the note.",
                "fr": "L'en-tête nomme le service du diagnostic principal : un modèle de codage peut le lire au lieu de la note.",
            },
        },
        "canaries": list(found.values()),
    }
