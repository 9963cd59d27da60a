import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss

from labkit.evaluate import (
    brier_decomposition,
    brier_score,
    calibration_in_the_large,
    calibration_summary,
    calibration_table,
    expected_calibration_error,
    logit,
    observed_expected,
    recalibrate,
    squared_calibration_error,
)
from labkit.evaluate.intervals.resample_counts import ResampleCounts
from labkit.evaluate.recalibration.bootstrap import recalibration_replicates
from tests.evaluate.cohorts import cohort

seeds = st.integers(0, 10_000)
strategies = pytest.mark.parametrize("strategy", ["quantile", "uniform"])


@strategies
@settings(max_examples=15)
@given(seeds, st.integers(1, 15))
def test_bins_partition_everybody(strategy, seed, n_bins):
    y, p = cohort(60, seed, ties=True)
    table = calibration_table(y, p, n_bins=n_bins, strategy=strategy)
    assert table["n"].sum() == 60
    assert table["events"].sum() == y.sum()
    assert len(table) <= n_bins
    assert ((table["mean_predicted"] >= table["low"]) & (table["mean_predicted"] <= table["high"])).all()
    assert ((table["ci_low"] <= table["observed"]) & (table["observed"] <= table["ci_high"])).all()
    # every distinct prediction in one bin only
    inside = [(p > low) & (p <= high) for low, high in zip(table["low"][1:], table["high"][1:], strict=True)]
    assert [i.sum() for i in inside] == list(table["n"][1:])


@strategies
@settings(max_examples=15)
@given(seeds)
def test_brier_parts_add_up_and_weights_are_replication(strategy, seed):
    y, p = cohort(70, seed, ties=True)
    rng = np.random.default_rng(seed)
    w = rng.integers(0, 4, 70)
    w[:2] = 1
    parts = brier_decomposition(y, p, w, strategy=strategy)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bin
    assert total == pytest.approx(parts.brier, abs=1e-12)
    assert parts.brier == pytest.approx(brier_score_loss(y, p, sample_weight=w), abs=1e-12)
    repeated = np.repeat(y, w), np.repeat(p, w)
    for function in (brier_score, expected_calibration_error, squared_calibration_error):
        options = {} if function is brier_score else {"strategy": strategy}
        assert function(y, p, w, **options) == pytest.approx(function(*repeated, **options), abs=1e-12)
    order = rng.permutation(70)
    assert expected_calibration_error(y[order], p[order]) == pytest.approx(expected_calibration_error(y, p))


def test_within_bin_term_vanishes_when_each_bin_has_one_value():
    y, p = cohort(400, ties=True)
    p = np.round(p, 1)
    assert brier_decomposition(y, p, n_bins=400, strategy="uniform").within_bin == pytest.approx(0, abs=1e-12)


def test_same_means_as_scikit_learn_in_bins_of_equal_width():
    y, p = cohort(900, 2)
    observed, predicted = calibration_curve(y, p, n_bins=10, strategy="uniform")
    table = calibration_table(y, p, n_bins=10, strategy="uniform")
    np.testing.assert_allclose(table["observed"], observed, atol=1e-12)
    np.testing.assert_allclose(table["mean_predicted"], predicted, atol=1e-12)


def test_a_calibrated_model_has_a_plug_in_error_and_no_debiased_one():
    rng = np.random.default_rng(0)
    plug_in, debiased = [], []
    for _ in range(400):
        p = rng.uniform(0.05, 0.95, 100)
        y = (rng.random(100) < p).astype(int)
        plug_in.append(expected_calibration_error(y, p))
        debiased.append(squared_calibration_error(y, p))
    assert np.mean(plug_in) > 0.05
    assert abs(np.mean(debiased)) < 4 * np.std(debiased) / 20


def test_debiased_error_finds_a_known_gap():
    rng = np.random.default_rng(1)
    values = []
    for _ in range(200):
        risk = rng.uniform(0.1, 0.8, 200)
        y = (rng.random(200) < risk).astype(int)
        values.append(squared_calibration_error(y, risk + 0.1))
    assert np.mean(values) == pytest.approx(0.01, abs=4 * np.std(values) / np.sqrt(200))
    assert squared_calibration_error(y, risk + 0.1, debiased=False) > squared_calibration_error(y, risk + 0.1)


def test_observed_expected():
    y, p = cohort(2000, 3)
    result = observed_expected(y, p / 2)
    assert result.estimate == pytest.approx(2 * y.mean() / p.mean())
    assert result.ci_low < 2 < result.ci_high
    assert observed_expected([0, 0], [0.1, 0.2]).estimate == 0
    nobody, everybody = observed_expected([0, 0], [0.1, 0.2]), observed_expected([1, 1], [0.5, 0.5])
    assert nobody.ci_low == 0 < nobody.ci_high, "no event seen is not no risk"
    assert everybody.ci_low < everybody.estimate == 2
    # elsewhere close to the usual interval on the log scale
    spread = np.exp(1.96 * np.sqrt((1 - y.mean()) / y.sum()))
    assert (result.ci_low, result.ci_high) == pytest.approx(
        (result.estimate / spread, result.estimate * spread), rel=0.01
    )
    with pytest.raises(ValueError, match="O/E is undefined"):
        observed_expected([0, 1], [0.0, 0.0])


