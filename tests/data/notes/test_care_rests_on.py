"""A diagnosis, a drug and an alarm rest on something: no note holds what the rules of `_care_rests_on` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_note import read, stays_of
from tests.data.notes._care_rests_on import RULES

# Diagnoses, and the kinds of note that can say of each what it does not rest on.
DRAWN = {
    "F41.1 F32.9": (60, ("psychiatry_note", "emergency_note", "family_medicine")),
    "K80.2": (40, ("family_medicine", "emergency_note")),
    "H25.9 S52.5": (60, ("operative_report", "preanaesthesia")),
    "S52.5": (20, ("physiotherapy",)),
    "H25.9 I48.9 G43.9 M31.6": (80, ("family_medicine", "emergency_note", "discharge_letter")),
    "D50.9": (200, ("progress_note", "discharge_letter", "admission_note")),
    "I33.0": (40, ("progress_note", "discharge_letter", "admission_note")),
    "J96.0": (140, ("icu_note", "admission_note")),
    "I63.9 I60.9 A41.9": (90, ("icu_note",)),
    "K81.0 K35.8": (60, ("ultrasound_report", "ct_report")),
    "T78.2": (40, ("prehospital_report", "emergency_note", "icu_note")),
    "J18.9 I26.9 I50.9 A40.9": (60, ("emergency_note", "admission_note")),
    "E46 N17.9 E10.1": (60, ("dietetics",)),
    "I50.9 J18.9 S72.0": (120, ("nursing_note",)),
    "I60.9 S06.0": (30, ("nursing_note",)),
    "I80.2 K92.2 N10": (90, ("emergency_note", "discharge_letter")),
    "K85.9": (70, ("emergency_note", "admission_note")),
    "I21.4 I21.1": (80, ("discharge_letter",)),
    "I50.9": (40, ("chest_xray",)),
}
# What a code cannot ask for: whom a diagnosis befalls, and of what age.
ASKED = (
    {"n": 300, "kinds": ("dietetics", "nursing_note", "triage", "emergency_note")},
    {"n": 700, "kinds": ("progress_note", "family_medicine", "discharge_letter"), "sex": "F"},
)


@pytest.fixture(scope="module")
def notes():
    drawn = [generate_notes(**asked, random_state=171, typos=0) for asked in ASKED]
    for i, (codes, (n, kinds)) in enumerate(DRAWN.items()):
        drawn.append(notes_for_stays(stays_of(codes, n), random_state=172 + i, kinds=kinds, typos=0))
    return [n for some in drawn for n in read(some)]


@pytest.mark.parametrize("rule", RULES)
def test_it_rests_on_something(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
