import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit.evaluate import join_outcomes

frames = pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])


@frames
def test_rows_meet_by_identifier_whatever_their_order(frame):
    predictions = frame({"stay": ["c", "a", "b"], "risk": [0.3, 0.1, 0.2]})
    outcomes = frame({"stay": ["b", "d", "c", "a"], "died": [0, 1, 1, 0], "day": [2.0, 4.0, None, 1.0]})
    joined = join_outcomes(predictions, outcomes, "stay")
    assert isinstance(joined, frame)
    assert list(joined["stay"]) == ["c", "a", "b"]
    assert list(joined["died"]) == [1, 0, 0]
    assert list(joined["risk"]) == [0.3, 0.1, 0.2]
    assert np.isnan(np.asarray(joined["day"].to_numpy(), dtype=float)[0])


def test_an_index_does_not_mislead_the_join():
    predictions = pd.DataFrame({"stay": [1, 2, 3], "risk": [0.1, 0.2, 0.3]}, index=[9, 7, 8])
    outcomes = pd.DataFrame({"stay": [3, 2, 1], "died": [1, 0, 0]}, index=[7, 8, 9])
    joined = join_outcomes(predictions, outcomes, "stay")
    assert joined["died"].tolist() == [0, 0, 1]
    assert joined.index.tolist() == [9, 7, 8]


@frames
def test_a_repeated_identifier_is_named_with_its_rows(frame):
    once, twice = frame({"stay": ["a", "b"]}), frame({"stay": ["a", "b", "a"], "died": [0, 1, 1]})
    with pytest.raises(ValueError, match="outcomes.*'a' occurs at rows 0 and 2"):
        join_outcomes(once, twice, "stay")
    with pytest.raises(ValueError, match="predictions.*'a' occurs at rows 0 and 2"):
        join_outcomes(twice, once, "stay")


@frames
def test_predictions_without_an_outcome_are_never_dropped_in_silence(frame):
    predictions, outcomes = frame({"stay": [1, 2, 3]}), frame({"stay": [1, 3], "died": [0, 1]})
    with pytest.raises(ValueError, match="1 prediction.*row 1"):
        join_outcomes(predictions, outcomes, "stay")
    assert list(join_outcomes(predictions, outcomes, "stay", allow_missing=True)["died"]) == [0, 1]


@frames
def test_missing_identifiers_and_columns(frame):
    with pytest.raises(ValueError, match="without an identifier.*row 1"):
        join_outcomes(frame({"stay": ["a", None]}), frame({"stay": ["a"]}), "stay")
    with pytest.raises(ValueError, match="outcomes has no column 'stay'"):
        join_outcomes(frame({"stay": ["a"]}), frame({"id": ["a"]}), "stay")
