"""Numbers that may be real quantities: no text, no moment, no complex number whose second half would be dropped."""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs.arrays import as_array, is_missing
from labkit.language import catalogue

_ = catalogue("evaluate")


def is_quantity(value: Any) -> bool:
    """Whether one value of a column of objects is a real number or a truth value."""
    # numpy counts its durations among the whole numbers, and makes nanoseconds of them
    return isinstance(value, (Real, Decimal, np.bool_)) and not isinstance(value, np.timedelta64)


def quantities(values: Any, name: str) -> NDArray[np.float64]:
    """`values` as floats of the same shape, NaN where one is missing.

    Raises
    ------
    TypeError
        On text, moments, durations and complex numbers, which numpy would turn into numbers that nobody wrote.
    """
    array = as_array(values)
    if array.dtype == object:
        array = np.array([np.nan if is_missing(v) else v for v in array.ravel()], dtype=object).reshape(
            array.shape
        )
    if array.dtype.kind not in "biufO" or not (array.dtype != object or all(map(is_quantity, array.ravel()))):
        raise TypeError(
            _("{name} must hold numbers; it holds {dtype}. Convert it first.").format(
                name=name, dtype=kind_in_words(array)
            )
        )
    return array.astype(np.float64, copy=False)


def kind_in_words(array: NDArray[Any]) -> str:
    """What a column that is no number holds, for a message."""
    if array.dtype.kind in "US":
        return _("text")
    if array.dtype == object:
        odd = next((v for v in array.ravel() if not is_quantity(v) and not is_missing(v)), "")
        return _("text") if isinstance(odd, (str, bytes)) else type(odd).__name__
    return str(array.dtype)


def refuse_complex(array: NDArray[Any], name: str) -> None:
    """Refuse complex numbers where any other value may be a category or a statistic's business."""
    held = array.ravel() if array.dtype == object else ()
    if array.dtype.kind == "c" or any(isinstance(v, (complex, np.complexfloating)) for v in held):
        raise ValueError(
            _("{name} must hold numbers; it holds {dtype}. Convert it first.").format(
                name=name, dtype="complex"
            )
        )


def refuse_infinite(array: NDArray[Any], name: str) -> None:
    """Refuse infinity by the name of its column and its first row: no quantity at a bedside is infinite."""
    if array.dtype.kind == "f" and np.isinf(array).any():
        row = int(np.argmax(np.isinf(array).reshape(len(array), -1).any(axis=1))) if array.ndim else 0
        raise ValueError(
            _("{name} is infinite at row {row}. Find out why, or make it a missing value.").format(
                name=name, row=row
            )
        )
