"""A stay and an office hold together: no note of theirs holds what the rules of `_care_stay` forbid."""

import pytest

from labkit.data.notes import generate_notes
from tests.data.notes._care_stay import RULES, faults

KINDS = (
    "discharge_letter", "progress_note", "admission_note", "dietetics", "medication_reconciliation", "psychiatry_note", "family_medicine",
    "consultation_letter", "referral_letter", "telephone_note", "prescription", "social_work", "physiotherapy",
)  # fmt: skip


@pytest.fixture(scope="module")
def found():
    notes = generate_notes(1300, random_state=37, kinds=KINDS, typos=0)
    assert set(notes.frame["kind"]) == set(KINDS)
    return faults(notes)


@pytest.mark.parametrize("rule", RULES)
def test_no_note_holds_what_is_forbidden(found, rule):
    assert [(f.note, f.seen) for f in found if f.rule == rule] == []
