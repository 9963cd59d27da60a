"""Laws of numbers: bounds, directions, sums, and results that everybody can work out by hand."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text, brief
from labkit.tasks.agreement import FLOATING, Tolerance, difference
from labkit.tasks.laws.law import Call, Law
from labkit.tasks.laws.results import part_of, values_of


def bounded(low: float | None, high: float | None, message: Text | None = None) -> Law:
    """Every finite number of the result lies between `low` and `high` (None: no bound)."""
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    en, fr = ([brief(end, language) for end in ends] for language in ("en", "fr"))
    text = message or Text(
        f"Every value must lie in [{en[0]}, {en[1]}].",
        f"Chaque valeur doit rester dans [{fr[0]}\u00a0; {fr[1]}].",
    )
    return Law("bounded", text, {"low": low, "high": high})


def _bounded(call: Call, arguments: dict, rng: Any, low: float | None, high: float | None) -> bool:
    values = values_of(call(**arguments))
    values = values[~np.isnan(values)]
    slack = 1e-9
    return bool(
        (low is not None and (values < low - slack).any())
        or (high is not None and (values > high + slack).any())
    )


def monotone(
    argument: str, values: Sequence[float], message: Text, *, part: Any = None, falling: bool = False
) -> Law:
    """The result (or its `part`) never falls (never rises, if `falling`) as `argument` takes the rising `values`."""
    return Law(
        "monotone",
        message,
        {"argument": argument, "values": list(values), "part": part, "falling": falling},
    )


def _monotone(
    call: Call, arguments: dict, rng: Any, argument: str, values: Sequence[float], part: Any, falling: bool
) -> bool:
    results = [values_of(part_of(call(**{**arguments, argument: value}), part)) for value in values]
    steps = np.diff(np.stack(results), axis=0)
    steps = -steps if falling else steps
    return bool((steps < -1e-9).any() or np.isnan(steps).all())


def sums_to(total: float, message: Text, *, axis: int | None = None) -> Law:
    """The result's numbers sum to `total` (along `axis` if given)."""
    return Law("sums_to", message, {"total": total, "axis": axis})


def _sums_to(call: Call, arguments: dict, rng: Any, total: float, axis: int | None) -> bool:
    result = call(**arguments)
    values = values_of(result) if axis is None else np.asarray(result, dtype=float)
    return not bool(np.allclose(values.sum(axis=axis), total, atol=1e-9))


def known(arguments: Mapping[str, Any], result: Any, message: Text, *, part: Any = None) -> Law:
    """With these `arguments` (the case's others unchanged) the result is one that everybody can work out by hand."""
    return Law("known", message, {"given": dict(arguments), "result": result, "part": part})


def _known(call: Call, arguments: dict, rng: Any, given: Mapping[str, Any], result: Any, part: Any) -> bool:
    return difference(part_of(call(**{**arguments, **given}), part), result, FLOATING) is not None


def unchanged_by(argument: str, values: Sequence[Any], message: Text, *, part: Any = None) -> Law:
    """The result (or its `part`) is the same whichever of `values` the `argument` takes."""
    return Law("unchanged_by", message, {"argument": argument, "values": list(values), "part": part})


def _unchanged_by(
    call: Call, arguments: dict, rng: Any, argument: str, values: Sequence[Any], part: Any
) -> bool:
    first, *others = (part_of(call(**{**arguments, argument: value}), part) for value in values)
    return any(difference(other, first, Tolerance(1e-7, 1e-9)) is not None for other in others)
