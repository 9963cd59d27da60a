"""A physician believes the patient: no note holds what the rules of `_bedside` forbid."""

import collections

import pytest

from labkit.data.notes import KINDS
from tests.data.notes._bedside import RULES, faults

# Beside the others that read the notes of conftest.py, which are drawn once.
pytestmark = pytest.mark.xdist_group("notes-drawn-once")

# Where a rule reads words, it can take one for another; a fault of the generator would be met far more often.
MISREAD = 0.003


@pytest.fixture(scope="module")
def found(clean):
    assert set(clean.frame["kind"]) == set(KINDS)
    return faults(clean)


@pytest.mark.parametrize("rule", RULES)
def test_no_note_holds_what_is_forbidden(clean, found, rule):
    seen = [(f.note, f.seen) for f in found if f.rule == rule]
    assert len(seen) <= MISREAD * len(clean.frame), seen[:5]


def test_most_rules_never_err(clean, found):
    met = collections.Counter(f.rule for f in found)
    assert sum(met.values()) <= 0.01 * len(clean.frame), met
