"""pandas, polars, numpy and lists are the same to every function; odd levels are groups like others."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from labkit import audit
from tests.audit.worlds import cohort, scores

RNG = np.random.default_rng(0)
Y, D, GROUPS = cohort(RNG, 400)
GROUPS = GROUPS.astype(str)
TRUTH, PROB, _SEXES = scores(RNG, 400)
PATIENT = RNG.integers(0, 150, 400)
REVIEW = np.where(RNG.random(400) < 0.5, Y, np.nan)
WEIGHT = RNG.uniform(0.5, 2, 400)

CALLS = {
    "group_table": lambda to: audit.group_table(
        to(Y), to(D), to(GROUPS), intersections=2, cluster=to(PATIENT)
    ),
    "group_table, weighted": lambda to: audit.group_table(to(Y), to(D), to(GROUPS), sample_weight=to(WEIGHT)),
    "bootstrap_metrics": lambda to: audit.bootstrap_metrics(
        to(Y), to(D), to(GROUPS), y_prob=to(PROB), cluster=to(PATIENT), n_resamples=20, random_state=0
    ).intervals(),
    "dispersion": lambda to: audit.dispersion(to(Y), to(D), to(GROUPS), n_simulations=20),
    "search_subgroups": lambda to: audit.search_subgroups(to(Y), to(D), to(GROUPS), min_n=5),
    "threshold_sweep": lambda to: audit.threshold_sweep(to(TRUTH), to(PROB), to(GROUPS), [0.2, 0.5]),
    "auc_by_group": lambda to: audit.auc_by_group(to(TRUTH), to(PROB), to(GROUPS), cluster=to(PATIENT)),
    "calibration_by_group": lambda to: audit.calibration_by_group(to(TRUTH), to(PROB), to(GROUPS)),
    "label_bias": lambda to: audit.label_bias(to(Y), to(D), to(REVIEW), to(GROUPS), n_draws=50),
}


def to_polars(values):
    if isinstance(values, pd.DataFrame):
        return pl.from_pandas(values)
    return pl.Series(values).fill_nan(None) if values.dtype.kind == "f" else pl.Series(values)


def to_pandas(values):
    index = np.arange(len(values)) + 7
    return values.set_axis(index) if isinstance(values, pd.DataFrame) else pd.Series(values, index=index)


@pytest.mark.parametrize("to", [to_polars, to_pandas], ids=["polars", "pandas with its own index"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_every_kind_of_frame_gives_the_same_table(call, to):
    pd.testing.assert_frame_equal(call(to), call(lambda values: values))


LEVELS = {
    "bands of age": (pd.cut([10, 40, 70, 71], [0, 18, 65, 120]), 3),
    "nullable integers": (pd.array([1, 2, None, 2], dtype="Int64"), 3),
    "booleans": (np.array([True, False, True, True]), 2),
    "dates": (pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-01", None]), 3),
    "numbers with NaN": (np.array([1.0, np.nan, 2.0, 1.0]), 3),
    "mixed": (["a", 1, None, 1], 3),
    "accents": (["Québécoise", "française", "Québécoise", "française"], 2),
}


@pytest.mark.parametrize("case", LEVELS)
def test_odd_levels_are_groups_like_others(case):
    values, n_levels = LEVELS[case]
    table = audit.group_metrics([1, 0, 1, 1], [1, 1, 0, 1], pd.Series(values, name="group"), "selection_rate")
    assert len(table) == n_levels and table["n"].sum() == 4
    long = audit.group_table([1, 0, 1, 1], [1, 1, 0, 1], pd.Series(values, name="group"), suppress_below=0)
    assert long["level"].nunique() == n_levels + 1
