"""Identifiers and times of many types: the same patient and the same instant are found, or refused."""

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit import evaluate

SAME_PATIENTS = {
    "a hole made floats of them": ([11, 12, 15], [12.0, 15.0, np.nan]),
    "text on one side": (["11", "12", "15"], [12, 15]),
    "floats as text": (["12.0", "15.0"], [12, 15]),
    "zeros lost in reading": (["0012", "0015"], [12, 15]),
    "Decimal from a database": ([Decimal("12"), Decimal("15")], ["12", "15"]),
    "nullable": (pd.array([12, 15, None], dtype="Int64"), np.array([12.0, 15.0])),
    "bytes": ([b"p12", b"p15"], ["p12", "p15"]),
    "accents typed in two ways": (["Ame\u0301lie", "No\u00e9"], ["Am\u00e9lie", "Noe\u0301"]),
    "spaces around": (["12 ", " 15"], ["12", "15"]),
    "categories": (pd.Series([12, 15]).astype("category"), ["12", "15"]),
}


@pytest.mark.parametrize("case", SAME_PATIENTS)
def test_a_patient_is_found_whatever_the_type_of_the_identifier(case):
    row = evaluate.shared_patients(*SAME_PATIENTS[case]).iloc[0]
    assert (row["n"], row["status"]) == (2, "leak")
    back = evaluate.shared_patients(*SAME_PATIENTS[case][::-1]).iloc[0]
    assert (back["n"], back["status"]) == (2, "leak")


@pytest.mark.parametrize(
    ("train", "test"),
    [
        ([1.0, np.nan], [2.0, np.nan]),
        ([None, None], ["a", "b"]),
        ([1, 2], ["3f-a9", "77-b0"]),
    ],
)
def test_what_names_nobody_is_neither_shared_nor_cleared(train, test):
    row = evaluate.shared_patients(train, test).iloc[0]
    assert (row["n"], row["status"]) == (0, "not_checked") and "Not checked, because" in row["detail"]


def test_identifiers_that_lost_their_digits_are_refused():
    with pytest.raises(ValueError, match="last digits are lost"):
        evaluate.shared_patients([9007199254740993117.0], ["9007199254740993117"])


def test_duplicates_are_found_whatever_their_types():
    train = pd.DataFrame({"a": [1, 2, 3], "b": [0.1, 0.25, 0.7]})
    for test in (
        train.astype(str),
        train.astype("float32"),
        train.astype({"a": object}).map(lambda v: Decimal(str(v))),
        pl.from_pandas(train),
    ):
        assert evaluate.duplicate_rows(train, test)["n"][0] == 3
    moments = pd.to_datetime(["2025-01-01 10:00+01:00", "2025-01-02 10:00+01:00"])
    first, second = pd.DataFrame({"at": moments}), pd.DataFrame({"at": moments.tz_convert("UTC")})
    assert evaluate.duplicate_rows(first, second)["n"][0] == 2


TIMES = ["2025-02-03 10:00", "2025-02-04 10:00"]


@pytest.mark.parametrize(
    ("recorded", "outcome"),
    [
        (pd.to_datetime(TIMES).tz_localize("Europe/Paris"), pd.to_datetime(TIMES)),
        (pl.Series(TIMES).str.to_datetime().dt.replace_time_zone("UTC"), pd.to_datetime(TIMES)),
        ([t + "+01:00" for t in TIMES], TIMES),
        (["03/02/2025 10:00", "04/02/2025 10:00"], TIMES),
        ([3.0, 4.0], pd.to_datetime(TIMES)),
        ([TIMES[0] + "+01:00", TIMES[1]], [t + "+01:00" for t in TIMES]),
    ],
)
def test_times_that_cannot_be_compared_are_refused(recorded, outcome):
    frame = pl.DataFrame if isinstance(recorded, pl.Series) else pd.DataFrame
    with pytest.raises(ValueError, match="zone|ISO 8601|cannot be compared"):
        evaluate.features_after_outcome(frame({"crp_at": recorded}), outcome)


def test_times_with_two_zones_are_compared_as_instants():
    paris = pd.Series(pd.to_datetime(["2025-02-03 10:00", "2025-02-03 11:00"])).dt.tz_localize("Europe/Paris")
    utc = pd.Series(pd.to_datetime(["2025-02-03 09:30", "2025-02-03 09:30"])).dt.tz_localize("UTC")
    row = evaluate.features_after_outcome(pd.DataFrame({"crp_at": paris}), utc).iloc[0]
    assert (row["n"], row["status"]) == (1, "leak")
    texts = ["2025-02-03T10:00:00+01:00", "2025-02-03T11:00:00+01:00"]
    assert evaluate.features_after_outcome(pd.DataFrame({"crp_at": texts}), utc)["n"][0] == 1


def test_a_day_without_its_hour_clears_nobody():
    day = pd.DataFrame({"crp_at": ["2025-02-03", "2025-02-02"]})
    hours = ["2025-02-03 09:30", "2025-02-03 09:30"]
    row = evaluate.features_after_outcome(day, hours).iloc[0]
    assert row["status"] == "not_checked" and "no hour" in row["detail"]
