"""Sizes that give the power they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.audit import detectable_gap, difference_p_value, power_for_gap, sample_size_for_gap

proportion = st.floats(0.05, 0.95)


@pytest.mark.parametrize(("p", "n"), [(0.75, 528), (0.70, 137), (0.60, 36)])
def test_published_sizes_against_a_known_080(p, n):
    assert sample_size_for_gap(0.80, p) == n


def test_equal_groups_are_fleiss_formula():
    # 0.60 against 0.75, power 0.80, alpha 0.05, no continuity correction: 152 in each group
    n = 152
    assert power_for_gap(0.60, 0.75, n, n) >= 0.80 > power_for_gap(0.60, 0.75, n - 1, n - 1)


@given(proportion, proportion)
def test_the_size_found_is_the_smallest(p0, p1):
    if abs(p0 - p1) < 0.02:
        return
    n = sample_size_for_gap(p0, p1)
    assert power_for_gap(p0, p1, n) >= 0.8 - 1e-6
    assert n == 1 or power_for_gap(p0, p1, n - 1) < 0.8


@pytest.mark.parametrize(("n_group", "n_reference"), [(200, 800), (60, 2_000)])
def test_power_is_the_share_of_worlds_in_which_the_test_sees_the_gap(n_group, n_reference):
    rng = np.random.default_rng(n_group)
    p_value = difference_p_value(
        rng.binomial(n_group, 0.65, 20_000), n_group, rng.binomial(n_reference, 0.8, 20_000), n_reference
    )
    assert abs((p_value < 0.05).mean() - power_for_gap(0.8, 0.65, n_group, n_reference)) < 0.03


def test_without_a_gap_power_is_the_level():
    assert np.isclose(power_for_gap(0.8, 0.8, 100, 300), 0.025)  # one tail of the two


def test_detectable_gap_inverts_the_size():
    gap = detectable_gap(0.8, 137)
    assert np.isclose(gap, 0.10, atol=5e-4)
    assert np.isnan(detectable_gap(0.02, 5))


def test_prevalence_turns_patients_into_people():
    assert sample_size_for_gap(0.8, 0.7, prevalence=0.1) == 1_370


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        ((0.8, 0.8), {}, "equal"),
        ((0.8, 1.2), {}, "p_group"),
        ((0.8, 0.7), {"power": 80}, "0.95, not 95"),
        ((0.8, 0.7), {"n_reference": 20}, "no number is enough"),
        ((0.8, 0.7), {"prevalence": 0}, "prevalence"),
    ],
)
def test_bad_input_is_named(args, options, message):
    with pytest.raises(ValueError, match=message):
        sample_size_for_gap(*args, **options)
