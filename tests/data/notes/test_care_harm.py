"""Nothing harms in a note: none holds what the rules of `_care_harm` forbid."""

import pytest

from labkit.data.notes import generate_notes, notes_for_stays
from labkit.data.notes.facts.identity import first_name, first_names
from labkit.data.notes.knowledge.compatibility import branded
from labkit.data.notes.knowledge.vocabulary import REGIONS, drugs, table
from tests.data.notes._care_harm import AGED, RULES, YOUNG
from tests.data.notes._care_note import read, stays_of

STAYS = ("admission_note", "emergency_note", "progress_note", "discharge_letter", "icu_note")
# Diagnoses, and the kinds of note in which each could harm.
DRAWN = {
    "N17.9 E10.1 E87.1 J44.1 K92.2 I21.1 I26.9 I48.9": (240, STAYS),
    "M31.6 I33.0": (80, ("discharge_letter",)),
    "I63.9 J96.0": (60, ("icu_note",)),
    "O00.9 K92.2 I63.9": (60, ("nursing_note", "nursing_handover")),
    "S72.0 M23.2 K40.9 C18.9": (120, ("preanaesthesia", "operative_report")),
    "F32.9": (60, ("psychiatry_note",)),
    "I60.9 D12.6 N10": (120, ("mri_report", "pathology_report", "ct_report")),
    "R55": (30, ("prehospital_report",)),
}
LISTS = ("family_medicine", "consultation_letter", "medication_reconciliation", "prescription", "preanaesthesia", "nursing_note", "nursing_handover", "dietetics")  # fmt: skip


@pytest.fixture(scope="module")
def notes():
    drawn = [generate_notes(500, random_state=121, kinds=LISTS, typos=0)]
    for i, (codes, (n, kinds)) in enumerate(DRAWN.items()):
        drawn.append(notes_for_stays(stays_of(codes, n), random_state=122 + i, kinds=kinds, typos=0))
    return [n for some in drawn for n in read(some)]


@pytest.mark.parametrize("rule", RULES)
def test_no_note_harms(notes, rule):
    assert [(n.row.note_id, n.row.kind, seen) for n in notes for seen in RULES[rule](n)] == []


@pytest.mark.parametrize("region", ["FR", "QC", "CA", "US"])
def test_a_brand_is_not_written_under_a_dose_it_does_not_come_in(region):
    """Uvedose, D-Tabs and Drisdol are one ampoule, a weekly tablet, a weekly capsule: never the daily thousand units."""
    assert not branded(region, "vitamin_d", "1000", "PO") and not branded(region, "vitamin_d", "400", "PO")
    assert branded(region, "vitamin_d", {"FR": "100000", "US": "50000"}.get(region, "10000"), "PO")
    assert not branded(region, "calcium", "500", "PO") and branded(region, "atorvastatin", "40", "PO")


def test_every_brand_that_is_listed_is_a_drugs():
    listed = table("brands")
    for country in ("FR", "CA", "US"):
        assert set(listed[country]) <= set(drugs()) and set(listed["unsold"][country]) <= set(drugs())


@pytest.mark.parametrize("region", sorted({r for regions in REGIONS.values() for r in regions}))
@pytest.mark.parametrize("sex", ["F", "M"])
def test_a_first_name_is_of_its_generation(region, sex):
    draws = [i / 500 for i in range(500)]
    old = {first_name(u, region, sex, 1934) for u in draws}
    new = {first_name(u, region, sex, 1998) for u in draws}
    assert not old & YOUNG and not new & AGED
    assert old | new <= set(first_names(region, sex)) and len(old) > 20 and len(new) > 20
