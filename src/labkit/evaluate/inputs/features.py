"""What a feature holds, however it arrives: numbers to rank, or categories to count."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.arrays import is_missing, missing
from labkit.evaluate.inputs.identity import is_number, keys
from labkit.evaluate.inputs.moments import moments
from labkit.evaluate.inputs.quantities import refuse_infinite
from labkit.language import catalogue

_ = catalogue("evaluate")


class Feature(NamedTuple):
    """One feature: floats (NaN where missing), or the canonical text of a category (None where missing).

    ``held`` is what the values were: ``number``, ``truth``, ``duration``, ``time``, ``zoned time``, ``text``,
    ``mixture``, ``nothing`` (every value is missing) or ``unreadable`` (lists and the like).
    """

    values: NDArray[Any]
    held: str

    @property
    def is_number(self) -> bool:
        return self.values.dtype.kind == "f"

    def missing(self) -> NDArray[np.bool_]:
        return missing(self.values)


def feature(values: Any, name: str) -> Feature:
    """Read one column: numbers hidden among objects (Decimal, durations, dates, truth values) come out as numbers."""
    array = validation.vector(values, name)
    refuse_infinite(array, name)
    if array.dtype.kind in "iufb":
        if array.dtype.kind == "f" and np.isnan(array).all():
            return Feature(array.astype(float), "nothing")
        return Feature(array.astype(float), "truth" if array.dtype.kind == "b" else "number")
    if array.dtype.kind in "mM":
        return _timed(array, name)
    if array.dtype.kind in "US":
        return Feature(keys(array), "text")
    if array.dtype != object:
        return Feature(array, "unreadable")
    gone = missing(array)
    held = array[~gone].tolist()
    if not held:
        return Feature(np.full(len(array), np.nan), "nothing")
    if all(isinstance(value, (str, bytes)) for value in held):
        return Feature(keys(array), "text")
    truths = all(isinstance(value, (bool, np.bool_)) for value in held)
    if truths or all(is_number(value) or isinstance(value, (bool, np.bool_)) for value in held):
        numbers = np.full(len(array), np.nan)
        numbers[~gone] = [float(value) for value in held]
        refuse_infinite(numbers, name)
        return Feature(numbers, "truth" if truths else "number")
    if all(isinstance(value, (date, datetime, timedelta, np.datetime64, np.timedelta64)) for value in held):
        return _timed(array, name)
    if all(_can_be_a_category(value) for value in held):
        return Feature(keys(array), "mixture")
    return Feature(array, "unreadable")


def _timed(array: NDArray[Any], name: str) -> Feature:
    read = moments(array, name)
    if read.kind == "none":
        return Feature(np.full(len(array), np.nan), "nothing")
    if read.values.dtype.kind != "M":
        return Feature(read.values, read.kind)
    seconds = (read.values - np.datetime64(0, "s")) / np.timedelta64(1, "s")
    return Feature(np.where(read.missing(), np.nan, seconds), "zoned time" if read.zoned else "time")


def _can_be_a_category(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def as_numbers(values: NDArray[Any]) -> NDArray[np.float64] | None:
    """Texts as floats (NaN where missing), or None when one of them is no number."""
    numbers = np.full(len(values), np.nan)
    for row, text in enumerate(values):
        if is_missing(text):
            continue
        try:
            numbers[row] = float(text)
        except ValueError:
            return None
    return numbers


def comparable_features(reference: Any, current: Any, name: str) -> tuple[Feature, Feature]:
    """One feature in two periods, as values of one kind.

    The same codes are sometimes numbers in one period and text in the other, by the way in which the file was
    read: they are compared as numbers.

    Raises
    ------
    ValueError
        Where the two periods hold what cannot be compared.
    """
    before, after = feature(reference, name), feature(current, name)
    kinds = {before.held, after.held} - {"nothing"}
    if "unreadable" not in kinds and (len(kinds) < 2 or kinds <= {"number", "truth"}):
        if before.held == "nothing" and after.held in ("text", "mixture"):
            before = Feature(np.full(len(before.values), None), after.held)
        if after.held == "nothing" and before.held in ("text", "mixture"):
            after = Feature(np.full(len(after.values), None), before.held)
        return before, after
    if kinds <= {"number", "text", "mixture"}:
        read = [side.values if side.is_number else as_numbers(side.values) for side in (before, after)]
        if read[0] is not None and read[1] is not None:
            return Feature(read[0], "number"), Feature(read[1], "number")
        if "number" not in kinds:  # text in one, text among numbers in the other: categories in both
            return before, after
    if kinds <= {"truth", "text"}:
        words = [
            np.array(
                [None if is_missing(v) else str(bool(v)) if side.is_number else v for v in side.values],
                dtype=object,
            )
            for side in (before, after)
        ]
        if all({*side} <= {"True", "False", None} for side in words):
            return Feature(words[0], "text"), Feature(words[1], "text")
    kinds_in_words = held_in_words()
    raise ValueError(
        _(
            "{name} holds {before} in one period and {after} in the other: a drift would be one of types. Convert "
            "one of them."
        ).format(name=name, before=kinds_in_words[before.held], after=kinds_in_words[after.held])
    )


def held_in_words() -> dict[str, str]:
    """What a feature may hold, in the language in force."""
    return {
        "number": _("numbers"),
        "truth": _("truth values"),
        "duration": _("durations"),
        "time": _("dates or times"),
        "zoned time": _("times with a zone"),
        "text": _("text"),
        "mixture": _("a mixture of kinds"),
        "nothing": _("no value"),
        "unreadable": _("values that are neither numbers nor categories"),
    }
