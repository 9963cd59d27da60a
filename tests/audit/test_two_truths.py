"""What the label hides, a review of some charts shows; where nothing is hidden, no alarm."""

import numpy as np
import pytest

from labkit.audit import group_table, label_bias
from tests.audit.worlds import within_binomial


def world(rng, n=8_000, missed=None, reviews=800, stratified=False):
    """`missed`: share of each group's disease that never becomes a label. The model finds 80 % of the labels."""
    group = rng.choice(["fr", "en"], n, p=[0.7, 0.3])
    disease = rng.random(n) < 0.25
    hidden = np.array([(missed or {}).get(g, 0.0) for g in group])
    label = (disease & (rng.random(n) >= hidden)).astype(int)
    pred = np.where(label == 1, rng.random(n) < 0.8, rng.random(n) < 0.08).astype(int)
    review = np.full(n, np.nan)
    if stratified:  # half of the charts among the few unlabelled that were flagged or are labelled
        interesting = np.flatnonzero((label == 1) | (pred == 1))
        rest = np.flatnonzero((label == 0) & (pred == 0))
        rows = np.r_[rng.choice(interesting, reviews // 2, False), rng.choice(rest, reviews // 2, False)]
    else:
        rows = rng.choice(n, reviews, replace=False)
    review[rows] = disease[rows]
    return label, pred, review, group, disease


def row(table, level, measure):
    return table[(table["level"] == level) & (table["measure"] == measure)].iloc[0]


def test_reviewing_everybody_gives_the_exact_shares():
    rng = np.random.default_rng(0)
    label, pred, _review, group, disease = world(rng, 3_000, {"en": 0.25})
    table = label_bias(label, pred, disease.astype(float), group, n_draws=200)
    for level in ("fr", "en"):
        mine = group == level
        ill = mine & disease
        assert row(table, level, "disease_without_label")["estimate"] == pytest.approx(
            1 - label[ill].mean(), abs=1e-12
        )
        assert row(table, level, "sensitivity_disease")["estimate"] == pytest.approx(
            pred[ill].mean(), abs=1e-12
        )
        assert row(table, level, "sensitivity_label")["estimate"] == pytest.approx(
            pred[mine & (label == 1)].mean(), abs=1e-12
        )


def test_the_label_hides_what_the_review_shows():
    rng = np.random.default_rng(1)
    label, pred, review, group, _disease = world(rng, 20_000, {"en": 0.25}, reviews=1_500)
    by_label = (
        group_table(label, pred, group, "sensitivity", reference={"group": "fr"}).set_index("level").loc["en"]
    )
    assert by_label["p_adjusted"] > 0.05  # equal by the label
    table = label_bias(label, pred, review, group, reference="fr")
    assert row(table, "en", "disease_without_label")["diff_low"] > 0.1
    assert row(table, "en", "sensitivity_disease")["diff_high"] < 0


@pytest.mark.parametrize("stratified", [False, True])
def test_intervals_cover_the_planted_share(stratified):
    rng = np.random.default_rng(2)
    worlds, covered = 120, 0
    for _world in range(worlds):
        data = world(rng, 5_000, {"en": 0.25, "fr": 0.05}, reviews=900, stratified=stratified)
        found = row(label_bias(*data[:4], n_draws=800), "en", "disease_without_label")
        covered += found["ci_low"] <= 0.25 <= found["ci_high"]
    assert within_binomial(covered, worlds, 0.95, alpha=1e-3)


def test_null_worlds_raise_no_alarm():
    rng = np.random.default_rng(3)
    worlds, alarms = 120, 0
    for _world in range(worlds):
        data = world(rng, 5_000, {"en": 0.15, "fr": 0.15}, reviews=900)
        found = row(label_bias(*data[:4], reference="fr", n_draws=800), "en", "disease_without_label")
        alarms += not found["diff_low"] <= 0 <= found["diff_high"]
    assert alarms <= 0.05 * worlds or within_binomial(alarms, worlds, 0.05, alpha=1e-3)


def test_a_group_without_reviews_is_undefined_and_few_patients_are_imprecise():
    rng = np.random.default_rng(4)
    label, pred, review, group, _disease = world(rng, 2_000, reviews=200)
    review[group == "en"] = np.nan
    table = label_bias(label, pred, review, group)
    assert (table[table["level"] == "en"]["status"] == "undefined").all()
    assert set(label_bias(label, pred, review, group, min_n=10_000)["status"]) == {"undefined", "imprecise"}


BAD = {
    "no review": (([0, 1], [0, 1], [np.nan, np.nan], ["a", "b"]), "no reviewed chart"),
    "third value": (([0, 1], [0, 1], [np.nan, 2], ["a", "b"]), "row 1"),
    "text": (([0, 1], [0, 1], [None, "yes"], ["a", "b"]), "row 1"),
    "lengths": (([0, 1], [0, 1], [1], ["a", "b"]), "Lengths differ"),
    "label missing": (([0, np.nan], [0, 1], [1, 0], ["a", "b"]), "y_label"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named(case):
    arguments, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        label_bias(*arguments)
