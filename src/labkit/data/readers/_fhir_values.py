"""The value of an observation or of a component: a number with its unit, or words."""

from collections.abc import Callable
from typing import Any

import numpy as np

from labkit.data.readers._fhir_elements import Bad, codes, coding
from labkit.language import catalogue

_ = catalogue("data")


def has_value(part: dict[str, Any]) -> bool:
    """Whether an observation or a component has a value of its own, or says why it has none."""
    return any(key.startswith("value") for key in part) or "dataAbsentReason" in part


def unread_values(part: dict[str, Any]) -> list[str]:
    """Values that are neither a number nor words (a trace, an attachment): the row stays, the report names them."""
    return [key for key in part if key.startswith("value") and key not in _READERS]


def values_too_many(part: dict[str, Any]) -> list[str]:
    """Values beside the one that is read: FHIR allows one, and which of two is meant cannot be told."""
    return [key for key in _READERS if key in part][1:]


def value_of(part: dict[str, Any], prefix: str) -> dict[str, Any]:
    """``value`` (number), ``comparator`` (``<``: the value is a limit), ``text`` (coded, in words, yes or no, two
    numbers), ``unit``, ``unit_code`` and ``absent_reason``.
    """
    found: dict[str, Any] = {
        "value": np.nan, "comparator": None, "text": None, "unit": None, "unit_code": None, "absent_reason": None,
    }  # fmt: skip
    if "dataAbsentReason" in part:
        _system, code, display = coding(part, "dataAbsentReason", prefix)
        found["absent_reason"] = display or code or next(iter(codes(part["dataAbsentReason"])), None)
    for key, read in _READERS.items():
        if key in part:
            return found | read(part[key], f"{prefix}{key}")
    return found


def _quantity(quantity: Any, element: str) -> dict[str, Any]:
    quantity = quantity if isinstance(quantity, dict) else {"value": quantity}
    coded, written = quantity.get("code"), quantity.get("unit")
    units = {"unit": written or coded, "unit_code": coded}
    if "value" not in quantity:
        return units  # valid: an extension, or nothing, says why there is none
    number = _number(quantity.get("value"), f"{element}.value")
    return {"value": number, "comparator": quantity.get("comparator"), **units}


def _concept(concept: Any, element: str) -> dict[str, Any]:
    _system, code, display = coding({element: concept}, element)
    return {"text": display or code}


def _range(value: Any, element: str) -> dict[str, Any]:
    """Two numbers are no number: they are written out, ``5 - 10``."""
    return _written(value, ("low", "high"), " - ")


def _ratio(value: Any, element: str) -> dict[str, Any]:
    return _written(value, ("numerator", "denominator"), ":")


def _written(value: Any, keys: tuple[str, str], between: str) -> dict[str, Any]:
    parts = [value.get(key) if isinstance(value, dict) else None for key in keys]
    known = [part if isinstance(part, dict) else {} for part in parts]
    units = [part.get("unit") or part.get("code") for part in known]
    numbers = [f"{part.get('comparator') or ''}{part.get('value', '')}" for part in known]
    if keys[0] == "numerator" and units[0] != units[1]:
        numbers = [f"{number} {unit or ''}".strip() for number, unit in zip(numbers, units, strict=True)]
        units = [None, None]
    return {"text": between.join(numbers).strip(), "unit": units[0] or units[1]}


def _period(value: Any, element: str) -> dict[str, Any]:
    """From one moment to another, as ISO 8601 writes it."""
    value = value if isinstance(value, dict) else {}
    return {"text": f"{value.get('start', '..')}/{value.get('end', '..')}"}


def _words(value: Any, element: str) -> dict[str, Any]:
    return {"text": str(value).lower() if isinstance(value, bool) else str(value)}


def _number(value: Any, element: str) -> float:
    try:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not np.isfinite(value):
            raise TypeError
        return float(value)
    except (TypeError, OverflowError):
        what = _("{value} is not a number").format(value=repr(value)[:60])
        raise Bad(element, what, _("Write a JSON number, without quotation marks.")) from None


_READERS: dict[str, Callable[[Any, str], dict[str, Any]]] = {
    "valueQuantity": _quantity,
    "valueInteger": lambda value, element: {"value": _number(value, element)},
    "valueCodeableConcept": _concept,
    "valueBoolean": _words,
    "valueString": _words,
    "valueDateTime": _words,
    "valueTime": _words,
    "valueRange": _range,
    "valueRatio": _ratio,
    "valuePeriod": _period,
}
