"""Acute care follows from what was found: no note holds what the rules of `_care_acute` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._bedside import read
from tests.data.notes._care_acute import RULES
from tests.data.notes._care_note import stays_of

KINDS = (
    "endoscopy_report", "icu_note", "pathology_report", "emergency_note", "prehospital_report", "chest_xray", "ct_report",
    "mri_report", "ultrasound_report", "echocardiography", "operative_report", "nursing_note", "preanaesthesia",
)  # fmt: skip
# Where a rule reads words, it can take one for another; a fault of the generator would be met far more often.
MISREAD = 0.001


@pytest.fixture(scope="module")
def notes():
    every = generate_notes(1300, random_state=13, kinds=KINDS, typos=0)
    grave = notes_for_stays(
        stays_of("A41.9 A40.9 T78.2 G03.9", 160), random_state=14, kinds="icu_note", typos=0
    )
    bleeding = notes_for_stays(
        stays_of("K92.2", 200), random_state=15, kinds=("emergency_note", "admission_note"), typos=0
    )
    return [*read(every), *read(grave), *read(bleeding)]


@pytest.mark.parametrize("rule", RULES)
def test_what_was_found_is_followed(notes, rule):
    seen = [(n.row.note_id, n.row.main_condition, found) for n in notes for found in RULES[rule](n)]
    assert len(seen) <= MISREAD * len(notes), seen[:5]
