"""Notes of one patient know each other: none holds what the rules of `_care_of_one` forbid."""

import pandas as pd
import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_note import read
from tests.data.notes._care_of_one import RULES

KINDS = (
    "admission_note",
    "preanaesthesia",
    "discharge_letter",
    "emergency_note",
    "medication_reconciliation",
    "social_work",
)
CODES = ("I21.1", "K35.8", "J18.9", "I63.9", "K81.0", "K85.9", "I50.9", "G40.9")


def _of_patients(drawn):
    patients = {}
    for n in read(drawn):
        patients.setdefault(n.row.patient_id, []).append(n)
    return [notes for notes in patients.values() if len(notes) > 1]


def returning(n):
    """Stays of patients who come three times, each time with something else."""
    return pd.DataFrame(
        {
            "stay_id": [f"S{i}" for i in range(n)],
            "patient_id": [f"P{i // 3}" for i in range(n)],
            "sex": ["FM"[i // 3 % 2] for i in range(n)],
            "age": [45 + i // 3 % 40 for i in range(n)],
            "icd10": [CODES[(i // 3 + 3 * (i % 3)) % len(CODES)] for i in range(n)],
            "language": ["fr" if i // 3 % 2 else "en" for i in range(n)],
            "hospital": ["Tilleuls" if i // 3 % 2 else "Eastmount" for i in range(n)],
            "admitted_at": pd.to_datetime("2024-01-01")
            + pd.to_timedelta([31 * (i % 3) + i // 3 for i in range(n)], "D"),
        }
    )


@pytest.fixture(scope="module")
def patients():
    every = generate_notes(900, random_state=181, kinds=KINDS, typos=0)
    again = notes_for_stays(returning(360), random_state=182, kinds=KINDS, typos=0)
    return [*_of_patients(every), *_of_patients(again)]


@pytest.mark.parametrize("rule", RULES)
def test_notes_of_one_patient_know_each_other(patients, rule):
    assert [(notes[0].row.patient_id, seen) for notes in patients for seen in RULES[rule](notes)] == []
