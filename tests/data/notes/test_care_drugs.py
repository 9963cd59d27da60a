"""Drugs follow the diagnosis and spare the patient: no note holds what the rules of `_care_drugs` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_drugs import RULES
from tests.data.notes._care_note import read, stays_of

# Diagnoses whose treatment the rules know, and the kinds of note that tell it.
DIAGNOSES = "I21.4 I21.1 I26.9 I48.9 J44.1 J45.9 G45.9 J18.9 K92.2 I30.9 M31.6 E11.5 K56.6 K81.0 A41.9 E87.1"
KINDS = (
    "emergency_note",
    "admission_note",
    "discharge_letter",
    "medication_reconciliation",
    "consultation_letter",
)


@pytest.fixture(scope="module")
def notes():
    every = generate_notes(1200, random_state=71, typos=0)
    treated = notes_for_stays(stays_of(DIAGNOSES, 700, 40, 52, 7), random_state=72, kinds=KINDS, typos=0)
    opened = notes_for_stays(
        stays_of("C18.9 K56.6 S72.0", 90, 40, 52, 7), random_state=73, kinds="operative_report", typos=0
    )
    carried = notes_for_stays(
        stays_of("I21.4 R07.4", 60, 40, 52, 7), random_state=74, kinds="prehospital_report", typos=0
    )
    liquid = notes_for_stays(
        stays_of("A09.9", 40, 40, 52, 7), random_state=75, kinds="emergency_note", typos=0
    )
    return [n for drawn in (every, treated, opened, carried, liquid) for n in read(drawn)]


@pytest.mark.parametrize("rule", RULES)
def test_drugs_fit_the_patient(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
