"""FHIR bundles: resources become rows; what is wrong is named by entry and element."""

import gzip
import json

import pandas as pd
import pytest

from labkit import data
from labkit.data import LeftOut
from tests.data.readers.bundles import (
    CONDITION,
    ENCOUNTER,
    LACTATE,
    OTHER,
    PATIENT,
    RESOURCES,
    bundle,
    changed,
    problems,
    put,
)


def test_a_bundle_becomes_four_tables(tmp_path):
    fhir = data.read_fhir(bundle(tmp_path, RESOURCES))
    (patient,) = fhir.patients.to_dict("records")
    assert (patient["patient_id"], patient["sex"], patient["language"]) == ("p1", "F", "fr")
    assert patient["birth_date"] == pd.Timestamp("1950-07-01")
    assert fhir.encounters["start"][0] == pd.Timestamp("2024-03-31 14:05")
    assert fhir.encounters["start_offset"][0] == 120
    assert list(fhir.observations["code"]) == ["2524-7", "8480-6", "8462-4"]
    assert list(fhir.observations["value"]) == [3.2, 90, 50]
    assert set(fhir.observations["stay_id"]) == {"e1"}
    assert list(fhir.conditions["code"]) == ["A41.9"]
    assert fhir.skipped == {"Practitioner": 1}
    assert fhir.report.read == {"patients": 1, "encounters": 1, "observations": 3, "conditions": 1}
    assert fhir.report.left == ()


def test_bundle_bulk_export_and_folder_are_the_same(tmp_path):
    one = data.read_fhir(bundle(tmp_path, RESOURCES))
    (tmp_path / "all.ndjson").write_text("\n".join(map(json.dumps, RESOURCES)) + "\n\n")
    two = data.read_fhir(tmp_path / "all.ndjson")
    folder = tmp_path / "export"
    folder.mkdir()
    for resource in RESOURCES[:5]:
        with (folder / f"{resource['resourceType']}.ndjson").open("a") as stream:
            stream.write(json.dumps(resource) + "\n")
    three = data.read_fhir(folder)
    for name in ("patients", "encounters", "observations", "conditions"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
        pd.testing.assert_frame_equal(getattr(one, name), getattr(three, name))


def test_a_bulk_export_without_patients_is_not_a_broken_link(tmp_path):
    (tmp_path / "c.ndjson").write_text(json.dumps(CONDITION))
    assert len(data.read_fhir(tmp_path / "c.ndjson").conditions) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1950", "1950-01-01"),
        ("1950-07", "1950-07-01"),
        ("1950-07-09", "1950-07-09"),
        ("1950-07-09T10:00:00.123Z", "1950-07-09T10:00:00.123"),
        ("1950-07-09T00:30:00+02:00", "1950-07-09T00:30:00"),
    ],
)
def test_partial_dates_and_offsets(tmp_path, written, read):
    fhir = data.read_fhir(bundle(tmp_path, [{**PATIENT, "birthDate": written}]))
    assert fhir.patients["birth_date"][0] == pd.Timestamp(read)


@pytest.mark.parametrize(
    ("position", "path", "value", "element", "words"),
    [
        (0, ["gender"], "F", "Patient.gender", "'F' is not one of 'female'"),
        (0, ["birthDate"], "31/07/1950", "Patient.birthDate", "is not a date"),
        (0, ["id"], None, "Patient.id", "no id"),
        (0, ["address"], {"postalCode": "1"}, "Patient.address", "not a list"),
        (1, ["subject"], None, "Encounter.subject.reference", "the reference is missing"),
        (
            1,
            ["subject", "reference"],
            "Patient/p9",
            "Encounter.subject.reference",
            "Patient/p9 is not in the bundle",
        ),
        (
            1,
            ["subject", "reference"],
            "Group/p1",
            "Encounter.subject.reference",
            "does not refer to a Patient",
        ),
        (1, ["period", "end"], "2023-01-01", "Encounter.period.end", "ends"),
        (1, ["period"], [], "Encounter.period", "not an object"),
        (2, ["valueQuantity", "value"], "3.2", "Observation.valueQuantity.value", "'3.2' is not a number"),
        (
            2,
            ["encounter", "reference"],
            "Encounter/e9",
            "Observation.encounter.reference",
            "e9 is not in the bundle",
        ),
        (2, ["code"], None, "Observation.code.coding", "the code is missing"),
        (2, ["effectiveDateTime"], 20240331, "Observation.effectiveDateTime", "is not a date"),
        (
            3,
            ["component", 1, "valueQuantity", "value"],
            True,
            "Observation.component[1].valueQuantity.value",
            "True is not a number",
        ),
        (4, ["code", "coding"], [], "Condition.code.coding", "the code is missing"),
        (4, ["id"], "c1", None, None),
    ],
)
def test_a_bad_element_is_named(tmp_path, position, path, value, element, words):
    resources = list(RESOURCES)
    resources[position] = put(resources[position], path, value)
    file = bundle(tmp_path, resources)
    if element is None:
        assert data.read_fhir(file)
        return
    found = problems(file)
    mine = [p for p in found if p.column == element]
    assert len(mine) == 1
    assert (mine[0].file, mine[0].row, mine[0].unit) == ("bundle.json", position + 1, "entry")
    assert words in mine[0].what
    assert mine[0].advice


