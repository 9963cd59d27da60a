"""One pass over the data gives what fairlearn's MetricFrame and scikit-learn give, group by group."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from fairlearn import metrics as fl
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from labkit.audit import DEFINITIONS, count_cells, encode_groups, group_metrics
from tests.audit.worlds import cohort

REFERENCES = {
    "sensitivity": fl.true_positive_rate,
    "specificity": fl.true_negative_rate,
    "false_negative_rate": fl.false_negative_rate,
    "false_positive_rate": fl.false_positive_rate,
    "ppv": lambda y, p, sample_weight=None: sk.precision_score(
        y, p, sample_weight=sample_weight, zero_division=np.nan
    ),
    "npv": lambda y, p, sample_weight=None: sk.precision_score(
        1 - y, 1 - p, sample_weight=sample_weight, zero_division=np.nan
    ),
    "accuracy": sk.accuracy_score,
    "selection_rate": fl.selection_rate,
    "prevalence": lambda y, p, sample_weight=None: np.average(y, weights=sample_weight),
}


@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
@pytest.mark.parametrize("attributes", [["sex"], ["age"], ["sex", "age"]], ids=" x ".join)
@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_same_numbers_as_fairlearn(name, attributes, weighted):
    rng = np.random.default_rng(1)
    y_true, y_pred, groups = cohort(rng, 800)
    weight = rng.uniform(0.5, 2, 800) if weighted else None
    ours = group_metrics(y_true, y_pred, groups[attributes], name, sample_weight=weight)[name]
    frame = fl.MetricFrame(
        metrics=REFERENCES[name],
        y_true=y_true,
        y_pred=y_pred,
        sensitive_features=groups[attributes].astype(str),
        sample_params={"sample_weight": weight} if weighted else None,
    )
    theirs = frame.by_group.astype(float)
    ours.index = pd.Index(list(ours.index))
    theirs.index = pd.Index(list(theirs.index))
    assert np.allclose(ours.loc[theirs.index], theirs, atol=1e-9, rtol=0)


def test_no_positives_is_undefined_where_fairlearn_says_zero():
    y_true = np.array([1, 1, 0, 0, 0])
    y_pred = np.array([1, 1, 0, 0, 0])  # a perfect model
    sex = np.array(["F", "F", "F", "M", "M"])
    theirs = fl.MetricFrame(
        metrics=fl.true_positive_rate, y_true=y_true, y_pred=y_pred, sensitive_features=sex
    )
    assert (
        theirs.by_group["M"] == 0 and theirs.difference() == 1
    )  # a "gap" made by two rows without positives
    ours = group_metrics(y_true, y_pred, sex, "sensitivity")["sensitivity"]
    assert ours["F"] == 1 and np.isnan(ours["M"])


outcomes = st.integers(0, 1)
rows = st.lists(
    st.tuples(outcomes, outcomes, st.sampled_from("abc"), st.sampled_from("xy")), min_size=1, max_size=60
)


@settings(max_examples=60)
@given(rows)
def test_cells_add_up(data):
    y_true, y_pred, first, second = map(np.array, zip(*data, strict=True))
    cells = count_cells(y_true, y_pred, {"first": first, "second": second})
    assert cells.counts.sum() == len(data)
    for attributes in [(), (0,), (1,), (0, 1), (1, 0)]:
        margin = cells.margin(attributes)
        assert margin.counts.sum(axis=0).tolist() == cells.counts.sum(axis=0).tolist()
        for row, count in zip(margin.levels, margin.counts, strict=True):
            mask = np.ones(len(data), bool)
            for attribute, level in zip(attributes, row, strict=True):
                mask &= (first, second)[attribute] == cells.groups.levels[attribute][level]
            by_hand = np.bincount(2 * y_true[mask] + y_pred[mask], minlength=4)
            assert count.tolist() == by_hand.tolist()


@settings(max_examples=60)
@given(rows, st.permutations("abc"))
def test_renaming_groups_permutes_rows(data, names):
    y_true, y_pred, first, _second = map(np.array, zip(*data, strict=True))
    renaming = dict(zip("abc", names, strict=True))
    before = group_metrics(y_true, y_pred, first)
    after = group_metrics(y_true, y_pred, np.array([renaming[g] for g in first]))
    pd.testing.assert_frame_equal(
        after.loc[[renaming[g] for g in before.index]].reset_index(drop=True), before.reset_index(drop=True)
    )


@settings(max_examples=60)
@given(rows, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(data, random):
    shuffled = list(data)
    random.shuffle(shuffled)
    tables = []
    for version in (data, shuffled):
        y_true, y_pred, first, second = map(np.array, zip(*version, strict=True))
        tables.append(group_metrics(y_true, y_pred, {"first": first, "second": second}))
    pd.testing.assert_frame_equal(*tables)


@settings(max_examples=60)
@given(rows)
def test_recalls_weighted_by_positives_give_the_global_recall(data):
    y_true, y_pred, first, _second = map(np.array, zip(*data, strict=True))
    if not y_true.any():
        return
    by_group = group_metrics(y_true, y_pred, first, ["sensitivity", "prevalence"])
    positives = by_group["n"] * by_group["prevalence"]
    defined = by_group["sensitivity"].notna()
    weighted = (by_group["sensitivity"] * positives)[defined].sum() / positives[defined].sum()
    assert np.isclose(weighted, y_pred[y_true == 1].mean(), atol=1e-12)


@pytest.mark.parametrize(
    "kind",
    ["pandas", "categorical", "polars", "polars categorical", "polars enum", "dict", "array", "encoded"],
)
def test_every_kind_of_frame_gives_the_same_table(kind):
    y_true, y_pred, groups = cohort(np.random.default_rng(3), 300)
    groups = groups.astype(str)
    made = {
        "pandas": lambda: groups,
        "categorical": lambda: groups.astype("category"),
        "polars": lambda: pl.from_pandas(groups),
        "polars categorical": lambda: pl.from_pandas(groups).cast(pl.Categorical),
        "polars enum": lambda: pl.from_pandas(groups).with_columns(
            pl.col("sex").cast(pl.Enum(["F", "M"])), pl.col("age").cast(pl.Enum(["18-64", "65+"]))
        ),
        "dict": lambda: {name: groups[name].tolist() for name in groups},
        "array": lambda: groups.to_numpy(dtype=object),
        "encoded": lambda: encode_groups(groups),
    }[kind]()
    expected = group_metrics(y_true, y_pred, groups)
    found = group_metrics(y_true, y_pred, made)
    assert sorted(map(tuple, found.index)) == sorted(map(tuple, expected.index))
    assert np.allclose(
        found.to_numpy()[np.argsort([str(i) for i in found.index])],
        expected.to_numpy()[np.argsort([str(i) for i in expected.index])],
        equal_nan=True,
    )


def test_polars_outcomes_are_accepted():
    y_true, y_pred, groups = cohort(np.random.default_rng(4), 200)
    frame = pl.DataFrame({"y": y_true, "p": y_pred.astype(bool), "sex": groups["sex"].astype(str).tolist()})
    found = group_metrics(frame["y"], frame["p"], frame["sex"])
    pd.testing.assert_frame_equal(
        found, group_metrics(y_true, y_pred, groups["sex"].astype(str)), check_names=False
    )


def test_many_attributes_do_not_need_a_table_of_all_combinations():
    rng = np.random.default_rng(5)
    n = 500
    groups = {f"a{i}": rng.integers(0, 9, n) for i in range(25)}  # 9 ** 25 combinations: more than 2 ** 62
    y_true, y_pred = rng.integers(0, 2, n), rng.integers(0, 2, n)
    cells = count_cells(y_true, y_pred, groups)
    assert cells.counts.sum() == n
    for attribute in (0, 24):
        margin = cells.margin((attribute,))
        assert (
            margin.counts.sum(axis=1).tolist() == np.bincount(groups[f"a{attribute}"], minlength=9).tolist()
        )


def test_missing_level_is_a_group_of_its_own():
    table = group_metrics([1, 0, 1], [1, 1, 0], ["F", None, "M"])
    assert list(table.index) == ["F", "M", "(missing)"] and table["n"].tolist() == [1, 1, 1]


def test_declared_level_without_rows_is_undefined():
    sex = pd.Categorical(["F", "F", "M"], categories=["F", "M", "X"])
    table = group_metrics([1, 0, 1], [1, 1, 0], sex)
    assert table.loc["X", "n"] == 0 and table.loc["X", "sensitivity":].isna().all()


def test_rows_of_weight_zero_are_as_good_as_absent():
    y_true, y_pred, groups = cohort(np.random.default_rng(6), 200)
    weight = np.r_[np.ones(150), np.zeros(50)]
    kept = group_metrics(y_true[:150], y_pred[:150], groups[:150])
    pd.testing.assert_frame_equal(group_metrics(y_true, y_pred, groups, sample_weight=weight), kept)


BAD = {
    "missing truth": (([1, np.nan], [1, 0], ["F", "M"]), {}, "y_true: 1 missing"),
    "three classes": (([0, 1, 2], [0, 1, 1], list("FMM")), {}, "row 2 is 2"),
    "score for a decision": (([0, 1], [0.2, 0.9], ["F", "M"]), {}, "y_pred must be 0 or 1"),
    "text": ((["yes", "no"], [0, 1], ["F", "M"]), {}, "must hold numbers"),
    "short prediction": (([0, 1, 1], [0, 1], list("FMM")), {}, "Lengths differ"),
    "short groups": (([0, 1, 1], [0, 1, 1], ["F", "M"]), {}, "Lengths differ"),
    "ragged groups": (([0, 1], [0, 1], {"sex": ["F", "M"], "age": ["65+"]}), {}, "differ in length"),
    "attribute named twice": (
        ([0, 1], [0, 1], pd.DataFrame([["F", "x"], ["M", "y"]], columns=["sex", "sex"])),
        {},
        "'sex' twice",
    ),
    "no row": (([], [], []), {}, "empty"),
    "no attribute": (([0, 1], [0, 1], {}), {}, "no attribute"),
    "zero weights": (([0, 1], [0, 1], ["F", "M"]), {"sample_weight": [0, 0]}, "every weight is 0"),
    "negative weight": (([0, 1], [0, 1], ["F", "M"]), {"sample_weight": [1, -1]}, "row 1"),
    "unknown metric": (([0, 1], [0, 1], ["F", "M"]), {"metrics": "f1"}, "no count metric"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named(case):
    args, kwargs, message = BAD[case]
    with pytest.raises(ValueError, match=message):
        group_metrics(*args, **kwargs)


@pytest.mark.parametrize("only", [0, 1])
def test_one_class_only_leaves_half_of_the_metrics_undefined(only):
    table = group_metrics([only] * 4, [0, 1, 0, 1], list("FFMM"))
    missing, present = ("sensitivity", "specificity") if only == 0 else ("specificity", "sensitivity")
    assert table[missing].isna().all() and (table[present] == 0.5).all()
