"""A cohort as people type it: identifiers, clock changes, titles above the names, workbooks."""

import datetime as dt
import warnings

import numpy as np
import pandas as pd
import pytest

from labkit import data
from tests.data.readers.brought import problems, written


def test_identifiers_that_only_look_like_numbers_stay_apart(tmp_path):
    rows = ["S1,P1,9007199254740993117,7E3,1e-3,12", "S2,P2,9007199254740993118,7E4,2.5e+2,13"]
    got = data.read_cohort(written(tmp_path, "stay_id,patient_id,sample,room,dose,count", *rows))
    assert list(got["sample"]) == ["9007199254740993117", "9007199254740993118"]
    assert list(got["room"]) == ["7E3", "7E4"]
    assert list(got["dose"]) == [0.001, 250]
    assert list(got["count"]) == [12, 13]


@pytest.mark.parametrize(
    ("winter", "summer", "zone"),
    [
        ("+01:00", "+02:00", "Europe/Paris"),
        ("-05:00", "-04:00", "America/Toronto"),
        ("+03:00", "+07:30", "UTC"),
    ],
)
def test_summer_and_winter_time_in_one_column(tmp_path, winter, summer, zone):
    rows = [f"S1,P1,2025-01-10T08:00:00{winter}", f"S2,P2,2025-07-10T08:00:00{summer}", "S3,P3,"]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        got = data.read_cohort(written(tmp_path, "stay_id,patient_id,admitted_at", *rows))["admitted_at"]
    assert [
        ("UTC" in str(w.message), "row 2" in str(w.message) or "line 2" in str(w.message)) for w in told
    ] == ([(True, True)] if zone == "UTC" else [])
    assert str(got.dt.tz) == zone
    assert got[0] == pd.Timestamp(f"2025-01-10T08:00:00{winter}")
    assert got[1] == pd.Timestamp(f"2025-07-10T08:00:00{summer}")
    assert zone == "UTC" or list(got.dt.hour[:2]) == [8, 8]


def test_a_time_without_offset_among_times_with_one_is_named(tmp_path):
    rows = ["S1,P1,2025-01-10T08:00:00+01:00", "S2,P2,2025-01-10T08:00:00"]
    (found,) = problems(written(tmp_path, "stay_id,patient_id,admitted_at", *rows))
    assert (found.row, found.column) == (3, "admitted_at")
    assert "an offset" in found.advice


def test_excels_first_line_says_what_separates_cells(tmp_path):
    path = written(tmp_path, "sep=;", "stay_id;patient_id;temperature", "S1;P1;37,5", "S2;P2;x")
    (found,) = problems(path)
    assert (found.row, found.column) == (4, "temperature")
    path = written(tmp_path, "sep=;", "stay_id;patient_id;temperature", "S1;P1;37,5")
    assert data.read_cohort(path)["temperature"][0] == 37.5


@pytest.mark.parametrize(
    "titles",
    [
        ["Extraction du service, mars 2025"],
        ["Extraction;;", ""],
        ["Registre des séjours", "Édité le 3 mars, à 8 h"],
    ],
)
def test_a_title_above_the_names_is_left_and_named(tmp_path, titles):
    lines = ["stay_id;patient_id;temperature", "S1;P1;37,5", "S2;P2;38"]
    with pytest.warns(data.LeftOut, match="line 1: a title"):
        got = data.read_cohort(written(tmp_path, *titles, *lines))
    assert list(got["temperature"]) == [37.5, 38]
    with pytest.warns(data.LeftOut):
        (found,) = problems(written(tmp_path, *titles, *lines, "S3;P3;x"))
    assert found.row == len(titles) + 4


def test_infinity_names_its_column(tmp_path):
    path = written(tmp_path, "stay_id,patient_id,dose,code", "S1,P1,1.5,INF", "S2,P2,-inf,SUP")
    (found,) = problems(path)
    assert (found.row, found.column) == (3, "dose")
    assert "'-inf' is not a finite number" in found.what
    frame = pd.DataFrame({"stay_id": ["S1"], "patient_id": ["P1"], "dose": [np.inf]})
    assert problems(frame)[0].column == "dose"


def workbook(path, *rows, other=False):
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if other:
        book.create_sheet("notes").append(["x"])
    book.save(path)
    return path


def test_the_first_sheet_of_a_workbook_is_read(tmp_path):
    moment = dt.datetime(2025, 1, 10, 8)
    rows = [
        ["Registre"],
        ["stay_id", "patient_id", "age", "admitted_at", "room"],
        [1, "P1", 71, moment, "7E3"],
        [2, "P2", None, None, 12],
    ]
    with pytest.warns(data.LeftOut, match=r"title(.|\n)*the sheet 'notes'"):
        got = data.read_cohort(workbook(tmp_path / "a.xlsx", *rows, other=True))
    assert list(got["stay_id"]) == ["1", "2"]
    assert got["admitted_at"][0] == pd.Timestamp(moment)
    assert got["age"].isna().tolist() == [False, True]
    assert list(got["room"]) == ["7E3", "12"]
    (found,) = problems(workbook(tmp_path / "b.xlsx", rows[1], [1, "P1", 300, moment, "x"]))
    assert (found.row, found.unit, found.column) == (2, "row", "age")


@pytest.mark.parametrize(
    ("name", "words"), [("a.xls", "a .xls file is not read"), ("a.xlsx", "not an Excel workbook")]
)
def test_other_workbooks_are_named(tmp_path, name, words):
    (tmp_path / name).write_bytes(b"PK nothing")
    (found,) = problems(tmp_path / name)
    assert words in found.what
    assert found.advice
