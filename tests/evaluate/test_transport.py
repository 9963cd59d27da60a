import numpy as np
import pandas as pd
import pytest
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from labkit.evaluate import (
    TemporalSplit,
    UpdatedClassifier,
    auc,
    calibration_in_the_large,
    estimate_prevalence,
    recalibrate,
    shift_prevalence,
    validation_by_cohort,
)
from tests.evaluate.cohorts import cohort


@pytest.mark.filterwarnings("ignore:.*Only the intercept was updated")
@parametrize_with_checks([UpdatedClassifier(cv=2), UpdatedClassifier(method="logistic", cv=2)])
def test_scikit_learn_conventions(estimator, check):
    check(estimator)


@pytest.fixture
def hospitals():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(3000, 2))
    home = (rng.random(3000) < 1 / (1 + np.exp(-X @ [1, 0.5]))).astype(int)
    away = (rng.random(3000) < 1 / (1 + np.exp(-(0.6 * X @ [1, 0.5] - 2)))).astype(int)
    return X, home, away


@pytest.mark.parametrize("method", ["intercept", "logistic"])
def test_updating_a_model_brought_from_elsewhere(hospitals, method):
    X, home, away = hospitals
    model = LogisticRegression().fit(X, home)
    before = model.predict_proba(X)[:, 1]
    updated = UpdatedClassifier(FrozenEstimator(model), method=method).fit(X, away)
    after = updated.predict_proba(X)[:, 1]
    assert auc(away, after) == pytest.approx(auc(away, before), abs=1e-12)
    assert calibration_in_the_large(away, after) == pytest.approx(0, abs=1e-6)
    assert after.mean() == pytest.approx(away.mean(), abs=1e-6)
    if method == "logistic":
        assert tuple(recalibrate(away, after)) == pytest.approx((0, 1), abs=1e-6)
    else:
        assert updated.slope_ == 1
    np.testing.assert_array_equal(model.predict_proba(X)[:, 1], before, "the model itself is left alone")


def test_an_unfitted_model_is_recalibrated_out_of_fold():
    # forty features of noise: in sample the model looks sure of itself, out of fold it must be held back
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(200, 40)), np.arange(200) % 2
    updated = UpdatedClassifier(LogisticRegression(C=100), method="logistic").fit(X, y)
    assert updated.slope_ < 0.5


@pytest.mark.parametrize(
    ("y", "method", "message"),
    [
        ([0, 0, 0], "intercept", "one class"),
        ([0, 1, 2], "intercept", "binary"),
        ([0, 1, 1], "isotonic", "method"),
    ],
)
def test_updating_refuses(y, method, message):
    with pytest.raises(ValueError, match=message):
        UpdatedClassifier(method=method).fit([[0.0], [1.0], [2.0]], y)


def test_shift_of_prevalence_is_an_intercept_shift_and_comes_back():
    _y, p = cohort(200)
    moved = shift_prevalence(p, 0.5, 0.05)
    odds = np.log(moved / (1 - moved)) - np.log(p / (1 - p))
    np.testing.assert_allclose(odds, np.log(0.05 / 0.95), atol=1e-9)
    np.testing.assert_allclose(shift_prevalence(moved, 0.05, 0.5), p, atol=1e-12)
    np.testing.assert_array_equal(shift_prevalence([0.0, 1.0], 0.5, 0.1), [0, 1])
    with pytest.raises(ValueError, match="strictly between"):
        shift_prevalence(p, 0.5, 1.0)


def test_prevalence_is_recovered_from_predictions_when_only_it_changed():
    rng = np.random.default_rng(1)

    def sample(prevalence, n=40_000):
        y = rng.random(n) < prevalence
        return y, rng.normal(size=n) + 1.5 * y

    # the exact risk at prevalence 0.3: normal scores 1.5 apart
    y, score = sample(0.08)
    p = 1 / (1 + np.exp(-(1.5 * score - 1.125 + np.log(0.3 / 0.7))))
    assert p.mean() > 0.12, "the old model predicts too much"
    assert estimate_prevalence(p, 0.3) == pytest.approx(y.mean(), abs=0.01)


def test_each_cohort_is_measured_and_an_empty_class_is_undefined():
    y, p = cohort(900, 3)
    hospital = np.repeat(["A", "B", "C"], 300)
    y[hospital == "C"] = 0
    shifted = np.where(hospital == "B", np.clip(3 * p, 0, 0.99), p)
    table = validation_by_cohort(y, shifted, hospital, n_resamples=50, random_state=0)
    rows = table.set_index(["cohort", "statistic"])
    assert rows.loc[("A", "auc"), "estimate"] == pytest.approx(auc(y[:300], p[:300]))
    assert rows.loc[("A", "auc"), "status"] == "ok"
    assert rows.loc[("B", "o_e"), "ci_high"] < 1
    for statistic in ("auc", "slope", "calibration_in_the_large"):
        assert rows.loc[("C", statistic), "status"] == "undefined"
        assert np.isnan(rows.loc[("C", statistic), "estimate"])
    assert rows.loc[("C", "prevalence"), "estimate"] == 0
    assert rows.loc[("C", "o_e"), "status"] == "imprecise"
    totals = table.drop_duplicates("cohort")
    assert (totals["n"].sum(), totals["events"].sum()) == (900, y.sum())


def test_temporal_split_never_trains_on_the_future():
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.random.default_rng(0).integers(0, 300, 500), "D")
    patient = np.random.default_rng(1).integers(0, 100, 500)
    split = TemporalSplit(pd.Series(days), ["2024-05-01", "2024-08-01"], patient=patient)
    assert split.get_n_splits() == 2
    tested = []
    for train, test in split.split():
        assert days[train].max() < days[test].min()
        assert not set(patient[train]) & set(patient[test]), "a known patient is not new"
        tested.append(test)
    assert not set(tested[0]) & set(tested[1])


@pytest.mark.parametrize(
    ("time", "cutoffs", "message"),
    [([1, 2, 3], [1], "leaves 0"), ([1, 2, 3], [9], "and 0 to test"), ([1.0, np.nan], [2], "missing")],
)
def test_temporal_split_refuses_empty_sides(time, cutoffs, message):
    with pytest.raises(ValueError, match=message):
        list(TemporalSplit(time, cutoffs).split())
