"""Counts drawn from a multinomial are what resampling rows gives; by patient, what resampling patients gives."""

import numpy as np
import pytest
from scipy import stats

from labkit.audit import bootstrap_metrics, group_metrics
from labkit.audit.counts.resampling import draw_cells, draw_sums
from tests.audit.worlds import cohort, scores, within_binomial


def rows_resampled(y_true, y_pred, groups, metric, n_resamples, rng, cluster=None):
    """The slow way, one resample at a time; first group only."""
    n, out = len(y_true), []
    members = None if cluster is None else [np.flatnonzero(cluster == c) for c in np.unique(cluster)]
    for _resample in range(n_resamples):
        if members is None:
            rows = rng.integers(0, n, n)
        else:
            rows = np.concatenate([members[c] for c in rng.integers(0, len(members), len(members))])
        out.append(group_metrics(y_true[rows], y_pred[rows], groups.iloc[rows], metric)[metric].iloc[0])
    return np.array(out)


@pytest.mark.parametrize("metric", ["sensitivity", "ppv", "selection_rate"])
def test_counts_have_the_distribution_of_resampled_rows(metric):
    rng = np.random.default_rng(0)
    y_true, y_pred, groups = cohort(rng, 60)
    fast = bootstrap_metrics(y_true, y_pred, groups["sex"], metric, n_resamples=4_000, random_state=1)
    slow = rows_resampled(y_true, y_pred, groups["sex"], metric, 600, rng)
    # many ties: the discrete two-sample test is conservative, so a small level is enough to catch a wrong law
    found = fast.draws[:, 0, 0]
    assert stats.ks_2samp(found[~np.isnan(found)], slow[~np.isnan(slow)]).pvalue > 1e-3
    assert np.isclose(np.nanstd(found), np.nanstd(slow), rtol=0.12)


def test_by_patient_counts_have_the_distribution_of_resampled_patients():
    rng = np.random.default_rng(2)
    y_true, y_pred, groups = cohort(rng, 120)
    cluster = rng.integers(0, 25, 120)
    fast = bootstrap_metrics(
        y_true, y_pred, groups["sex"], "accuracy", cluster=cluster, n_resamples=4_000, random_state=3
    )
    slow = rows_resampled(y_true, y_pred, groups["sex"], "accuracy", 600, rng, cluster)
    assert stats.ks_2samp(fast.draws[:, 0, 0], slow).pvalue > 1e-3


def test_one_row_a_patient_is_the_bootstrap_of_rows():
    y_true, y_pred, groups = cohort(np.random.default_rng(4), 800)
    options = {"metrics": "sensitivity", "n_resamples": 3_000}
    rows = bootstrap_metrics(y_true, y_pred, groups, random_state=5, **options).intervals()
    patients = bootstrap_metrics(
        y_true, y_pred, groups, random_state=6, cluster=np.arange(800), **options
    ).intervals()
    assert np.allclose(rows[["ci_low", "ci_high"]], patients[["ci_low", "ci_high"]], atol=0.02)


def test_counts_of_every_resample_add_up():
    counts = np.array([[3, 0, 1, 9], [0, 5, 2, 2]])
    drawn = draw_cells(counts, 50, np.random.default_rng(0))
    assert (drawn.sum(axis=(1, 2)) == counts.sum()).all() and not drawn[:, 0, 1].any()


@pytest.mark.parametrize(
    "size", [10, 64, 65, 400], ids=["small", "largest exact", "smallest normal", "large"]
)
def test_sums_given_counts_have_the_mean_and_variance_of_resampling(size):
    rng = np.random.default_rng(size)
    values = rng.beta(0.5, 3, size)
    counts = np.array([[size]])
    drawn = np.full((20_000, 1, 1), size)
    sums = draw_sums(drawn, counts, values, np.zeros(size, dtype=int), rng)[:, 0]
    assert abs(sums.mean() - values.sum()) < 4 * values.std() * np.sqrt(size / 20_000)
    assert np.isclose(sums.std(), values.std() * np.sqrt(size), rtol=0.03)


def test_brier_of_each_group_is_scikit_learns_and_its_interval_that_of_resampled_rows():
    from sklearn.metrics import brier_score_loss

    rng = np.random.default_rng(7)
    y_true, y_prob, groups = scores(rng, 1_500)
    y_pred = (y_prob >= 0.3).astype(int)
    found = bootstrap_metrics(
        y_true, y_pred, groups["sex"], "sensitivity", y_prob=y_prob, n_resamples=4_000, random_state=8
    ).intervals()
    for sex in ("F", "M"):
        mine = (groups["sex"] == sex).to_numpy()
        assert np.isclose(
            found.loc[(sex, "brier"), "estimate"], brier_score_loss(y_true[mine], y_prob[mine]), atol=1e-12
        )
        squares = (y_prob[mine] - y_true[mine]) ** 2
        resampled = squares[rng.integers(0, mine.sum(), (4_000, mine.sum()))].mean(axis=1)
        low, high = np.quantile(resampled, [0.025, 0.975])
        width = high - low
        assert abs(found.loc[(sex, "brier"), "ci_low"] - low) < 0.08 * width
        assert abs(found.loc[(sex, "brier"), "ci_high"] - high) < 0.08 * width


