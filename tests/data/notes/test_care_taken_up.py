"""Nothing measured is left there, and what is done fits it: no note holds what the rules of the two files forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes import _care_fitting, _care_taken_up
from tests.data.notes._care_note import read, stays_of

DIAGNOSES = {
    "K81.0 I26.9 E10.1 N17.9 E11.5 I30.9 R07.4": ("emergency_note", "admission_note", "discharge_letter"),
    "A41.9 I26.9 G45.9 K92.2 J18.9 J96.0": ("progress_note",),
    "A41.9 K92.2 J96.0 I60.9 T78.2": ("triage",),
    "E10.1 T78.2 A41.9": ("icu_note",),
    "K56.6 K81.0 K57.3 O00.9 I50.9": ("nursing_note", "nursing_handover"),
    "M31.6 E46 I48.9 H25.9": ("referral_letter",),
    "K81.0 K56.6 S72.0 K40.9": ("preanaesthesia", "admission_note"),
    "I63.9 G45.9 I50.9 F05.9": ("discharge_letter",),
}

RULES = {**_care_taken_up.RULES, **_care_fitting.RULES}


@pytest.fixture(scope="module")
def notes():
    drawn = [generate_notes(1000, random_state=81, typos=0)]
    drawn += [
        notes_for_stays(stays_of(codes, 140, 40, 52, 7), random_state=82 + i, kinds=kinds, typos=0)
        for i, (codes, kinds) in enumerate(DIAGNOSES.items())
    ]
    return [n for some in drawn for n in read(some)]


@pytest.mark.parametrize("rule", RULES)
def test_what_was_measured_is_taken_up(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
