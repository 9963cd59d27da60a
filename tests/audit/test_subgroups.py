"""All subgroups, the same as by hand and as divexplorer's, and few false alarms although there are many."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from labkit.audit import group_metrics, search_subgroups, subgroup_labels
from labkit.audit.subgroups.exact_test import fisher_p_value, hypergeometric_tail
from tests.audit.worlds import within_binomial


def world(rng, n=2_000, n_attributes=4, rate=0.2, planted=0.0):
    frame = pd.DataFrame(
        {f"a{i}": rng.choice(list("xyz"), n, p=[0.5, 0.3, 0.2]) for i in range(n_attributes)}
    )
    missed = np.full(n, rate) + planted * ((frame["a0"] == "y") & (frame["a1"] == "x"))
    return np.ones(n, int), (rng.random(n) >= missed).astype(int), frame


def by_hand(y_true, y_pred, frame, depth, min_n):
    out = {}
    for k in range(1, depth + 1):
        for names in itertools.combinations(frame.columns, k):
            for level, rows in frame.groupby(list(names)).indices.items():
                at_risk = y_true[rows] == 1
                if at_risk.sum() >= min_n:
                    label = " & ".join(f"{a}={v}" for a, v in zip(names, level, strict=True))
                    out[label] = (len(rows), int((y_pred[rows][at_risk] == 0).sum()), int(at_risk.sum()))
    return out


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 12))
def test_every_subgroup_with_enough_people_and_no_other(seed, depth, min_n):
    rng = np.random.default_rng(seed)
    _ones, y_pred, frame = world(rng, 120)
    y_true = rng.integers(0, 2, 120)
    table = search_subgroups(y_true, y_pred, frame, max_depth=depth, min_n=min_n)
    found = dict(
        zip(
            subgroup_labels(table),
            zip(table["n"], table["numerator"], table["denominator"], strict=True),
            strict=True,
        )
    )
    assert found == by_hand(y_true, y_pred, frame, depth, min_n)


@pytest.mark.filterwarnings("ignore:The inplace keyword")
def test_same_subgroups_and_rates_as_divexplorer():
    from divexplorer import DivergenceExplorer

    y_true, y_pred, frame = world(np.random.default_rng(0), 1_500, 5)
    ours = search_subgroups(y_true, y_pred, frame, max_depth=None, min_n=1, min_support=0.02)
    theirs = DivergenceExplorer(frame.assign(missed=1.0 - y_pred)).get_pattern_divergence(
        0.02, boolean_outcomes=["missed"]
    )
    expected = {
        frozenset(row.itemset): (row.support_count, row.missed) for row in theirs.itertuples() if row.itemset
    }
    found = {
        frozenset(label.split(" & ")): (row.n, row.estimate)
        for label, row in zip(subgroup_labels(ours), ours.itertuples(), strict=True)
    }
    assert found.keys() == expected.keys()
    for key, (n, rate) in found.items():
        assert n == expected[key][0] and abs(rate - expected[key][1]) < 1e-9


def test_depth_one_is_the_table_by_group():
    y_true, y_pred, frame = world(np.random.default_rng(1))
    table = search_subgroups(y_true, y_pred, frame, max_depth=1, min_n=1)
    for name in frame:
        wide = group_metrics(y_true, y_pred, frame[name], "false_negative_rate")
        mine = table[table[name].notna()].set_index(name)["estimate"]
        assert np.allclose(mine[wide.index], wide["false_negative_rate"], atol=1e-12)


def test_duplicating_everybody_doubles_counts_and_keeps_rates():
    y_true, y_pred, frame = world(np.random.default_rng(2), 500)
    once = search_subgroups(y_true, y_pred, frame, max_depth=2, min_n=10)
    twice = search_subgroups(
        np.tile(y_true, 2), np.tile(y_pred, 2), pd.concat([frame, frame]), max_depth=2, min_n=20
    )
    key = ["a0", "a1", "a2", "a3"]
    one, two = (t.astype(dict.fromkeys(key, str)).set_index(key).sort_index() for t in (once, twice))
    assert (2 * one["n"]).equals(two["n"]) and np.allclose(one["estimate"], two["estimate"])


@pytest.mark.parametrize("rate", [0.03, 0.2])
def test_null_worlds_stay_quiet_although_a_thousand_questions_are_asked(rate):
    rng = np.random.default_rng(int(1000 * rate))
    worlds, alarms, naive = 100, 0, 0
    for _world in range(worlds):
        table = search_subgroups(*world(rng, 3_000, 6, rate), max_depth=3)
        alarms += (table["p_adjusted"] < 0.05).any()
        naive += (table["p_value"] < 0.05).any()
    assert alarms <= 0.05 * worlds or within_binomial(alarms, worlds, 0.05)
    assert naive == worlds


def test_a_planted_subgroup_comes_first():
    rng = np.random.default_rng(4)
    for _world in range(10):
        table = search_subgroups(*world(rng, 6_000, 6, planted=0.25), max_depth=3)
        assert subgroup_labels(table.head(1)) == ["a0=y & a1=x"] and table["p_adjusted"].iloc[0] < 1e-6


def test_exact_tail_is_scipys():
    rng = np.random.default_rng(5)
    total = rng.integers(20, 5_000, 300)
    events, n = rng.integers(0, total + 1), rng.integers(1, total)
    x = stats.hypergeom.rvs(total, events, n, random_state=rng) + rng.integers(-3, 4, 300)
    x = np.clip(x, np.maximum(0, n + events - total), np.minimum(n, events))
    expected = stats.hypergeom.sf(x - 1, total, events, n)
    assert np.allclose(hypergeometric_tail(x, n, events, total), expected, rtol=1e-7, atol=1e-300)
    two_sided = fisher_p_value(x, n, events, total)
    tail = np.where(x * total >= n * events, expected, stats.hypergeom.cdf(x, total, events, n))
    assert np.allclose(two_sided, np.minimum(1, 2 * tail), rtol=1e-7, atol=1e-300)


def test_missing_value_is_a_level_and_unset_means_any():
    table = search_subgroups(
        [1] * 6, [0, 1, 1, 0, 1, 1], {"sex": ["F", None] * 3, "age": list("yyyooo")}, min_n=1
    )
    assert "sex=(missing)" in subgroup_labels(table) and "age=o" in subgroup_labels(table)


def test_nobody_large_enough_gives_an_empty_table():
    table = search_subgroups([1, 0], [1, 1], {"sex": ["F", "M"]}, min_n=30)
    assert len(table) == 0 and "p_adjusted" in table


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_depth": 0}, "max_depth"),
        ({"min_support": 5}, "min_support"),
        ({"metric": "auc"}, "no count metric"),
    ],
)
def test_bad_options_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        search_subgroups([1, 0], [1, 1], {"sex": ["F", "M"]}, **options)


def test_an_attribute_named_like_a_statistic_is_refused():
    with pytest.raises(ValueError, match="'n'"):
        search_subgroups([1, 0], [1, 1], {"n": ["F", "M"]})
