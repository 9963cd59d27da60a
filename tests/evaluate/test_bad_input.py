"""One mistake, one message, whichever function receives it."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit import evaluate, language

FUNCTIONS = {
    "net_benefit": lambda y, p, w=None: evaluate.net_benefit(y, p, 0.2, w),
    "decision_curve": lambda y, p, w=None: evaluate.decision_curve(y, p, [0.2], w),
    "auc": evaluate.auc,
    "auc_interval": evaluate.auc_interval,
    "auc_difference": lambda y, p, w=None: evaluate.auc_difference(y, p, p, w),
    "brier_score": evaluate.brier_score,
    "brier_decomposition": evaluate.brier_decomposition,
    "calibration_table": evaluate.calibration_table,
    "observed_expected": evaluate.observed_expected,
    "expected_calibration_error": evaluate.expected_calibration_error,
    "squared_calibration_error": evaluate.squared_calibration_error,
    "recalibrate": evaluate.recalibrate,
    "calibration_in_the_large": evaluate.calibration_in_the_large,
    "calibration_summary": lambda y, p, w=None: evaluate.calibration_summary(y, p, w, n_resamples=20),
    "compare_models": lambda y, p, w=None: evaluate.compare_models(y, {"a": p, "b": p}, w, n_resamples=20),
    "validation_by_cohort": lambda y, p, w=None: evaluate.validation_by_cohort(
        y, p, ["a"] * len(y), w, n_resamples=0
    ),
}
Y = np.tile([0, 1, 0, 0, 1], 8)
P = np.linspace(0.05, 0.95, 40)[np.random.default_rng(0).permutation(40)]
each = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS.keys())


def replaced(values, row, value):
    values = np.asarray(values, dtype=object if value is None else float).copy()
    values[row] = value
    return values


@each
@pytest.mark.parametrize(
    ("y", "p", "message"),
    [
        (replaced(Y, 3, np.nan), P, "y_true.*missing.*row 3"),
        (replaced(Y, 2, 2), P, "y_true must be 0 or 1.*row 2 is 2"),
        (Y, replaced(P, 5, np.nan), "missing.*row 5"),
        (Y, replaced(P, 5, np.inf), "infinite.*row 5"),
        (Y, replaced(P, 5, None), "missing.*row 5"),
        (Y, P[:-1], "Lengths differ"),
        (Y, ["high"] * 40, "must hold numbers"),
        ([], [], "is empty"),
        (Y.reshape(-1, 2), P, "one dimension"),
    ],
)
def test_mistakes_are_named_with_their_row(function, y, p, message):
    with pytest.raises(ValueError, match=message):
        function(y, p)


@each
@pytest.mark.parametrize("value", [-0.01, 1.01, 45])
def test_probabilities_outside(function, value, request):
    if request.node.callspec.id.startswith(tuple(f"{value}-auc" for value in (-0.01, 1.01, 45))):
        assert function(Y, replaced(P, 0, value)) is not None, "an AUC takes any score"
        return
    with pytest.raises(ValueError, match="between 0 and 1; row 0"):
        function(Y, replaced(P, 0, value))


@each
def test_weights(function):
    w = np.ones(40)
    for bad, message in [
        (np.zeros(40), "every weight is 0"),
        (replaced(w, 4, -1), "negative; row 4"),
        (replaced(w, 4, np.nan), "missing.*row 4"),
        (w[:-1], "Lengths differ"),
    ]:
        with pytest.raises(ValueError, match=message):
            function(Y, P, bad)


# resamples are drawn by row: without a row they are other resamples
DETERMINISTIC = {
    name: f for name, f in FUNCTIONS.items() if name not in ("calibration_summary", "compare_models")
}


@pytest.mark.parametrize("function", DETERMINISTIC.values(), ids=DETERMINISTIC.keys())
def test_a_row_of_weight_zero_is_absent(function):
    w = np.ones(40)
    w[[1, 7]] = 0
    options = {"abs": 1e-9, "nan_ok": True}
    kept = w > 0
    ours, theirs = function(Y, P, w), function(Y[kept], P[kept], w[kept])
    if isinstance(ours, pd.DataFrame):
        numbers = ours.select_dtypes("number")
        np.testing.assert_allclose(numbers, theirs[numbers.columns], atol=1e-9)
    elif hasattr(ours, "estimate"):
        assert (ours.estimate, ours.ci_low) == pytest.approx((theirs.estimate, theirs.ci_low), **options)
    elif hasattr(ours, "brier"):
        assert ours.reliability == pytest.approx(theirs.reliability, **options)
    else:
        assert np.asarray(ours) == pytest.approx(np.asarray(theirs), **options)


@each
@pytest.mark.parametrize("series", [pd.Series, pl.Series, list, lambda v: pd.DataFrame({"v": v})])
def test_series_of_any_kind_give_the_same(function, series):
    ours, theirs = function(series(Y), series(P.tolist())), function(Y, P)
    if isinstance(ours, pd.DataFrame):
        deterministic = [c for c in ours.select_dtypes("number") if not c.startswith(("ci_", "p_value"))]
        np.testing.assert_allclose(ours[deterministic], theirs[deterministic])
    else:
        assert str(ours) == str(theirs)


def test_identifiers_must_be_present():
    with pytest.raises(ValueError, match="without an identifier.*row 2"):
        evaluate.auc_interval(Y, P, cluster=["a", "b", None] + ["c"] * 37)


@pytest.mark.parametrize("dtype", ["boolean", "Int64", "object"])
def test_missing_values_of_pandas_are_missing_values(dtype):
    y = pd.Series([True, None, False], dtype=dtype)
    with pytest.raises(ValueError, match="y_true.*missing.*row 1"):
        evaluate.auc(y, [0.1, 0.2, 0.3])
    assert evaluate.auc(y.drop(1), [0.1, 0.3]) == 0


def test_messages_follow_the_language():
    with language.speaking("fr"), pytest.raises(ValueError, match="doit valoir 0 ou 1.*ligne 2"):
        evaluate.auc(replaced(Y, 2, 2), P)
