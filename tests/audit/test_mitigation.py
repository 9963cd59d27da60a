"""Mitigation judged on unseen people."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from labkit.audit import compare_mitigations, reweighing_weights


def world(rng, n):
    sex = rng.choice(["F", "M"], n)
    severity = rng.standard_normal(n)
    y = (rng.random(n) < 1 / (1 + np.exp(-(-0.5 + 1.5 * severity)))).astype(int)
    seen = severity + np.where(sex == "F", 2.0 * rng.standard_normal(n), 0.3 * rng.standard_normal(n))
    return pd.DataFrame({"seen": seen, "f": sex == "F"}), y, pd.Series(sex, name="sex")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from("ab")), min_size=4, max_size=60))
def test_reweighing_makes_outcome_and_group_independent(rows):
    y, group = map(np.array, zip(*rows, strict=True))
    if any(len(set(y[group == g])) < 2 for g in set(group)):
        with pytest.raises(ValueError, match="one class only"):
            reweighing_weights(y, group)
        return
    weight = reweighing_weights(y, group)
    assert np.isclose(weight.sum(), len(y))
    for g in set(group):
        mine = group == g
        assert np.isclose(np.average(y[mine], weights=weight[mine]), y.mean())
        assert np.isclose(weight[mine].sum(), mine.sum())


@pytest.fixture(scope="module")
def compared():
    rng = np.random.default_rng(0)
    return compare_mitigations(LogisticRegression(), world(rng, 1_500), world(rng, 4_000), reference="M")


def gap(table, method, data):
    rows = table[(table["method"] == method) & (table["data"] == data)].set_index("level")
    return rows.loc["F"]


def test_group_thresholds_close_the_gap_in_training(compared):
    assert gap(compared, "none", "train")["difference"] < -0.06
    assert abs(gap(compared, "group_thresholds", "train")["difference"]) < 0.03


def test_the_gap_on_unseen_people_is_measured_with_an_interval(compared):
    for method in ("none", "reweighing", "group_thresholds"):
        row = gap(compared, method, "unseen")
        assert row["diff_low"] < row["difference"] < row["diff_high"]
    assert gap(compared, "none", "unseen")["diff_high"] < 0


def test_without_mitigation_it_is_the_model_itself(compared):
    rng = np.random.default_rng(0)
    X, y, sex = world(rng, 1_500)
    flagged = LogisticRegression().fit(X, y).predict_proba(X)[:, 1] >= 0.5
    mine = (sex == "F").to_numpy() & (y == 1)
    assert gap(compared, "none", "train")["estimate"] == pytest.approx(flagged[mine].mean(), abs=1e-12)


def test_group_thresholds_are_fairlearns():
    from fairlearn.postprocessing import ThresholdOptimizer

    rng = np.random.default_rng(1)
    train, unseen = world(rng, 1_000), world(rng, 1_000)
    table = compare_mitigations(LogisticRegression(), train, unseen, methods=["group_thresholds"])
    optimizer = ThresholdOptimizer(
        estimator=LogisticRegression().fit(*train[:2]),
        constraints="true_positive_rate_parity",
        objective="balanced_accuracy_score",
        prefit=True,
        predict_method="predict_proba",
    ).fit(*train[:2], sensitive_features=train[2])
    decision = np.asarray(optimizer.predict(unseen[0], sensitive_features=unseen[2], random_state=0))
    expected = decision[(unseen[1] == 1) & (unseen[2] == "F")].mean()
    rows = table[table["data"] == "unseen"].set_index("level")
    assert rows.loc["F", "estimate"] == pytest.approx(expected, abs=1e-12)


def test_unknown_method_is_named():
    rng = np.random.default_rng(2)
    with pytest.raises(ValueError, match="choose from none"):
        compare_mitigations(LogisticRegression(), world(rng, 50), world(rng, 50), methods=["debias"])
