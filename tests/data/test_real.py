"""Real data come out as their sources describe them."""

import pytest
from sklearn.datasets import load_breast_cancer as raw_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from labkit import data


def test_nhefs_has_the_people_and_deaths_of_the_book():
    people = data.load_nhefs()
    assert people.shape == (1629, 27)
    assert people["person_id"].is_unique
    assert people["died"].sum() == 318
    by_sex = people.groupby("sex", observed=True)["died"].mean()
    assert by_sex["M"] == pytest.approx(0.244, abs=0.001)
    assert by_sex["F"] == pytest.approx(0.148, abs=0.001)


def test_nhefs_keeps_what_was_known_later_apart():
    now, later = data.load_nhefs(), data.load_nhefs(follow_up=True)
    extra = set(later) - set(now)
    assert extra == {
        "systolic_bp_1982",
        "diastolic_bp_1982",
        "weight_kg_1982",
        "quit_smoking_by_1982",
        "death_year",
    }
    assert (later["death_year"].notna() <= (later["died"] == 1)).all()
    assert later["death_year"].dropna().between(1971, 1992).all()


def test_nhefs_codes_for_missing_are_missing():
    people = data.load_nhefs()
    for name in ("hypertension", "diabetes", "takes_hypertension_drug"):
        assert set(people[name].dropna().unique()) <= {0.0, 1.0}
        assert people[name].isna().any()
    assert people["family_income_usd"].isna().sum() == 62
    assert people["education"].cat.ordered


def test_the_gap_that_is_not_by_itself_a_bias():
    people = data.load_nhefs().dropna(subset=["family_income_usd", "education"])
    X = people[["age"]].assign(
        woman=people["sex"] == "F",
        other=people["race"] != "white",
        income=people["family_income_usd"].cat.codes,
        education=people["education"].cat.codes,
    )
    died = people["died"]
    p = cross_val_predict(LogisticRegression(max_iter=2000), X, died, cv=10, method="predict_proba")[:, 1]
    woman = X["woman"].to_numpy()
    missed = {sex: (p[mask & (died == 1)] < 0.2).mean() for sex, mask in (("F", woman), ("M", ~woman))}
    assert roc_auc_score(died, p) > 0.80
    assert missed["F"] > 1.5 * missed["M"]
    for mask in (woman, ~woman):
        assert died[mask].sum() / p[mask].sum() == pytest.approx(1.0, abs=0.02)


def test_breast_cancer_codes_the_disease_one():
    table, raw = data.load_breast_cancer(), raw_breast_cancer()
    assert table["malignant"].sum() == 212
    assert (
        table["mean_radius"][table["malignant"] == 1].mean()
        > table["mean_radius"][table["malignant"] == 0].mean()
    )
    assert ((1 - raw.target) == table["malignant"]).all()


def test_diabetes_is_in_clinical_units():
    table = data.load_diabetes()
    assert table.shape == (442, 11)
    assert table["age"].between(18, 90).all()
    assert table["bmi"].between(15, 50).all()
    assert set(table["sex_code"]) == {1, 2}
