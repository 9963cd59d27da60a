"""The relational extract: keys join, times are in order, first values are the cohort's."""

import numpy as np
import pandas as pd
import pytest

from labkit import data
from labkit.data import names, network

EFFECTS = ["duplicates", "informative_missingness", "measurement_bias"]


@pytest.fixture(scope="module")
def cohort():
    return data.generate_stays(1500, 9, EFFECTS)


@pytest.fixture(scope="module")
def tables(cohort):
    return data.extract(cohort)


def test_same_cohort_same_extract(cohort, tables):
    again = data.extract(data.regenerate(cohort.truth))
    for name in data.Extract.tables():
        pd.testing.assert_frame_equal(getattr(again, name), getattr(tables, name))


def test_keys_join(tables):
    assert tables.patients["patient_id"].is_unique
    assert tables.stays["stay_id"].is_unique
    assert set(tables.stays["patient_id"]) == set(tables.patients["patient_id"])
    for name in ("vitals", "labs", "diagnoses"):
        assert set(getattr(tables, name)["stay_id"]) <= set(tables.stays["stay_id"])


def test_first_measurements_are_the_cohorts(cohort, tables):
    stays = cohort.stays.set_index("stay_id")
    for table, kind, columns in (("vitals", "measure", network.VITALS), ("labs", "test", network.LABS)):
        first = (
            getattr(tables, table).groupby(["stay_id", kind], observed=True)["value"].first().unstack(kind)
        )
        for column in columns:
            pd.testing.assert_series_equal(
                first[column].reindex(stays.index), stays[column], check_names=False, check_dtype=False
            )


def test_a_test_that_was_not_ordered_has_no_row(cohort, tables):
    lactate = tables.labs[tables.labs["test"] == "lactate"]["stay_id"]
    assert set(lactate) == set(cohort.stays["stay_id"][cohort.stays["lactate"].notna()])


def test_nothing_is_known_before_it_is_measured(tables):
    labs = tables.labs.merge(tables.stays[["stay_id", "admitted_at"]], on="stay_id")
    assert (labs["admitted_at"] < labs["sampled_at"]).all()
    assert (labs["sampled_at"] < labs["resulted_at"]).all()
    vitals = tables.vitals.merge(tables.stays[["stay_id", "admitted_at"]], on="stay_id")
    assert (vitals["admitted_at"] <= vitals["measured_at"]).all()


def test_age_at_admission_follows_from_the_birth_date(tables):
    stays = tables.stays.merge(tables.patients[["patient_id", "birth_date"]], on="patient_id")
    age = (stays["admitted_at"] - stays["birth_date"]).dt.days / 365.25
    assert (np.abs(age - stays["age"] - 0.5) <= 0.51).all()


def test_codes_of_a_stay_are_distinct_comorbidities_as_many_as_counted(tables):
    codes = tables.diagnoses
    other = codes[codes["kind"] == "comorbidity"]
    assert not other.duplicated(["stay_id", "icd10"]).any()
    assert (codes.groupby("stay_id")["rank"].max() == codes.groupby("stay_id").size()).all()
    counted = tables.stays.set_index("stay_id")["chronic_conditions"].clip(upper=13)
    found = other.groupby("stay_id").size().reindex(counted.index, fill_value=0)
    assert (found == counted).all()


def test_two_charts_of_one_person_are_alike_but_not_equal(cohort, tables):
    latent, stays = cohort.latent, cohort.stays
    copies = latent.index[latent["duplicate_of"] >= 0]
    patients = tables.patients.set_index("patient_id")
    identity = ["family_name", "given_name", "birth_date"]
    one = patients.loc[stays.loc[latent.loc[copies, "duplicate_of"], "patient_id"], identity].to_numpy()
    two = patients.loc[stays.loc[copies, "patient_id"], identity].to_numpy()
    differ = (one != two).sum(axis=1)
    assert (differ >= 1).all()
    assert (differ <= 2).all()
    sex = patients.loc[stays["patient_id"], "sex"].to_numpy()
    assert (sex == stays["sex"].to_numpy()).all()


@pytest.mark.parametrize("name", ["Côté", "Saint-Pierre", "Léa", "Roy", "Li"])
def test_a_slip_changes_a_name_a_little(name):
    for seed in range(20):
        slip = names.mistype(name, np.random.default_rng(seed))
        assert slip != name
        assert abs(len(slip) - len(name)) <= 1


def test_postal_areas_stand_for_no_place():
    areas = [names.postal_area(country, k) for country in ("FR", "CA") for k in range(90)]
    assert len(set(areas)) == 180
    assert all(area.startswith(("990", "D")) for area in areas)
