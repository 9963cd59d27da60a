"""A regimen is whole, and a failure has its cause: no note holds what the rules of `_care_regimens` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_note import read, stays_of
from tests.data.notes._care_regimens import RULES

ACUTE = ("emergency_note", "admission_note", "progress_note", "icu_note")
DRAWN = {
    "J96.0 A41.9 A40.9 G03.9": (160, ACUTE),
    "I50.9": (60, ("discharge_letter", "admission_note", "emergency_note")),
    "K85.9": (120, ("emergency_note", "admission_note")),
    "K81.0 J18.9": (40, ("discharge_letter",)),
}


@pytest.fixture(scope="module")
def notes():
    drawn = [generate_notes(100, random_state=191, kinds="icu_note", typos=0)]
    for i, (codes, (n, kinds)) in enumerate(DRAWN.items()):
        drawn.append(notes_for_stays(stays_of(codes, n), random_state=192 + i, kinds=kinds, typos=0))
    return [n for some in drawn for n in read(some)]


@pytest.mark.parametrize("rule", RULES)
def test_a_regimen_is_whole(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
