import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import roc_auc_score

from labkit.evaluate import auc, auc_difference, auc_interval
from labkit.evaluate.discrimination.auc_bootstrap import auc_replicates
from labkit.evaluate.intervals.resample_counts import ResampleCounts
from tests.evaluate.cohorts import cohort

seeds = st.integers(0, 10_000)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_same_number_as_scikit_learn(ties, weighted):
    y, p = cohort(700, 1, ties=ties)
    w = np.random.default_rng(0).random(700) * (np.arange(700) % 5 > 0) if weighted else None
    assert auc(y, p, w) == pytest.approx(roc_auc_score(y, p, sample_weight=w), abs=1e-12)


@settings(max_examples=25)
@given(seeds)
def test_increasing_maps_order_and_weights(seed):
    y, p = cohort(80, seed, ties=True)
    base = auc(y, p)
    # strictly increasing on the values and exact in floating point: no new tie
    assert auc(y, 3 * np.round(100 * p) + 7) == pytest.approx(base, abs=1e-12)
    assert auc(y, -p) == pytest.approx(1 - base, abs=1e-12)
    assert auc(1 - y, p) == pytest.approx(1 - base, abs=1e-12)
    rng = np.random.default_rng(seed)
    order = rng.permutation(80)
    assert auc(y[order], p[order]) == pytest.approx(base, abs=1e-12)
    w = rng.integers(0, 4, 80)
    w[:2] = 1
    repeated = np.repeat(y, w), np.repeat(p, w)
    assert auc(y, p, w) == pytest.approx(auc(*repeated), abs=1e-12)
    ours, theirs = auc_interval(y, p, w), auc_interval(*repeated)
    assert ours.standard_error == pytest.approx(theirs.standard_error, abs=1e-12)


def delong_by_pairs(y, p, q):
    """The definition: every pair of people compared, covariances of the placements."""
    kernel = [(s[y == 1][:, None] > s[y == 0]) + 0.5 * (s[y == 1][:, None] == s[y == 0]) for s in (p, q)]
    v10, v01 = np.stack([k.mean(1) for k in kernel]), np.stack([k.mean(0) for k in kernel])
    return np.cov(v10) / v10.shape[1] + np.cov(v01) / v01.shape[1]


@pytest.mark.parametrize("ties", [False, True])
def test_delong_agrees_with_its_definition(ties):
    y, p = cohort(200, 4, ties=ties)
    q = np.round(p + np.random.default_rng(1).normal(0, 0.2, 200), 1 if ties else 12)
    covariance = delong_by_pairs(y, p, q)
    assert auc_interval(y, p).standard_error == pytest.approx(np.sqrt(covariance[0, 0]), abs=1e-12)
    result = auc_difference(y, p, q)
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    assert result.standard_error == pytest.approx(error, abs=1e-12)
    assert result.p_value == pytest.approx(2 * stats.norm.sf(abs(result.estimate) / error), abs=1e-12)
    assert result.estimate == pytest.approx(auc(y, p) - auc(y, q), abs=1e-12)


def test_paired_test_is_antisymmetric_and_certain_for_equal_orders():
    y, p = cohort(300, 2)
    q = p + np.random.default_rng(0).normal(0, 0.1, 300)
    ab, ba = auc_difference(y, p, q), auc_difference(y, q, p)
    assert (ab.estimate, ab.ci_low) == pytest.approx((-ba.estimate, -ba.ci_high))
    assert ab.p_value == pytest.approx(ba.p_value)
    same = auc_difference(y, p, np.sqrt(p))
    assert (same.estimate, same.standard_error, same.p_value) == pytest.approx((0, 0, 1))


@pytest.mark.parametrize("option", ["plain", "ties", "weights", "clusters"])
def test_bootstrap_agrees_with_delong(option):
    y, p = cohort(1500, 3, ties=option == "ties")
    given_option = {"weights": {"sample_weight": np.ones(1500)}, "clusters": {"cluster": np.arange(1500)}}
    result = auc_interval(
        y, p, method="bootstrap", n_resamples=1500, random_state=0, **given_option.get(option, {})
    )
    reference = auc_interval(y, p)
    assert result.estimate == reference.estimate
    assert result.standard_error == pytest.approx(reference.standard_error, rel=0.08)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("events", ["few", "many"])
def test_each_replicate_is_the_auc_of_a_resample(ties, events):
    y, p = cohort(1200, 5, ties=ties)
    if events == "many":
        y, p = 1 - y, 1 - p
    replicates = auc_replicates(y.astype(np.int8), p, n_resamples=3, random_state=9)
    # the same counts, in the order in which the function lays rows out
    low, high = (np.flatnonzero(y == 0), np.flatnonzero(y)) if events == "many" else (None, None)
    if events == "few":
        rows = [np.flatnonzero(y), np.flatnonzero(y == 0)]
        order = np.concatenate([r[np.argsort(-p[r], kind="stable")] for r in rows])
    else:
        order = np.concatenate([r[np.argsort(p[r], kind="stable")] for r in (low, high)])
    counts = ResampleCounts(1200, np.random.default_rng(9))
    for replicate in replicates:
        times = counts.draw()
        assert replicate == pytest.approx(roc_auc_score(y[order], p[order], sample_weight=times), abs=1e-9)


