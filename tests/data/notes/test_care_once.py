"""No note contradicts or repeats itself in what the rules of `_care_once` read."""

import pandas as pd
import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from tests.data.notes._care_note import read
from tests.data.notes._care_once import RULES


@pytest.fixture(scope="module")
def notes():
    every = generate_notes(1200, random_state=61, typos=0)
    shock = notes_for_stays(_stays("A41.9", 60), random_state=62, kinds="discharge_letter", typos=0)
    slow = notes_for_stays(_stays("J44.1", 60), random_state=63, kinds="ct_report", typos=0)
    sight = notes_for_stays(_stays("M31.6", 60), random_state=64, kinds="referral_letter", typos=0)
    resected = notes_for_stays(_stays("C18.9", 60), random_state=65, kinds="pathology_report", typos=0)
    infarct = notes_for_stays(_stays("I21.1", 60), random_state=66, kinds="admission_note", typos=0)
    swollen = notes_for_stays(_stays("I50.9", 60), random_state=67, kinds="dietetics", typos=0)
    pale = notes_for_stays(_stays("D50.9", 60), random_state=68, kinds="family_medicine", typos=0)
    return [n for drawn in (every, shock, slow, sight, resected, infarct, swollen, pale) for n in read(drawn)]


def _stays(code, n):
    """Stays for one diagnosis."""
    return pd.DataFrame(
        {
            "stay_id": [f"S{i}" for i in range(n)],
            "patient_id": [f"P{i}" for i in range(n)],
            "sex": ["FM"[i % 2] for i in range(n)],
            "age": [50 + i % 35 for i in range(n)],
            "icd10": code,
            "language": ["fr" if i % 4 < 2 else "en" for i in range(n)],
        }
    )


@pytest.mark.parametrize("rule", RULES)
def test_a_note_agrees_with_itself(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
