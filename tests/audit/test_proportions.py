"""Intervals and corrections: statsmodels' numbers, and the coverage and error rates they promise."""

import numpy as np
import pytest
from statsmodels.stats import multitest
from statsmodels.stats import proportion as sm

from labkit.audit import (
    adjust_p_values,
    difference_p_value,
    newcombe_difference,
    newcombe_paired,
    wilson_interval,
)
from tests.audit.worlds import within_binomial


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_wilson_is_statsmodels(confidence):
    n = np.repeat([1, 2, 10, 37, 500], 3)
    x = np.array([0, 1, 1, 0, 1, 2, 0, 3, 10, 0, 17, 37, 0, 3, 499])
    low, high = wilson_interval(x, n, confidence)
    expected = sm.proportion_confint(x, n, 1 - confidence, "wilson")
    assert np.allclose(low, expected[0], atol=1e-9) and np.allclose(high, expected[1], atol=1e-9)


@pytest.mark.parametrize(
    "case", [(0, 10, 3, 12), (5, 10, 5, 10), (56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20)]
)
def test_newcombe_is_statsmodels(case):
    difference, low, high = newcombe_difference(*case)
    expected = sm.confint_proportions_2indep(*case, method="newcomb", compare="diff")
    assert np.allclose([low, high], expected, atol=1e-9)
    assert low <= difference <= high


def test_newcombe_reproduces_the_papers_example():
    # Newcombe 1998, table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339
    _difference, low, high = newcombe_difference(56, 70, 48, 80)
    assert round(float(low), 4) == 0.0524 and round(float(high), 4) == 0.3339


def test_exchanging_the_groups_mirrors_the_interval():
    one, other = newcombe_difference(12, 30, 40, 55), newcombe_difference(40, 55, 12, 30)
    assert np.allclose([one[0], one[1], one[2]], [-other[0], -other[2], -other[1]])


def test_paired_interval_without_discordance_contains_zero_and_mirrors():
    d, low, high = newcombe_paired(30, 0, 0, 20)
    assert d == 0 and low < 0 < high
    one, other = newcombe_paired(20, 12, 2, 16), newcombe_paired(20, 2, 12, 16)
    assert np.allclose([one[0], one[1], one[2]], [-other[0], -other[2], -other[1]])


@pytest.mark.parametrize("method", ["holm", "fdr_bh"])
def test_corrections_are_statsmodels_and_skip_what_is_undefined(method):
    p = np.random.default_rng(0).uniform(size=40) ** 2
    expected = multitest.multipletests(p, method=method)[1]
    with_gaps = np.r_[np.nan, p[:20], np.nan, p[20:]]
    found = adjust_p_values(with_gaps, method)
    assert np.allclose(found[~np.isnan(with_gaps)], expected, atol=1e-12)
    assert np.isnan(found[[0, 21]]).all()


def test_nobody_at_risk_has_no_interval():
    assert np.isnan(wilson_interval(0, 0)).all()
    assert np.isnan(newcombe_difference(0, 0, 3, 5)).all()
    assert np.isnan(difference_p_value(0, 0, 3, 5))


@pytest.mark.parametrize("p", [0.05, 0.3, 0.8, 0.97])
@pytest.mark.parametrize("n", [10, 50, 400])
def test_wilson_covers_on_average_over_nearby_truths(n, p):
    # coverage oscillates with n p (Brown, Cai and DasGupta 2001), so it is judged over a neighbourhood of p
    rng = np.random.default_rng([n, int(100 * p)])
    truth = np.clip(rng.uniform(p - 0.05, p + 0.05, 4_000), 0.005, 0.995)
    low, high = wilson_interval(rng.binomial(n, truth), n)
    covered = ((low <= truth) & (truth <= high)).mean()
    assert 0.93 < covered < 0.975


@pytest.mark.parametrize("sizes", [(40, 60), (30, 300), (500, 500)])
def test_newcombe_covers(sizes):
    rng = np.random.default_rng(sizes)
    p1, p2 = rng.uniform(0.1, 0.95, (2, 4_000))
    _d, low, high = newcombe_difference(
        rng.binomial(sizes[0], p1), sizes[0], rng.binomial(sizes[1], p2), sizes[1]
    )
    covered = ((low <= p1 - p2) & (p1 - p2 <= high)).sum()
    assert covered > 0.935 * 4_000


def test_paired_interval_covers():
    rng = np.random.default_rng(9)
    n, truth = 120, 0.10
    tables = rng.multinomial(n, [0.02, 0.13, 0.03, 0.82], size=4_000)
    _d, low, high = newcombe_paired(*tables.T)
    assert ((low <= truth) & (truth <= high)).mean() > 0.935


@pytest.mark.parametrize("sizes", [(40, 60), (25, 400)])
def test_equal_groups_raise_an_alarm_as_often_as_promised(sizes):
    rng = np.random.default_rng(sizes)
    p = rng.uniform(0.2, 0.9, 6_000)
    found = difference_p_value(rng.binomial(sizes[0], p), sizes[0], rng.binomial(sizes[1], p), sizes[1])
    assert (found < 0.05).mean() < 0.06


def test_holm_keeps_the_family_and_benjamini_hochberg_keeps_nulls_quiet():
    rng = np.random.default_rng(11)
    p = rng.uniform(size=(2_000, 25))
    for method in ("holm", "fdr_bh"):  # with every null true, both control the chance of any alarm
        alarms = sum((adjust_p_values(row, method) < 0.05).any() for row in p)
        assert within_binomial(alarms, 2_000, 0.05) or alarms < 100
    assert (p.min(axis=1) < 0.05).mean() > 0.6  # uncorrected: an alarm in two worlds out of three


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_outside_0_1_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        wilson_interval(1, 2, confidence)


def test_unknown_correction_is_refused():
    with pytest.raises(ValueError, match="holm"):
        adjust_p_values([0.1], "bonferroni")
