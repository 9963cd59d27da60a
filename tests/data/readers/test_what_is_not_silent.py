"""What another tool wrote a little otherwise is read, or named with what to do; nothing is lost in silence."""

import json
import unicodedata
import warnings

import pytest

from labkit.data import BadFile, LeftOut, read_cohort, read_notes
from labkit.data.readers._workbook import _column

TEXT = "Toux et asthénie."


def written(folder, text, name="stays.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def notes(folder, **keys):
    return read_notes(written(folder, json.dumps({"note_id": "n", "text": TEXT, **keys}), "notes.jsonl"))


@pytest.mark.parametrize("span", [[0.0, 4.0, "SIGN"], ["0", "4", "SIGN"], [0, 4.0, "SIGN"]])
@pytest.mark.parametrize("key", ["entities", "label", "labels", "spans"])
def test_offsets_that_became_floats_or_text_are_refused_by_name(tmp_path, key, span):
    with pytest.raises(BadFile, match=rf"{key}\[0\]"):
        notes(tmp_path, **{key: [span]})


@pytest.mark.parametrize(
    "held",
    [
        {"annotation": [{"points": [{"start": 0, "end": 3}], "label": ["SIGN"]}]},
        {"extractedLabels": [{"offset": 0, "length": 4, "category": "SIGN"}]},
        {"results": {"annotations": [{"start": 0, "end": 4, "tag": "SIGN"}]}},
        {"predictions": [{"result": [{"value": {"start": 0, "end": 4, "labels": ["SIGN"]}}]}]},
    ],
)
def test_annotations_of_an_unknown_tool_are_named(tmp_path, held):
    with pytest.warns(LeftOut, match=next(iter(held))):
        assert notes(tmp_path, **held).spans.empty


@pytest.mark.parametrize(
    "held",
    [
        {"meta": {"page": 3}},
        {"labels": ["urgent"]},
        {"cats": {"URGENT": 1.0}},
        {"tokens": [{"start": 0, "end": 4}]},
    ],
)
def test_what_is_no_annotation_warns_of_nothing(tmp_path, held):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        notes(tmp_path, **held)


@pytest.mark.parametrize(
    "title", ["Rapport, service A, 2024", "Rapport,,", "a,b,c,d", "Séjours\n\nservice A, gériatrie"]
)
def test_a_title_is_told_from_the_names_whatever_its_width(tmp_path, title):
    with pytest.warns(LeftOut, match="title"):
        frame = read_cohort(written(tmp_path, f"{title}\nstay_id,patient_id,age\n1,7,80\n2,8,81\n"))
    assert frame.age.tolist() == [80, 81]


def test_a_title_is_told_from_names_that_are_mapped_in_either_spelling(tmp_path):
    path = written(tmp_path, "Export;IPP;2024\nSéjour;Patient;température\n1;7;37,5\n")
    with pytest.warns(LeftOut):
        frame = read_cohort(
            path, columns={unicodedata.normalize("NFD", "Séjour"): "stay_id", "Patient": "patient_id"}
        )
    assert frame["température"].tolist() == [37.5]


def test_one_name_in_two_spellings_is_two_columns_of_one_name(tmp_path):
    other = unicodedata.normalize("NFD", "état")
    with pytest.raises(BadFile, match="two columns have this name"):
        read_cohort(written(tmp_path, f"stay_id,patient_id,état,{other}\n1,7,80,81\n"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_named_with_the_encoding_to_pass(tmp_path, encoding):
    path = written(tmp_path, "stay_id,patient_id,ville\n1,7,Québec\n", encoding=encoding)
    with pytest.raises(BadFile, match=f"UTF-16.*{encoding}"):
        read_cohort(path)
    assert read_cohort(path, encoding=encoding).ville.tolist() == ["Québec"]


def test_two_long_whole_numbers_of_a_workbook_stay_two():
    assert _column([1234567890123456789, 1234567890123456788, None]).tolist() == [
        "1234567890123456789",
        "1234567890123456788",
        "",
    ]
    assert _column([12, 13, None]).dtype.kind in "if"
