"""Notes for a cohort: they say what its table says."""

import re

import pandas as pd
import pytest

from labkit.data import generate_stays, network
from labkit.data.notes import for_stays, notes_for_stays


@pytest.fixture(scope="module")
def stays():
    return generate_stays(500, random_state=3).stays


@pytest.fixture(scope="module")
def notes(stays):
    return notes_for_stays(stays, random_state=1, typos=0)


def test_one_note_a_stay_in_the_same_order(stays, notes):
    assert list(notes.frame["stay_id"]) == [str(s) for s in stays["stay_id"]]
    assert list(notes.frame["sex"]) == list(stays["sex"].astype(str))
    assert list(notes.frame["age"]) == list(stays["age"])
    assert set(notes.frame["language"][stays["language"].to_numpy() == "fr"]) == {"fr"}


def test_the_note_is_about_the_stays_diagnosis(stays, notes):
    assert (
        notes.frame["main_code"].str[:3].to_numpy() == stays["icd10"].astype(str).str[:3].to_numpy()
    ).mean() > 0.97


@pytest.mark.parametrize("codes", [network.SEPSIS_CODES, network.UNDERCODED, *network.OTHER_CODES.values()])
def test_every_code_of_the_network_has_words(codes):
    assert all(code in for_stays._by_code() or code[:3] in for_stays._by_code() for code in codes)


def test_vital_signs_are_the_tables(stays, notes):
    met = 0
    for note, row in zip(notes.frame["text"], stays.to_dict("records"), strict=True):
        for found in re.finditer(r"(?:TA|PA|BP) (\d{2,3})/(\d{2,3})\b", note):
            if len(found[1]) == 3:
                met += 1
                assert int(found[1]) == round(row["systolic_bp"])
    assert met > 30


def test_admission_is_the_tables(stays, notes):
    admissions = notes.spans[notes.spans["attribute"] == "admission"].merge(
        notes.frame[["note_id", "stay_id"]], on="note_id"
    )
    expected = stays.assign(
        stay_id=stays["stay_id"].astype(str), day=pd.to_datetime(stays["admitted_at"]).dt.strftime("%Y-%m-%d")
    )
    joined = admissions.merge(expected[["stay_id", "day"]], on="stay_id")
    assert len(joined) > 10 and (joined["concept"] == joined["day"]).all()


def test_a_patient_who_returns_keeps_a_birthday(stays, notes):
    owner = notes.frame.set_index("note_id")["patient_id"]
    births = notes.spans[notes.spans["attribute"] == "birth"]
    births = births.assign(patient=births["note_id"].map(owner))
    assert births["patient"].duplicated().any()
    assert (births.groupby("patient")["concept"].nunique() == 1).all()


def test_a_patient_who_returns_to_the_same_network_keeps_a_number(stays, notes):
    owner = notes.frame.set_index("note_id")["patient_id"]
    numbers = notes.spans[notes.spans["label"] == "HEALTH_ID"]
    numbers = numbers.assign(patient=numbers["note_id"].map(owner), bare=numbers["text"].str.replace(" ", ""))
    assert (numbers.groupby(["patient", "attribute"])["bare"].nunique() == 1).all()


def test_other_patients_change_nothing(stays, notes):
    few = stays["patient_id"].isin(stays["patient_id"].unique()[40:52]).to_numpy()
    alone = notes_for_stays(stays[few], random_state=1, typos=0)
    assert list(alone.frame["text"]) == list(notes.frame["text"][few])


@pytest.mark.parametrize(
    "bad", [pd.DataFrame(), pd.DataFrame({"stay_id": [1], "patient_id": [1], "sex": ["F"]})]
)
def test_a_missing_column_is_named(bad):
    with pytest.raises(ValueError, match="age"):
        notes_for_stays(bad)
