"""Does an answer agree with the expected value? Numbers within a tolerance, containers part by part, never by `repr`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.type_words import named


@dataclass(frozen=True)
class Tolerance:
    """How far a number may lie from the expected one: ``abs(a - b) <= absolute + relative * abs(b)``.

    The defaults are floating point's: a few hundred roundings of a double. A statistic with sampling error takes its
    own standard error, case by case (`Case.tolerance`).
    """

    relative: float = 1e-9
    absolute: float = 1e-12


FLOATING = Tolerance()
# Of a result in single precision, as torch and many models give it: seven digits, and a few hundred roundings.
_SINGLE = 1e-5


@dataclass(frozen=True)
class OtherKind(Text):
    """A difference of kind: a text for a number, a list for a table. `wanted` says in words what is asked for, `inside` whether of an element."""

    wanted: Text
    inside: bool = False


def difference(answer: Any, expected: Any, tolerance: Tolerance = FLOATING) -> Text | None:
    """Kind of the first difference between two plain values, or None where they agree.

    Lists, tuples and arrays of the same shape are alike; so are ``None`` and NaN inside arrays and frames. The text
    says what kind of thing is amiss (type, length, columns, values) and never the expected value. A result that is itself in
    single precision is not held to the digits of a double.
    """
    if getattr(answer, "dtype", None) == np.float32:
        tolerance = Tolerance(max(tolerance.relative, _SINGLE), tolerance.absolute)
    try:
        return _difference(answer, expected, tolerance)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return _VALUE  # a number of a thousand digits, columns called by lists: no right answer is like that


def _difference(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    if _is_frame(expected):
        return _frames(answer, expected, tolerance)
    if _is_series(expected) or isinstance(expected, np.ndarray):
        return _arrays(answer, expected, tolerance)
    if isinstance(expected, (list, tuple)):
        return _sequences(answer, expected, tolerance)
    if isinstance(expected, Mapping):
        return _mappings(answer, expected, tolerance)
    if isinstance(expected, (set, frozenset)):
        return _sets(answer, expected)
    if isinstance(expected, str):
        return (
            _kind("a text", "un texte")
            if not isinstance(answer, str)
            else (None if answer == expected else _VALUE)
        )
    if expected is None:
        return None if answer is None else _VALUE
    return _scalars(answer, expected, tolerance)


_VALUE = Text(
    "The values differ from what is right on cases you have not seen.",
    "Les valeurs diffèrent de ce qui est juste sur des cas que vous n'avez pas vus.",
)


def _kind(en: str, fr: str) -> Text:
    return OtherKind(f"The answer should be {en}.", f"La réponse devrait être {fr}.", Text(en, fr))


def _part(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    """Of one element: a difference of kind is told as standing inside, for the whole may well be of the right kind."""
    amiss = difference(answer, expected, tolerance)
    if not isinstance(amiss, OtherKind) or amiss.inside:
        return amiss
    found, wanted = named(type(answer).__name__), amiss.wanted
    return OtherKind(
        f"Inside the answer, {found.en} stands where {wanted.en} is asked for.",
        f"Dans la réponse, {found.fr} se trouve là où il faut {wanted.fr}.",
        wanted,
        inside=True,
    )


def _is_frame(value: Any) -> bool:
    return type(value).__name__ == "DataFrame"


def _is_series(value: Any) -> bool:
    return type(value).__name__ == "Series"


def _scalar(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return value.item()
    if isinstance(value, np.generic):
        return value.item()
    return float(value) if isinstance(value, (Fraction, Decimal)) else value


def _scalars(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    answer, expected = _scalar(answer), _scalar(expected)
    if isinstance(expected, bool):
        if not isinstance(answer, (bool, int)):
            return _kind("True or False", "True ou False")
        return None if bool(answer) == expected and answer in (0, 1) else _VALUE
    if isinstance(expected, (int, float)):
        if isinstance(answer, bool) or not isinstance(answer, (int, float)):
            return _kind("one number", "un seul nombre")
        return None if _close(float(answer), float(expected), tolerance) else _VALUE
    return None if type(answer) is type(expected) and answer == expected else _VALUE


def _close(answer: float, expected: float, tolerance: Tolerance) -> bool:
    if math.isnan(expected):
        return math.isnan(answer)
    if math.isinf(expected) or math.isinf(answer):
        return answer == expected
    return abs(answer - expected) <= tolerance.absolute + tolerance.relative * abs(expected)


def _flat(value: Any) -> np.ndarray | None:
    if _is_series(value):
        value = value.to_numpy()
    if isinstance(value, (list, tuple)):
        try:
            value = np.asarray(value)
        except ValueError:
            return None
    return value if isinstance(value, np.ndarray) else None


def _arrays(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    found, wanted = _flat(answer), _flat(expected)
    assert wanted is not None
    if found is None:
        return _kind("an array or a list of values", "un tableau ou une liste de valeurs")
    if found.shape != wanted.shape:
        return Text(
            f"The answer has shape {found.shape}, which is not the shape asked for.",
            f"La réponse est de forme {found.shape}, ce n'est pas la forme demandée.",
        )
    if wanted.dtype.kind in "iufb" and found.dtype.kind in "iufb":
        return None if _all_close(found, wanted, tolerance) else _VALUE
    if wanted.dtype.kind in "mM" and found.dtype.kind == wanted.dtype.kind:
        return None if np.array_equal(found, wanted) else _VALUE
    for one, other in zip(found.ravel().tolist(), wanted.ravel().tolist(), strict=True):
        if _missing(one) and _missing(other):
            continue
        amiss = _part(one, other, tolerance)
        if amiss:
            return amiss
    return None


def _all_close(found: np.ndarray, wanted: np.ndarray, tolerance: Tolerance) -> bool:
    return bool(
        np.allclose(
            found.astype(float),
            wanted.astype(float),
            rtol=tolerance.relative,
            atol=tolerance.absolute,
            equal_nan=True,
        )
    )


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _sequences(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    if _is_series(answer):
        answer = answer.to_numpy()
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if not isinstance(answer, (list, tuple)):
        return _kind("a list", "une liste")
    if len(answer) != len(expected):
        return Text(
            f"For this case the answer has {len(answer)} {'element' if len(answer) == 1 else 'elements'}, and another number is right: try a case small enough to do by hand.",
            f"Pour ce cas, la réponse a {len(answer)} {'élément' if len(answer) < 2 else 'éléments'}, et il en faut un autre nombre : essayez un cas assez petit pour être fait à la main.",
        )
    found = (_part(one, other, tolerance) for one, other in zip(answer, expected, strict=True))
    return next((amiss for amiss in found if amiss), None)


def _mappings(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    if _is_series(answer):
        answer = answer.to_dict()
    if not isinstance(answer, Mapping):
        return _kind("a dictionary", "un dictionnaire")
    if set(answer) != set(expected):
        return Text("The dictionary has other keys.", "Le dictionnaire a d'autres clés.")
    found = (_part(answer[key], expected[key], tolerance) for key in expected)
    return next((amiss for amiss in found if amiss), None)


def _sets(answer: Any, expected: Any) -> Text | None:
    if not isinstance(answer, (set, frozenset, list, tuple)):
        return _kind("a set", "un ensemble")
    try:
        return None if set(answer) == set(expected) else _VALUE
    except TypeError:  # lists inside
        return _VALUE


def _frames(answer: Any, expected: Any, tolerance: Tolerance) -> Text | None:
    if not _is_frame(answer):
        return _kind("a table (a DataFrame)", "un tableau (un DataFrame)")
    missing = [name for name in expected.columns if name not in set(answer.columns)]
    if missing:
        names = ", ".join(map(str, missing))
        return Text(f"The table lacks the columns {names}.", f"Il manque au tableau les colonnes {names}.")
    if len(answer) != len(expected):
        return Text(
            f"For this case the table has {len(answer)} {'row' if len(answer) == 1 else 'rows'}, and another number is right: try a case small enough to do by hand.",
            f"Pour ce cas, le tableau a {len(answer)} {'ligne' if len(answer) < 2 else 'lignes'}, et il en faut un autre nombre : essayez un cas assez petit pour être fait à la main.",
        )
    found = (
        _arrays(answer[name].to_numpy(), expected[name].to_numpy(), tolerance) for name in expected.columns
    )
    return next((amiss for amiss in found if amiss), None)
