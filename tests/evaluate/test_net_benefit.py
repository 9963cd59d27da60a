import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.evaluate import decision_curve, net_benefit, threshold_from_harms
from labkit.evaluate.decision.benefit import cell_totals
from tests.evaluate.cohorts import cohort

T = np.arange(0, 100) / 100


@pytest.mark.parametrize("threshold", [0.0, 0.01, 0.3, 0.5, 0.99])
def test_at_least_the_threshold_is_treated(threshold):
    y, p = cohort(ties=True)
    treated = p >= threshold
    expected = (treated & (y == 1)).mean() - (treated & (y == 0)).mean() * threshold / (1 - threshold)
    assert net_benefit(y, p, threshold) == pytest.approx(expected, abs=1e-12)


def test_a_model_that_says_one_is_treat_all_and_zero_is_treat_none():
    y, p = cohort()
    curve = decision_curve(y, {"all": np.ones(len(y)), "none": np.zeros(len(y))}, T[1:])
    rows = curve[curve["model"] == "all"]
    np.testing.assert_allclose(rows["net_benefit"], rows["treat_all"], atol=1e-12)
    assert (curve.loc[curve["model"] == "none", "net_benefit"] == 0).all()
    assert (curve["treat_none"] == 0).all()


def test_at_threshold_zero_everybody_is_treated():
    y, p = cohort()
    assert net_benefit(y, p, 0.0) == pytest.approx(y.mean())


def test_treat_all_crosses_zero_at_the_prevalence():
    y, _ = cohort()
    assert net_benefit(y, np.ones(len(y)), y.mean()) == pytest.approx(0, abs=1e-12)


def test_a_perfect_model_has_the_prevalence_as_net_benefit_everywhere():
    y, _ = cohort()
    np.testing.assert_allclose(net_benefit(y, y.astype(float), T[1:]), y.mean())


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(2, 60))
def test_weight_is_replication_and_order_of_rows_does_not_matter(seed, n):
    y, p = cohort(n, seed, ties=True)
    rng = np.random.default_rng(seed)
    w = rng.integers(0, 4, n)
    w[:2] = 1
    repeated = net_benefit(np.repeat(y, w), np.repeat(p, w), T)
    np.testing.assert_allclose(net_benefit(y, p, T, sample_weight=w), repeated, atol=1e-12)
    order = rng.permutation(n)
    np.testing.assert_allclose(net_benefit(y[order], p[order], T), net_benefit(y, p, T), atol=1e-12)


@settings(max_examples=60)
@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=50),
    st.lists(st.one_of(st.floats(0, 0.999), st.sampled_from([0.1, 0.2, 0.3, 0.7])), min_size=1, max_size=20),
)
def test_thresholds_are_reached_exactly_however_close(p, thresholds):
    p = np.array(p + thresholds)  # some probabilities equal a threshold
    t = np.sort(thresholds)
    y = np.arange(len(p)) % 2
    cells = cell_totals(y, p, t, None)
    expected = [((p >= low).sum()) for low in t]
    np.testing.assert_array_equal(np.flip(np.cumsum(np.flip(cells.sum(1))))[1:], expected)


def test_order_of_thresholds_is_kept():
    y, p = cohort()
    shuffled = np.array([0.5, 0.1, 0.9, 0.1])
    np.testing.assert_array_equal(net_benefit(y, p, shuffled), [net_benefit(y, p, t) for t in shuffled])


def test_same_numbers_as_dcurves():
    import dcurves

    y, p = cohort(800, 3)
    # dcurves cuts with pandas at (-inf, t], that is p > t: no probability equals a threshold here, so both
    # agree
    assert not np.isin(np.round(p, 12), T).any()
    frame = pd.DataFrame({"y": y, "m1": p, "m2": np.sqrt(p)})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = dcurves.dca(frame, "y", ["m1", "m2"], thresholds=T[1:])
    ours = decision_curve(y, {"m1": p, "m2": np.sqrt(p)}, T[1:])
    for model in ("m1", "m2"):
        theirs = reference[reference["model"] == model].sort_values("threshold")["net_benefit"]
        np.testing.assert_allclose(ours.loc[ours["model"] == model, "net_benefit"], theirs, atol=1e-9)
    theirs = reference[reference["model"] == "all"].sort_values("threshold")["net_benefit"]
    np.testing.assert_allclose(ours.loc[ours["model"] == "m1", "treat_all"], theirs, atol=1e-9)


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_frames_of_several_models(frame):
    y, p = cohort()
    table = frame({"a": p, "b": p**2})
    curve = decision_curve(frame({"y": y})["y"], table, [0.2, 0.1])
    assert list(curve["model"].unique()) == ["a", "b"]
    assert list(curve["threshold"]) == [0.1, 0.2, 0.1, 0.2]
    assert curve["net_benefit"].iloc[1] == net_benefit(y, p, 0.2)


@pytest.mark.parametrize("option", [{}, {"sample_weight": "ones"}, {"cluster": "rows"}])
def test_bootstrap_standard_error_agrees_with_theory(option):
    # the net benefit is a mean over people, so its standard error is that of a mean
    y, p = cohort(2000, 5)
    t = 0.2
    per_person = (p >= t) * (y - (1 - y) * t / (1 - t))
    standard_error = per_person.std() / np.sqrt(len(y))
    given_option = {k: np.ones(len(y)) if v == "ones" else np.arange(len(y)) for k, v in option.items()}
    curve = decision_curve(y, p, [t], n_resamples=1500, random_state=1, **given_option)
    width = (curve["ci_high"] - curve["ci_low"]).iloc[0]
    assert width == pytest.approx(2 * 1.96 * standard_error, rel=0.1)


def test_resampling_patients_widens_the_interval_when_their_rows_repeat():
    y, p = cohort(300, 2)
    patient = np.repeat(np.arange(300), 4)
    y, p = np.repeat(y, 4), np.repeat(p, 4)
    rows = decision_curve(y, p, [0.2], n_resamples=800, random_state=0)
    patients = decision_curve(y, p, [0.2], n_resamples=800, random_state=0, cluster=patient)
    ratio = (patients["ci_high"] - patients["ci_low"])[0] / (rows["ci_high"] - rows["ci_low"])[0]
    assert ratio == pytest.approx(2, rel=0.15)


def test_one_class_only_is_defined():
    assert net_benefit([0, 0], [0.9, 0.1], 0.5) == pytest.approx(-0.5)
    assert net_benefit([1, 1], [0.9, 0.1], 0.5) == pytest.approx(0.5)


@pytest.mark.parametrize("threshold", [-0.1, 1.0, 1.5, np.nan])
def test_thresholds_outside_are_refused(threshold):
    with pytest.raises(ValueError, match="thresholds"):
        net_benefit([0, 1], [0.2, 0.8], [0.5, threshold])


def test_threshold_from_harms():
    assert threshold_from_harms(1, 9) == pytest.approx(0.1)
    assert threshold_from_harms(1, 1) == 0.5
    # at that threshold one missed case and that many false alarms weigh the same
    t = threshold_from_harms(2, 7)
    assert t / (1 - t) == pytest.approx(2 / 7)
    for harms in [(0, 0), (-1, 2), (np.nan, 1)]:
        with pytest.raises(ValueError, match="Harms"):
            threshold_from_harms(*harms)
