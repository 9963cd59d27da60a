"""Leaks between the two sides of a split: the same patients, the same rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.inputs import identity, validation
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
        One row: `n` patients shared, `value` the share of test rows that they hold. 12, 12.0 and "12" are one
        patient; a missing identifier is nobody. Where none is found and some rows could not be looked at, the
        status is ``not_checked``.
    """
    train = validation.vector(train_patients, "train_patients")
    test = validation.vector(test_patients, "test_patients")
    before, after = identity.paired_keys(train, test)
    named = [np.array([text is not None for text in side]) for side in (before, after)]
    known = set(before[named[0]])
    shared = np.array([text is not None and text in known for text in after])
    n = len(set(after[shared]))
    nameless = [int((~side).sum()) for side in named]
    if n:
        status = "leak"
        detail = _("{n} patient(s) on both sides: split by patient (GroupKFold).").format(n=n)
    elif not (named[0].any() and named[1].any()):
        status, detail = "not_checked", _("Not checked, because one side has no identifier at all.")
    elif not identity.same_kind(before, after):
        status = "not_checked"
        detail = _(
            "Not checked, because one side names patients by numbers and the other by something else: {train}, {test}."
        ).format(train=repr(before[named[0]][0]), test=repr(after[named[1]][0]))
    elif any(nameless):
        status = "not_checked"
        detail = _(
            "No patient on both sides among the rows that name one. Not checked, because they name nobody: {train} "
            "training row(s), {test} test row(s)."
        ).format(train=nameless[0], test=nameless[1])
    else:
        status, detail = "ok", _("No patient on both sides.")
    value = float("nan") if status == "not_checked" and not n else float(shared.mean())
    return finding_rows([finding("shared_patients", None, n, value, status, detail)])


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
    columns = _comparable(train, test, _columns(train))
    first = list(zip(*(before for before, _after in columns), strict=True))
    if test is None:
        repeated = len(first) - len(set(first))
        total = len(first)
        words = _("{n} row(s) repeat an earlier one.").format(n=repeated)
    else:
        known = set(first)
        keys = list(zip(*(after for _before, after in columns), strict=True))
        repeated, total = sum(key in known for key in keys), len(keys)
        words = _("{n} test row(s) are also training rows.").format(n=repeated)
    status = "leak" if repeated and test is not None else "suspect" if repeated else "ok"
    return finding_rows([finding("duplicate_rows", None, repeated, repeated / total, status, words)])


def _columns(frame: Any) -> list[str]:
    import narwhals as nw

    table = nw.from_native(frame, eager_only=True)
    if len(table) == 0:
        raise ValueError(_("{name} is empty: give at least one row.").format(name="frame"))
    return table.columns


def _comparable(train: Any, test: Any, names: list[str]) -> list[tuple[list[Any], list[Any]]]:
    """Each column of both frames as values that are equal where they say the same, whatever their types."""
    import narwhals as nw

    first = nw.from_native(train, eager_only=True)
    second = None if test is None else identity.named_as(names, nw.from_native(test, eager_only=True))
    missing = [name for name in names if second is not None and name not in second.columns]
    if missing:
        raise ValueError(_("Columns missing from the test frame: {names}.").format(names=", ".join(missing)))
    if second is not None and len(second) == 0:
        raise ValueError(_("{name} is empty: give at least one row.").format(name="test"))
    columns = []
    for name in names:
        sides = [first[name]] if second is None else [first[name], second[name]]
        held = [validation.vector(side, name) for side in sides]
        # 0.1 of 32 bits is another number than 0.1 of 64: both are compared as the shorter one knows them
        if any(side.dtype == np.float32 for side in held):
            held = [side.astype(np.float32) if side.dtype.kind in "iuf" else side for side in held]
        # NaN is not equal to itself: two rows that miss the same value are the same row here
        texts = [[_ABSENT if text is None else text for text in _texts(side)] for side in held]
        columns.append((texts[0], texts[-1]))
    return columns


_ABSENT = "∅"


def _texts(values: Any) -> list[Any]:
    """A time as its instant, a number as one text whatever its type, a word as it is spelt."""
    if values.dtype.kind in "mM":
        return [None if np.isnat(v) else str(v.astype(values.dtype.kind + "8[us]")) for v in values]
    if values.dtype == object:
        values = np.array([_value(v) for v in values.tolist()], dtype=object)
    return identity.keys(values, _text).tolist()


def _value(value: Any) -> Any:
    if isinstance(value, datetime):  # pandas' Timestamp is one
        offset = value.utcoffset()
        moment = value if offset is None else value - offset
        return str(np.datetime64(moment.replace(tzinfo=None)).astype("datetime64[us]"))
    return str(value) if isinstance(value, (list, dict, set)) else value


def _text(value: Any) -> str:
    if isinstance(value, (float, np.floating)):
        return str(int(value)) if float(value).is_integer() else str(value)
    text = identity.canonical(value)
    try:
        number = float(text) if identity.is_number(value) or isinstance(value, str) else None
    except ValueError:
        return text
    return text if number is None or not np.isfinite(number) or number.is_integer() else str(number)
