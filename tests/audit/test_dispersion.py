"""A test of homogeneity that keeps its level, and a spread that is 0 where chance explains the differences."""

import numpy as np
import pytest
from scipy import stats

from labkit.audit import dispersion
from tests.audit.worlds import within_binomial


def world(rng, sizes, truth):
    group = np.repeat(np.arange(len(sizes)), sizes)
    y_pred = (rng.random(len(group)) < np.broadcast_to(truth, len(sizes))[group]).astype(int)
    return np.ones_like(group), y_pred, group


def test_statistic_is_pearsons_chi_square():
    y_true, y_pred, group = world(np.random.default_rng(0), [80, 120, 60, 200], [0.7, 0.8, 0.75, 0.8])
    row = dispersion(y_true, y_pred, group, "sensitivity").iloc[0]
    table = np.array([[((group == g) & (y_pred == v)).sum() for v in (0, 1)] for g in range(4)])
    expected = stats.chi2_contingency(table, correction=False)
    assert np.isclose(row["chi2"], expected.statistic, atol=1e-9) and np.isclose(
        row["p_value"], expected.pvalue, atol=1e-9
    )


@pytest.mark.parametrize("sizes", [[100] * 5, [12] * 20], ids=["chi-square", "simulated"])
def test_level_is_kept_where_nothing_differs(sizes):
    rng = np.random.default_rng(1)
    worlds = 300
    alarms = sum(
        dispersion(*world(rng, sizes, 0.8), "sensitivity", n_simulations=400)["p_value"].iloc[0] < 0.05
        for _world in range(worlds)
    )
    assert within_binomial(alarms, worlds, 0.05, alpha=1e-3)


def test_planted_spread_is_recovered_and_its_interval_covers():
    rng = np.random.default_rng(2)
    worlds, covered, found = 200, 0, []
    for _world in range(worlds):
        truth = 0.7 + 0.1 * rng.standard_normal(30).clip(-2.5, 2.5)
        row = dispersion(*world(rng, [80] * 30, truth), "sensitivity", n_simulations=50).iloc[0]
        found.append(row["sd_between"])
        covered += row["sd_low"] <= 0.1 <= row["sd_high"]
    assert abs(np.mean(found) - 0.1) < 0.01
    assert covered > 0.9 * worlds


def test_range_grows_with_the_number_of_groups_although_nothing_differs():
    rng = np.random.default_rng(3)
    few = dispersion(*world(rng, [100] * 5, 0.8), "sensitivity").iloc[0]
    many = dispersion(*world(rng, [30] * 120, 0.8), "sensitivity").iloc[0]
    assert few["range_by_chance"] < 0.12 and many["range_by_chance"] > 0.35
    assert many["sd_between"] < 0.05


@pytest.mark.parametrize("sizes", [[50], [50, 0]], ids=["one group", "the other empty"])
def test_one_group_has_no_spread(sizes):
    row = dispersion(*world(np.random.default_rng(4), sizes, 0.8), "sensitivity").iloc[0]
    assert (
        row["groups"] == 1 and np.isnan(row[["chi2", "p_value", "sd_between", "range"]].astype(float)).all()
    )


def test_perfect_everywhere_is_homogeneous():
    row = dispersion(np.ones(40), np.ones(40), np.repeat(["a", "b"], 20), "sensitivity").iloc[0]
    assert row["p_value"] == 1 and row["sd_between"] == 0
