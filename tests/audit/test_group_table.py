"""The long table: estimates of the wide one, intervals that hold, alarms no more often than promised."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.audit import (
    COLUMNS,
    adjust_p_values,
    group_metrics,
    group_table,
    suppress_small_cells,
)
from labkit.evaluate.intervals.proportions import newcombe_difference
from tests.audit.worlds import cohort, within_binomial


def only(table, attribute, metric="sensitivity"):
    return table[(table["attribute"] == attribute) & (table["metric"] == metric)].set_index("level")


def test_estimates_are_those_of_the_wide_table():
    y_true, y_pred, groups = cohort(np.random.default_rng(0), 3_000)
    table = group_table(y_true, y_pred, groups, intersections=2)
    assert tuple(table.columns) == COLUMNS
    assert set(table["attribute"]) == {"(all)", "sex", "age", "sex × age"}
    wide = group_metrics(y_true, y_pred, groups)
    for metric in wide.columns[1:]:
        found = only(table, "sex × age", metric)["estimate"]
        assert np.allclose([found[f"{s} × {a}"] for s, a in wide.index], wide[metric], atol=1e-12)
    everybody = table[table["attribute"] == "(all)"].set_index("metric")
    assert everybody.loc["sensitivity", "estimate"] == y_pred[y_true == 1].mean()


def test_counts_of_an_attribute_and_of_its_intersections_add_up():
    y_true, y_pred, groups = cohort(np.random.default_rng(1), 2_000)
    table = group_table(y_true, y_pred, groups, intersections=2, suppress_below=0)
    totals = table.groupby(["attribute", "metric"])[["n", "numerator", "denominator"]].sum()
    for metric in table["metric"].unique():
        assert (totals.xs(metric, level="metric") == totals.loc[("(all)", metric)]).all(axis=None)


def test_difference_is_newcombes_against_the_named_reference():
    y_true, y_pred, groups = cohort(np.random.default_rng(2), 1_000, gap={"F": 0.2})
    row = only(group_table(y_true, y_pred, groups["sex"], reference={"sex": "M"}), "sex")
    f, m = row.loc["F"], row.loc["M"]
    expected = newcombe_difference(f["numerator"], f["denominator"], m["numerator"], m["denominator"])
    assert np.allclose(f[["difference", "diff_low", "diff_high"]].astype(float), expected)
    assert f["reference"] == "M" and np.isnan(m["difference"]) and np.isnan(m["p_adjusted"])


def test_largest_level_is_the_reference_by_default():
    y_true, y_pred, groups = cohort(np.random.default_rng(3), 600, shares=[0.8, 0.2])
    table = group_table(y_true, y_pred, groups, intersections=2)
    assert set(only(table, "sex")["reference"]) == {"F"}
    assert set(only(table, "sex × age")["reference"]) == {"F × 18-64"}


def test_status_looks_at_the_denominator_and_not_at_the_group():
    # 500 women, 4 of them ill; 40 men, all ill; 10 people of whom none is
    sex = np.repeat(["F", "M", "X"], [500, 40, 10])
    y_true = np.r_[np.ones(4), np.zeros(496), np.ones(40), np.zeros(10)].astype(int)
    table = group_table(y_true, y_true, sex, ["sensitivity", "specificity"], min_n=30, suppress_below=0)
    status = table.pivot(index="level", columns="metric", values="status")
    assert status.loc["F"].tolist() == ["imprecise", "ok"]
    assert status.loc["M"].tolist() == ["ok", "undefined"]
    assert status.loc["X"].tolist() == ["undefined", "imprecise"]
    undefined = table[table["status"] == "undefined"]
    assert undefined[["estimate", "ci_low", "ci_high"]].isna().all(axis=None)
    hidden = group_table(y_true, y_true, sex, "sensitivity", suppress_below=5).set_index("level")
    assert hidden.loc["F", "status"] == "suppressed" and np.isnan(hidden.loc["F", "numerator"])


def test_a_suppressed_level_cannot_be_found_by_subtraction():
    sex = np.repeat(["F", "M", "X", "Y"], [300, 200, 60, 3])
    y_true = np.ones(len(sex), int)
    y_pred = (np.random.default_rng(0).random(len(sex)) < 0.8).astype(int)
    table = only(group_table(y_true, y_pred, sex, "sensitivity"), "group")
    assert table["status"].to_dict() == {"F": "ok", "M": "ok", "X": "suppressed", "Y": "suppressed"}
    assert table.loc[["X", "Y"], ["n", "numerator", "denominator", "estimate"]].isna().all(axis=None)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 1), st.sampled_from("abcd")), min_size=1, max_size=80
    )
)
def test_never_is_one_level_alone_hidden_below_a_total_that_shows(rows):
    y_true, y_pred, group = map(np.array, zip(*rows, strict=True))
    table = group_table(y_true, y_pred, group, suppress_below=5)
    hidden = table["status"] == "suppressed"
    for metric in table["metric"].unique():
        total = table[(table["attribute"] == "(all)") & (table["metric"] == metric)].iloc[0]
        if total["status"] != "suppressed":
            assert (hidden & (table["attribute"] == "group") & (table["metric"] == metric)).sum() != 1
    shown = table[~hidden & (table["status"] != "undefined")]
    assert (shown["denominator"] >= 5).all() and table.loc[hidden, "denominator"].isna().all()


def test_suppression_by_cells_also_hides_rare_events():
    sex = np.repeat(["F", "M"], [300, 200])
    y_pred = np.r_[np.ones(298), np.zeros(2), np.ones(100), np.zeros(100)].astype(int)
    table = group_table(np.ones(500, int), y_pred, sex, "sensitivity", suppress_below=0)
    assert (suppress_small_cells(table, 5)["status"] == "ok").all()
    assert suppress_small_cells(table, 5, rule="cells").set_index("level").loc["F", "status"] == "suppressed"


def test_scaling_the_weights_changes_no_interval():
    rng = np.random.default_rng(4)
    y_true, y_pred, groups = cohort(rng, 900)
    weight = rng.uniform(0.2, 3, 900)
    columns = ["estimate", "ci_low", "ci_high", "diff_low", "diff_high"]
    one = group_table(y_true, y_pred, groups, sample_weight=weight)[columns]
    ten = group_table(y_true, y_pred, groups, sample_weight=10 * weight)[columns]
    unit = group_table(y_true, y_pred, groups, sample_weight=np.ones(900))[columns]
    assert np.allclose(one, ten, equal_nan=True)
    assert np.allclose(unit, group_table(y_true, y_pred, groups)[columns], equal_nan=True)
    assert ((one["ci_high"] - one["ci_low"]) > (unit["ci_high"] - unit["ci_low"]) - 0.02).all()


def test_patients_of_one_row_each_change_nothing():
    y_true, y_pred, groups = cohort(np.random.default_rng(5), 4_000)
    columns = ["ci_low", "ci_high"]
    plain = group_table(y_true, y_pred, groups)[columns]
    clustered = group_table(y_true, y_pred, groups, cluster=np.arange(4_000))[columns]
    assert np.allclose(plain, clustered, atol=2e-4)


def test_repeating_every_stay_does_not_narrow_the_interval_by_patient():
    y_true, y_pred, groups = cohort(np.random.default_rng(6), 2_000)
    twice = np.r_[0:2_000, 0:2_000]
    columns = ["ci_low", "ci_high"]
    once = group_table(y_true, y_pred, groups, cluster=np.arange(2_000))[columns]
    repeated = group_table(y_true[twice], y_pred[twice], groups.iloc[twice], cluster=twice)[columns]
    naive = group_table(y_true[twice], y_pred[twice], groups.iloc[twice])[columns]
    assert np.allclose(once, repeated, atol=1e-9)
    assert ((naive["ci_high"] - naive["ci_low"]) < (once["ci_high"] - once["ci_low"])).all()


def test_intervals_by_patient_cover_where_naive_ones_do_not():
    rng = np.random.default_rng(7)
    covered = {"naive": 0, "patient": 0}
    patients, stays, worlds = 150, 6, 150
    truth = float((1 / (1 + np.exp(-(1 + 1.5 * rng.standard_normal(400_000))))).mean())
    for _world in range(worlds):
        effect = np.repeat(1 + 1.5 * rng.standard_normal(patients), stays)
        y_pred = (rng.random(patients * stays) < 1 / (1 + np.exp(-effect))).astype(int)
        y_true, group = np.ones_like(y_pred), np.zeros_like(y_pred)
        for name, cluster in (("naive", None), ("patient", np.repeat(np.arange(patients), stays))):
            table = group_table(y_true, y_pred, group, "sensitivity", cluster=cluster)
            covered[name] += table["ci_low"].iat[0] <= truth <= table["ci_high"].iat[0]
    assert within_binomial(covered["patient"], worlds, 0.95, alpha=1e-3)
    assert covered["naive"] < 0.88 * worlds


def test_null_worlds_raise_no_more_alarms_than_promised():
    rng = np.random.default_rng(8)
    worlds, alarms = 200, {"holm": 0, "fdr_bh": 0, None: 0}
    levels = np.array(list("abcdefghij"))
    for _world in range(worlds):
        y_true, y_pred, groups = cohort(rng, 1_500, levels=levels)
        table = group_table(y_true, y_pred, groups["sex"], "sensitivity", correction=None)
        for correction in alarms:
            alarms[correction] += (adjust_p_values(table["p_adjusted"], correction) < 0.05).any()
    for correction in ("holm", "fdr_bh"):
        assert alarms[correction] <= 0.05 * worlds or within_binomial(alarms[correction], worlds, 0.05)
    assert alarms[None] > 0.15 * worlds  # without correction, nine questions find something


def test_a_planted_gap_is_found():
    rng = np.random.default_rng(9)
    found = 0
    for _world in range(40):
        y_true, y_pred, groups = cohort(rng, 3_000, gap={"F": 0.15})
        row = only(group_table(y_true, y_pred, groups, reference={"sex": "M"}), "sex").loc["F"]
        found += row["p_adjusted"] < 0.05 and row["diff_high"] < 0
    assert found >= 38


def test_intervals_of_groups_and_differences_cover():
    rng = np.random.default_rng(11)
    worlds, estimate, difference = 200, 0, 0
    for _world in range(worlds):
        y_true, y_pred, groups = cohort(rng, 400, gap={"F": 0.2}, shares=[0.2, 0.8])
        row = only(group_table(y_true, y_pred, groups["sex"], "sensitivity", suppress_below=0), "sex").loc[
            "F"
        ]
        estimate += row["ci_low"] <= 0.6 <= row["ci_high"]
        difference += row["diff_low"] <= -0.2 <= row["diff_high"]
    for covered in (estimate, difference):  # about 24 women with the disease: Wald would cover 0.90
        assert within_binomial(covered, worlds, 0.95)


def test_simultaneous_intervals_hold_together():
    rng = np.random.default_rng(10)
    worlds, together, alone = 120, 0, 0
    levels = np.array(list("abcdefghijklmnop"))
    for _world in range(worlds):
        y_true, y_pred, groups = cohort(rng, 4_000, levels=levels)
        for simultaneous in (True, False):
            table = group_table(y_true, y_pred, groups["sex"], "sensitivity", simultaneous=simultaneous).iloc[
                1:
            ]
            hold = ((table["ci_low"] <= 0.8) & (table["ci_high"] >= 0.8)).all()
            together, alone = together + (hold and simultaneous), alone + (hold and not simultaneous)
    assert together >= 0.95 * worlds or within_binomial(together, worlds, 0.95)
    assert alone < 0.7 * worlds


BAD = {
    "reference of no attribute": ({"reference": {"gender": "F"}}, "no attribute"),
    "reference of no level": ({"reference": {"sex": "X"}}, "no level of sex"),
    "depth": ({"intersections": 0}, "whole number"),
    "confidence": ({"confidence": 95}, "0.95, not 95"),
    "correction": ({"correction": "bonferroni"}, "holm"),
    "patient missing": ({"cluster": [1, 2, np.nan, 4]}, "first at row 2"),
    "patients too few": ({"cluster": [1, 2]}, "Lengths differ"),
    "weights and patients": ({"cluster": [1, 1, 2, 2], "sample_weight": [1, 1, 1, 2]}, "bootstrap_metrics"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_options_are_named(case):
    options, message = BAD[case]
    sex = pd.Series(list("FFMM"), name="sex")
    with pytest.raises(ValueError, match=message):
        group_table([0, 1, 0, 1], [0, 1, 1, 0], sex, **options)
