"""AUC and calibration by group: scikit-learn's numbers, alarms at their level, bias taken off."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from labkit.audit import auc_by_group, calibration_by_group, reliability_by_group
from tests.audit.worlds import scores, within_binomial


@pytest.mark.parametrize("weighted", [False, True])
def test_auc_of_each_group_is_scikit_learns(weighted):
    rng = np.random.default_rng(0)
    y_true, y_prob, groups = scores(rng, 900)
    y_prob = np.round(y_prob, 2)  # with ties
    weight = rng.integers(1, 4, 900) if weighted else None
    table = auc_by_group(y_true, y_prob, groups, sample_weight=weight).set_index("level")["estimate"]
    for sex in ("F", "M"):
        mine = (groups["sex"] == sex).to_numpy()
        expected = roc_auc_score(
            y_true[mine], y_prob[mine], sample_weight=None if weight is None else weight[mine]
        )
        assert abs(table[sex] - expected) < 1e-9
    assert abs(table["(all)"] - roc_auc_score(y_true, y_prob, sample_weight=weight)) < 1e-9


def test_any_increasing_score_has_the_same_auc():
    y_true, y_prob, groups = scores(np.random.default_rng(1), 500)
    first = auc_by_group(y_true, y_prob, groups).select_dtypes("number")
    assert np.allclose(first, auc_by_group(y_true, y_prob**3, groups).select_dtypes("number"), equal_nan=True)


def test_auc_null_worlds_stay_quiet_and_intervals_of_differences_cover_zero():
    rng = np.random.default_rng(2)
    worlds, alarms, covered = 200, 0, 0
    for _world in range(worlds):
        table = auc_by_group(*scores(rng, 600, levels=list("abcd")))
        alarms += (table["p_adjusted"] < 0.05).any()
        row = table.iloc[-1] if np.isfinite(table["difference"].iloc[-1]) else table.iloc[1]
        covered += row["diff_low"] <= 0 <= row["diff_high"]
    assert within_binomial(covered, worlds, 0.95)
    assert alarms <= 0.05 * worlds or within_binomial(alarms, worlds, 0.05)


def test_group_of_one_class_is_undefined_and_a_small_one_imprecise():
    y_true, y_prob, groups = scores(np.random.default_rng(3), 300)
    sex = np.where(np.arange(300) < 10, "X", groups["sex"])
    y_true[:10] = 0
    table = auc_by_group(y_true, y_prob, sex).set_index("level")
    assert table.loc["X", "status"] == "undefined" and np.isnan(table.loc["X", "estimate"])
    y_true[:2] = 1
    assert auc_by_group(y_true, y_prob, sex).set_index("level").loc["X", "status"] == "imprecise"


def test_brier_and_oe_of_each_group():
    y_true, y_prob, groups = scores(np.random.default_rng(4), 800)
    table = calibration_by_group(y_true, y_prob, groups).set_index("level")
    for sex in ("F", "M"):
        mine = (groups["sex"] == sex).to_numpy()
        assert abs(table.loc[sex, "brier"] - brier_score_loss(y_true[mine], y_prob[mine])) < 1e-9
        assert abs(table.loc[sex, "oe"] - y_true[mine].sum() / y_prob[mine].sum()) < 1e-9


def test_squared_error_has_no_bias_although_the_usual_figure_does():
    rng = np.random.default_rng(5)
    tables = [calibration_by_group(*scores(rng, 200)).iloc[1:] for _world in range(150)]
    squared = np.concatenate([t["squared_error"] for t in tables])
    assert abs(squared.mean()) < 4 * squared.std() / np.sqrt(len(squared))
    assert (
        np.mean([t["plug_in_ece"].mean() for t in tables]) > 0.07
    )  # perfectly calibrated, about 100 a group


def test_calibration_test_keeps_its_level_and_sees_a_planted_shift():
    rng = np.random.default_rng(6)
    worlds, alarms, alone, seen = 200, 0, 0, 0
    for _world in range(worlds):
        y_true, y_prob, groups = scores(rng, 800, levels=list("abcd"))
        table = calibration_by_group(y_true, y_prob, groups)
        alarms += (table["p_adjusted"] < 0.05).any()
        alone += (table["p_value"].iloc[1:] < 0.05).sum()
    assert within_binomial(alone, 4 * worlds, 0.05)
    assert alarms <= 0.05 * worlds or within_binomial(alarms, worlds, 0.05)
    for _world in range(20):
        y_true, y_prob, groups = scores(rng, 3_000)
        y_prob = np.where(groups["sex"] == "F", y_prob * 0.6, y_prob)  # half the women's risk is not seen
        row = calibration_by_group(y_true, y_prob, groups).set_index("level").loc["F"]
        seen += row["p_adjusted"] < 0.05 and row["oe_low"] > 1
    assert seen >= 19


def test_intervals_of_brier_and_oe_cover():
    rng = np.random.default_rng(8)
    _y, large, _groups = scores(rng, 400_000)
    truth = (large * (1 - large)).mean()  # expected Brier score of a perfectly calibrated risk
    worlds, brier, oe = 200, 0, 0
    for _world in range(worlds):
        row = calibration_by_group(*scores(rng, 500)).iloc[0]
        brier += row["brier_low"] <= truth <= row["brier_high"]
        oe += row["oe_low"] <= 1 <= row["oe_high"]
    assert within_binomial(brier, worlds, 0.95)
    assert oe >= 0.95 * worlds or within_binomial(oe, worlds, 0.95)  # its standard error is on the safe side


def test_reliability_adds_up_to_the_group():
    y_true, y_prob, groups = scores(np.random.default_rng(7), 600)
    table = reliability_by_group(y_true, y_prob, groups)
    assert table.groupby("level")["n"].sum().to_dict() == groups["sex"].value_counts().to_dict()
    assert table["events"].sum() == y_true.sum()


@pytest.mark.parametrize("function", [auc_by_group, calibration_by_group, reliability_by_group])
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([0, 1], [0.2, -0.1], ["F", "M"]), "row 1 is -0.1"),
        (([0, np.nan], [0.2, 0.1], ["F", "M"]), "y_true: 1 missing"),
        (([0, 1, 1], [0.2, 0.1], ["F", "M"]), "Lengths differ"),
    ],
)
def test_bad_input_is_named(function, args, message):
    with pytest.raises(ValueError, match=message):
        function(*args)
