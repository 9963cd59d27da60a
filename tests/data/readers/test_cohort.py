"""A cohort comes back as it was, or with one error that names every cell that is wrong."""

import gzip

import numpy as np
import pandas as pd
import pandera.pandas as pa
import polars as pl
import pytest

from labkit import data, language
from tests.data.readers.brought import GOOD, HEADER, problems, written


@pytest.fixture
def stays():
    return data.generate_stays(200, 2, ["informative_missingness"]).stays


def test_what_is_written_is_read_back(stays, tmp_path):
    stays.to_csv(tmp_path / "a.csv", index=False)
    got = data.read_cohort(tmp_path / "a.csv")
    assert list(got) == list(stays)
    for column in stays:
        if stays[column].dtype.kind in "if":
            np.testing.assert_array_equal(got[column].astype(float), stays[column].astype(float))
        else:
            assert list(got[column].astype(str)) == list(stays[column].astype(str)), column


@pytest.mark.parametrize("form", ["csv", "csv.gz", "semicolon", "tab", "parquet", "pandas", "polars"])
def test_every_form_gives_the_same_cohort(stays, tmp_path, form):
    base = stays.to_csv(index=False)
    (tmp_path / "base.csv").write_text(base)
    expected = data.read_cohort(tmp_path / "base.csv")
    source = tmp_path / f"other.{form}"
    if form == "csv":
        source.write_bytes(b"\xef\xbb\xbf" + base.replace("\n", "\r\n").encode())
    elif form == "csv.gz":
        source.write_bytes(gzip.compress(base.encode()))
    elif form == "semicolon":
        source = tmp_path / "french.csv"
        stays.to_csv(source, index=False, sep=";", decimal=",")
    elif form == "tab":
        source = tmp_path / "other.tsv"
        stays.to_csv(source, index=False, sep="\t")
    elif form == "parquet":
        stays.to_parquet(source)
    else:
        source = stays if form == "pandas" else pl.from_pandas(stays)
    got = data.read_cohort(source)
    for column in expected:
        if expected[column].dtype.kind in "if":
            np.testing.assert_allclose(
                got[column].astype(float), expected[column].astype(float), rtol=0, atol=0
            )
        elif column == "admitted_at":
            assert (got[column] == expected[column]).all()
        else:
            assert list(got[column].astype(str)) == list(expected[column].astype(str))


def test_identifiers_keep_their_zeros_and_numbers_their_missing_cells(tmp_path):
    path = written(tmp_path, HEADER, "007,012,71,F,,2024-03-31,1", "008,012,NA,M,37,2024-03-31T10:00,0")
    got = data.read_cohort(path)
    assert list(got["stay_id"]) == ["007", "008"]
    assert list(got["patient_id"]) == ["012", "012"]
    assert np.isnan(got["temperature"][0])
    assert np.isnan(got["age"][1])
    assert list(got["sepsis"]) == [1, 0]


def test_identifiers_that_a_missing_value_made_floats_are_whole_again():
    frame = pd.DataFrame({"stay_id": [1.0, 2.0], "patient_id": [11, 12]})
    assert list(data.read_cohort(frame)["stay_id"]) == ["1", "2"]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("S2,P2,douze,F,37,2024-03-31,0", "age", "'douze' is not a number"),
        ("S2,P2,200,F,37,2024-03-31,0", "age", "200 lies outside 0 to 125"),
        ("S2,P2,71,H,37,2024-03-31,0", "sex", "'H' is not one of 'F', 'M'"),
        ("S2,P2,71,F,98.6,2024-03-31,0", "temperature", "98.6 lies outside 20 to 46"),
        ("S2,P2,71,F,inf,2024-03-31,0", "temperature", "'inf' is not a number"),
        ("S2,P2,71,F,37 °C,2024-03-31,0", "temperature", "'37 °C' is not a number"),
        ("S2,P2,71,F,37,31/03/2024,0", "admitted_at", "'31/03/2024' is not a date"),
        ("S2,P2,71,F,37,2024-02-30,0", "admitted_at", "'2024-02-30' is not a date"),
        ("S2,P2,71,F,37,2024-03-31,2", "sepsis", "'2' is neither 0 nor 1"),
        ("S1,P2,71,F,37,2024-03-31,0", "stay_id", "'S1' occurs more than once"),
        (",P2,71,F,37,2024-03-31,0", "stay_id", "the cell is empty"),
        ("S2,,71,F,37,2024-03-31,0", "patient_id", "the cell is empty"),
    ],
)
def test_a_bad_cell_is_named(tmp_path, row, column, words):
    found = problems(written(tmp_path, HEADER, GOOD, row))
    mine = [p for p in found if p.row == 3]
    assert len(mine) == 1
    assert mine[0].column == column
    assert words in mine[0].what
    assert mine[0].advice
    assert str(mine[0]).startswith(f"brought.csv, line 3, column '{column}': ")


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path):
    rows = [f"S{i},P{i},x,F,37,2024-03-31,0" for i in range(25)]
    with pytest.raises(data.BadFile) as caught:
        data.read_cohort(written(tmp_path, HEADER, *rows))
    assert [p.row for p in caught.value.problems] == list(range(2, 27))
    assert len(str(caught.value).splitlines()) == 11
    assert "15 more problems" in str(caught.value)
    assert list(caught.value.table["row"]) == list(range(2, 27))


