"""Committed samples: made by their recipes, described in both languages, small."""

import pandas as pd
import pytest

from labkit import data, language
from labkit.data import _files

HEADINGS = {
    "en": [
        "Motivation",
        "Composition",
        "Collection process",
        "Preprocessing",
        "Uses",
        "Distribution",
        "Maintenance",
    ],
    "fr": [
        "Motivation",
        "Composition",
        "Processus de collecte",
        "Prétraitement",
        "Utilisations",
        "Diffusion",
        "Maintenance",
    ],
}


@pytest.mark.parametrize(
    ("sample", "load"), [("stays", data.load_stays), ("audit_stays", data.load_audit_stays)]
)
def test_committed_cohorts_are_what_their_recipes_make(sample, load):
    cohort = data.regenerate(data.load_truth(sample))
    pd.testing.assert_frame_equal(cohort.stays, load(), check_exact=True)
    assert cohort.truth == data.load_truth(sample)


def test_committed_extract_is_what_its_recipe_makes():
    made, read = data.extract(data.regenerate(data.load_truth("network"))), data.load_extract()
    for name in data.Extract.tables():
        pd.testing.assert_frame_equal(getattr(made, name), getattr(read, name), check_exact=True)


@pytest.mark.parametrize("sample", ["stays", "audit_stays", "network"])
@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_each_sample_has_a_datasheet(sample, tongue):
    text = data.datasheet(sample, tongue)
    for heading in HEADINGS[tongue]:
        assert f"\n## {heading}" in text
    if sample != "network":
        for column in pd.read_parquet(_files.verified(f"{sample}.parquet")).columns:
            assert f"`{column}`" in text + data.datasheet("stays", tongue), column


def test_datasheet_speaks_the_language_in_force():
    with language.speaking("fr"):
        assert data.datasheet("stays").startswith("# Fiche de données")


def test_obermeyer_shape_of_the_audit_sample():
    patients = data.load_audit_stays().drop_duplicates("patient_id")
    far = patients["area"] == "remote"
    top = round(0.03 * len(patients))
    by_cost = far[patients["cost_next_year_eur"].nlargest(top).index].mean()
    by_need = far[patients["need_next_year_h"].nlargest(top).index].mean()
    assert far.mean() == pytest.approx(0.30, abs=0.01)
    assert by_cost == pytest.approx(0.19, abs=0.01)
    assert by_need == pytest.approx(0.31, abs=0.01)


def test_samples_are_small_enough_to_clone():
    for name in _files.checksums(_files.folder()):
        assert (_files.folder() / name).stat().st_size < 3_000_000


@pytest.mark.parametrize("load", [data.load_stays, data.load_audit_stays])
def test_the_rooms_own_reader_accepts_its_samples(load):
    stays = load()
    read = data.read_cohort(stays, required=("sepsis", "hospital", "ward"))
    assert list(read["stay_id"]) == list(stays["stay_id"])
    assert read["lactate"].equals(stays["lactate"].astype(float))
