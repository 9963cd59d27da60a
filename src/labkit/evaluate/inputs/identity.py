"""When two identifiers name one person: 12, 12.0, "12" and "12.0" do; a missing one names nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs.arrays import as_array, is_missing
from labkit.language import catalogue

_ = catalogue("evaluate")

_WHOLE = re.compile(r"([+-]?\d+)\.0*")
_DIGITS = re.compile(r"0+(?=\d+$)")
# a float holds every whole number up to here, and beyond it two patients may have become one
_EXACT = 2.0**53


def canonical(value: Any) -> str:
    """One text for the values that mean the same: a number however it is typed, a word however it is accented.

    Raises
    ------
    ValueError
        On a number that has lost digits: a float beyond 2**53.
    """
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="backslashreplace")
    if isinstance(value, str):
        text = normalize("NFC", value).strip()
        whole = _WHOLE.fullmatch(text)
        return whole.group(1) if whole else text
    if isinstance(value, (bool, np.bool_)):  # True is 1, as everywhere in Python
        return str(int(value))
    # numpy counts its durations among the whole numbers
    if isinstance(value, np.timedelta64):
        return str(value)
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Decimal):
        return str(int(value)) if value.is_finite() and value == int(value) else str(float(value))
    if isinstance(value, Rational):
        return str(value.numerator) if value.denominator == 1 else str(float(value))
    if isinstance(value, Real):
        number = float(value)
        if not number.is_integer():
            return repr(number)
        if abs(number) >= _EXACT:
            raise ValueError(
                _(
                    "{value} is a number too long for its type: its last digits are lost, and two identifiers may "
                    "have become one. Read the column as text."
                ).format(value=repr(number))
            )
        return str(int(number))
    return str(value)


def position(value: Any, among: Iterable[Any]) -> int | None:
    """Where `value` stands among values that are all different: itself, else the one that means the same; None if nowhere."""
    held = list(among)
    found = [i for i, one in enumerate(held) if one is value or one == value]
    if not found:
        wanted = canonical(value)
        found = [i for i, one in enumerate(held) if canonical(one) == wanted]
    return found[0] if found else None


def named_as(names: Iterable[Any], frame: Any) -> Any:
    """A narwhals frame whose columns bear the spelling of `names` where they mean the same (composed accents or not)."""
    known = {canonical(name): name for name in names}
    other = {name: known.get(canonical(name), name) for name in frame.columns if name not in known.values()}
    renamed = {old: new for old, new in other.items() if old != new and new not in frame.columns}
    return frame.rename(renamed) if renamed else frame


def is_number(value: Any) -> bool:
    """Whether a value is a number and no truth value."""
    return isinstance(value, (Real, Decimal, Fraction)) and not isinstance(
        value, (bool, np.bool_, np.timedelta64)
    )


def keys(values: Any, reading: Callable[[Any], str] = canonical) -> NDArray[Any]:
    """Canonical text of each value, None where it is missing: an object array of the shape of `values`."""
    array = as_array(values)
    known: dict[Any, str | None] = {}
    out = np.empty(array.size, dtype=object)
    for row, value in enumerate(array.ravel().tolist() if array.dtype.kind in "iub" else array.ravel()):
        kind = type(value), value
        try:
            text = known.get(kind, "")
        except TypeError:
            out[row] = str(value)
            continue
        if text == "":
            text = None if is_missing(value) else reading(value)
            known[kind] = text
        out[row] = text
    return out.reshape(array.shape)


def paired_keys(*columns: Any) -> tuple[NDArray[Any], ...]:
    """Canonical texts of columns that name the same people.

    Where one column holds numbers and another text, the zeros before a number say nothing: reading the column
    as numbers has lost them.
    """
    arrays = [as_array(column) for column in columns]
    numbers = [all_numbers(array) for array in arrays]
    if any(numbers) and not all(numbers):
        return tuple(keys(array, lambda value: _DIGITS.sub("", canonical(value))) for array in arrays)
    return tuple(keys(array) for array in arrays)


def all_numbers(array: NDArray[Any]) -> bool:
    """Whether every value present is a number."""
    if array.dtype.kind in "iuf":
        return True
    return array.dtype == object and all(is_number(v) for v in array.ravel() if not is_missing(v))


def same_kind(first: NDArray[Any], second: NDArray[Any]) -> bool:
    """Whether two columns of canonical texts can name the same people: not where one holds digits and the other none."""
    shares = [np.mean([text.isdigit() for text in side if text is not None]) for side in (first, second)]
    return not (min(shares) == 0 and max(shares) == 1)


def codes(values: Any, array: NDArray[Any]) -> NDArray[np.intp]:
    """Codes 0..k-1 of the distinct identifiers in a column without missing values.

    In the order of an ordered categorical; numbers in theirs, whatever their type; else in that of the texts.
    """
    dtype = getattr(values, "dtype", None)
    if getattr(dtype, "ordered", False) and hasattr(dtype, "categories"):
        held = np.asarray(values.cat.codes if hasattr(values, "cat") else values.codes)
        return np.unique(held, return_inverse=True)[1].astype(np.intp, copy=False)
    if array.dtype.kind in "OUS":
        texts = keys(array)
        if array.dtype == object and all_numbers(array):
            place = dict(zip(texts.tolist(), array.tolist(), strict=True))
            order = {text: i for i, text in enumerate(sorted(place, key=place.__getitem__))}
            return np.array([order[text] for text in texts], dtype=np.intp)
        array = texts.astype(str)
    return np.unique(array, return_inverse=True)[1].astype(np.intp, copy=False)
