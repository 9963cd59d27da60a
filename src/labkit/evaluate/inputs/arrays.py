"""Columns of any kind as numpy arrays in which what is missing stays missing."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray


def as_array(values: Any) -> NDArray[Any]:
    """`values` (list, numpy, pandas, polars, pyarrow) as an array; nothing is lost on the way.

    numpy forgets the mask of a masked array, turns the NaN of a list of text into the word "nan" and the
    number of a mixed list into text; polars and pyarrow forget the zone of a time. Each would be read as
    something that nobody wrote.
    """
    values = unwrapped(values)
    if isinstance(values, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(values)
        if not mask.any():
            return np.asarray(values.data)
        if values.dtype.kind == "f":
            return np.where(mask, np.nan, values.data)
        held = values.data.astype(object)
        held[mask] = None
        return held
    if hasattr(values, "to_numpy"):
        values = _with_zone(values).to_numpy()
    array = np.asarray(values)
    # pandas' NA among numbers of a list arrives as an object already
    if array.dtype.kind in "US" and isinstance(values, (list, tuple)):
        held = np.asarray(values, dtype=object)
        if not all(isinstance(value, str) for value in held.ravel()):
            return held
    return array


def unwrapped(values: Any) -> Any:
    """The frame or column that narwhals holds, and pandas' own for pyarrow's, which knows no index but keeps zones."""
    narwhals = sys.modules.get("narwhals")
    if narwhals is not None:
        values = narwhals.to_native(values, pass_through=True)
        stable = sys.modules.get("narwhals.stable.v2")
        if stable is not None:
            values = stable.to_native(values, pass_through=True)
    if type(values).__module__.partition(".")[0] == "pyarrow" and hasattr(values, "to_pandas"):
        return values.to_pandas()
    return values


def _with_zone(values: Any) -> Any:
    if getattr(getattr(values, "dtype", None), "time_zone", None) is not None:
        return values.to_pandas()
    return values


def missing(array: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a 1-D array has no value (None, NaN, NaT, pandas' NA), shape (n,)."""
    if array.dtype.kind == "f":
        return np.isnan(array)
    if array.dtype.kind in "mM":
        return np.isnat(array)
    if array.dtype == object:
        return np.fromiter((is_missing(value) for value in array), bool, len(array))
    return np.zeros(len(array), bool)


def is_missing(value: Any) -> bool:
    """Whether one value is None, NaN, NaT or pandas' NA."""
    # pandas' NA answers NA to every comparison, so it is known by its type; pandas itself may not be imported
    if value is None or type(value).__name__ == "NAType":
        return True
    try:
        return bool(value != value)
    except (ArithmeticError, TypeError, ValueError):  # a signalling NaN of Decimal; a value that is an array
        return type(value).__name__ == "Decimal"
