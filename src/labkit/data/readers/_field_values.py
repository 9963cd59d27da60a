"""The values of a column, read as what the column is said to hold."""

from datetime import timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.readers._number_text import (
    POINT_BEFORE_THREE,
    StayedText,
    lost_digits,
    stayed_text,
    without_groups,
    without_zero_decimals,
)
from labkit.language import catalogue

_ = catalogue("data")


MISSING = {"", "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "."}
# 7E3 is a room and 9007199254740993117 a sample: as numbers both would be something else.
_NOT_A_NUMBER = r"\s*(?:0\d.*|[-+]?\d+[eE]\d+|[-+]?\d{16,})\s*"
_INFINITE = r"(?i)[-+]?inf(?:inity)?"
_OFFSET = r"(?i)[T ]\d\d(?::?\d\d){0,2}(?:[.,]\d+)? ?(?P<offset>Z|[+-]\d\d(?::?\d\d)?)$"
# Places whose clock explains a column of two offsets: of these the local time is kept.
_ZONES = ("Europe/Paris", "America/Toronto", "Europe/London", "America/Halifax", "America/Winnipeg", "America/Edmonton",
          "America/Vancouver", "America/St_Johns", "Europe/Athens", "Europe/Lisbon")  # fmt: skip
_FLAGS = {"0": 0.0, "1": 1.0, "false": 0.0, "true": 1.0, "0.0": 0.0, "1.0": 1.0}


def _texts(series: pd.Series) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    """Stripped text and a mask of the empty cells."""
    empty = series.isna().to_numpy()
    text = series.astype("str").str.strip()
    return text, empty | text.isin(MISSING).to_numpy()


def _text(series: pd.Series, decimal_comma: bool) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series, np.zeros(len(series), dtype=bool)
    if pd.api.types.is_float_dtype(series) and (series.dropna() % 1 == 0).all():
        series = series.astype("Int64")  # an identifier that a missing value turned into 12.0
    text, empty = _texts(series)
    return without_zero_decimals(text, empty).mask(empty), np.zeros(len(series), dtype=bool)


def _identifier(series: pd.Series, decimal_comma: bool) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    values, bad = _text(series, decimal_comma)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values, bad
    return values, lost_digits(values)


def _number(series: pd.Series, decimal_comma: bool) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    if pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series):
        values = series.astype(float)
        return values, np.isinf(values.to_numpy())
    text, empty = _texts(series)
    return _numbers_of(without_groups(text, spaces=True), empty, decimal_comma)


def _numbers_of(
    text: pd.Series, empty: np.ndarray[Any, Any], decimal_comma: bool
) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    thousands = np.zeros(len(text), dtype=bool)
    if decimal_comma:
        # 1.234 beside 1,5 has a point between thousands: it is not one and a quarter.
        if text.str.contains(",", regex=False).any():
            thousands = text.str.fullmatch(POINT_BEFORE_THREE).fillna(False).to_numpy(dtype=bool)
        text = text.str.replace(",", ".")
    values = pd.to_numeric(text, errors="coerce").astype(float)
    values = values.where(np.isfinite(values) & ~empty & ~thousands)
    return values, values.isna().to_numpy() & ~empty


def _whole(series: pd.Series, decimal_comma: bool) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    values, bad = _number(series, decimal_comma)
    if pd.api.types.is_string_dtype(series) and not (bad | values.isna()).any():
        digits = series.astype("str").str.strip()
        if digits.str.fullmatch(r"[-+]?\d{16,18}").any() and digits.str.fullmatch(r"[-+]?\d{1,18}").all():
            return digits.astype(np.int64), bad  # a float would round an identifier of more than 15 digits
    fractional = (values.notna() & (values % 1 != 0)).to_numpy()
    values = values.mask(fractional | bad)
    return values if values.isna().any() else values.astype(np.int64), bad | fractional


def _flag(series: pd.Series, decimal_comma: bool) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    text, empty = _texts(series)
    values = text.str.lower().map(_FLAGS).astype(float)
    bad = values.isna().to_numpy() & ~empty
    return values if values.isna().any() else values.astype(np.int8), bad


def _date(series: pd.Series, decimal_comma: bool) -> tuple[pd.Series, np.ndarray[Any, Any]]:
    if pd.api.types.is_datetime64_any_dtype(series):
        return series, np.zeros(len(series), dtype=bool)
    text, empty = _texts(series)
    # A bare number would be read as nanoseconds since 1970, and 03/04/2024 is two days.
    written = text.str.match(r"\d{4}-\d{2}-\d{2}").to_numpy(dtype=bool) & ~empty
    offsets = text.where(written).str.extract(_OFFSET)["offset"]
    with_offset = offsets.notna().to_numpy()
    if not with_offset.any():
        values = pd.to_datetime(text.where(written), format="ISO8601", errors="coerce")
        return values, values.isna().to_numpy() & ~empty
    # A time without an offset among times that have one could be any of two instants.
    values = pd.to_datetime(text.where(with_offset), format="ISO8601", errors="coerce", utc=True)
    return _on_the_wards_clock(values, offsets), values.isna().to_numpy() & ~empty


def _on_the_wards_clock(values: pd.Series, offsets: pd.Series) -> pd.Series:
    """The same instants in a zone whose offsets are those that were written; in UTC where no such zone is known."""
    known = values.notna()
    minutes = offsets[known].str.upper().str.replace("Z", "+0000").str.replace(":", "").str.ljust(5, "0")
    signs = np.where(minutes.str[0] == "-", -1, 1)
    expected = signs * (minutes.str[1:3].astype(int) * 60 + minutes.str[3:5].astype(int)).to_numpy()
    if len(set(expected)) == 1:
        return values.dt.tz_convert(timezone(timedelta(minutes=int(expected[0]))))
    for zone in _ZONES:
        local = values[known].dt.tz_convert(zone)
        found = (local.dt.tz_localize(None) - values[known].dt.tz_localize(None)).dt.total_seconds() / 60
        if (found.to_numpy() == expected).all():
            return values.dt.tz_convert(zone)
    return values


def off_every_clock(series: pd.Series, values: pd.Series) -> np.ndarray[Any, Any]:
    """Cells of a column of dates read in UTC because no one place's clock has all the offsets that were written."""
    none = np.zeros(len(series), dtype=bool)
    if not isinstance(values.dtype, pd.DatetimeTZDtype) or str(values.dt.tz) != "UTC":
        return none
    if pd.api.types.is_datetime64_any_dtype(series):
        return none
    offsets = _texts(series)[0].str.extract(_OFFSET)["offset"]
    away = offsets.notna() & ~offsets.str.fullmatch(r"(?i)Z|[+-]00(?::?00)?").fillna(False)
    return (away & values.notna()).to_numpy(dtype=bool)


def _guessed(
    series: pd.Series, decimal_comma: bool
) -> tuple[pd.Series, np.ndarray[Any, Any], StayedText | None]:
    """A column labkit does not know: numbers where all cells are, text otherwise; which cells are infinite; and why a
    column that is mostly numbers stayed text.
    """
    none = np.zeros(len(series), dtype=bool)
    if pd.api.types.is_float_dtype(series):
        return series, np.isinf(series.to_numpy(dtype=float, na_value=np.nan)), None
    if not pd.api.types.is_string_dtype(series):
        return series, none, None
    text, empty = _texts(series)
    values, bad = _numbers_of(without_groups(text, spaces=False), empty, decimal_comma)
    infinite = series.str.strip().str.fullmatch(_INFINITE).fillna(False).to_numpy(dtype=bool)
    numbers = values.notna().any() and not (bad & ~infinite).any()
    if series.str.fullmatch(_NOT_A_NUMBER).fillna(False).any():
        return _text(series, decimal_comma)[0], none, None
    if not numbers:
        return text.mask(empty), none, stayed_text(text, values.notna().to_numpy(), empty)
    return values, infinite, None


def ambiguous_points(series: pd.Series, decimal_comma: bool) -> np.ndarray[Any, Any]:
    """Cells such as 1.234 in a file with decimal commas, in a column where no cell says what the point is."""
    if not decimal_comma or not pd.api.types.is_string_dtype(series):
        return np.zeros(len(series), dtype=bool)
    text, empty = _texts(series)
    dotted = text.str.fullmatch(POINT_BEFORE_THREE).fillna(False).to_numpy(dtype=bool)
    return dotted if dotted.any() and not (~dotted & ~empty).any() else np.zeros(len(series), dtype=bool)
