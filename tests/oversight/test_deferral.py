import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from labkit.oversight import (
    RejectOptionClassifier,
    area_under_risk_coverage,
    decision_costs,
    defer_within_capacity,
    deferral_by_group,
    risk_coverage_curve,
)

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


# scikit-learn's own data have labels (1 and 2, "one" and "two") that do not say which of them is the event
_UNTOLD = (
    "check_estimators_dtypes",
    "check_sample_weights_pandas_series",
    "check_sample_weights_not_an_array",
    "check_sample_weights_shape",
    "check_sample_weights_not_overwritten",
    "check_classifier_data_not_an_array",
    "check_classifiers_classes",
    "check_fit2d_1feature",
)


@parametrize_with_checks(
    [RejectOptionClassifier()],
    expected_failed_checks=lambda _estimator: dict.fromkeys(_UNTOLD, "labels that name no event are refused"),
)
def test_scikit_learn_conventions(estimator, check):
    check(estimator)


GRID = np.linspace(-4, 4, 60)[:, None]
MODEL = LogisticRegression().fit(GRID, (GRID[:, 0] > 0).astype(int))


@settings(max_examples=30)
@given(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0, 5))
def test_a_person_is_asked_exactly_where_asking_is_cheaper(false_alarm, missed, deferral):
    X = GRID
    rule = RejectOptionClassifier(
        FrozenEstimator(MODEL),
        cost_false_alarm=false_alarm,
        cost_missed_case=missed,
        cost_deferral=deferral,
    ).fit(X, (X[:, 0] > 0).astype(int))
    p = rule.predict_proba(X)[:, 1]
    cost = decision_costs(p, cost_false_alarm=false_alarm, cost_missed_case=missed)
    clear = np.abs(cost - deferral) > 1e-9
    np.testing.assert_array_equal(rule.defer(X)[clear], (cost > deferral)[clear])
    act = (1 - p) * false_alarm <= p * missed
    clear = np.abs(p - rule.threshold_) > 1e-9
    np.testing.assert_array_equal((rule.predict(X) == 1)[clear], act[clear])


def test_costs_vanish_where_the_model_is_sure():
    np.testing.assert_allclose(decision_costs([0, 1, 0.5]), [0, 0, 0.5])
    for bad in (0, -1, np.inf):
        with pytest.raises(ValueError, match="cost_missed_case"):
            decision_costs([0.5], cost_missed_case=bad)


@pytest.mark.parametrize(
    ("y", "options", "message"),
    [
        ([0, 0], {}, "one class"),
        ([0, 1], {"cost_deferral": -1}, "cost_deferral"),
        ([0, 1], {"cost_false_alarm": 0}, "cost_false_alarm"),
    ],
)
def test_reject_option_refuses(y, options, message):
    with pytest.raises(ValueError, match=message):
        RejectOptionClassifier(**options).fit([[0.0], [1.0]], y)


@settings(max_examples=50)
@given(probabilities, st.integers(0, 10), st.integers(1, 4))
def test_never_more_than_the_slots_and_the_most_useful_first(gain, capacity, periods):
    night = np.arange(len(gain)) % periods
    deferred = defer_within_capacity(gain, capacity, period=night)
    for n in range(periods):
        here = night == n
        assert deferred[here].sum() == min(capacity, (gain[here] > 0).sum())
        if deferred[here].any() and (~deferred[here]).any():
            assert gain[here & deferred].min() >= gain[here & ~deferred].max() - 1e-15
    more = defer_within_capacity(gain, capacity + 1, period=night)
    assert (more | ~deferred).all(), "one slot more never takes a slot away"


def test_ties_are_served_in_order_and_useless_calls_are_not_made():
    assert defer_within_capacity([1, 1, 1], 2).tolist() == [True, True, False]
    assert defer_within_capacity([0.3, 0.0, -0.2], 3).tolist() == [True, False, False]
    for bad in (-1, 1.5):
        with pytest.raises(ValueError, match="capacity"):
            defer_within_capacity([1.0], bad)
    with pytest.raises(ValueError, match="missing"):
        defer_within_capacity([1.0, np.nan], 1)


def test_the_average_hides_who_is_deferred():
    deferred = np.r_[np.repeat([1, 0], [10, 90]), np.repeat([1, 0], [10, 10])].astype(bool)
    table = deferral_by_group(deferred, np.repeat(["fr", "en"], [100, 20])).set_index("group")
    assert (table["deferred"].sum(), table["n"].sum()) == (deferred.sum(), 120)
    assert table.loc["fr", "difference"] == 0 == table.loc["fr", "diff_low"]
    assert table.loc["en", "difference"] == pytest.approx(0.4)
    assert table.loc["en", "diff_low"] > 0
    with pytest.raises(ValueError, match="Unknown reference"):
        deferral_by_group(deferred, ["a"] * 120, reference="z")


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_risk_coverage_ends_at_the_whole_and_ignores_order(seed):
    rng = np.random.default_rng(seed)
    p = np.round(rng.random(50), 1)
    y = (rng.random(50) < p).astype(int)
    curve = risk_coverage_curve(y, p, threshold=0.3)
    assert curve["coverage"].iloc[-1] == 1
    assert curve["risk"].iloc[-1] == pytest.approx(((p >= 0.3) != y).mean())
    assert (np.diff(curve["n"]) > 0).all() and (np.diff(curve["errors"]) >= 0).all()
    order = rng.permutation(50)
    other = risk_coverage_curve(y[order], p[order], threshold=0.3)
    np.testing.assert_allclose(curve, other)


def test_doubt_that_knows_the_errors_beats_doubt_that_does_not():
    rng = np.random.default_rng(0)
    p = rng.random(400)
    y = (rng.random(400) < p).astype(int)
    wrong = (p >= 0.5) != y
    oracle = area_under_risk_coverage(y, p, doubt=wrong + 0.001 * rng.random(400))
    model, noise = (area_under_risk_coverage(y, p, doubt=d) for d in (None, rng.random(400)))
    assert oracle < model < noise
    assert noise == pytest.approx(wrong.mean(), abs=0.07)
    # the oracle puts k errors last: the mean over people of (errors so far) / (kept so far)
    n, k = 400, int(wrong.sum())
    expected = sum((i - (n - k)) / i for i in range(n - k + 1, n + 1)) / n
    assert oracle == pytest.approx(expected)
