"""Tests and corrections: statsmodels' numbers, and the error rates they promise."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats import multitest

from labkit.audit import adjust_p_values, difference_p_value
from tests.audit.worlds import within_binomial


@pytest.mark.parametrize("method", ["holm", "fdr_bh"])
def test_corrections_are_statsmodels_and_skip_what_is_undefined(method):
    p = np.random.default_rng(0).uniform(size=40) ** 2
    expected = multitest.multipletests(p, method=method)[1]
    with_gaps = np.r_[np.nan, p[:20], np.nan, p[20:]]
    found = adjust_p_values(with_gaps, method)
    assert np.allclose(found[~np.isnan(with_gaps)], expected, atol=1e-12)
    assert np.isnan(found[[0, 21]]).all()


def test_nobody_at_risk_has_no_test():
    assert np.isnan(difference_p_value(0, 0, 3, 5))


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


def test_unknown_correction_is_refused():
    with pytest.raises(ValueError, match="holm"):
        adjust_p_values([0.1], "bonferroni")


@pytest.mark.parametrize("case", [(5, 20, 30, 60), (1, 40, 9, 50), (17, 30, 20, 33)])
def test_p_value_is_pearsons_with_n_minus_one(case):
    x1, n1, x2, n2 = case
    statistic = stats.chi2_contingency([[x1, n1 - x1], [x2, n2 - x2]], correction=False).statistic
    expected = stats.chi2.sf(statistic * (n1 + n2 - 1) / (n1 + n2), 1)
    assert np.isclose(difference_p_value(*case), expected, atol=1e-12)


def test_two_groups_that_are_both_perfect_do_not_differ():
    assert difference_p_value(10, 10, 3, 3) == 1 and difference_p_value(0, 10, 0, 3) == 1
