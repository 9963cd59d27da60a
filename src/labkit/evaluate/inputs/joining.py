"""Predictions meet outcomes: the join that goes wrong in silence when an identifier repeats."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.evaluate.inputs import identity
from labkit.evaluate.inputs.arrays import is_missing
from labkit.language import catalogue

_ = catalogue("evaluate")


def join_outcomes(predictions: Any, outcomes: Any, on: str, *, allow_missing: bool = False) -> Any:
    """Join predictions to outcomes by an identifier that must be unique on both sides.

    Parameters
    ----------
    predictions, outcomes : pandas or polars frames, both of one kind
        With the column `on`: one row a stay (or whatever was predicted), not one row a patient's many stays.
    on : str
        Name of the identifier's column.
    allow_missing : bool
        Leave predictions without an outcome out (their outcome is not known yet). Otherwise they are an
        error: dropping them in silence drops the patients who are still in hospital, the sickest among them.

    Returns
    -------
    frame of the same kind
        Rows in the order of `predictions`. Outcomes without a prediction are left out: nobody predicted them.

    Raises
    ------
    ValueError
        On a missing column, a missing or repeated identifier (the message names it and its rows),
        predictions without an outcome, or a column of both frames whose values differ.
    """
    import narwhals as nw

    left, right = (nw.from_native(frame, eager_only=True) for frame in (predictions, outcomes))
    left = identity.named_as([on], left)
    right = identity.named_as(left.columns, right)
    for frame, name in ((left, "predictions"), (right, "outcomes")):
        if on not in frame.columns:
            raise ValueError(_("{name} has no column {column}.").format(name=name, column=repr(on)))
    names = [f"{name}[{on!r}]" for name in ("predictions", "outcomes")]
    texts = identity.paired_keys(*(np.array([*f[on].to_list(), None], object)[:-1] for f in (left, right)))
    keys = [_unique(side.tolist(), name) for side, name in zip(texts, names, strict=True)]
    waiting = [row for row, key in enumerate(keys[0]) if key not in keys[1]]
    if waiting and not allow_missing:
        raise ValueError(
            _(
                "{n} prediction(s) have no outcome, the first at row {row}. Wait for them, or give "
                "allow_missing=True and report how many are left out."
            ).format(n=len(waiting), row=waiting[0])
        )
    known = np.array([key in keys[1] for key in keys[0]])
    if len(keys[0]) and len(keys[1]) and not known.any():
        raise ValueError(
            _("{name} and {other} share no identifier: are they written in the same way?").format(
                name=names[0], other=names[1]
            )
        )
    rows = [keys[1][key] for key in keys[0] if key in keys[1]]
    for name in left.columns:
        if name != on and name in right.columns:
            mine, theirs = identity.paired_keys(
                np.array([*left[name].to_list(), None], object)[:-1][known],
                np.array([*right[name].to_list(), None], object)[rows],
            )
            if mine.tolist() != theirs.tolist():
                raise ValueError(
                    _(
                        "{column} is a column of both, and its values differ: one of them would be lost. Rename one."
                    ).format(column=repr(name))
                )
    added = [name for name in right.columns if name != on and name not in left.columns]
    matched = left.filter(known.tolist())
    return matched.with_columns(
        nw.new_series(name, right[name].to_numpy()[rows], backend=nw.get_native_namespace(left))
        if not _is_pandas(left)
        else _aligned(right[name], rows, matched)
        for name in added
    ).to_native()


def _is_pandas(frame: Any) -> bool:
    return frame.implementation.is_pandas_like()


def _aligned(series: Any, rows: list[int], frame: Any) -> Any:
    """A pandas-like column with the index of the frame it joins: pandas aligns by index, not by position."""
    import narwhals as nw

    native = nw.to_native(series).iloc[rows]
    native.index = nw.to_native(frame).index
    return nw.from_native(native, series_only=True)


def _unique(values: list[Any], name: str) -> dict[Any, int]:
    """Row of each identifier."""
    place: dict[Any, int] = {}
    for row, value in enumerate(values):
        if is_missing(value):
            raise ValueError(
                _("{name}: {count} row(s) without an identifier, the first at row {row}.").format(
                    name=name, count=sum(map(is_missing, values)), row=row
                )
            )
        if value in place:
            raise ValueError(
                _(
                    "{name}: {value} occurs at rows {first} and {second}. One row each: which is right?"
                ).format(name=name, value=repr(value), first=place[value], second=row)
            )
        place[value] = row
    return place
