"""No note contradicts or repeats itself in what the rules of `_care_once` read."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_note import read, stays_of
from tests.data.notes._care_once import RULES


@pytest.fixture(scope="module")
def notes():
    every = generate_notes(1200, random_state=61, typos=0)
    shock = notes_for_stays(stays_of("A41.9", 60), random_state=62, kinds="discharge_letter", typos=0)
    slow = notes_for_stays(stays_of("J44.1", 60), random_state=63, kinds="ct_report", typos=0)
    sight = notes_for_stays(stays_of("M31.6", 60), random_state=64, kinds="referral_letter", typos=0)
    resected = notes_for_stays(stays_of("C18.9", 60), random_state=65, kinds="pathology_report", typos=0)
    infarct = notes_for_stays(stays_of("I21.1", 60), random_state=66, kinds="admission_note", typos=0)
    swollen = notes_for_stays(stays_of("I50.9", 60), random_state=67, kinds="dietetics", typos=0)
    pale = notes_for_stays(stays_of("D50.9", 60), random_state=68, kinds="family_medicine", typos=0)
    return [n for drawn in (every, shock, slow, sight, resected, infarct, swollen, pale) for n in read(drawn)]


@pytest.mark.parametrize("rule", RULES)
def test_a_note_agrees_with_itself(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
