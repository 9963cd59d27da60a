import math

import numpy as np
import pytest

from labkit.oversight import conformal_sets, coverage_by_group


def people(n, seed, minority=0.15):
    """A model that knows the majority well and the minority badly."""
    rng = np.random.default_rng(seed)
    group = np.where(rng.random(n) < minority, "minority", "majority")
    logit = rng.normal(0, 2.5, n)
    risk = 1 / (1 + np.exp(-np.where(group == "minority", 0.2 * logit, logit)))
    return (rng.random(n) < risk).astype(int), 1 / (1 + np.exp(-logit)), group


def by_hand(y, p, new, level):
    """Least ambiguous sets: scores 1 - p(truth), their ceil((n + 1) level)-th smallest."""
    both, both_new = (np.column_stack([1 - v, v]) for v in (p, new))
    scores = np.sort(1 - both[np.arange(len(y)), y])
    return 1 - both_new <= scores[math.ceil((len(y) + 1) * level) - 1] + 1e-12


def test_pooled_sets_are_the_textbooks():
    y, p, _g = people(200, 0)
    _y, new, _g = people(300, 1)
    np.testing.assert_array_equal(conformal_sets(y, p, new, confidence=0.9), by_hand(y, p, new, 0.9))


def test_sets_by_group_are_the_textbooks_in_each_group():
    y, p, g = people(600, 2)
    _y, new, g_new = people(200, 3)
    sets = conformal_sets(y, p, new, groups_calibration=g, groups_new=g_new)
    for name in ("majority", "minority"):
        known, here = g == name, g_new == name
        np.testing.assert_array_equal(sets[here], by_hand(y[known], p[known], new[here], 0.9))


def test_ninety_per_cent_of_everybody_is_not_ninety_per_cent_of_each_group():
    y, p, g = people(3000, 4)
    y_new, new, g_new = people(6000, 5)
    pooled = coverage_by_group(y_new, conformal_sets(y, p, new), g_new).set_index("group")
    mondrian = conformal_sets(y, p, new, groups_calibration=g, groups_new=g_new)
    kept = coverage_by_group(y_new, mondrian, g_new).set_index("group")
    assert pooled.loc["minority", "ci_high"] < 0.9 < pooled.loc["majority", "ci_low"]
    assert kept.loc["minority", "ci_high"] > 0.9
    assert kept.loc["majority", "ci_high"] > 0.9
    assert kept.loc["minority", "mean_size"] > pooled.loc["minority", "mean_size"], "the price of the promise"


@pytest.mark.parametrize("confidence", [0.8, 0.9])
def test_coverage_over_replications_is_the_one_promised(confidence):
    covered = []
    for seed in range(120):
        y, p, _g = people(60, 10 + seed)
        y_new, new, _g = people(60, 1000 + seed)
        sets = conformal_sets(y, p, new, confidence=confidence)
        covered.append(sets[np.arange(60), y_new].mean())
    error = 4 * np.std(covered) / np.sqrt(120)
    # the exact expectation lies between the level and the level + 1 / (n + 1)
    assert confidence - error < np.mean(covered) < confidence + 1 / 61 + error


def test_a_larger_promise_gives_larger_sets():
    y, p, _g = people(300, 6)
    sizes = [conformal_sets(y, p, p, confidence=c) for c in (0.6, 0.8, 0.95)]
    for small, large in zip(sizes, sizes[1:], strict=False):
        assert (large | ~small).all()


def test_too_few_people_or_an_unknown_group_get_every_class():
    y, p, _g = people(8, 7)
    assert conformal_sets(y, p, [0.01, 0.99]).all(), "eight people cannot promise 90 %"
    y, p, _g = people(100, 8)
    sets = conformal_sets(y, p, [0.01, 0.01], groups_calibration=["a"] * 100, groups_new=["a", "new"])
    assert not sets[0].all() and sets[1].all()


def test_more_than_two_classes():
    rng = np.random.default_rng(0)
    prob = rng.dirichlet([1, 1, 1], 500)
    y = np.array([rng.choice(3, p=row) for row in prob])
    sets = conformal_sets(y, prob, prob, confidence=0.9)
    assert sets.shape == (500, 3)
    assert coverage_by_group(y, sets)["coverage"][0] >= 0.9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 2], [0.1, 0.2], [0.5]), "classes 0 to 1"),
        (([0, 1], [[0.5, 0.6], [0.5, 0.5]], [0.5]), "row 0 do not sum"),
        (([0, 1], [0.1, 1.2], [0.5]), "between 0 and 1"),
        (([0, 1, 1], [0.1, 0.2], [0.5]), "Lengths differ"),
        (([0, 1], [0.1, 0.2], [[0.2, 0.3, 0.5]]), "3 classes"),
        (([0, 1], [[[0.1]]], [0.5]), "shape"),
    ],
)
def test_mistakes_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        conformal_sets(*arguments)


def test_groups_on_one_side_only():
    with pytest.raises(ValueError, match="for neither"):
        conformal_sets([0, 1], [0.1, 0.9], [0.5], groups_new=["a"])


def test_coverage_counts_and_flags_small_groups():
    sets = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], bool)
    table = coverage_by_group([0, 1, 0, 0], sets, ["a", "a", "b", "b"])
    assert table["group"].tolist()[1:] == ["a", "b"]
    assert table["covered"].tolist() == [2, 2, 0]
    assert table.loc[0, ["single", "several", "empty"]].tolist() == [0.5, 0.25, 0.25]
    assert set(table["status"]) == {"imprecise"}
    with pytest.raises(ValueError, match="classes 0 to 1"):
        coverage_by_group([0, 2], sets[:2])
