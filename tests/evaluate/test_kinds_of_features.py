"""Features of many types: a leak or a drift is one of values, never of how they are kept."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from labkit import evaluate
from tests.evaluate.people import N, P, Y

HIDDEN = np.r_[np.arange(12) / 10, 5 + np.arange(12) / 10]
ENDS = np.repeat([0, 1], 12)


@pytest.mark.parametrize(
    "hide",
    [
        lambda v: pd.Series([None, *v[1:]], dtype=object),
        lambda v: [Decimal(str(x)) for x in v],
        lambda v: pd.to_timedelta(v, unit="h"),
        lambda v: [pd.Timedelta(x, unit="h").to_pytimedelta() for x in v],
        lambda v: pd.Timestamp("2025-01-01") + pd.to_timedelta(v, unit="h"),
        lambda v: v.astype(str),
        lambda v: pd.array(v, dtype="Float64"),
        lambda v: pd.array(v, dtype="float64[pyarrow]"),
        lambda v: pd.Categorical(v),
    ],
)
def test_a_leak_is_suspect_however_its_numbers_are_kept(hide):
    assert evaluate.single_feature_auc(pd.DataFrame({"delay": hide(HIDDEN)}), ENDS)["status"][0] == "suspect"


@pytest.mark.parametrize("unread", [[[1]] * 24, [f"note {i}" for i in range(24)], [None] * 24])
def test_a_feature_that_cannot_be_read_is_not_cleared(unread):
    table = evaluate.single_feature_auc(pd.DataFrame({"x": pd.Series(unread, dtype=object)}), ENDS)
    assert table["status"][0] == "not_checked" and table["detail"][0].startswith("Not checked, because")


def test_half_a_check_is_not_a_check():
    table = evaluate.leakage_report(pd.DataFrame({"x": P}), Y, train_patients=np.arange(N))
    assert table.set_index("check").loc["shared_patients", "status"] == "not_checked"


CODES = np.arange(90) % 3


@pytest.mark.parametrize(
    "now",
    [
        CODES.astype(str),
        CODES.astype(float),
        [f"{c}.0" for c in CODES],
        [Decimal(int(c)) for c in CODES],
        pd.array(CODES, dtype="Int64"),
        pd.Categorical(CODES),
        np.array([c if c else "0" for c in CODES.tolist()], dtype=object),
    ],
)
def test_a_change_of_type_is_no_drift(now):
    for before, after in ((CODES, now), (now, CODES)):
        assert evaluate.population_stability_index(before, after).psi == pytest.approx(0)
        report = evaluate.drift_report(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}))
        assert not report["drifted"].any()


def test_a_drift_that_would_be_one_of_types_is_refused():
    times = pd.Series(pd.to_datetime(["2025-01-01"] * 3))
    for before, after in [
        ([1, 2, 3], ["one", "two", "three"]),
        (times, times.dt.tz_localize("UTC")),
        (pd.to_timedelta([1, 2, 3], unit="h"), [1, 2, 3]),
    ]:
        with pytest.raises(ValueError, match="of types"):
            evaluate.population_stability_index(before, after)
