"""A patient, a stay and what was measured, as FHIR has them."""

import copy
import json

import pytest

from labkit import data

PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "gender": "female",
    "birthDate": "1950-07",
    "address": [{"postalCode": "99001"}],
    "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "fr"}]}}],
}
ENCOUNTER = {
    "resourceType": "Encounter",
    "id": "e1",
    "status": "finished",
    "class": {"code": "IMP"},
    "subject": {"reference": "Patient/p1"},
    "period": {"start": "2024-03-31T14:05:00+02:00", "end": "2024-04-02"},
}
LACTATE = {
    "resourceType": "Observation",
    "id": "o1",
    "status": "final",
    "subject": {"reference": "Patient/p1"},
    "encounter": {"reference": "https://server/fhir/Encounter/e1"},
    "effectiveDateTime": "2024-03-31T13:00:00Z",
    "code": {"coding": [{"system": "http://loinc.org", "code": "2524-7", "display": "Lactate"}]},
    "valueQuantity": {"value": 3.2, "unit": "mmol/L"},
}
PRESSURE = {
    **{key: part for key, part in LACTATE.items() if key != "valueQuantity"},
    "id": "o2",
    "component": [
        {"code": {"coding": [{"code": "8480-6"}]}, "valueQuantity": {"value": 90, "code": "mm[Hg]"}},
        {"code": {"coding": [{"code": "8462-4"}]}, "valueQuantity": {"value": 50, "code": "mm[Hg]"}},
    ],
}
CONDITION = {
    "resourceType": "Condition",
    "id": "c1",
    "subject": {"reference": "Patient/p1"},
    "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "A41.9"}]},
    "recordedDate": "2024-04-02",
}
OTHER = {"resourceType": "Practitioner", "id": "x"}
RESOURCES = [PATIENT, ENCOUNTER, LACTATE, PRESSURE, CONDITION, OTHER]


def bundle(folder, resources, name="bundle.json"):
    entries = [{"resource": r} for r in resources]
    path = folder / name
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    return path


def problems(path):
    with pytest.raises(data.BadFile) as caught:
        data.read_fhir(path)
    return caught.value.problems


def put(resource, path, value):
    changed = copy.deepcopy(resource)
    at = changed
    *walk, last = path
    for step in walk:
        at = at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return changed


def changed(resource, **elements):
    """The resource with some elements replaced; ``None`` takes one away."""
    new = {**copy.deepcopy(resource), **elements}
    return {key: part for key, part in new.items() if part is not None}


def status(code):
    return {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/x", "code": code}]}
