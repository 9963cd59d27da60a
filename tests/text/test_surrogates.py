"""Surrogates: nobody's number, the same for one person, dates moved together, every offset right."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.text.deidentify import (
    Deidentifier,
    Surrogates,
    is_valid_nir,
    is_valid_ramq,
    read_date,
    write_date,
)
from tests.text.patient_note import NOTE


def test_same_person_same_surrogate_and_another_patient_another():
    finder, surrogates = Deidentifier(), Surrogates("a long secret")
    first, again = (finder.replace(NOTE, "p1", surrogates) for _ in range(2))
    other = finder.replace(NOTE, "p2", surrogates)
    assert first.text == again.text == finder.replace(NOTE, "p1", Surrogates("a long secret")).text
    assert other.text != first.text
    assert finder.replace(NOTE, "p1", Surrogates("another secret")).text != first.text
    new = dict(zip(first.spans["text"], first.spans["surrogate"], strict=True))
    given_name, surname = new["Jeanne DURAND"].split()
    assert surname == new["Durand"].upper()
    assert new["Jeanne Durand"] == f"{given_name} {new['Durand']}"
    assert new["J. Durand"] == f"{given_name[0]}. {new['Durand']}"
    assert "Parkinson" in first.text


def test_surrogates_replace_everything_and_offsets_select_them():
    result = Deidentifier().replace(NOTE, "p1", Surrogates("secret"))
    for row in result.spans.itertuples():
        assert NOTE[row.start : row.end] == row.text
        assert result.text[row.new_start : row.new_end] == row.surrogate
        assert row.text != row.surrogate
        assert row.text not in result.text


@given(patient=st.integers(0, 10_000))
def test_surrogates_could_not_be_issued(patient):
    surrogates = Surrogates("secret")
    assert not is_valid_nir(surrogates.number("nir", "2 55 08 14 168 025 38", patient))
    assert not is_valid_ramq(surrogates.number("ramq", "DURJ 5653 1201", patient))
    french = re.sub(r"\D", "", surrogates.number("phone", "06 12 34 56 78", patient))
    assert french[:6] in {"019900", "026191", "035301", "046571", "053649", "063998"}
    american = re.sub(r"\D", "", surrogates.number("phone", "(418) 628-1234", patient))
    assert american[3:8] == "55501"
    assert surrogates.number("record", "12345678", patient)[0] == "X"
    assert surrogates.email("jeanne.durand@free.fr", patient).endswith("@example.org")


@pytest.mark.parametrize("kind", ["nir", "phone", "ramq"])
def test_layout_is_kept(kind):
    written = {"nir": "2 55 08 14 168 025 38", "phone": "06.12.34.56.78", "ramq": "DURJ 5653 1201"}[kind]
    new = Surrogates("s").number(kind, written, 1)
    assert re.sub(r"\w", "x", new) == re.sub(r"\w", "x", written)


@pytest.mark.parametrize(
    ("name", "sex"), [("Jeanne Martin", "F"), ("Philippe Martin", "M"), ("Zorgla Martin", "F")]
)
def test_given_names_keep_their_gender(name, sex):
    from labkit.text.deidentify import gazetteer
    from labkit.text.folding import fold

    for patient in range(40):
        new = Surrogates("s").name(name, patient, "F").split()[0]
        assert gazetteer().given[fold(new)] == sex


def test_different_names_of_a_patient_stay_different():
    surrogates = Surrogates("s")
    names = [
        "Martinet",
        "Durand",
        "Dubois",
        "Moreau",
        "Lefebvre",
        "Tremblay",
        "Gagnon",
        "Bouchard",
        "Nguyen",
        "Traoré",
    ]
    for patient in range(30):
        for name in names:
            surrogates.reserve(name, patient)
        new = [surrogates.name(name, patient) for name in names]
        assert len(set(new)) == len(names)
        assert not set(new) & set(names)


@given(patient=st.integers(0, 1000), first=st.dates(), days=st.integers(0, 400))
def test_date_shift_keeps_intervals_and_weekdays(patient, first, days):
    surrogates = Surrogates("secret")
    try:
        second = first + timedelta(days=days)
        moved = [
            first + timedelta(days=surrogates.shift(patient)),
            second + timedelta(days=surrogates.shift(patient)),
        ]
    except OverflowError:
        return
    assert moved[1] - moved[0] == second - first
    assert moved[0].weekday() == first.weekday()
    assert 70 <= abs(surrogates.shift(patient)) <= 364


@pytest.mark.parametrize("written", ["12/03/2024", "2024-03-12", "12.03.24", "3 janvier 2024", "1er mars 2024", "12 MARS 2024",
                                     "4 févr. 2023", "mai 2024", "12/03", "3 Janvier"])  # fmt: skip
def test_a_date_written_back_unmoved_is_itself(written):
    parsed = read_date(written)
    assert write_date(written, parsed, parsed.moved(0, 2024)) == written


@pytest.mark.parametrize(
    "written", ["March 12, 2024", "03/12/2024", "Dec 3, 2024", "May 2024", "June 4, 2023"]
)
def test_english_dates_too(written):
    parsed = read_date(written, day_first=False)
    assert parsed.month in (3, 12, 5, 6)
    assert write_date(written, parsed, parsed.moved(0, 2024)) == written


def test_a_date_that_no_calendar_has_is_covered_not_guessed():
    assert Surrogates("s").date("31/02/2024", 1) == "[DATE]"
    result = Deidentifier().replace("Vu le 31/02/2024.", 1, Surrogates("s"))
    assert result.text == "Vu le [DATE]."
