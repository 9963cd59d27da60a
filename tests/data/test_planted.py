"""Laws of planted effects: size nought changes nothing, size counts, only the columns named are touched."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ks_2samp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from labkit import data
from labkit.data import network, planted

N, SEED = 10_000, 41
DEMOGRAPHIC = {"stay_id", "hospital", "ward", "admitted_at", "age", "sex", "language", "area", "skin_type"}
# Whatever follows from a changed risk or from changed measurements.
FROM_RISK = set(data.generate_stays(1, 0).stays) - DEMOGRAPHIC - {"patient_id", "form", "sodium"}
FROM_RISK -= {"chronic_conditions", "need_next_year_h", "cost_next_year_eur", "triage_scale"}
MEASURED = {*network.MEASURES, "alarm_score", "alarm"} - {"sodium"}

TOUCHED = {
    "under_representation": {"language"},
    "site_effect": FROM_RISK,
    "prevalence_drift": FROM_RISK,
    "covariate_drift": {"sodium"},
    "concept_drift": MEASURED,
    "atypical_presentation": MEASURED,
    "spectrum_effect": MEASURED,
    "unequal_cover": {*network.MEASURES, "cover", "deprivation", "interpreter"} - {"sodium"},
    "measurement_bias": {"spo2", "sao2"},
    "label_bias": {"cost_next_year_eur"},
    "shortcut": {"form"},
    "underdiagnosis": {"sepsis", "icd10", "chart_review", "review_weight"},
    "treatment_paradox": {"sepsis"},
    "leak_future": {"crp_peak", "crp_peak_at"},
    "leak_treatment": {"antibiotic", "antibiotic_at"},
    "informative_missingness": {"lactate"},
}
NULL = [
    planted.UnderRepresentation(keep=1.0),
    planted.SiteEffect(log_odds=0.0),
    planted.PrevalenceDrift(log_odds=0.0),
    planted.CovariateDrift(sd=0.0),
    planted.ConceptDrift(keep=1.0),
    planted.AtypicalPresentation(keep=1.0, subgroup_keep=1.0),
    planted.SpectrumEffect(keep_by_ward={}),
    planted.UnequalCover(attenuation=0.0),
    planted.MeasurementBias(points=0.0),
    planted.LabelBias(log_cost=0.0),
    planted.Underdiagnosis(missed=0.0),
    planted.TreatmentParadox(prevented=0.0),
    planted.InformativeMissingness(if_ill=1.0, if_well=1.0),
    planted.Duplicates(share=0.0),
]


@pytest.fixture(scope="module")
def plain():
    return data.generate_stays(N, SEED).stays


@pytest.mark.parametrize("effect", NULL, ids=lambda effect: effect.name)
def test_an_effect_of_size_nought_changes_nothing(plain, effect):
    got = data.generate_stays(N, SEED, [effect]).stays
    pd.testing.assert_frame_equal(got[plain.columns.to_list()], plain, check_exact=True)


@pytest.mark.parametrize("name", TOUCHED)
def test_other_columns_are_left_bit_for_bit(plain, name):
    got = data.generate_stays(N, SEED, [name]).stays
    changed = {c for c in got if c not in plain or not got[c].equals(plain[c])}
    assert changed, "the effect left no trace"
    assert changed <= TOUCHED[name]


@pytest.mark.parametrize("name", planted.EFFECTS)
def test_truth_names_the_effect_its_size_and_what_to_find(name):
    cohort = data.generate_stays(2000, SEED, [name])
    truth = cohort.truth
    assert truth.has(name)
    assert list(truth.effects) == [name]
    effect = truth.should_find(name)
    assert effect.size == planted.make(name).size
    assert set(effect.columns) <= set(cohort.stays)
    assert all(name in truth.affecting(column) for column in effect.columns)
    assert set(effect.find) == {"en", "fr"}
    assert effect.find["en"] != effect.find["fr"]
    assert effect.observed
    json.loads(truth.to_json())
    assert data.Truth.from_json(truth.to_json()) == truth
    pd.testing.assert_frame_equal(data.regenerate(truth).stays, cohort.stays)


def test_a_cohort_without_effects_says_so():
    truth = data.generate_stays(100, 1).truth
    assert truth.effects == {}
    assert truth.should_find("label_bias") is None


def test_an_audits_findings_are_held_against_the_truth():
    truth = data.generate_stays(300, 1, ["shortcut", "duplicates"]).truth
    table = data.compare_findings(
        truth, ["shortcut", "label_bias"], among=["shortcut", "duplicates", "label_bias", "site_effect"]
    )
    assert dict(zip(table["effect"], table["verdict"], strict=True)) == {
        "shortcut": "found",
        "duplicates": "missed",
        "label_bias": "false_alarm",
        "site_effect": "rightly_silent",
    }
    assert len(data.compare_findings(truth, [])) == len(planted.EFFECTS)
    for bad in ({"reported": ["ghost"]}, {"reported": ["shortcut"], "among": ["duplicates"]}):
        with pytest.raises(ValueError, match="not among the effects asked about"):
            data.compare_findings(truth, **bad)


def test_effects_combine_and_their_order_does_not_matter():
    names = list(planted.EFFECTS)
    one = data.generate_stays(3000, 5, names)
    two = data.generate_stays(3000, 5, names[::-1])
    pd.testing.assert_frame_equal(one.stays, two.stays)
    assert set(one.truth.effects) == set(names)


# What an audit computes from the stays alone, the size it should recover, and the standard error it is allowed.


def oxygen_error(s):
    dark = s["skin_type"] >= 5
    error = (s["spo2"] - s["sao2"]).where(s["spo2"] < 100)
    return error[dark].mean() - error[~dark].mean(), 3.0, 0.15


def missed_diagnoses(s):
    found = s[(s["chart_review"] == 1) & (s["language"] == "en")]
    share = np.average(found["sepsis"] == 0, weights=found["review_weight"])
    weights = found["review_weight"] / found["review_weight"].sum()
    return share, 0.25, np.sqrt(0.25 * 0.75 * (weights**2).sum())


def ordered_if_ill(s):
    ill = s["sepsis"] == 1
    return s["lactate"][ill].notna().mean(), 0.85, np.sqrt(0.85 * 0.15 / ill.sum())


def drift_distance(s):
    late = s["admitted_at"] >= "2024-01-01"
    return ks_2samp(s["sodium"][late], s["sodium"][~late]).statistic, 0.365, np.sqrt(1 / N)


def copied_stays(s):
    lab = ["hospital", "ward", "crp", "creatinine", "wbc", "alarm_score", "length_of_stay_days"]
    return s.duplicated(lab).sum() / (N * 0.03), 1.0, 0.01


def short_form(s):
    well = (s["sepsis"] == 0) & (s["hospital"] != "Eastmount")
    return (s["form"][well] == "short").mean(), 0.15, np.sqrt(0.15 * 0.85 / well.sum())


def antibiotic(s):
    ill = s["sepsis"] == 1
    return s["antibiotic"][ill].mean(), 0.92, np.sqrt(0.92 * 0.08 / ill.sum())


@pytest.mark.parametrize(
    ("name", "audit"),
    [
        ("measurement_bias", oxygen_error),
        ("underdiagnosis", missed_diagnoses),
        ("informative_missingness", ordered_if_ill),
        ("covariate_drift", drift_distance),
        ("duplicates", copied_stays),
        ("shortcut", short_form),
        ("leak_treatment", antibiotic),
    ],
)
def test_an_audit_recovers_the_planted_size(name, audit):
    estimate, planted_size, standard_error = audit(data.generate_stays(N, SEED, [name]).stays)
    assert abs(estimate - planted_size) < 4 * standard_error


def test_partial_cover_halves_what_sepsis_does_to_the_signs_and_the_place_does_not():
    s = data.generate_stays(24_000, SEED, ["unequal_cover"]).stays
    towards = sum(
        m.shift * ((np.log(s[name]) if m.logarithm else s[name]) - m.mean) / m.sd
        for name, m in network.MEASURES.items()
    )
    ill, squares = s["sepsis"] == 1, sum(m.shift**2 for m in network.MEASURES.values())

    def moved(group):
        return towards[group & ill].mean() - towards[group & ~ill].mean()

    partial, deprived = s["cover"] == "partial", s["deprivation"] == 5
    standard_error = 1 / np.sqrt((partial & ill).sum() * squares)
    assert abs(moved(partial) / moved(~partial) - 0.5) < 4 * standard_error
    assert moved(deprived & ~partial) / moved(~deprived & ~partial) == pytest.approx(1, abs=0.1)
    # most people of a deprived place have full cover, and most of those with partial cover live elsewhere
    assert partial[deprived].mean() < 0.15
    assert deprived[partial].mean() < 0.55
    assert s.groupby("patient_id")[["cover", "deprivation", "interpreter"]].nunique().max().max() == 1


def risk_model(s):
    X = s[[*network.VITALS, *network.LABS]]
    X = X.assign(**{c: np.log(X[c]) for c, m in network.MEASURES.items() if m.logarithm})
    return (X - X.mean()) / X.std()


def fit_score(train, test):
    X = risk_model(pd.concat([train, test]))
    model = LogisticRegression().fit(X[: len(train)], train["sepsis"])
    return model.predict_proba(X[len(train) :])[:, 1]


def test_a_site_effect_keeps_the_ranking_and_breaks_the_risks():
    effect = planted.SiteEffect(log_odds=-1.5)
    s = data.generate_stays(24_000, SEED, [effect]).stays
    s = s[s["ward"] == "acute_medicine"]
    home, away = s[s["hospital"] != "Eastmount"], s[s["hospital"] == "Eastmount"]
    p = fit_score(home, away)
    assert roc_auc_score(away["sepsis"], p) > 0.75
    assert away["sepsis"].sum() / p.sum() < 0.5


def test_concept_drift_costs_the_auc_and_hardly_moves_an_input():
    s = data.generate_stays(24_000, SEED, ["concept_drift"]).stays
    early, late = s[s["admitted_at"] < "2023-07-01"], s[s["admitted_at"] >= "2024-01-01"]
    between = s.drop(early.index).drop(late.index)
    before = roc_auc_score(between["sepsis"], fit_score(early, between))
    after = roc_auc_score(late["sepsis"], fit_score(early, late))
    assert before > 0.80
    assert after < 0.65
    assert max(ks_2samp(between[c], late[c]).statistic for c in network.MEASURES) < 0.06


def test_women_over_65_are_missed_most_when_sepsis_presents_otherwise_in_them():
    effect = data.generate_stays(24_000, SEED, ["atypical_presentation"]).truth.effects[
        "atypical_presentation"
    ]
    seen = effect.observed
    assert seen["alarm_missed_others"] < seen["alarm_missed_group"] < seen["alarm_missed_subgroup"]


def test_ranking_by_cost_enrols_fewer_of_those_who_live_far():
    seen = data.generate_stays(24_000, SEED, ["label_bias"]).truth.effects["label_bias"].observed
    assert seen["share_of_enrolled_by_cost"] < 0.24 < 0.26 < seen["share_of_enrolled_by_need"]


def test_that_a_test_was_ordered_tells_more_than_its_result():
    s = data.generate_stays(N, SEED, ["informative_missingness"]).stays
    ordered = s["lactate"].notna()
    assert roc_auc_score(s["sepsis"], ordered) > roc_auc_score(s["sepsis"][ordered], s["lactate"][ordered])


def test_patients_who_return_have_a_risk_of_their_own():
    effect = planted.LeakSamePatient(intercept_sd=2.5)
    cohort = data.generate_stays(N, SEED, [effect])
    s = cohort.stays[cohort.stays["ward"] == "acute_medicine"]
    pairs = s.groupby("patient_id")["sepsis"].agg(["first", "last", "size"]).query("size > 1")
    again = pairs.groupby("first")["last"].mean()
    assert again[1] > 2 * again[0]
    assert s["sepsis"].mean() == pytest.approx(0.20, abs=0.04)


def test_duplicates_are_other_numbers_of_the_same_person():
    cohort = data.generate_stays(N, SEED, ["duplicates"])
    latent, s = cohort.latent, cohort.stays
    copies = latent.index[latent["duplicate_of"] >= 0]
    originals = latent.loc[copies, "duplicate_of"]
    assert len(copies) == round(0.03 * N)
    assert (latent.loc[copies, "person"].to_numpy() == latent.loc[originals, "person"].to_numpy()).all()
    assert (s.loc[copies, "patient_id"].to_numpy() != s.loc[originals, "patient_id"].to_numpy()).all()
    assert s["stay_id"].is_unique
    assert set(s["patient_id"]) <= set(cohort.patients["patient_id"])
    assert cohort.patients["patient_id"].is_unique


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: planted.Underdiagnosis(missed=1.2), "missed must lie between 0 and 1"),
        (lambda: planted.make("ghost"), "no effect is called 'ghost'"),
        (lambda: planted.resolve(["duplicates", planted.Duplicates(share=0.1)]), "planted once"),
        (
            lambda: data.generate_stays(50, 1, [planted.UnderRepresentation(value="xx")]),
            "no group language = 'xx'",
        ),
        (lambda: data.generate_stays(50, 1, [planted.LabelBias(group={"ward": "emergency"})]), "has no ward"),
        (lambda: planted.SiteEffect(hospital="Ghost"), "hospital must be among Tilleuls"),
        (lambda: planted.Shortcut(hospitals=("Tilleuls", "Ghost")), "hospitals must be among Tilleuls"),
        (lambda: planted.CovariateDrift(measure="mood"), "measure must be among temperature"),
        (lambda: planted.InformativeMissingness(test="mood"), "test must be among"),
        (lambda: planted.SpectrumEffect(keep_by_ward={"attic": 0.5}), "must be among intensive_care"),
        (lambda: planted.Underdiagnosis(group={"language": "la"}), "group must be among fr, en, other"),
        (lambda: planted.AtypicalPresentation(subgroup={"mood": "x"}), "column that stays do not have"),
    ],
)
def test_bad_sizes_say_what_is_wrong(make, message):
    with pytest.raises(ValueError, match=message):
        make()