@pytest.mark.parametrize("weighted", [False, True])
def test_intercept_and_slope_agree_with_statsmodels(weighted):
    y, p = cohort(600, 4, slope=1.4, shift=0.5)
    w = np.random.default_rng(0).integers(0, 4, 600) if weighted else np.ones(600)
    family = sm.families.Binomial()
    line = sm.GLM(y, sm.add_constant(logit(p)), family, freq_weights=w).fit(tol=1e-13)
    assert tuple(recalibrate(y, p, w)) == pytest.approx(tuple(line.params), abs=1e-9)
    shift = sm.GLM(y, np.ones(600), family, offset=logit(p), freq_weights=w).fit(tol=1e-13)
    assert calibration_in_the_large(y, p, w) == pytest.approx(shift.params[0], abs=1e-9)


def test_recalibration_undoes_the_miscalibration_it_measures():
    y, p = cohort(3000, 5, slope=2.0, shift=-1.0)
    a, b = recalibrate(y, p)
    mended = 1 / (1 + np.exp(-(a + b * logit(p))))
    assert tuple(recalibrate(y, mended)) == pytest.approx((0, 1), abs=1e-8)
    assert calibration_in_the_large(y, mended) == pytest.approx(0, abs=1e-8)
    assert mended.mean() == pytest.approx(y.mean(), abs=1e-10)
    # logit = -1 + 2 * true logit, so the truth is a slope of 1/2 and an intercept of 1/2
    assert (a, b) == pytest.approx((0.5, 0.5), abs=0.15)


@pytest.mark.parametrize("n", [300, 3000])
def test_each_replicate_is_the_fit_of_a_resample(n):
    y, p = cohort(n, 6, slope=0.8, shift=0.3)
    replicates = recalibration_replicates(y.astype(np.int8), p, logit(p), None, None, 4, 11)
    counts = ResampleCounts(n, np.random.default_rng(11))
    for row in replicates:
        w = counts.draw().astype(float)
        expected = [
            w @ y / (w @ p),
            calibration_in_the_large(y, p, w),
            *recalibrate(y, p, w),
            brier_score(y, p, w),
        ]
        np.testing.assert_allclose(row, expected, atol=1e-7)


def test_bootstrap_interval_agrees_with_a_scikit_learn_loop():
    y, p = cohort(800, 7)
    summary = calibration_summary(y, p, n_resamples=800, random_state=0).set_index("statistic")
    rng, slopes = np.random.default_rng(1), []
    for _ in range(150):
        rows = rng.integers(0, 800, 800)
        slopes.append(LogisticRegression(C=np.inf).fit(logit(p)[rows, None], y[rows]).coef_[0, 0])
    width = summary.loc["slope", "ci_high"] - summary.loc["slope", "ci_low"]
    assert width == pytest.approx(2 * 1.96 * np.std(slopes), rel=0.2)
    assert (summary["ci_low"] < summary["estimate"]).all()
    assert (summary["estimate"] < summary["ci_high"]).all()


def test_resampling_patients_and_weights_in_the_summary():
    y, p = cohort(500, 8)
    patient = np.repeat(np.arange(500), 4)
    many = np.repeat(y, 4), np.repeat(p, 4)
    by_row = calibration_summary(*many, n_resamples=400, random_state=0)
    by_patient = calibration_summary(*many, n_resamples=400, random_state=0, cluster=patient)
    ratio = (by_patient["ci_high"] - by_patient["ci_low"]) / (by_row["ci_high"] - by_row["ci_low"])
    np.testing.assert_allclose(ratio, 2, rtol=0.2)
    weighted = calibration_summary(y, p, np.full(500, 4), n_resamples=0)
    np.testing.assert_allclose(weighted["estimate"], by_row["estimate"], atol=1e-9)


def test_width_shrinks_with_the_square_root_of_n():
    widths = []
    for n in (1000, 4000):
        table = calibration_summary(*cohort(n, 9), n_resamples=400, random_state=0)
        widths.append((table["ci_high"] - table["ci_low"]).to_numpy())
    np.testing.assert_allclose(widths[0] / widths[1], 2, rtol=0.25)


def test_undefined_slopes_say_why():
    with pytest.raises(ValueError, match="separate the two classes"):
        recalibrate([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4])
    with pytest.raises(ValueError, match="single value"):
        recalibrate([0, 1, 1], [0.4, 0.4, 0.4])
    assert calibration_in_the_large([0, 1], [0.4, 0.4]) == pytest.approx(np.log(0.6 / 0.4))
    with pytest.raises(ValueError, match="people with and without"):
        recalibrate([1, 1], [0.2, 0.4])


def test_probabilities_of_zero_or_one_need_a_decision():
    y, p = [0, 1, 0, 1], [0.0, 1.0, 0.6, 0.4]
    with pytest.raises(ValueError, match="clip=1e-6"):
        recalibrate(y, p)
    assert recalibrate(y, p, clip=1e-3).slope > 0
    assert brier_score(y, p) == pytest.approx(0.18)
    with pytest.raises(ValueError, match="clip"):
        recalibrate(y, p, clip=0.7)


@pytest.mark.parametrize(("n_bins", "strategy"), [(0, "quantile"), (2.5, "uniform"), (10, "equal")])
def test_bins_that_make_no_sense(n_bins, strategy):
    with pytest.raises(ValueError, match="n_bins|strategy"):
        calibration_table([0, 1], [0.2, 0.3], n_bins=n_bins, strategy=strategy)