def test_lines_are_the_files_even_after_a_cell_of_several_lines(tmp_path):
    path = written(tmp_path, HEADER + ",note", GOOD + ',"one\ntwo\nthree"', "", "S2,P2,x,F,37,2024-03-31,0,b")
    assert [p.row for p in problems(path)] == [6]


@pytest.mark.parametrize(
    ("lines", "row", "words", "advice"),
    [
        ((), None, "the file is empty", "column names"),
        ((HEADER,), None, "there are no rows", "at least one row"),
        ((HEADER, GOOD, "S2,P2,71"), 3, "3 cells where the first line has 7", "complete the row"),
        ((HEADER, GOOD + ",9"), 2, "8 cells where the first line has 7", "quotation marks"),
        ((HEADER, GOOD, '"S2,P2,71,F,37,2024-03-31,0'), 3, "cannot be read as CSV", "quotation mark"),
        ((HEADER + ",age", GOOD + ",71"), 1, "two columns have this name", "Rename"),
    ],
)
def test_a_broken_table_is_named(tmp_path, lines, row, words, advice):
    found = problems(written(tmp_path, *lines))
    assert [p.row for p in found] == [row]
    assert words in found[0].what
    assert advice in found[0].advice


def test_a_missing_column_that_is_called_otherwise_is_guessed(tmp_path):
    path = written(tmp_path, "stay_id,Patient ID", "S1,P1")
    (found,) = problems(path)
    assert found.column == "patient_id"
    assert "'Patient ID'" in found.advice
    got = data.read_cohort(path, columns={"Patient ID": "patient_id"})
    assert list(got["patient_id"]) == ["P1"]


def test_required_columns_and_unknown_renames(tmp_path):
    path = written(tmp_path, "stay_id,patient_id", "S1,P1")
    (found,) = problems(path, required=("sepsis",))
    assert (found.column, found.what) == ("sepsis", "this column is missing")
    (found,) = problems(path, columns={"ghost": "age"})
    assert (found.column, found.what) == ("ghost", "this column is missing")
    assert "stay_id, patient_id" in found.advice


def test_invalid_utf8_is_named_by_line_and_read_when_its_encoding_is_given(tmp_path):
    path = written(tmp_path, HEADER + ",name", GOOD + ",Zoé", encoding="cp1252")
    (found,) = problems(path)
    assert found.row == 2
    assert "0xe9" in found.what
    assert "Zo" in found.what
    assert "cp1252" in found.advice
    assert data.read_cohort(path, encoding="cp1252")["name"][0] == "Zoé"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("stay_id,patient_id\nS1,P1\n".encode("utf-16"), "UTF-16"),
        (b"stay_id,patient_id\nS1,P\x001\n", "NUL"),
    ],
)
def test_files_that_are_not_utf8_text_say_what_they_are(tmp_path, content, words):
    (tmp_path / "a.csv").write_bytes(content)
    (found,) = problems(tmp_path / "a.csv")
    assert words in found.what


def test_files_that_are_not_there_or_not_files(tmp_path):
    assert "no such file" in problems(tmp_path / "ghost.csv")[0].what
    assert "no such file" in problems(tmp_path / "ghost.parquet")[0].what
    (tmp_path / "folder.csv").mkdir()
    assert "a folder" in problems(tmp_path / "folder.csv")[0].what
    assert "no encoding" in problems(written(tmp_path, HEADER, GOOD), encoding="klingon")[0].what


@pytest.mark.parametrize("name", ["a.parquet", "a.csv.gz"])
def test_a_truncated_archive_is_named(tmp_path, stays, name):
    path = tmp_path / name
    stays.to_parquet(path) if name.endswith("parquet") else stays.to_csv(path)
    path.write_bytes(path.read_bytes()[:-100])
    (found,) = problems(path)
    assert found.file == name
    assert "incomplete" in found.what


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
def test_a_bad_frame_is_named_by_row(make):
    frame = make({"stay_id": ["S1", "S1"], "patient_id": ["P1", "P2"], "age": [50.0, 300.0]})
    found = problems(frame, name="my frame")
    assert {(p.row, p.column) for p in found} == {(1, "stay_id"), (2, "stay_id"), (2, "age")}
    assert str(found[0]).startswith("my frame, row 1, ")


def test_your_own_schema_is_checked_too(tmp_path):
    schema = pa.DataFrameSchema({"ward": pa.Column(None, pa.Check.isin(["ICU"])), "bed": pa.Column(None)})
    path = written(tmp_path, "stay_id,patient_id,ward", "S1,P1,ICU", "S2,P2,ER")
    found = problems(path, schema=schema)
    assert {(p.row, p.column) for p in found} == {(None, "bed"), (3, "ward")}


def test_a_cell_of_ten_megabytes_is_read(tmp_path):
    note = "Patiente âgée. " * 700_000
    path = written(tmp_path, "stay_id,patient_id,note", f'S1,P1,"{note}"')
    assert data.read_cohort(path)["note"][0] == note.strip()


def test_the_same_error_in_french(tmp_path):
    with language.speaking("fr"):
        (found,) = problems(written(tmp_path, HEADER, "S2,P2,douze,F,37,2024-03-31,0"))
        assert str(found).startswith("brought.csv, ligne 2, colonne 'age' : 'douze' n'est pas un nombre")
