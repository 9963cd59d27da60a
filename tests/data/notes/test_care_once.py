"""No note contradicts or repeats itself in what the rules of `_care_once` read."""

import pytest

from labkit.data.notes import generate_notes
from tests.data.notes._care_note import read
from tests.data.notes._care_once import RULES


@pytest.fixture(scope="module")
def notes():
    return list(read(generate_notes(1200, random_state=61, typos=0)))


@pytest.mark.parametrize("rule", RULES)
def test_a_note_agrees_with_itself(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []
