"""Times that can be compared: both with a zone or both without, dates as text only where they can be read one way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs.arrays import as_array, is_missing
from labkit.evaluate.inputs.identity import is_number
from labkit.language import catalogue

_ = catalogue("evaluate")

_UNIT = "datetime64[us]"


@dataclass(frozen=True)
class Moments:
    """One column of times.

    Attributes
    ----------
    name : str
    values : array of shape (n,)
        Floats, or datetime64 (in UTC where there is a zone); missing where there is no time.
    kind : {"number", "duration", "time", "none"}
        ``"none"`` when every value is missing: such a column can be compared with any.
    zoned : bool
    days : bool
        Whether the column knows the day and not the hour.
    """

    name: str
    values: NDArray[Any]
    kind: str
    zoned: bool = False
    days: bool = False

    def missing(self) -> NDArray[np.bool_]:
        return np.isnat(self.values) if self.values.dtype.kind == "M" else np.isnan(self.values)


def moments(values: Any, name: str) -> Moments:
    """Read one column of times: numbers, durations, dates, times, or text in ISO 8601.

    Raises
    ------
    ValueError
        On text that is not ISO 8601 ("03/02/2025" is two days), on times of which some have a zone and some
        none, and on a mixture of kinds.
    """
    array = as_array(values)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise ValueError(
            _("{name} must have one dimension (one value a person); its shape is {shape}.").format(
                name=name, shape=array.shape
            )
        )
    if array.dtype.kind in "iufb":
        held = array.astype(float)
        return Moments(name, held, "number" if not np.isnan(held).all() else "none")
    if array.dtype.kind == "m":
        return Moments(name, _seconds(array), "duration")
    if array.dtype.kind == "M":
        return _times(name, array.astype(_UNIT), zoned=False, days=np.datetime_data(array.dtype)[0] == "D")
    return _from_objects(name, array)


def _from_objects(name: str, array: NDArray[Any]) -> Moments:
    present = [row for row, value in enumerate(array) if not is_missing(value)]
    if not present:
        return Moments(name, np.full(len(array), np.nan), "none")
    held = [array[row] for row in present]
    if all(is_number(value) for value in held):
        numbers = np.full(len(array), np.nan)
        numbers[present] = [float(value) for value in held]
        return Moments(name, numbers, "number")
    if all(isinstance(value, (timedelta, np.timedelta64)) for value in held):
        durations = np.full(len(array), np.nan)
        durations[present] = _seconds(np.array(held, dtype="timedelta64[us]"))
        return Moments(name, durations, "duration")
    times = np.full(len(array), "NaT", dtype=_UNIT)
    zones, days = set(), set()
    for row, value in zip(present, held, strict=True):
        times[row], zoned, day = _one(name, row, value)
        zones.add(zoned)
        days.add(day)
    if len(zones) > 1:
        raise ValueError(
            _("{name}: some times have a zone and others none; give the zone of every one.").format(name=name)
        )
    return _times(name, times, zoned=zones == {True}, days=days == {True})


def _one(name: str, row: int, value: Any) -> tuple[Any, bool, bool]:
    """One time in UTC (or as it stands, without a zone), whether it has a zone, whether it is only a day."""
    if isinstance(value, np.datetime64):
        return value.astype(_UNIT), False, False
    day = False
    if isinstance(value, str):
        try:
            day = len(value.strip()) <= len("2025-02-03")
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(
                _(
                    "{name}: row {row} is {value}, no date and time in ISO 8601 (2025-02-03T10:00:00+01:00), so that "
                    "day and month could be taken for each other. Convert the column first."
                ).format(name=name, row=row, value=repr(value))
            ) from None
    if not isinstance(value, date):  # datetime and pandas' Timestamp are dates too
        raise ValueError(
            _("{name}: row {row} is {value}, no time as the others are.").format(
                name=name, row=row, value=repr(value)
            )
        )
    if not isinstance(value, datetime):
        return np.datetime64(value).astype(_UNIT), False, True
    offset = value.utcoffset()
    if offset is not None:
        value = (value - offset).replace(tzinfo=None)
    return np.datetime64(value.replace(tzinfo=None)).astype(_UNIT), offset is not None, day


def _times(name: str, values: NDArray[Any], *, zoned: bool, days: bool) -> Moments:
    held = values[~np.isnat(values)]
    if not len(held):
        return Moments(name, values, "none")
    # a column read from dates alone stands at midnight throughout
    midnight = not zoned and bool((held == held.astype("datetime64[D]")).all())
    return Moments(name, values, "time", zoned, days or midnight)


def _seconds(durations: NDArray[Any]) -> NDArray[np.float64]:
    seconds = durations / np.timedelta64(1, "s")
    return np.where(np.isnat(durations), np.nan, seconds)


def comparable(first: Moments, second: Moments) -> None:
    """Refuse two columns of times that have no common scale.

    Raises
    ------
    ValueError
        A number against a time, or a time with a zone against one without.
    """
    if "none" in (first.kind, second.kind):
        return
    if first.kind != second.kind:
        words = {"number": _("numbers"), "duration": _("durations"), "time": _("dates or times")}
        raise ValueError(
            _("{name} holds {kind} and {other} {other_kind}: they cannot be compared.").format(
                name=first.name,
                kind=words[first.kind],
                other=second.name,
                other_kind=words[second.kind],
            )
        )
    if first.zoned != second.zoned:
        with_zone, without = (first, second) if first.zoned else (second, first)
        raise ValueError(
            _(
                "{name} has a time zone and {other} has none: which comes first cannot be told. Give {other} the "
                "zone in which it was written, with dt.tz_localize."
            ).format(name=with_zone.name, other=without.name)
        )


_PIECES = re.compile(r"\d+|\D+")
_DAY_FIRST = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}")


def refuse_an_order_of_words(values: Any, name: str) -> None:
    """Refuse periods written as text that the alphabet puts in another order than time does: S10 before S9, 01/02/2025.

    Raises
    ------
    ValueError
        With an example. Words without a number (months' names) are refused as well: nothing says which comes first.
    """
    if getattr(getattr(values, "dtype", None), "ordered", False):
        return
    array = as_array(values).ravel()
    texts = sorted({str(v) for v in array if isinstance(v, str)}) if array.dtype.kind in "OU" else []
    if len(texts) < 2:
        return
    pieces = [
        [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in _PIECES.findall(text)] for text in texts
    ]
    if (
        pieces != sorted(pieces)
        or any(_DAY_FIRST.match(text) for text in texts)
        or not all(any(c.isdigit() for c in text) for text in texts)
    ):
        raise ValueError(
            _(
                "{name} holds text ({first}, {second}) that does not sort as time does. Give dates, numbers, text such "
                "as 2025-03, or an ordered categorical."
            ).format(name=name, first=repr(texts[0]), second=repr(texts[1]))
        )
