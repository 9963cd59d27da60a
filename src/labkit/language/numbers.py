"""Numbers as the reader of the language in force writes them."""

import math

from labkit.language.catalogues import catalogue
from labkit.language.in_force import current

_ = catalogue("language")

MISSING = "–"
NBSP = "\u00a0"


def number(value: float | int | None, digits: int = 2) -> str:
    """`value` in the language in force: decimal comma and a no-break space between thousands in French."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if round(float(value), digits) == 0:
        value = 0.0
    text = f"{value:,.{digits}f}"
    if current() == "fr":
        text = text.replace(",", NBSP).replace(".", ",")
    return text


def percent(value: float | None, digits: int = 0) -> str:
    """A proportion as a percentage: with one digit, ``12.5%`` in English and ``12,5 %`` in French."""
    if value is None or math.isnan(value):
        return MISSING
    text = number(100 * value, digits)
    return f"{text}{NBSP}%" if current() == "fr" else f"{text}%"


def interval(low: float, high: float, digits: int = 2) -> str:
    """An interval, its separator never mistaken for a decimal comma: ``0.10 to 0.20``, ``0,10 à 0,20``."""
    return _("{low} to {high}").format(low=number(low, digits), high=number(high, digits))
