"""Old illnesses count beside the illness of today: no note holds what the rules of `_care_companions` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_companions import RULES
from tests.data.notes._care_note import read, stays_of

DIAGNOSES = {
    "K81.0 K40.9 S72.0 K56.6 C18.9 H25.9": ("preanaesthesia",),
    "J44.1 M31.6 K85.9 K81.0 I21.1 K92.2": ("admission_note",),
    "K40.9 K80.2": ("consultation_letter",),
    "F32.9 R29.6": ("telephone_note",),
    "J18.9 I50.9 N17.9": ("medication_reconciliation",),
    "A09.9 K80.2 M54.5": ("prescription",),
}


@pytest.fixture(scope="module")
def notes():
    drawn = [generate_notes(600, random_state=101, typos=0)]
    drawn += [
        notes_for_stays(stays_of(codes, 160, 40, 52, 7), random_state=102 + i, kinds=kinds, typos=0)
        for i, (codes, kinds) in enumerate(DIAGNOSES.items())
    ]
    return [n for some in drawn for n in read(some)]


@pytest.mark.parametrize("rule", RULES)
def test_what_is_old_counts(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
