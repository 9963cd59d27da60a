"""Missing values audited: silent ones stay silent, speaking ones are heard, in pandas and polars."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.metrics import roc_auc_score

from labkit.audit import missingness_audit, missingness_by_group
from tests.audit.worlds import within_binomial


def world(rng, n=1_500, speaks=True):
    y = (rng.random(n) < 0.3).astype(int)
    lactate = 1 + rng.standard_normal(n) + 0.2 * y
    ordered = rng.random(n) < (np.where(y == 1, 0.8, 0.3) if speaks else 0.5)
    noise = rng.standard_normal(n)
    return y, pd.DataFrame(
        {
            "lactate": np.where(ordered, lactate, np.nan),
            "other": np.where(rng.random(n) < 0.2, np.nan, noise),
            "complete": noise,
            "triage": np.where(rng.random(n) < 0.1, None, "P2"),
        }
    )


def test_ordering_the_test_says_more_than_its_result():
    y, frame = world(np.random.default_rng(0))
    table = missingness_audit(frame, y).set_index("column")
    assert list(table.index) == ["lactate", "other", "triage"]  # a complete column has nothing to audit
    lactate = table.loc["lactate"]
    assert lactate["p_adjusted"] < 1e-6 and lactate["diff_high"] < 0  # not ordered: less ill
    assert 1 - lactate["auc_indicator_high"] > lactate["auc_value_high"]
    assert np.isnan(table.loc["triage", "auc_value"])


def test_numbers_are_those_of_scikit_learn_and_of_counting():
    y, frame = world(np.random.default_rng(1))
    row = missingness_audit(frame, y).set_index("column").loc["lactate"]
    missing = frame["lactate"].isna().to_numpy()
    assert abs(row["auc_indicator"] - roc_auc_score(y, missing)) < 1e-9
    assert abs(row["auc_value"] - roc_auc_score(y[~missing], frame["lactate"][~missing])) < 1e-9
    assert row["outcome_missing"] == y[missing].mean() and row["share_missing"] == missing.mean()


def test_polars_gives_the_same_table():
    y, frame = world(np.random.default_rng(2))
    mine, theirs = missingness_audit(frame, y), missingness_audit(pl.from_pandas(frame), pl.Series(y))
    pd.testing.assert_frame_equal(mine, theirs)


def test_null_worlds_stay_quiet():
    rng = np.random.default_rng(3)
    worlds, alarms = 200, 0
    for _world in range(worlds):
        y, frame = world(rng, 600, speaks=False)
        alarms += (missingness_audit(frame, y)["p_adjusted"] < 0.05).any()
    assert alarms <= 0.05 * worlds or within_binomial(alarms, worlds, 0.05)


def test_by_group_is_the_share_missing():
    rng = np.random.default_rng(4)
    _y, frame = world(rng)
    language = rng.choice(["fr", "en"], len(frame))
    table = missingness_by_group(frame, pd.Series(language, name="language"), reference={"language": "fr"})
    for column in ("lactate", "other"):
        rows = table[(table["metric"] == column) & (table["attribute"] == "language")].set_index("level")
        expected = frame[column].isna().groupby(language).mean()
        assert np.allclose(rows["estimate"], expected[rows.index])


def test_nothing_missing():
    assert len(missingness_audit(pd.DataFrame({"a": [1, 2]}), [0, 1])) == 0
    with pytest.raises(ValueError, match="no missing value"):
        missingness_by_group(pd.DataFrame({"a": [1, 2]}), ["x", "y"])


def test_everything_missing_is_undefined():
    table = missingness_audit(pd.DataFrame({"a": [np.nan] * 3}), [0, 1, 0])
    assert table["status"].tolist() == ["undefined"] and np.isnan(table["difference"].iloc[0])


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="Lengths differ"):
        missingness_audit(pd.DataFrame({"a": [np.nan, 1.0]}), [0, 1, 0])


@pytest.mark.parametrize("word", ["NA", "", "nan", "None", " N/A "])
def test_a_missing_value_written_as_text_is_not_taken_for_a_value(word):
    frame = pd.DataFrame({"crp": ["12", word, None, "8"] * 10})
    for audited in (
        lambda: missingness_audit(frame, [0, 1, 0, 1] * 10),
        lambda: missingness_by_group(frame, ["F", "M", "F", "M"] * 10),
    ):
        with pytest.raises(ValueError, match="crp.*row 1"):
            audited()
