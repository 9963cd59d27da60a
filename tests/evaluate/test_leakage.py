import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit.evaluate import (
    duplicate_rows,
    features_after_outcome,
    leakage_report,
    shared_patients,
    single_feature_auc,
    target_derived,
)

frames = pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])


def clean(n=400, seed=0):
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 4 == 0
    return {"age": rng.normal(60, 10, n), "ward": rng.choice(list("ABC"), n)}, y.astype(int)


@frames
def test_clean_data_raise_no_leak_and_no_suspicion(frame):
    columns, y = clean()
    table = leakage_report(
        frame(columns), y, train_patients=np.arange(400), test_patients=np.arange(400, 500)
    )
    assert set(table["status"]) == {"ok"}


def test_noise_is_rarely_suspect():
    # null worlds: forty people, thirty features of noise, some with AUC far from 0.5 by luck
    suspects = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X = pd.DataFrame(rng.normal(size=(40, 30)))
        X.columns = [f"x{j}" for j in range(30)]
        suspects += (single_feature_auc(X, np.arange(40) % 2)["status"] == "suspect").sum()
    assert suspects == 0


@frames
def test_each_planted_leak_is_found_and_named(frame):
    columns, y = clean()
    rng = np.random.default_rng(1)
    columns |= {
        "discharge_code": np.where(y == 1, "sepsis", "other"),
        "antibiotic_day": np.where(y == 1, rng.normal(1, 0.1, len(y)), np.nan),
        "late_lactate": y * 3 + rng.normal(0, 0.5, len(y)),
    }
    test = {name: values[:50] for name, values in columns.items()}
    recorded = {"age": np.zeros(len(y)), "late_lactate": np.where(y == 1, 5.0, 1.0)}
    table = leakage_report(
        frame(columns),
        y,
        frame(test),
        train_patients=np.arange(len(y)),
        test_patients=np.arange(390, 450),
        recorded_at=frame(recorded),
        outcome_at=np.full(len(y), 4.0),
    )
    found = {(row.check, row.feature) for row in table.itertuples() if row.status != "ok"}
    assert ("target_derived", "discharge_code") in found
    assert ("single_feature", "late_lactate") in found
    assert ("missingness", "antibiotic_day") in found
    assert ("after_outcome", "late_lactate") in found
    assert {check for check, _f in found} >= {"duplicate_rows", "shared_patients"}
    assert not any(feature in ("age", "ward") for _c, feature in found)
    assert list(table["status"]) == sorted(
        table["status"], key=["leak", "suspect", "not_checked", "ok"].index
    )


def test_shared_patients_counts_patients_and_rows():
    table = shared_patients(["a", "b", "b"], ["b", "b", "c", "d"])
    assert (table["n"][0], table["value"][0], table["status"][0]) == (1, 0.5, "leak")
    assert shared_patients([1, 2], [3])["status"][0] == "ok"


@frames
def test_duplicates_within_and_across_with_missing_values(frame):
    a = frame({"x": [1.0, 1.0, None, None], "s": ["u", "u", "v", "w"]})
    assert duplicate_rows(a)["n"][0] == 1
    b = frame({"s": ["v", "z"], "x": [None, 1.0]})
    row = duplicate_rows(a, b)
    assert (row["n"][0], row["status"][0]) == (1, "leak")
    with pytest.raises(ValueError, match="missing from the test frame: s"):
        duplicate_rows(a, frame({"x": [1.0]}))
    with pytest.raises(ValueError, match="empty"):
        duplicate_rows(frame({"x": []}))


def test_dates_and_missing_moments():
    when = pd.DataFrame({"crp": pd.to_datetime(["2024-01-01", "2024-01-05", None])})
    outcome = pd.Series(pd.to_datetime(["2024-01-03", "2024-01-03", "2024-01-03"]))
    row = features_after_outcome(when, outcome)
    assert (row["n"][0], row["value"][0], row["status"][0]) == (1, 0.5, "leak")
    never = features_after_outcome(when, pd.Series(pd.to_datetime([None] * 3)))
    assert never["status"][0] == "not_checked" and np.isnan(never["value"][0])


def test_an_identifier_determines_everything_and_proves_nothing():
    _columns, y = clean()
    table = target_derived(pd.DataFrame({"id": np.arange(len(y))}), y)
    assert table["status"][0] == "ok"


def test_rare_categories_do_not_predict_themselves():
    _columns, y = clean()
    rng = np.random.default_rng(2)
    X = pd.DataFrame({"postcode": rng.integers(0, 200, len(y)).astype(str)})
    assert single_feature_auc(X, y)["value"][0] < 0.65


def test_one_class_is_refused():
    with pytest.raises(ValueError, match="people with and without"):
        single_feature_auc(pd.DataFrame({"x": [1, 2]}), [0, 0])
    with pytest.raises(ValueError, match="Lengths differ"):
        target_derived(pd.DataFrame({"x": [1, 2, 3]}), [0, 1])
