"""What a reader reads and does not vouch for: units, months for days, numbers that stay text, offsets, spreadsheets."""

import json
import unicodedata

import openpyxl
import pytest

from labkit import data
from labkit.data import BadFile, Doubtful, LeftOut
from tests.data.readers.bundles import CONDITION, ENCOUNTER, LACTATE, PATIENT, bundle

HEADER = "stay_id,patient_id,dose"


def cohort(folder, *rows, header=HEADER, **options):
    path = folder / "stays.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return data.read_cohort(path, **options)


def problems(read, *arguments, **options):
    with pytest.raises(BadFile) as caught:
        read(*arguments, **options)
    return caught.value.problems


def lactate(number, **quantity):
    return {**LACTATE, "id": f"o{number}", "valueQuantity": quantity}


@pytest.mark.parametrize(
    ("one", "other"),
    [("mmol/L", "mg/dL"), ("G/L", "g/L"), ("Cel", "[degF]"), ("mmol/L", None)],
)
def test_an_analyte_in_two_units_is_doubted(tmp_path, one, other):
    values = [
        lactate(1, value=3, unit=one),
        lactate(2, value=3, unit=other) if other else lactate(2, value=3),
    ]
    with pytest.warns(Doubtful, match="several units"):
        data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, *values]))


@pytest.mark.parametrize(("one", "other"), [("ng/mL", "µg/L"), ("mmHg", "mm[Hg]"), ("mmol/l", "mmol/L")])
def test_two_spellings_of_one_unit_are_one(tmp_path, one, other):
    values = [lactate(1, value=3, unit=one), lactate(2, value=3, unit=other)]
    read = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, *values]))
    assert not any("units" in doubt.what for doubt in read.report.doubts)


def test_a_unit_that_contradicts_its_code_is_doubted(tmp_path):
    with pytest.warns(Doubtful, match="written 'mg/dL' and coded 'mmol/L'"):
        data.read_fhir(
            bundle(tmp_path, [PATIENT, ENCOUNTER, lactate(1, value=3, unit="mg/dL", code="mmol/L")])
        )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"valueRange": {"low": {"value": 5}, "high": {"value": 10}}}, "5 - 10"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 320}}}, "1:320"),
        ({"valuePeriod": {"start": "2025-01-01", "end": "2025-01-05"}}, "2025-01-01/2025-01-05"),
    ],
)
def test_two_numbers_are_words(tmp_path, value, text):
    observation = {**{k: v for k, v in LACTATE.items() if k != "valueQuantity"}, **value}
    (row,) = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, observation])).observations.to_dict(
        "records"
    )
    assert row["text"] == text
    assert row["value"] != row["value"]


def test_why_there_is_no_value_is_kept(tmp_path):
    observation = {
        **{k: v for k, v in LACTATE.items() if k != "valueQuantity"},
        "dataAbsentReason": {"text": "hemolysed"},
    }
    read = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, observation]))
    assert read.observations["absent_reason"].tolist() == ["hemolysed"]


@pytest.mark.parametrize(
    "change",
    [
        {"focus": [{"reference": "RelatedPerson/f"}]},
        {"modifierExtension": [{"url": "http://x/negated", "valueBoolean": True}]},
    ],
)
def test_what_is_not_the_patients_or_changes_its_meaning_is_left_out(tmp_path, change):
    with pytest.warns(LeftOut):
        read = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, {**LACTATE, **change}]))
    assert len(read.observations) == 0


def test_a_diagnosis_refuted_in_words_is_left_out(tmp_path):
    condition = {**CONDITION, "verificationStatus": {"text": "Entered in error"}}
    with pytest.warns(LeftOut):
        assert len(data.read_fhir(bundle(tmp_path, [PATIENT, condition])).conditions) == 0


def test_records_inside_others_are_read_and_referred_to(tmp_path):
    inside = {**PATIENT, "id": "pat"}
    observation = {**LACTATE, "subject": {"reference": "#pat"}, "contained": [inside]}
    del observation["encounter"]
    with pytest.warns(Doubtful, match="a person of its own"):
        read = data.read_fhir(bundle(tmp_path, [observation]))
    assert read.observations["patient_id"].tolist() == read.patients["patient_id"].tolist()


def test_bundles_inside_bundles_and_the_names_of_r5(tmp_path):
    stay = {**ENCOUNTER, "class": [{"coding": [{"code": "IMP"}]}], "actualPeriod": ENCOUNTER["period"]}
    del stay["period"]
    inner = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": stay}]}
    read = data.read_fhir(bundle(tmp_path, [PATIENT, inner]))
    assert read.encounters[["class"]].to_numpy().tolist() == [["IMP"]]
    assert read.encounters["start"].notna().all()


def test_a_page_of_several_and_what_the_server_says(tmp_path):
    outcome = {
        "resourceType": "OperationOutcome",
        "issue": [{"code": "incomplete", "diagnostics": "truncated"}],
    }
    path = bundle(tmp_path, [PATIENT, outcome])
    whole = json.loads(path.read_text()) | {"link": [{"relation": "next", "url": "https://x?page=2"}]}
    path.write_text(json.dumps(whole))
    with pytest.warns(LeftOut) as caught:
        data.read_fhir(path)
    said = "\n".join(str(warning.message) for warning in caught)
    assert "one page of several" in said and "truncated" in said


