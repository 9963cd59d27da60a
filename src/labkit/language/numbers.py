"""Numbers as the reader of the language in force writes them: Babel writes them, from the CLDR's data.

French is written with the CLDR's data for Canada. They differ from those of France in one sign: between thousands they
put the no-break space U+00A0, which every font and terminal has, and not the narrow one, U+202F, which many show as a box.
"""

import math
from decimal import Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from labkit.language.catalogues import catalogue
from labkit.language.in_force import current

if TYPE_CHECKING:
    from babel import Locale

_ = catalogue("language")

MISSING = "–"
NBSP = "\u00a0"
_MINUS = "\u2212"
_LOCALES = {"en": "en_US", "fr": "fr_CA"}
_FEW_DIGITS = "0.######"


def number(value: float | int | None, digits: int = 2, language: str | None = None) -> str:
    """`value` as the reader writes it: ``1,234.50`` in English, ``1 234,50`` in French with a no-break space.

    Parameters
    ----------
    value : float, int or None
        What is missing (None, NaN) is shown as a dash.
    digits : int
        Digits after the decimal sign; the value is rounded as Python rounds, from the exact binary number.
    language : {"en", "fr"}, optional
        The language in force if not given.
    """
    if value is None or math.isnan(value):
        return MISSING
    if math.isinf(value):
        return _minus("∞" if value > 0 else "-∞", language)
    return _written(_rounded(value, digits), _pattern("#,##0", digits), language)


def brief(value: float, language: str | None = None) -> str:
    """`value` with no more digits than it needs, six at most: points, a bound, an hour: ``2.5``, in French ``2,5``."""
    if math.isnan(value) or math.isinf(value):
        return number(value, language=language)
    return _written(Decimal(f"{value:g}"), _FEW_DIGITS, language)


def percent(value: float | None, digits: int = 0, language: str | None = None) -> str:
    """A proportion as a percentage: with one digit, ``12.5%`` in English and ``12,5 %`` in French."""
    if value is None or math.isnan(value):
        return MISSING
    pattern = _locale(language).percent_formats[None].pattern
    return _written(_rounded(100 * value, digits) / 100, _pattern(pattern, digits), language)


def interval(low: float, high: float, digits: int = 2) -> str:
    """An interval, its separator never mistaken for a decimal comma: ``0.10 to 0.20``, ``0,10 à 0,20``."""
    return _("{low} to {high}").format(low=number(low, digits), high=number(high, digits))


def decimal_sign(language: str | None = None) -> str:
    """The sign before the decimals: ``.`` in English, ``,`` in French."""
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(_locale(language))


def _rounded(value: float, digits: int) -> Decimal:
    # Babel would round the shortest decimal that means the float (2.675 to 2.68); the float itself lies below (2.67).
    rounded = Decimal(f"{value:.{digits}f}")
    return rounded if rounded else abs(rounded)  # no -0.00


def _pattern(pattern: str, digits: int) -> str:
    return pattern.replace("0", "0." + digits * "0") if digits else pattern


def _written(value: Decimal, pattern: str, language: str | None) -> str:
    from babel.numbers import format_decimal, format_percent

    write = format_percent if "%" in pattern else format_decimal
    with localcontext(prec=400):  # the largest float has 309 digits; 28 are decimal's default
        text = write(value, format=pattern, locale=_locale(language), decimal_quantization=False)
    return _minus(text, language)


def _minus(text: str, language: str | None) -> str:
    # The CLDR's minus is a hyphen for both; lines break after a hyphen, and screen readers pass over it.
    return text.replace("-", _MINUS) if (language or current()) == "fr" else text


def _locale(language: str | None) -> "Locale":
    return _parsed(_LOCALES[language or current()])


@cache
def _parsed(name: str) -> "Locale":
    from babel import Locale

    return Locale.parse(name)
