import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from labkit.evaluate import (
    auc,
    auc_interval,
    bootstrap_interval,
    newcombe_difference,
    newcombe_paired_difference,
    wilson_interval,
)
from tests.evaluate.cohorts import cohort

counts = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda c: (min(c), max(c)))


@given(counts)
def test_wilson_agrees_with_statsmodels_and_mirrors(xn):
    x, n = xn
    low, high = wilson_interval(x, n)
    assert (low, high) == pytest.approx(proportion_confint(x, n, method="wilson"), abs=1e-9)
    assert 0 <= low <= x / n <= high <= 1
    mirrored = wilson_interval(n - x, n)
    assert (1 - high, 1 - low) == pytest.approx(mirrored, abs=1e-12)


@given(counts, counts)
def test_newcombe_agrees_with_statsmodels_and_is_antisymmetric(a, b):
    difference, low, high = newcombe_difference(*a, *b)
    reference = confint_proportions_2indep(*a, *b, method="newcomb", compare="diff")
    assert (low, high) == pytest.approx(reference, abs=1e-9)
    other = newcombe_difference(*b, *a)
    assert (difference, low, high) == pytest.approx((-other[0], -other[2], -other[1]), abs=1e-12)


def test_intervals_over_arrays_and_empty_groups():
    low, high = wilson_interval([0, 3, 0], [10, 10, 0])
    assert low[1] == wilson_interval(3, 10)[0]
    assert np.isnan([low[2], high[2]]).all(), "0 of 0 is undefined, not 0"
    difference, *_rest = newcombe_difference([3, 0], [10, 0], 5, 10)
    assert difference[0] == pytest.approx(-0.2)
    assert np.isnan(difference[1])


def test_newcombe_paired_example_of_the_paper():
    # Newcombe 1998 (Stat Med 17:2635), table II: 36 both, 12 a only, 2 b only, 0 neither
    difference, low, high = newcombe_paired_difference(36, 12, 2, 0)
    assert difference == pytest.approx(0.2)
    assert (low, high) == pytest.approx((0.0569, 0.3404), abs=5e-4)


@given(*[st.integers(0, 40)] * 4)
def test_paired_difference_is_antisymmetric_and_contains_its_estimate(both, a, b, neither):
    difference, low, high = newcombe_paired_difference(both, a, b, neither)
    if both + a + b + neither == 0:
        assert np.isnan([difference, low, high]).all()
        return
    assert low <= difference + 1e-12 and difference <= high + 1e-12
    other = newcombe_paired_difference(both, b, a, neither)
    assert (difference, low, high) == pytest.approx((-other[0], -other[2], -other[1]), abs=1e-9)


@pytest.mark.parametrize("bad", [(11, 10), (-1, 10), (np.nan, 10)])
def test_impossible_counts(bad):
    with pytest.raises(ValueError, match="numerator"):
        wilson_interval(*bad)
    with pytest.raises(ValueError, match="Counts"):
        newcombe_paired_difference(-1, 2, 3, 4)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match="0.95, not 95"):
        wilson_interval(3, 10, confidence)


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_bootstrap_of_a_mean_has_the_width_of_theory(method):
    x = np.random.default_rng(0).normal(3, 2, 400)
    result = bootstrap_interval(np.mean, x, method=method, random_state=0)
    assert result.estimate == pytest.approx(x.mean())
    assert result.ci_high - result.ci_low == pytest.approx(2 * 1.96 * x.std() / 20, rel=0.08)


def test_bca_leans_where_the_statistic_is_skewed():
    x = np.random.default_rng(1).lognormal(0, 1, 60)
    percentile = bootstrap_interval(np.mean, x, random_state=0)
    bca = bootstrap_interval(np.mean, x, method="bca", random_state=0)
    assert bca.ci_low > percentile.ci_low and bca.ci_high > percentile.ci_high


def test_bca_agrees_with_scipy():
    from scipy.stats import bootstrap

    x = np.random.default_rng(2).lognormal(0, 0.7, 80)
    reference = bootstrap((x,), np.mean, method="BCa", n_resamples=6000, rng=0).confidence_interval
    ours = bootstrap_interval(np.mean, x, method="bca", n_resamples=6000, random_state=1)
    # two Monte Carlo runs of 6,000: quantiles differ by a few hundredths of a standard error
    assert (ours.ci_low, ours.ci_high) == pytest.approx(tuple(reference), abs=0.12 * ours.standard_error)


def test_bootstrap_by_patient_agrees_with_the_auc_made_for_it():
    y, p = cohort(150, 3)
    patient = np.repeat(np.arange(150), 2)
    y, p = np.repeat(y, 2), np.repeat(p, 2)
    general = bootstrap_interval(auc, y, p, cluster=patient, n_resamples=600, random_state=0)
    assert general.standard_error == pytest.approx(
        auc_interval(y, p, cluster=patient).standard_error, rel=0.1
    )


def test_statistics_without_a_value_are_counted():
    y = np.array([1] + [0] * 9)
    result = bootstrap_interval(auc, y, np.arange(10.0), n_resamples=300, random_state=0)
    assert result.n_undefined / 300 == pytest.approx(0.9**10, abs=0.1)


def test_bootstrap_refuses_what_it_cannot_do():
    with pytest.raises(ValueError, match="method"):
        bootstrap_interval(np.mean, [1, 2], method="basic")
    with pytest.raises(ValueError, match="at least two"):
        bootstrap_interval(np.mean, [1, 2], cluster=["a", "a"])
    with pytest.raises(ValueError, match="Lengths differ"):
        bootstrap_interval(np.mean, [1, 2], [1, 2, 3])
