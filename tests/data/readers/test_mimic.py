"""MIMIC-IV-like folders: cells, keys and dates. The tables here are invented."""

import pandas as pd
import pytest

from labkit import data

TABLES = {
    "patients": "subject_id,gender,anchor_age,anchor_year,anchor_year_group,dod\n1,F,60,2150,2011 - 2013,\n2,M,91,2160,x,2161-01-02\n",
    "admissions": (
        "subject_id,hadm_id,admittime,dischtime,deathtime,admission_type,language,race,hospital_expire_flag\n"
        "1,100,2152-03-01 10:00:00,2152-03-03 10:00:00,,EW EMER.,ENGLISH,WHITE,0\n"
        "2,200,2160-12-30 08:00:00,2161-01-02 20:00:00,2161-01-02 20:00:00,URGENT,?,OTHER,1\n"
    ),
    "diagnoses_icd": "subject_id,hadm_id,seq_num,icd_code,icd_version\n1,100,1,A419,10\n1,100,2,I10,10\n2,200,1,J189,10\n",
    "labevents": "labevent_id,subject_id,hadm_id,itemid,charttime,valuenum,valueuom\n1,1,100,50813,2152-03-01 11:00:00,2.1,mmol/L\n2,2,,50912,2160-12-30 09:00:00,,mg/dL\n",
    "d_labitems": "itemid,label,fluid,category\n50813,Lactate,Blood,Blood Gas\n50912,Creatinine,Blood,Chemistry\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def change(folder, name, old, new):
    path = folder / f"{name}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def problems(folder):
    with pytest.raises(data.BadFile) as caught:
        data.read_mimic(folder)
    return caught.value.problems


def test_tables_are_read_and_become_stays(folder):
    mimic = data.read_mimic(folder)
    assert len(mimic.labevents) == 2
    stays = mimic.to_stays()
    assert list(stays["stay_id"]) == ["100", "200"]
    assert list(stays["age"]) == [62, 91]
    assert list(stays["sex"]) == ["F", "M"]
    assert list(stays["icd10"]) == ["A419", "J189"]
    assert list(stays["died"]) == [0, 1]
    assert stays["length_of_stay_days"][0] == 2.0
    assert len(data.read_cohort(stays)) == 2


def test_every_layout_is_the_same(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("mimic")
    (other / "hosp").mkdir()
    for name in TABLES:
        frame = pd.read_csv(folder / f"{name}.csv")
        if name == "patients":
            frame.to_parquet(other / "hosp" / "patients.parquet")
        else:
            frame.to_csv(other / "hosp" / f"{name}.csv.gz", index=False)
    one, two = data.read_mimic(folder), data.read_mimic(other)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), check_dtype=False)


def test_optional_tables_may_be_absent_and_items_chosen(folder):
    assert list(data.read_mimic(folder, itemids=[50813]).labevents["itemid"]) == [50813]
    for name in ("labevents", "d_labitems", "diagnoses_icd"):
        (folder / f"{name}.csv").unlink()
    mimic = data.read_mimic(folder)
    assert mimic.labevents is None
    assert mimic.to_stays()["icd10"].isna().all()


def test_codes_of_two_versions_are_not_called_icd10(folder):
    change(folder, "diagnoses_icd", "J189,10", "486,9")
    stays = data.read_mimic(folder).to_stays()
    assert "icd10" not in stays
    assert list(stays["icd_code"]) == ["A419", "486"]


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "column", "words"),
    [
        ("patients", "1,F", "1,W", 2, "gender", "'W' is not one of 'F', 'M'"),
        ("patients", "2,M", "1,M", 2, "subject_id", "occurs more than once"),
        ("patients", "anchor_age", "age", None, "anchor_age", "missing"),
        ("patients", "91", "9l", 3, "anchor_age", "'9l' is not a whole number"),
        ("admissions", "1,100", ",100", 2, "subject_id", "the cell is empty"),
        ("admissions", "2,200", "3,200", 3, "subject_id", "3 is not in patients.csv"),
        ("admissions", "2152-03-01 10", "01/03/2152 10", 2, "admittime", "is not a date"),
        ("diagnoses_icd", "J189,10", "J189,11", 4, "icd_version", "11 is not one of 9, 10"),
        ("diagnoses_icd", "2,200,1", "2,201,1", 4, "hadm_id", "201 is not in admissions.csv"),
        ("labevents", "50912", "99", 3, "itemid", "99 is not in d_labitems.csv"),
        ("labevents", "2.1,", "2.1 mmol,", 2, "valuenum", "is not a number"),
    ],
)
def test_a_bad_cell_is_named(folder, table, old, new, row, column, words):
    change(folder, table, old, new)
    found = problems(folder)
    assert (found[0].file, found[0].row, found[0].column) == (f"{table}.csv", row, column)
    assert words in found[0].what
    assert found[0].advice


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2.1,mmol/L", "2.1", "this row cannot be read as CSV"),
        ("itemid", "item", "this column is missing"),
        ("2.1,mmol", "21 mg,mmol", "'21 mg' is not a number"),
    ],
)
def test_chosen_rows_of_a_bad_file_are_named(folder, old, new, words):
    change(folder, "labevents", old, new)
    with pytest.raises(data.BadFile) as caught:
        data.read_mimic(folder, itemids=[50813])
    (found,) = caught.value.problems
    assert (found.file, found.row) == ("labevents.csv", None if "missing" in words else 2)
    assert words in found.what


def test_chosen_rows_are_those_of_the_whole(folder):
    whole = data.read_mimic(folder).labevents
    for items in ([50813], [50912], [50813, 50912], []):
        some = data.read_mimic(folder, itemids=items).labevents
        expected = whole[whole["itemid"].isin(items)].reset_index(drop=True)
        pd.testing.assert_frame_equal(some, expected, check_dtype=False)


def test_a_stay_that_ends_before_it_begins_is_named_and_left_with_what_belongs_to_it(folder):
    change(folder, "admissions", "2152-03-01 10", "2152-03-04 10")
    with pytest.warns(data.LeftOut, match="line 2.*leaves before arriving"):
        mimic = data.read_mimic(folder)
    assert list(mimic.admissions["hadm_id"]) == list(mimic.diagnoses_icd["hadm_id"]) == [200]
    assert list(mimic.labevents["itemid"]) == [50912]
    assert (mimic.report.left[0].row, mimic.report.left[0].column) == (2, "dischtime")
    assert list(mimic.to_stays()["stay_id"]) == ["200"]


def test_a_missing_table_is_named(folder):
    (folder / "admissions.csv").unlink()
    (found,) = problems(folder)
    assert "there is no table admissions" in found.what
    assert "admissions.csv" in found.advice