def test_duplicates_and_empty_entries_are_named(tmp_path):
    path = bundle(tmp_path, [PATIENT, PATIENT, None, {"id": "x"}])
    found = problems(path)
    assert [(p.row, p.column) for p in found] == [(2, "Patient.id"), (3, "resource"), (4, "resource")]
    assert "first at bundle.json, 1" in found[0].what


@pytest.mark.parametrize(
    ("cut", "words"),
    [(0.3, "stops before its end"), (0.6, "stops before its end"), (0.95, "stops before its end")],
)
def test_truncated_json_is_said_to_be_incomplete(tmp_path, cut, words):
    path = bundle(tmp_path, RESOURCES)
    text = json.dumps(json.loads(path.read_text()), indent=1)
    lines = text.split("\n")
    kept = lines[: int(cut * len(lines))]
    path.write_text("\n".join(kept))
    (found,) = problems(path)
    assert words in found.what
    assert len(kept) - 1 <= found.row <= len(kept) + 1
    assert "incomplete" in found.advice


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"resourceType": "Patient"}', "'Patient', not 'Bundle'"),
        ("[]", "None, not 'Bundle'"),
        ('{"resourceType": "Bundle", "entry": {}}', "entry is not a list"),
        ('{"resourceType": "Bundle",, "entry": []}', "not JSON at character"),
        ('{"resourceType": "Bundle", "entry": NaN}', "NaN is not a JSON number"),
        ("", "stops before its end"),
        ("[" * 200_000, "not JSON"),
    ],
)
def test_files_that_are_not_bundles(tmp_path, text, words):
    (tmp_path / "a.json").write_text(text)
    (found,) = problems(tmp_path / "a.json")
    assert words in found.what


def test_a_bad_line_of_a_bulk_export_is_named(tmp_path):
    (tmp_path / "a.ndjson").write_text(json.dumps(PATIENT) + "\n" + json.dumps(CONDITION)[:40])
    (found,) = problems(tmp_path / "a.ndjson")
    assert (found.row, found.unit) == (2, "line")


def test_invalid_utf8_and_an_empty_folder(tmp_path):
    assert "no FHIR file" in problems(tmp_path)[0].what
    (tmp_path / "a.json").write_bytes(b'{"resourceType":\n "B\xe9"}')
    (found,) = problems(tmp_path / "a.json")
    assert found.row == 2


@pytest.mark.parametrize("with_id", [False, True])
def test_a_transaction_is_read_by_its_full_urls(tmp_path, with_id):
    uuids = [f"urn:uuid:6f0c1a52-0000-4000-8000-00000000000{i}" for i in range(3)]
    subject = {"subject": {"reference": uuids[0]}}
    resources = [
        changed(PATIENT, id="p7" if with_id else None),
        changed(ENCOUNTER, id=None, **subject),
        changed(LACTATE, id=None, **subject, encounter={"reference": uuids[1]}),
    ]
    entries = [
        {"fullUrl": url, "resource": r, "request": {"method": "POST", "url": r["resourceType"]}}
        for url, r in zip(uuids, resources, strict=True)
    ]
    path = tmp_path / "t.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}))
    fhir = data.read_fhir(path)
    patient = "p7" if with_id else uuids[0].removeprefix("urn:uuid:")
    assert fhir.patients["patient_id"].tolist() == fhir.observations["patient_id"].tolist() == [patient]
    assert fhir.observations["stay_id"].tolist() == fhir.encounters["stay_id"].tolist()


@pytest.mark.parametrize("name", ["all.ndjson", "all.ndjson.gz", "all.jsonl"])
def test_a_bulk_export_may_be_packed(tmp_path, name):
    content = "\n".join(map(json.dumps, RESOURCES)).encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    for source in (tmp_path / name, tmp_path):
        assert len(data.read_fhir(source).observations) == 3


def test_nothing_found_is_said(tmp_path):
    with pytest.warns(LeftOut, match=r"no patient, stay.*Practitioner \(1\)"):
        assert data.read_fhir(bundle(tmp_path, [OTHER])).patients.empty