def test_patients_with_repeated_rows_widen_both_intervals():
    y, p = cohort(400, 6)
    patient = np.repeat(np.arange(400), 3)
    once = auc_interval(y, p).standard_error
    y, p = np.repeat(y, 3), np.repeat(p, 3)
    delong = auc_interval(y, p, cluster=patient).standard_error
    bootstrap = auc_interval(y, p, cluster=patient, method="bootstrap", random_state=0).standard_error
    # three copies of a patient tell nothing new
    assert delong == pytest.approx(once, rel=0.01)
    assert bootstrap == pytest.approx(once, rel=0.1)
    assert auc_interval(y, p).standard_error == pytest.approx(once / np.sqrt(3), rel=0.01)


def test_patients_with_both_outcomes_agree_too():
    # five stays a patient, a patient's own risk and a patient's own score: naive intervals are too narrow
    rng = np.random.default_rng(0)
    patient = np.repeat(np.arange(200), 5)
    risk, habit = (rng.normal(0, 1.5, 200)[patient] for _draw in range(2))
    y = (rng.random(1000) < 1 / (1 + np.exp(0.5 - risk))).astype(int)
    score = 0.7 * risk + habit + rng.normal(size=1000)
    delong = auc_interval(y, score, cluster=patient).standard_error
    bootstrap = auc_interval(y, score, cluster=patient, method="bootstrap", random_state=0).standard_error
    assert delong == pytest.approx(bootstrap, rel=0.08)
    assert delong > 1.15 * auc_interval(y, score).standard_error


@pytest.mark.parametrize("method", ["delong", "logit", "bootstrap"])
def test_coverage_over_simulated_trials(method):
    # normal scores one standard deviation apart: the true AUC is Phi(1 / sqrt(2))
    truth, rng, trials, inside = stats.norm.cdf(1 / np.sqrt(2)), np.random.default_rng(0), 300, 0
    for trial in range(trials):
        y = np.arange(120) % 3 == 0
        result = auc_interval(y, rng.normal(size=120) + y, method=method, n_resamples=200, random_state=trial)
        inside += result.ci_low <= truth <= result.ci_high
    # three standard errors of a proportion of 0.95 over the trials, and 0.02 for small samples
    assert inside / trials > 0.95 - 0.02 - 3 * np.sqrt(0.95 * 0.05 / trials)


def test_logit_interval_stays_inside_near_one():
    y = np.repeat([0, 1], 20)
    score = np.arange(40.0)
    score[[19, 20]] = score[[20, 19]]
    result = auc_interval(y, score, method="logit")
    assert 0 < result.ci_low < result.estimate < result.ci_high < 1
    assert auc_interval(y, score).ci_high == 1


def test_a_perfect_order_is_no_certainty():
    for direction, estimate in ((1, 1.0), (-1, 0.0)):
        result = auc_interval([0, 0, 0, 0, 1, 1, 1], direction * np.arange(7.0))
        assert (result.estimate, result.method) == (estimate, "wilson")
        assert result.ci_high - result.ci_low > 0.5, "three people with the event tell little"
    sure = auc_interval(np.repeat([0, 1], 500), np.arange(1000.0))
    assert sure.ci_low > 0.99


@pytest.mark.parametrize("units", [7, 999, 1000, 1003, 5000])
def test_counts_of_a_resample_are_multinomial(units):
    counts = ResampleCounts(units, np.random.default_rng(0))
    draws = np.stack([counts.draw() for _ in range(400)]).astype(int)
    assert draws.shape == (400, units)
    assert (draws.sum(1) == units).all()
    # each count is Binomial(units, 1 / units): mean 1, variance 1 - 1 / units; shares of 0, 1, 2, 3
    share = [(draws == k).mean() for k in range(4)]
    expected = stats.binom.pmf(range(4), units, 1 / units)
    np.testing.assert_allclose(share, expected, atol=5 * np.sqrt(0.25 / draws.size) + 1e-3)
    assert draws.var() == pytest.approx(1 - 1 / units, rel=0.05 if units > 100 else 0.1)
    # no row is favoured, neither of a pair nor at either end
    assert np.abs(draws.mean(0) - 1).max() < 5.5 / np.sqrt(400)
    assert abs(draws[:, ::2].mean() - draws[:, 1::2].mean()) < 5 * 2 / np.sqrt(draws.size)


@pytest.mark.parametrize("y", [[0, 0, 0], [1, 1, 1]])
def test_one_class_only_is_refused(y):
    with pytest.raises(ValueError, match="people with and without"):
        auc(y, [0.1, 0.2, 0.3])


def test_weights_of_zero_can_remove_a_class():
    with pytest.raises(ValueError, match="people with and without"):
        auc([0, 0, 1], [0.1, 0.2, 0.3], [1, 1, 0])


def test_a_resample_without_a_class_is_counted_not_guessed():
    y = np.array([1] + [0] * 9)
    result = auc_interval(y, np.arange(10.0), method="bootstrap", n_resamples=500, random_state=0)
    # (9/10)**10 of the resamples miss the one event
    assert result.n_undefined / 500 == pytest.approx(0.9**10, abs=0.08)


def test_unknown_method():
    with pytest.raises(ValueError, match="method"):
        auc_interval([0, 1], [0.1, 0.2], method="jackknife")
