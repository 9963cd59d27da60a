"""The kinds of note: which a stay gets, by weight and by the diagnoses that call for them."""

from functools import cache

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.knowledge.compatibility import PARTS, among_patients, plan
from labkit.data.notes.knowledge.concepts import acute, shown_by
from labkit.data.notes.knowledge.vocabulary import Condition, table

# What a report of each kind shows.
SHOWN_BY = {
    "chest_xray": "cxr", "ct_report": "ct", "mri_report": "mri", "ultrasound_report": "us", "endoscopy_report": "endo",
    "echocardiography": "echo", "pathology_report": "path",
}  # fmt: skip
REPORTS = frozenset(SHOWN_BY) - {"pathology_report"}
WORKED_UP = frozenset(("discharge_letter", "admission_note", "progress_note", "emergency_note"))
OFFICE = frozenset(
    ("family_medicine", "consultation_letter", "referral_letter", "telephone_note", "prescription")
)
ASKING = frozenset(("referral_letter", "telephone_note", "prehospital_report", "triage"))
# A kind that examines something is written when the condition shows there; the others are for everybody.
_NEEDS = SHOWN_BY | {"psychiatry_note": "psych"}
# Where nothing asked for calls for a note, any may be written rather than none.
_RARELY = 1e-6


@cache
def kinds() -> tuple[str, ...]:
    """Kinds of note."""
    return tuple(table("kinds"))


def called_for(kind: str, condition: str) -> bool:
    """Whether a condition gives reason to write a kind of note."""
    places = table("compatibility")["kinds"].get(kind)
    if places and not plan(condition).where & set(places.split()):
        return False
    if kind == "referral_letter" and condition in among_patients("not_referred"):
        return False
    if SHOWN_BY.get(kind) in PARTS and SHOWN_BY[kind] not in plan(condition).parts:
        return False
    return kind not in _NEEDS or bool(shown_by(condition)[_NEEDS[kind]])


@cache
def calling_for(wanted: tuple[str, ...]) -> tuple[Condition, ...]:
    """Conditions that give reason for at least one of the wanted kinds."""
    return tuple(c for c in acute() if any(called_for(kind, c.id) for kind in wanted))


@cache
def _weights(condition: str, wanted: tuple[str, ...]) -> tuple[float, ...]:
    weights = []
    for kind in wanted:
        share = sum(called_for(kind, c.id) for c in acute()) / len(acute())
        base = table("kinds")[kind]["weight"] / max(share, 0.12)
        weights.append(base if called_for(kind, condition) else base * _RARELY)
    return tuple(weights)


def choose_kind(r: Draw, condition: str, wanted: tuple[str, ...]) -> str:
    """A kind of note for a condition, by weight."""
    weights = _weights(condition, wanted)
    left = r() * sum(weights)
    for kind, weight in zip(wanted, weights, strict=True):
        left -= weight
        if left < 0:
            return kind
    return wanted[-1]
