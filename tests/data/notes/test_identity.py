"""Identifiers look right and can be nobody's."""

import re
from datetime import date
from random import Random

import pytest

from labkit.data.notes import generate_notes
from labkit.data.notes.facts import identity as identity

BORN = date(1958, 7, 31)


@pytest.fixture(params=range(12))
def r(request):
    return Random(request.param).random


@pytest.mark.parametrize("sex", ["F", "M"])
def test_nir_has_its_key_and_an_order_number_never_given(r, sex):
    number = identity.nir(r, sex, BORN).replace(" ", "")
    assert re.fullmatch(r"[12]\d{4}(?:\d\d|2[AB])\d{3}000\d{2}", number)
    assert number[0] == {"M": "1", "F": "2"}[sex] and number[1:5] == "5807"
    digits = int(number[:13].replace("2A", "19").replace("2B", "18"))
    assert (digits + int(number[13:])) % 97 == 0


@pytest.mark.parametrize(("sex", "month"), [("F", 57), ("M", 7)])
def test_nam_has_the_format_and_an_impossible_day(r, sex, month):
    number = identity.nam(r, sex, BORN, "Éthier", "Élise").replace(" ", "")
    assert re.fullmatch(r"[A-Z]{4}\d{8}", number)
    assert number[:4] == "ETHE" and number[4:6] == "58" and int(number[6:8]) == month
    assert int(number[8:10]) == 71


def test_short_surnames_still_make_a_nam(r):
    assert identity.nam(r, "M", BORN, "Ng", "Bo").startswith("NGXB")


def test_other_health_numbers_are_of_ranges_never_assigned(r):
    assert re.fullmatch(r"0\d{3}-\d{3}-\d{3}-[A-Z]", identity.ohip(r))
    assert identity.ssn(r).startswith("000-")


@pytest.mark.parametrize("region", ["FR", "QC", "CA", "US"])
def test_telephones_are_of_the_blocks_kept_for_fiction(r, region):
    digits = re.sub(r"\D", "", identity.telephone(r, region).split("ext")[0].split("poste")[0].split(" x")[0])
    if region == "FR":
        assert re.fullmatch(r"(?:33|0)?(?:0?19900|0?26191|0?35301|0?46571|0?53649|0?63998)\d{4}", digits)
    else:
        assert re.fullmatch(r"1?\d{3}55501\d\d", digits)


def test_canadian_postal_codes_use_letters_that_none_has(r):
    assert re.search(r"[GK]\dO \dU\d$", identity.address(r, "QC"))


def test_french_dates_say_1er():
    assert identity.date_text(date(2024, 5, 1), "fr", "FR", 0) == "1er mai 2024"


@pytest.mark.parametrize("region", ["FR", "QC", "CA", "US"])
def test_a_patient_keeps_one_identity(region):
    notes = generate_notes(300, random_state=8, region=region, language="both", typos=0)
    patient = notes.frame.set_index("note_id")["patient_id"]
    spans = notes.spans[notes.spans["label"].isin(["HEALTH_ID", "RECORD"])]
    numbers = spans.assign(patient=spans["note_id"].map(patient), bare=spans["text"].str.replace(" ", ""))
    assert (numbers.groupby(["patient", "label"], observed=True)["bare"].nunique() == 1).all()
    births = notes.spans[notes.spans["attribute"] == "birth"]
    assert (
        births.assign(patient=births["note_id"].map(patient)).groupby("patient")["concept"].nunique() == 1
    ).all()
