"""Leaks between the two sides of a split: the same patients, the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.inputs import validation
from labkit.evaluate.leakage.findings import finding, finding_rows
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


def shared_patients(train_patients: Any, test_patients: Any) -> pd.DataFrame:
    """Patients on both sides of a split.

    Parameters
    ----------
    train_patients, test_patients : arrays of shape (n,) and (m,)

    Returns
    -------
    DataFrame
        One row: `n` patients shared, `value` the share of test rows that they hold.
    """
    train = validation.vector(train_patients, "train_patients")
    test = validation.vector(test_patients, "test_patients")
    known = np.isin(test.astype(str), train.astype(str))
    n = len(np.unique(test[known].astype(str)))
    detail = (
        _("{n} patient(s) on both sides: split by patient (GroupKFold).").format(n=n)
        if n
        else _("No patient on both sides.")
    )
    return finding_rows(
        [finding("shared_patients", None, n, float(known.mean()), "leak" if n else "ok", detail)]
    )


def duplicate_rows(train: Any, test: Any | None = None) -> pd.DataFrame:
    """Rows that occur twice: within one frame, or test rows already in the training frame.

    Parameters
    ----------
    train, test : pandas or polars frames of shapes (n, n_features) and (m, n_features)
        Leave identifiers and dates of entry out, or nothing is ever a duplicate.

    Returns
    -------
    DataFrame
        One row: `n` duplicates, `value` their share. Coarse features repeat by chance: judge by their number.
    """
    first = _row_keys(train)
    if test is None:
        repeated = len(first) - len(set(first))
        total = len(first)
        words = _("{n} row(s) repeat an earlier one.").format(n=repeated)
    else:
        known = set(first)
        keys = _row_keys(test, like=train)
        repeated, total = sum(key in known for key in keys), len(keys)
        words = _("{n} test row(s) are also training rows.").format(n=repeated)
    status = "leak" if repeated and test is not None else "suspect" if repeated else "ok"
    return finding_rows([finding("duplicate_rows", None, repeated, repeated / total, status, words)])


def _row_keys(frame: Any, like: Any = None) -> list[tuple[Any, ...]]:
    import narwhals as nw

    table = nw.from_native(frame, eager_only=True)
    if len(table) == 0:
        raise ValueError(_("{name} is empty: give at least one row.").format(name="frame"))
    names = table.columns if like is None else nw.from_native(like, eager_only=True).columns
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(_("Columns missing from the test frame: {names}.").format(names=", ".join(missing)))
    columns = [table[name].to_list() for name in names]
    # NaN is not equal to itself: two rows that miss the same value are the same row here
    return [tuple("∅" if validation.is_missing(v) else v for v in row) for row in zip(*columns, strict=True)]