def test_weights_are_carried_along_by_their_rows():
    rng = np.random.default_rng(13)
    y_true, y_prob, groups = scores(rng, 500)
    y_pred = (y_prob >= 0.3).astype(int)
    args, options = (y_true, y_pred, groups, "sensitivity"), {"y_prob": y_prob, "n_resamples": 2_000}
    plain = bootstrap_metrics(*args, random_state=0, **options).intervals()
    ones = bootstrap_metrics(*args, random_state=1, sample_weight=np.full(500, 3.0), **options).intervals()
    assert np.allclose(plain["estimate"], ones["estimate"], atol=1e-12)
    assert np.allclose(plain, ones, atol=0.02)
    weight = np.where(np.arange(500) < 300, 1.0, 0.0)  # the last 200 rows count for nothing
    groups.iloc[400:, 0] = "X"
    zero = bootstrap_metrics(
        y_true, y_pred, groups, "sensitivity", sample_weight=weight, random_state=2, **options
    )
    first = bootstrap_metrics(
        y_true[:300],
        y_pred[:300],
        groups[:300],
        "sensitivity",
        y_prob=y_prob[:300],
        n_resamples=20,
        random_state=2,
    )
    kept = ~np.isnan(zero.estimate).all(axis=1)
    assert np.allclose(zero.estimate[kept], first.estimate, atol=1e-12)


def test_brier_by_patient_is_wider_when_patients_repeat():
    rng = np.random.default_rng(9)
    y_true, y_prob, groups = scores(rng, 400)
    stays = np.repeat(np.arange(400), 4)
    args = (y_true[stays], (y_prob[stays] > 0.3).astype(int), groups["sex"].iloc[stays], "accuracy")
    options = {"y_prob": y_prob[stays], "n_resamples": 1_000, "random_state": 0}
    naive = bootstrap_metrics(*args, **options).intervals()
    patient = bootstrap_metrics(*args, cluster=stays, **options).intervals()
    ratio = (patient["ci_high"] - patient["ci_low"]) / (naive["ci_high"] - naive["ci_low"])
    assert ((ratio > 1.7) & (ratio < 2.3)).all()  # four copies: twice as wide


def test_intervals_of_differences_cover_and_null_worlds_stay_quiet():
    rng = np.random.default_rng(10)
    worlds, covered = 200, 0
    for _world in range(worlds):
        y_true, y_pred, groups = cohort(rng, 1_200, gap={"F": 0.1})
        row = (
            bootstrap_metrics(y_true, y_pred, groups["sex"], "sensitivity", n_resamples=400, random_state=rng)
            .differences("M")
            .loc[("F", "sensitivity")]
        )
        covered += row["ci_low"] <= -0.1 <= row["ci_high"]
    assert within_binomial(covered, worlds, 0.95)


def test_resamples_without_positives_are_counted_and_left_out():
    y_true = np.r_[1, np.zeros(40)].astype(int)
    table = bootstrap_metrics(
        y_true, y_true, ["F"] * 41, "sensitivity", n_resamples=3_000, random_state=0
    ).intervals()
    row = table.iloc[0]
    assert abs(row["undefined"] - (40 / 41) ** 41) < 0.04  # nobody drawn: (1 - 1 / N) ** N
    assert row["estimate"] == row["ci_low"] == row["ci_high"] == 1


def test_same_seed_same_draws():
    y_true, y_pred, groups = cohort(np.random.default_rng(11), 300)
    first, second = (
        bootstrap_metrics(y_true, y_pred, groups, n_resamples=50, random_state=3).draws for _ in "ab"
    )
    assert np.array_equal(first, second, equal_nan=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_resamples": 0}, "whole number"),
        ({"y_prob": [0.1, 0.2, 1.3, 0.4]}, "row 2 is 1.3"),
        ({"sample_weight": [0, 0, 0, 0]}, "every weight is 0"),
        ({"y_prob": [0.1, 0.2]}, "Lengths differ"),
        ({"y_prob": [0.1, np.nan, 0.2, 0.1]}, "row 1"),
    ],
)
def test_bad_options_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        bootstrap_metrics([0, 1, 0, 1], [0, 1, 1, 0], list("FFMM"), **options)


def test_unknown_reference_is_named():
    found = bootstrap_metrics([0, 1, 0, 1], [0, 1, 1, 0], list("FFMM"), n_resamples=5)
    with pytest.raises(ValueError, match="no group"):
        found.differences("X")
