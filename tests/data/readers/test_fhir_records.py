"""FHIR: what was withdrawn, what is of the past, and values of every kind."""

import pandas as pd
import pytest

from labkit import data
from labkit.data import BadFile, LeftOut
from tests.data.readers.bundles import (
    CONDITION,
    ENCOUNTER,
    LACTATE,
    PATIENT,
    PRESSURE,
    RESOURCES,
    bundle,
    changed,
    status,
)


@pytest.mark.parametrize(
    ("position", "elements", "table", "left"),
    [
        (2, {"status": "entered-in-error"}, "observations", 1),
        (2, {"status": "cancelled"}, "observations", 1),
        (4, {"verificationStatus": status("refuted")}, "conditions", 1),
        (4, {"verificationStatus": status("entered-in-error")}, "conditions", 1),
        # The stay goes; the two results keep their patient and say that they have lost it.
        (1, {"status": "cancelled"}, "encounters", 3),
        (1, {"status": "entered-in-error"}, "encounters", 3),
    ],
)
def test_what_was_withdrawn_is_left_out_counted_and_said(tmp_path, position, elements, table, left):
    whole = data.read_fhir(bundle(tmp_path, RESOURCES))
    resources = list(RESOURCES)
    resources[position] = changed(resources[position], **elements)
    with pytest.warns(LeftOut, match=next(iter(elements))):
        fhir = data.read_fhir(bundle(tmp_path, resources))
    assert len(getattr(fhir, table)) == len(getattr(whole, table)) - 1
    assert len(fhir.report.left) == left
    assert (fhir.report.left[0].row, fhir.report.left[0].unit) in {(position + 1, "entry")}
    assert "Left out (1)" in str(fhir.report)
    assert len(fhir.report.table) == left


def test_a_patients_record_that_is_no_longer_active_takes_its_results_along(tmp_path):
    other = changed(PATIENT, id="p2", active=True)
    theirs = changed(LACTATE, id="o9", subject={"reference": "Patient/p2"}, encounter=None)
    with pytest.warns(LeftOut, match="no longer active"):
        fhir = data.read_fhir(
            bundle(tmp_path, [changed(PATIENT, active=False), *RESOURCES[1:], other, theirs])
        )
    assert list(fhir.patients["patient_id"]) == ["p2"]
    assert list(fhir.observations["patient_id"]) == ["p2"]
    assert len(fhir.encounters) == len(fhir.conditions) == 0
    assert len(fhir.report.left) == 5


@pytest.mark.parametrize("kept", ["resolved", "inactive", "active"])
def test_a_condition_of_the_past_or_in_doubt_stays_with_its_status(tmp_path, kept):
    condition = changed(CONDITION, clinicalStatus=status(kept), verificationStatus=status("differential"))
    fhir = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, condition]))
    assert fhir.conditions[["clinical_status", "verification_status"]].to_numpy().tolist() == [
        [kept, "differential"]
    ]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ({"valueQuantity": {"value": 0.5, "comparator": "<", "unit": "mg/L"}}, (0.5, "<", None, "mg/L")),
        ({"valueInteger": 4}, (4, None, None, None)),
        ({"valueString": "trace"}, (None, None, "trace", None)),
        ({"valueBoolean": True}, (None, None, "true", None)),
        (
            {"valueCodeableConcept": {"coding": [{"code": "260373001", "display": "Detected"}]}},
            (None, None, "Detected", None),
        ),
        ({"valueCodeableConcept": {"text": "positif"}}, (None, None, "positif", None)),
        ({"dataAbsentReason": {"text": "hemolysed"}}, (None, None, None, None)),
    ],
)
def test_values_of_every_kind(tmp_path, value, read):
    observation = {**changed(LACTATE, valueQuantity=None), **value}
    (row,) = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, observation])).observations.to_dict(
        "records"
    )
    got = [row[name] for name in ("value", "comparator", "text", "unit")]
    assert [None if pd.isna(part) else part for part in got] == list(read)


def test_a_value_that_is_not_read_is_named(tmp_path):
    observation = changed(LACTATE, valueQuantity=None, valueSampledData={"data": "1 2 3"})
    with pytest.warns(LeftOut, match="valueSampledData is not read"):
        fhir = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, observation]))
    assert fhir.observations["value"].isna().all()


def test_an_observation_has_its_own_value_and_its_components(tmp_path):
    saturation = changed(PRESSURE, valueQuantity={"value": 91, "unit": "%"})
    observations = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, saturation])).observations
    assert observations[["code", "value"]].to_numpy().tolist() == [
        ["2524-7", 91],
        ["8480-6", 90],
        ["8462-4", 50],
    ]


def test_loinc_is_found_in_any_place(tmp_path):
    local = {"system": "urn:hospital:lab", "code": "LAC"}
    observation = changed(LACTATE, code={"coding": [local, *LACTATE["code"]["coding"]]})
    observations = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, observation])).observations
    assert observations["code"].tolist() == ["2524-7"]
    observation = changed(LACTATE, code={"coding": [local], "text": "Lactate"})
    observations = data.read_fhir(bundle(tmp_path, [PATIENT, ENCOUNTER, observation])).observations
    assert observations[["code", "display"]].to_numpy().tolist() == [["LAC", "Lactate"]]


def test_a_second_value_is_named_as_not_read(tmp_path):
    resources = [PATIENT, ENCOUNTER, changed(LACTATE, valueString="hémolysé")]
    with pytest.warns(LeftOut, match="valueString stands beside another value"):
        fhir = data.read_fhir(bundle(tmp_path, resources))
    assert fhir.observations["value"].tolist() == [3.2]


MRN = {"system": "urn:hospital:mrn", "value": "0042"}


def _by_identifier(*patients, said=MRN):
    stay = {**ENCOUNTER, "subject": {"identifier": said, "display": "Mrs. Malenfant"}}
    return [*patients, stay, {**LACTATE, "subject": {"identifier": said}}]


def test_a_subject_may_be_named_by_its_identifier_alone(tmp_path):
    her = {**PATIENT, "identifier": [{"value": "0042"}, MRN]}
    other = {**PATIENT, "id": "p2", "identifier": [{**MRN, "system": "urn:other"}]}
    replaced = {**PATIENT, "id": "p0", "active": False, "identifier": [MRN]}
    fhir = data.read_fhir(bundle(tmp_path, _by_identifier(other, replaced, her)))
    assert list(fhir.encounters["patient_id"]) == ["p1"] and list(fhir.observations["patient_id"]) == ["p1"]
    alone = data.read_fhir(bundle(tmp_path, _by_identifier()[:1]))
    assert list(alone.encounters["patient_id"]) == ["0042"]


@pytest.mark.parametrize(
    ("patients", "words"),
    [
        ([{**PATIENT, "identifier": [MRN]}, {**PATIENT, "id": "p2", "identifier": [MRN]}], "'0042' is the identifier of 2 records"),
        ([{**PATIENT, "identifier": [{**MRN, "system": "urn:other"}]}], "'0042' is the identifier of no Patient in the file"),
    ],
)  # fmt: skip
def test_an_identifier_of_two_patients_or_of_none_is_named(tmp_path, patients, words):
    with pytest.raises(BadFile) as caught:
        data.read_fhir(bundle(tmp_path, _by_identifier(*patients)))
    assert {(p.column, p.what) for p in caught.value.problems} == {
        ("Encounter.subject.identifier", words),
        ("Observation.subject.identifier", words),
    }
