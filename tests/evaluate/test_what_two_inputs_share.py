"""Functions against kinds of input: the same people give the same numbers, or are refused; never other numbers in silence."""

import inspect
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from labkit import audit, evaluate, oversight
from tests.evaluate.people import FUNCTIONS, LABELS, N, P, Y, call, each, of, same_rows, shuffled, taking


@each
def test_rows_in_another_order_are_the_same_people(name):
    seeds = iter(range(20))
    same_rows(call(name, of(name)), call(name, of(name, lambda n, v: shuffled(n, v, next(seeds)))))


@each
def test_other_people_are_refused_by_name(name):
    count = iter(range(20))

    def strangers(label, values):
        index = LABELS if not next(count) else [*LABELS[1:], "stranger"]
        return pd.Series(values, index=index, name=label)

    with pytest.raises(ValueError, match="'p0'"):
        call(name, of(name, strangers))


# two inputs that are not about the same rows, or that hold one kind of thing under another name
NOT_PAIRED = {
    "drift_report": "two periods",
    "population_stability_index": "two periods",
    "join_outcomes": "by identifier",
    "shared_patients": "two sets of people",
    "krippendorff_alpha": "one table of ratings",
    "report_triangle": "tests/evaluate/test_epidemics.py",
    "compare_mitigations": "an estimator; tests/audit/test_mitigation.py",
    "power_for_gap": "numbers of people, no rows",
    "leakage_report": "single_feature_auc's and target_derived's",
    "check_numbers": "by statistic",
    "model_card": "performance_numbers'",
    "tripod_ai_report": "performance_numbers'",
}


def test_no_public_function_that_pairs_inputs_is_left_out():
    paired = {
        name
        for room in (evaluate, audit, oversight)
        for name in dir(room)
        if inspect.isfunction(made := getattr(room, name))
        and sum(
            str(p.annotation).strip("'").rpartition(".")[2] in ("Any", "ArrayLike")
            for p in inspect.signature(made).parameters.values()
        )
        > 1
    }
    assert len(paired) > 40 and paired - {*FUNCTIONS} == {*NOT_PAIRED}


def whole(values):
    return values.dtype.kind in "iu"


def retyped(kind):
    def make(_name, values):
        if kind == "objects":
            return pd.Series(list(values), dtype=object)
        if kind == "nullable":
            return pd.Series(values).convert_dtypes()
        if kind == "arrow":
            return pa.array(list(values), from_pandas=True)
        if kind == "arrow in pandas":
            return pd.Series(values).convert_dtypes(dtype_backend="pyarrow")
        if kind == "masked":
            return np.ma.masked_invalid(values) if values.dtype.kind == "f" else np.ma.array(values)
        if kind == "polars":
            return pl.Series(list(values), nan_to_null=True)
        if kind == "categories" and values.dtype.kind in "iuO":
            return pd.Series(values).astype("category")
        if kind == "floats" and whole(values):
            return values.astype(float)
        if kind == "Decimal" and values.dtype.kind != "O":
            return pd.Series([None if v != v else Decimal(str(v)) for v in values.tolist()], dtype=object)
        return values

    return make


TYPES = [
    "objects",
    "nullable",
    "arrow",
    "arrow in pandas",
    "masked",
    "polars",
    "categories",
    "floats",
    "Decimal",
]


@each
def test_a_type_changes_no_number(name):
    plain = call(name, of(name))
    for kind in TYPES:
        if name == "bootstrap_interval" and kind == "Decimal":
            continue  # its statistic is the caller's, and gets the columns as they are
        same_rows(plain, call(name, of(name, retyped(kind))))


def lost(values, kind):
    """One value of the column gone, as its type says it."""
    hole = np.arange(N) == 5
    if kind == "masked":
        return np.ma.array(values, mask=hole)
    if kind == "NaT":
        return pd.Series(pd.to_timedelta(values, unit="s")).mask(hole)
    return pd.Series(values).convert_dtypes().mask(hole)


# the statistic of a bootstrap is the caller's: its columns may hold anything
@taking("y_true", "bootstrap_interval")
def test_a_hole_in_the_outcome_is_never_read_as_a_value(name):
    for kind in ("masked", "nullable", "NaT"):
        with pytest.raises(ValueError):
            call(name, of(name, lambda n, v, kind=kind: lost(v, kind) if n == "y_true" else v))


@taking("y_prob", "bootstrap_interval")
def test_probabilities_are_the_events_and_numbers(name):
    for bad in (P.astype(str), pd.to_timedelta(P, unit="s"), np.column_stack([1 - P, P])):
        if name == "conformal_sets" and bad.ndim == 2:
            continue  # it takes those of every class
        with pytest.raises(ValueError):
            call(name, of(name, lambda n, v, bad=bad: bad if n == "y_prob" else v))


@taking("y_true", "bootstrap_interval", "ErrorsByKindDisplay")
def test_an_outcome_in_words_is_refused(name):
    with pytest.raises(ValueError):
        call(name, of(name, lambda n, v: np.where(v == 1, "décès", "vivant") if n == "y_true" else v))


def test_models_as_a_frame_of_both_classes_are_refused():
    both = np.column_stack([1 - P, P])
    for given in (both, pd.DataFrame(both), {"no": 1 - P, "yes": P}):
        with pytest.raises(ValueError, match="both classes"):
            evaluate.decision_curve(Y, given)
