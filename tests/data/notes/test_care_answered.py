"""What was asked is answered: no note holds what the rules of `_care_answered` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_answered import REPORTS, RULES
from tests.data.notes._care_note import read, stays_of

DIAGNOSES = {
    "K92.2 K26.9 C85.9": ("pathology_report", "endoscopy_report"),
    "I33.0": ("echocardiography",),
    "N80.9": ("ultrasound_report", "consultation_letter"),
    "H25.9 I80.2 E05.0 S06.0 F41.1": ("consultation_letter", "family_medicine", "emergency_note"),
    "S72.0 I63.9": ("social_work", "admission_note"),
}


@pytest.fixture(scope="module")
def notes():
    drawn = [
        generate_notes(500, random_state=91, typos=0),
        generate_notes(700, random_state=92, kinds=REPORTS, typos=0),
    ]
    drawn += [
        notes_for_stays(stays_of(codes, 80, 40, 52, 7), random_state=93 + i, kinds=kinds, typos=0)
        for i, (codes, kinds) in enumerate(DIAGNOSES.items())
    ]
    return [n for some in drawn for n in read(some)]


@pytest.mark.parametrize("rule", RULES)
def test_what_was_asked_is_answered(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
