"""What a function accepts as its settings (a number of resamples, a least count, a share), and its answer to anything else.

A negative least count marks no estimate as imprecise, and an infinite limit never alarms: neither may pass for a result.
"""

import math
from typing import Any

from labkit.language import catalogue

_ = catalogue("evaluate")


def whole(value: Any, name: str, least: int = 0) -> int:
    """`value` as a whole number of at least `least`.

    Raises
    ------
    ValueError
        On a fraction, a smaller number, NaN, infinity, text or a truth value.
    """
    number = _finite(value)
    if number is None or number != int(number) or number < least:
        raise ValueError(
            _("{name} must be a whole number of at least {least}, not {value}.").format(
                name=name, least=least, value=repr(value)
            )
        )
    return int(value)


def real(
    value: Any,
    name: str,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
) -> float:
    """`value` as a finite number within the bounds given.

    Raises
    ------
    ValueError
        Outside them, on NaN, infinity, text or a truth value.
    """
    number = _finite(value)
    if (
        number is None
        or (above is not None and number <= above)
        or (least is not None and number < least)
        or (most is not None and number > most)
    ):
        if most is not None:
            message = _("{name} must be a number from {least} to {most}, not {value}.")
        elif above is not None:
            message = _("{name} must be a finite number above {above}, not {value}.")
        elif least is not None:
            message = _("{name} must be a finite number of at least {least}, not {value}.")
        else:
            message = _("{name} must be a finite number, not {value}.")
        raise ValueError(message.format(name=name, above=above, least=least, most=most, value=repr(value)))
    return number


def _finite(value: Any) -> float | None:
    """`value` as a float, or None where it is no finite number."""
    if isinstance(value, (bool, str, bytes)) or type(value).__name__ == "bool":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