@pytest.mark.parametrize("cell", ["<5", "ND", "1 250", "1'250", "12 %", "#VALEUR!"])
def test_a_column_of_numbers_that_stays_text_is_said(tmp_path, cell):
    with pytest.warns(Doubtful, match="the column stays text"):
        read = cohort(tmp_path, f"1,7,{cell}", "2,8,7", "3,9,8")
    assert read["dose"].tolist() == [cell, "7", "8"]


def test_typographic_spaces_and_a_true_minus_sign_are_read(tmp_path):
    read = cohort(tmp_path, "1;7;1\u202f250,5", "2;8;\u22123", header=HEADER.replace(",", ";"))
    assert read["dose"].tolist() == [1250.5, -3]


def test_a_point_between_thousands_is_not_a_decimal_point(tmp_path):
    header = "stay_id;patient_id;creatinine"
    assert [p.column for p in problems(cohort, tmp_path, "1;7;1.250", "2;8;3,5", header=header)] == [
        "creatinine"
    ]
    with pytest.warns(Doubtful, match="decimal point"):
        cohort(tmp_path, "1;7;1.250", "2;8;2.300", header=header)


def test_identifiers_that_a_spreadsheet_changed(tmp_path):
    assert cohort(tmp_path, "1,12.0,3", "2,13,4")["patient_id"].tolist() == ["12", "13"]
    (problem,) = problems(cohort, tmp_path, "1,1.23457E+17,3", "2,13,4")
    assert "lost its digits" in problem.what


def test_accents_in_the_wrong_encoding_are_said(tmp_path):
    (problem,) = problems(cohort, tmp_path, "1,7,été", encoding="cp1252")
    assert "UTF-8" in problem.what
    with pytest.warns(Doubtful, match="wrong encoding"):
        cohort(tmp_path, "1,7,fiÃ¨vre")


def workbook(folder, fill):
    book = openpyxl.Workbook()
    fill(book)
    path = folder / "stays.xlsx"
    book.save(path)
    return data.read_cohort(path)


def test_formulas_without_result_merged_cells_and_long_numbers_are_said(tmp_path):
    def fill(book):
        for row in (
            ["stay_id", "patient_id", "bmi", "ward"],
            [1, 2780611200411857, "=70/3", "A"],
            [2, 8, 24, None],
        ):
            book.active.append(row)
        book.active.merge_cells("D2:D3")

    with pytest.warns(Doubtful) as caught:
        workbook(tmp_path, fill)
    said = "\n".join(str(warning.message) for warning in caught)
    assert all(words in said for words in ("formula", "merged cells", "15 digits"))


def test_the_first_visible_sheet_is_read(tmp_path):
    def fill(book):
        book.active.append(["x"])
        sheet = book.create_sheet("B")
        sheet.append(["stay_id", "patient_id"])
        sheet.append([2, 8])
        book.worksheets[0].sheet_state = "hidden"
        book.active = 1

    with pytest.warns(LeftOut, match="'Sheet'"):
        assert workbook(tmp_path, fill)["stay_id"].tolist() == ["2"]


EMOJI = "🤒 Toux et asthénie."


@pytest.mark.parametrize(
    ("start", "length", "unit"),
    [
        (len(EMOJI[: EMOJI.index("asth")].encode("utf-16-le")) // 2, 8, "UTF-16"),
        (len(EMOJI[: EMOJI.index("asth")].encode()), 9, "UTF-8"),
    ],
)
def test_what_offsets_count_is_named(tmp_path, start, length, unit):
    span = {"start": start, "end": start + length, "label": "SIGN", "text": "asthénie"}
    path = tmp_path / "notes.jsonl"
    path.write_text(json.dumps({"note_id": 1, "text": EMOJI + " Fin.", "spans": [span]}))
    (problem,) = problems(data.read_notes, path)
    assert unit in problem.advice


def test_composed_and_decomposed_quotes_are_one(tmp_path):
    text = unicodedata.normalize("NFD", "Dyspnée")
    span = {"start": 0, "end": len(text), "label": "SIGN", "text": "Dyspnée"}
    path = tmp_path / "notes.jsonl"
    path.write_text(json.dumps({"note_id": 12, "text": text, "spans": [span]}))
    read = data.read_notes(path)
    assert read.notes["note_id"].tolist() == ["12"]
    assert len(read.spans) == 1 and not read.report.doubts


def test_a_span_inside_a_word_is_doubted(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text(json.dumps({"note_id": "a", "text": "Toux grasse", "spans": [[1, 4, "SIGN"]]}))
    with pytest.warns(Doubtful, match="inside a word"):
        data.read_notes(path)


def test_brats_relations_and_notes_without_annotation_are_counted(tmp_path):
    (tmp_path / "a.txt").write_text("Toux et fatigue")
    (tmp_path / "a.ann").write_text(
        "T1\tS 0 4\tToux\nT2\tS 8 15\tfatigue\nR1\tX Arg1:T1 Arg2:T2\n#1\tN T1\tdoute\n"
    )
    (tmp_path / "b.txt").write_text("Rien")
    with pytest.warns(LeftOut):
        assert len(data.read_brat(tmp_path).report.left) == 3
