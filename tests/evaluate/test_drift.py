import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from labkit.evaluate import control_chart, drift_report, population_stability_index, risk_adjusted_cusum

values = st.lists(st.floats(-100, 100), min_size=1, max_size=60)


@given(values)
def test_a_sample_has_not_drifted_from_itself(x):
    assert population_stability_index(x, x).psi == pytest.approx(0, abs=1e-12)


@settings(max_examples=40)
@given(values, values, st.randoms())
def test_the_index_is_not_negative_and_ignores_order(x, y, random):
    index = population_stability_index(x, y).psi
    assert index >= 0
    random.shuffle(x)
    random.shuffle(y)
    assert population_stability_index(x, y).psi == pytest.approx(index, abs=1e-12)


@given(st.lists(st.sampled_from("abc"), min_size=1), st.lists(st.sampled_from("abcd"), min_size=1))
def test_the_index_of_categories_is_symmetric(x, y):
    there, back = population_stability_index(x, y).psi, population_stability_index(y, x).psi
    assert there == pytest.approx(back, abs=1e-12)


def test_the_index_ignores_an_increasing_map():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=500), rng.normal(0.3, 1, 500)
    assert population_stability_index(np.exp(x), np.exp(y)).psi == pytest.approx(
        population_stability_index(x, y).psi, abs=1e-12
    )


def test_without_drift_the_index_is_what_chance_gives():
    rng = np.random.default_rng(0)
    results = [population_stability_index(rng.normal(size=800), rng.normal(size=300)) for _ in range(300)]
    index = np.array([r.psi for r in results])
    assert index.mean() == pytest.approx(results[0].expected, rel=0.12)
    rejected = np.mean([r.p_value < 0.05 for r in results])
    # cut points are estimated on the smaller noise of the reference: a little over 5 %
    assert rejected < 0.05 + 0.03 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_a_laboratory_that_stops_reporting_is_drift():
    x = np.random.default_rng(0).normal(size=400)
    silent = x.copy()
    silent[:200] = np.nan
    assert population_stability_index(x, silent).psi > 0.25
    assert population_stability_index(list(x), [None if np.isnan(v) else v for v in silent]).psi > 0.25


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_report_finds_the_planted_drift_and_only_that(frame):
    rng = np.random.default_rng(1)
    reference = {f"noise_{j}": rng.normal(size=1000) for j in range(8)} | {
        "age": rng.normal(60, 10, 1000),
        "ward": rng.choice(list("AB"), 1000),
    }
    current = {name: rng.permutation(v)[:600] for name, v in reference.items()}
    current["age"] = current["age"] + 8
    current["ward"] = rng.choice(list("ABC"), 600)
    report = drift_report(frame(reference), frame(current))
    assert set(report.loc[report["drifted"], "feature"]) == {"age", "ward"}
    age = report.set_index("feature").loc["age"]
    reference_test = stats.ks_2samp(reference["age"], current["age"])
    assert (age["ks"], age["ks_p_value"]) == pytest.approx((reference_test.statistic, reference_test.pvalue))
    assert np.isnan(report.set_index("feature").loc["ward", "ks"])


def test_frames_without_a_shared_column():
    with pytest.raises(ValueError, match="share no column"):
        drift_report(pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1]}))


@pytest.mark.parametrize("sigma", [2.0, 3.0])
def test_false_alarms_of_the_chart_are_those_promised(sigma):
    rng = np.random.default_rng(0)
    p = rng.uniform(0.1, 0.6, 200 * 500)
    y = (rng.random(len(p)) < p).astype(int)
    chart = control_chart(y, p, np.repeat(np.arange(500), 200), sigma=sigma)
    promised = 2 * stats.norm.sf(sigma)
    assert chart["alarm"].mean() == pytest.approx(promised, abs=4 * np.sqrt(promised / 500))
    assert (chart["n"].sum(), chart["observed"].sum()) == (len(y), y.sum())
    assert chart["expected"].sum() == pytest.approx(p.sum())


def test_the_chart_sees_a_shift_and_the_months_stay_in_order():
    rng = np.random.default_rng(1)
    p = rng.uniform(0.1, 0.4, 1200)
    month = np.repeat([f"2025-{m:02d}" for m in range(1, 13)], 100)
    risk = np.where(month >= "2025-10", np.clip(2 * p, 0, 1), p)
    chart = control_chart((rng.random(1200) < risk).astype(int), p, pd.Series(month))
    assert list(chart["period"]) == sorted(set(month))
    assert chart["alarm"].tolist() == [False] * 9 + [True] * 3


def test_a_period_in_which_nothing_was_expected():
    chart = control_chart([0, 1], [0.0, 0.0], [1, 2])
    assert chart["o_e"].isna().all()
    assert chart["alarm"].tolist() == [False, True]
    with pytest.raises(ValueError, match="sigma"):
        control_chart([0, 1], [0.1, 0.2], [1, 2], sigma=0)


def test_cusum_climbs_when_odds_double_and_stays_down_otherwise():
    rng = np.random.default_rng(2)
    p = rng.uniform(0.05, 0.3, 2000)
    doubled = 2 * p / (1 - p) / (1 + 2 * p / (1 - p))
    quiet = risk_adjusted_cusum((rng.random(2000) < p).astype(int), p)
    loud = risk_adjusted_cusum((rng.random(2000) < doubled).astype(int), p)
    assert loud["alarm"].sum() > 5 * max(1, quiet["alarm"].sum())
    assert (quiet["cusum"] >= 0).all()


def test_cusum_steps_are_log_likelihood_ratios():
    path = risk_adjusted_cusum([1, 0, 1], [0.2, 0.5, 0.1], odds_ratio=2, limit=10)["cusum"]
    steps = [np.log(2 / 1.2), np.log(1 / 1.5), np.log(2 / 1.1)]
    expected = np.maximum.accumulate([steps[0]])[0]
    assert path[0] == pytest.approx(expected)
    assert path[2] == pytest.approx(max(0, steps[0] + steps[1]) + steps[2])
    with pytest.raises(ValueError, match="odds_ratio"):
        risk_adjusted_cusum([0, 1], [0.1, 0.2], odds_ratio=1)
