"""A sweep is the table by group at every threshold."""

import numpy as np
import pytest
from sklearn.metrics import roc_curve

from labkit.audit import group_table, threshold_sweep
from tests.audit.worlds import scores, within_binomial


@pytest.mark.parametrize("threshold", [0.0, 0.1, 0.35, 0.9])
def test_one_threshold_is_the_table_at_that_threshold(threshold):
    y_true, y_prob, groups = scores(np.random.default_rng(0), 700)
    metrics = ["sensitivity", "specificity", "ppv", "selection_rate"]
    swept = threshold_sweep(y_true, y_prob, groups, [threshold, 0.5], metrics, reference="M")
    swept = swept[swept["threshold"] == threshold].reset_index(drop=True)
    table = group_table(
        y_true, (y_prob >= threshold).astype(int), groups, metrics, reference={"sex": "M"}, suppress_below=0
    )
    table = table[table["attribute"] == "sex"].reset_index(drop=True)
    for column in (
        "numerator",
        "denominator",
        "estimate",
        "ci_low",
        "ci_high",
        "difference",
        "diff_low",
        "diff_high",
    ):
        assert np.allclose(
            swept[column].astype(float), table[column].astype(float), atol=1e-12, equal_nan=True
        )
    assert swept["status"].tolist() == table["status"].tolist()


def test_sensitivities_are_scikit_learns_roc_curve():
    y_true, y_prob, _groups = scores(np.random.default_rng(1), 400)
    fpr, tpr, thresholds = roc_curve(y_true, y_prob, drop_intermediate=False)
    inside = np.isfinite(thresholds)
    swept = threshold_sweep(y_true, y_prob, np.zeros(400), thresholds[inside], ["tpr", "fpr"])
    by_metric = swept.pivot(index="threshold", columns="metric", values="estimate").iloc[::-1]
    assert np.allclose(by_metric["sensitivity"], tpr[inside], atol=1e-12)
    assert np.allclose(by_metric["false_positive_rate"], fpr[inside], atol=1e-12)


def test_sensitivity_never_rises_with_the_threshold():
    y_true, y_prob, groups = scores(np.random.default_rng(2), 500)
    swept = threshold_sweep(y_true, y_prob, groups, metrics="sensitivity")
    for _level, rows in swept.groupby("level"):
        assert (np.diff(rows["estimate"]) <= 0).all()


def test_intervals_cover_at_every_threshold():
    rng = np.random.default_rng(3)
    truth_y, truth_p, _groups = scores(rng, 400_000)
    grid = np.array([0.2, 0.4, 0.6])
    truth = [(truth_p[truth_y == 1] >= t).mean() for t in grid]
    covered, worlds = np.zeros(3), 200
    for _world in range(worlds):
        y_true, y_prob, _groups = scores(rng, 300)
        row = threshold_sweep(y_true, y_prob, np.zeros(300), grid, "sensitivity")
        covered += (row["ci_low"] <= truth) & (truth <= row["ci_high"])
    assert all(within_binomial(c, worlds, 0.95) for c in covered)


BAD = {
    "outside": (([0, 1], [0.2, 1.2], ["F", "M"]), {}, "row 1 is 1.2"),
    "missing": (([0, 1], [0.2, np.nan], ["F", "M"]), {}, "row 1"),
    "threshold": (([0, 1], [0.2, 0.3], ["F", "M"]), {"thresholds": [0.5, 1.5]}, "below 1"),
    "reference": (([0, 1], [0.2, 0.3], ["F", "M"]), {"reference": "X"}, "no group"),
    "lengths": (([0, 1], [0.2, 0.3], ["F"]), {}, "Lengths differ"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named(case):
    args, options, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        threshold_sweep(*args, **options)
