"""Whatever the bytes, a reader gives data or a `BadFile` that says something: never another error."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labkit import data
from labkit.data.readers import _csv

COHORT = b'stay_id,patient_id,age,sex,admitted_at,sepsis,note\nS1,P1,71,F,2024-03-31,0,"a, b"\nS2,P1,72,M,,1,\xc3\xa9\n'
NOTES = (
    '{"note_id": "a", "text": "Pas de fièvre.", "spans": [{"start": 7, "end": 13, "label": "F"}]}\n'.encode()
)
FHIR = json.dumps(
    {
        "resourceType": "Bundle",
        "entry": [
            {"resource": {"resourceType": "Patient", "id": "p", "gender": "male", "birthDate": "1950"}},
            {
                "resource": {
                    "resourceType": "Observation",
                    "id": "o",
                    "subject": {"reference": "Patient/p"},
                    "code": {"coding": [{"code": "x"}]},
                    "valueQuantity": {"value": 1},
                }
            },
        ],
    }
).encode()
ANN = "T1\tF 7 13\tfièvre\nA1\tNegation T1\n".encode()


def cohort(folder, content):
    (folder / "a.csv").write_bytes(content)
    return data.read_cohort(folder / "a.csv")


def notes(folder, content):
    (folder / "a.jsonl").write_bytes(content)
    return data.read_notes(folder / "a.jsonl")


def fhir(folder, content):
    (folder / "a.json").write_bytes(content)
    return data.read_fhir(folder / "a.json")


def brat(folder, content):
    (folder / "a.txt").write_text("Pas de fièvre.", encoding="utf-8")
    (folder / "a.ann").write_bytes(content)
    return data.read_brat(folder)


def parquet(folder, content):
    (folder / "a.parquet").write_bytes(content)
    return data.read_cohort(folder / "a.parquet")


@st.composite
def damaged(draw, content):
    """The file with a stretch of it replaced, or cut off."""
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 12)))
    middle = draw(
        st.one_of(
            st.binary(max_size=8), st.sampled_from([b",", b'"', b"\n", b"null", b"[]", b"-1", b"1e999"])
        )
    )
    tail = content[end:] if draw(st.booleans()) else b""
    return content[:start] + middle + tail


@pytest.mark.parametrize(
    ("read", "content"),
    [(cohort, COHORT), (notes, NOTES), (fhir, FHIR), (brat, ANN)],
    ids=["cohort", "notes", "fhir", "brat"],
)
def test_damaged_files(tmp_path, read, content):
    assert read(tmp_path, content) is not None

    @settings(max_examples=120, suppress_health_check=list(HealthCheck))
    @given(st.one_of(damaged(content), st.binary(max_size=40)))
    def attempt(bad):
        try:
            read(tmp_path, bad)
        except data.BadFile as error:
            assert error.problems
            assert all(problem.what and problem.advice for problem in error.problems)

    attempt()


cells = st.text(st.sampled_from('ab,;"\\n\\r \tÉ'), max_size=4)


@settings(max_examples=150)
@given(st.lists(st.lists(cells, min_size=2, max_size=3), max_size=4), st.booleans())
def test_the_quick_reader_never_differs_from_the_exact_one(rows, quoted):
    text = "x,y\n" + "\n".join(",".join(f'"{c}"' if quoted else c for c in row) for row in rows)
    quick = _csv._plain(text.encode(), "utf-8")
    if quick is None:
        return
    exact = _csv._exact(text, "a.csv")
    assert quick.frame.values.tolist() == exact.frame.values.tolist()
    assert list(quick.lines) == list(exact.lines)


def test_a_plain_file_goes_the_quick_way():
    assert _csv._plain(data.generate_stays(20, 1).stays.to_csv(index=False).encode(), "utf-8") is not None


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damaged_parquet(tmp_path, draws):
    path = tmp_path / "whole.parquet"
    if not path.exists():
        data.generate_stays(30, 1).stays.to_parquet(path)
    bad = draws.draw(damaged(path.read_bytes()))
    try:
        parquet(tmp_path, bad)
    except data.BadFile as error:
        assert error.problems
