import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.evaluate import predictive_values

inside = st.floats(0.01, 0.99)


@pytest.mark.parametrize(("prevalence", "ppv"), [(0.5, 0.90), (0.2, 0.69), (0.05, 0.32), (0.01, 0.08)])
def test_the_same_test_on_four_wards(prevalence, ppv):
    assert predictive_values(0.9, 0.9, prevalence).ppv == pytest.approx(ppv, abs=0.005)


@given(inside, inside, inside)
def test_bayes_in_odds(se, sp, pi):
    ppv, npv = predictive_values(se, sp, pi)
    assert ppv / (1 - ppv) == pytest.approx(pi / (1 - pi) * se / (1 - sp))
    assert (1 - npv) / npv == pytest.approx(pi / (1 - pi) * (1 - se) / sp)


@given(inside, inside, inside, inside)
def test_ppv_rises_and_npv_falls_with_prevalence(se, sp, a, b):
    low, high = sorted((a, b))
    ppv, npv = predictive_values(se, sp, np.array([low, high]))
    assert ppv[0] <= ppv[1] + 1e-12
    assert npv[0] >= npv[1] - 1e-12


@given(inside, inside, inside)
def test_swapping_the_classes_swaps_the_values(se, sp, pi):
    ppv, npv = predictive_values(se, sp, pi)
    other = predictive_values(sp, se, 1 - pi)
    assert (other.npv, other.ppv) == pytest.approx((ppv, npv))


def test_a_useless_test_leaves_the_prevalence():
    assert predictive_values(0.3, 0.7, 0.12).ppv == pytest.approx(0.12)


def test_undefined_where_nobody_tests_positive():
    ppv, npv = predictive_values(0.0, 1.0, 0.2)
    assert np.isnan(ppv)
    assert npv == pytest.approx(0.8)


@pytest.mark.parametrize("bad", [(1.2, 0.9, 0.1), (0.9, -0.1, 0.1), (0.9, 0.9, np.nan), (0.9, 0.9, 50)])
def test_values_outside_are_refused(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        predictive_values(*bad)
