"""Doses as quantities: numbers with a comma or a point, units brought to one, and how often a day."""

import re
from dataclasses import dataclass
from fractions import Fraction

from labkit.language import catalogue
from labkit.text.folding import fold

_ = catalogue("text")

# Each unit as a multiple of its dimension's base: mg, mL, IU, mmol.
_UNITS: dict[str, tuple[Fraction, str]] = {}
for _names, _factor, _base in (
    ("kg kilogramme kilogrammes kilogram kilograms", 10**6, "mg"),
    ("g gr gramme grammes gram grams", 1000, "mg"),
    ("mg milligramme milligrammes milligram milligrams", 1, "mg"),
    ("µg μg ug mcg microgramme microgrammes microgram micrograms gamma gammas", Fraction(1, 1000), "mg"),
    ("ng nanogramme nanogrammes nanogram nanograms", Fraction(1, 10**6), "mg"),
    ("l litre litres liter liters", 1000, "mL"),
    ("cl", 10, "mL"),
    ("ml cc millilitre millilitres milliliter milliliters", 1, "mL"),
    ("ui iu u unites unite units unit", 1, "IU"),
    ("mmol mmoles millimoles", 1, "mmol"),
    ("meq", 1, "mEq"),
    (
        "cp cpr cps comprime comprimes tablet tablets tab tabs gel gelule gelules capsule capsules caps",
        1,
        "unit dose",
    ),
    ("goutte gouttes drop drops gtt", 1, "drop"),
    ("bouffee bouffees puff puffs inhalation inhalations", 1, "puff"),
    ("%", 1, "%"),
):
    for _name in _names.split():
        _UNITS[fold(_name)] = (Fraction(_factor), _base)

_SPACE = r"[ \u00a0\u202f\u2009]"
# 1 000, 1.000 and 1,000 before a unit of mass are ambiguous; a group of three after a space is thousands, a comma or
# point is the decimal sign. 1,000 is read as one, and `ambiguous` says so.
_NUMBER = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d+)(?:[.,]\d+)?"
_UNIT = "|".join(sorted((re.escape(u) for u in _UNITS if u != "%"), key=lambda u: -len(u)))
DOSE = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER}){_SPACE}?(?P<unit>{_UNIT}|%)(?:{_SPACE}?/{_SPACE}?(?P<per>kg|m2|h|j|jour|day|d|ml|l)\b)?(?!\w)"
)
_FREQUENCY = re.compile(
    r"(?:x|fois|times)? ?(?P<n>\d+) ?(?:fois|times|x|prises?|doses?)? ?(?:/|par|per|a|each|every)+ ?(?:jour|j|day|d|24 ?h)\b"
    r"|(?:toutes les|every|q) ?(?P<every>\d+) ?(?:h|heures?|hours?)\b"
    r"|\b(?P<word>bid|tid|qid|qd|od|die|qds|tds|once daily|once a day|twice daily|twice a day|daily|quotidien|quotidienne"
    r"|par jour|per day|a day|une fois par jour|deux fois par jour|trois fois par jour|quatre fois par jour"
    r"|three times a day|four times a day|matin midi et soir|matin, midi et soir|matin et soir|le matin|le soir|au coucher"
    r"|at bedtime|in the morning|at night|hs)\b"
    r"|(?<!\d)(?P<grid>\d+(?:[.,/]\d+)?-\d+(?:[.,/]\d+)?-\d+(?:[.,/]\d+)?(?:-\d+(?:[.,/]\d+)?)?)(?!\d)"
)
_WORDS = {
    1: "once daily|once a day|daily|quotidien|quotidienne|par jour|per day|a day|une fois par jour|le matin|le soir"
    "|au coucher|at bedtime|in the morning|at night|hs|qd|od|die",
    2: "bid|twice daily|twice a day|deux fois par jour|matin et soir",
    3: "tid|tds|trois fois par jour|three times a day|matin midi et soir|matin, midi et soir",
    4: "qid|qds|quatre fois par jour|four times a day",
}
_TIMES = {word: n for n, text in _WORDS.items() for word in text.split("|")}


@dataclass(frozen=True)
class Quantity:
    """An amount in its dimension's base unit: mg, mL, IU, mmol, unit dose, drop, puff, %; `per` kg, h, day, ..."""

    value: Fraction
    unit: str
    per: str | None = None

    def __str__(self) -> str:
        amount = f"{float(self.value):g} {self.unit}"
        return f"{amount}/{self.per}" if self.per else amount


def parse_number(written: str) -> Fraction:
    """A number with a comma or a point as its decimal sign, spaces between thousands: exact, no rounding.

    >>> parse_number("1 000,5")
    Fraction(2001, 2)
    """
    plain = re.sub(r"\s", "", written).replace(",", ".")
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain):
        raise ValueError(_("{written!r} is not a number such as 0,5 or 1 000.").format(written=written))
    return Fraction(plain)


def normalise_dose(number: str, unit: str, per: str | None = None) -> Quantity:
    """A dose in its base unit: ``0,5 g``, ``500 mg`` and ``500 000 µg`` are one quantity.

    Raises
    ------
    ValueError
        For a unit that is not known, with the known ones.
    """
    try:
        factor, base = _UNITS[fold(unit)]
    except KeyError:
        raise ValueError(
            _("Unknown unit {unit!r}. Known: {units}.").format(unit=unit, units=", ".join(sorted(_UNITS)))
        ) from None
    per = {"j": "day", "jour": "day", "d": "day"}.get(per or "", per)
    return Quantity(parse_number(number) * factor, base, per or None)


def find_doses(folded: str) -> list[tuple[int, int, Quantity]]:
    """Doses in folded text: start, end, quantity."""
    return [
        (m.start(), m.end(), normalise_dose(m["number"], m["unit"], m["per"]))
        for m in DOSE.finditer(folded)
        if re.fullmatch(r"[0-9\s.,]+", m["number"])
    ]


def doses_per_day(folded: str) -> Fraction | None:
    """How often a day, from the first frequency of folded text (`x 3/j`, `toutes les 8 h`, `bid`, `1-0-1`), or None.

    A grid (morning-noon-evening) counts its doses, halves included.
    """
    match = _FREQUENCY.search(folded)
    if not match:
        return None
    if match["n"]:
        return Fraction(int(match["n"]))
    if match["every"]:
        return Fraction(24, int(match["every"])) if int(match["every"]) else None
    if match["word"]:
        return Fraction(_TIMES[match["word"]])
    return sum((_part(part) for part in match["grid"].split("-")), Fraction(0))


def _part(written: str) -> Fraction:
    numerator, _slash, denominator = written.partition("/")
    if denominator:
        return Fraction(int(numerator), int(denominator)) if int(denominator) else Fraction(0)
    return parse_number(numerator)
