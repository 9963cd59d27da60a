"""Reading a date as it was written, moving it by days, and writing it back in the same form."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from labkit.text.folding import fold

_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
_ENGLISH = "January February March April May June July August September October November December".split()  # noqa: SIM905
_FRENCH_SHORT = "janv févr mars avr mai juin juil août sept oct nov déc".split()  # noqa: SIM905
_ENGLISH_SHORT = [name[:3] for name in _ENGLISH]
_NUMBER = {
    fold(name): i + 1
    for names in (_FRENCH, _ENGLISH, _FRENCH_SHORT, _ENGLISH_SHORT)
    for i, name in enumerate(names)
}
_PIECES = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class WrittenDate:
    """A date and how it was written: pieces (`d`, `m`, `y`) with their width, so that it can be written anew."""

    day: int | None
    month: int
    year: int | None
    layout: tuple[tuple[str, int, int], ...]

    def moved(self, days: int, reference_year: int) -> date:
        """The date `days` later; a missing year is `reference_year`, a missing day the 15th."""
        return date(self.year or reference_year, self.month, self.day or 15) + timedelta(days=days)


def read_date(written: str, day_first: bool = True) -> WrittenDate | None:
    """Parse a date as the detectors find it; None if no calendar has it (31/02/2024), if it is in words or spans days.

    Parameters
    ----------
    written : str
    day_first : bool
        How ``03/04/2024`` reads. Where only one reading exists (``03/25/2024``) that one is taken.
    """
    pieces = [(m.group(), m.start(), m.end()) for m in _PIECES.finditer(written)]
    month_word = next((p for p in pieces if fold(p[0]) in _NUMBER), None)
    numbers = [p for p in pieces if p[0].isdigit()]
    if month_word:
        year = next((p for p in numbers if len(p[0]) == 4), None)
        days = [p for p in numbers if len(p[0]) <= 2]
        if not year and len(days) == 2 and days[0][2] <= month_word[1] < month_word[2] < days[1][1]:
            year = days.pop()  # 17-Apr-62
        if not numbers or len(days) > 1:
            return None  # in words, or two days: neither is written back by halves
        day = next(iter(days), None)
        roles = [(day, "d"), (month_word, "m"), (year, "y")]
    elif len(numbers) == 1 and len(numbers[0][0]) == 4:
        start, end = numbers[0][1:]
        return WrittenDate(None, 7, int(numbers[0][0]), (("y", start, end),))
    elif len(numbers) == 3 and len(numbers[0][0]) == 4:
        roles = list(zip(numbers, "ymd", strict=True))
    elif len(numbers) == 2 and 4 in (len(numbers[0][0]), len(numbers[1][0])):
        roles = list(zip(numbers, "ym" if len(numbers[0][0]) == 4 else "my", strict=True))
    elif len(numbers) in (2, 3):
        order = "dmy" if day_first else "mdy"
        if len(numbers) == 3 and int(numbers[order.index("m")][0]) > 12:
            order = "mdy" if day_first else "dmy"
        if len(numbers) == 2:
            order = "dm"
        roles = list(zip(numbers, order, strict=True))
    else:
        return None
    value = {role: _value(piece[0], role) for piece, role in roles if piece}
    layout = tuple(sorted((role, piece[1], piece[2]) for piece, role in roles if piece))
    try:
        date(value.get("y") or 2000, value["m"], value.get("d") or 1)
    except ValueError:
        return None
    return WrittenDate(value.get("d"), value["m"], value.get("y"), layout)


def _value(piece: str, role: str) -> int:
    if not piece.isdigit():
        return _NUMBER[fold(piece)]
    number = int(piece)
    if role == "y" and len(piece) == 2:
        return number + (2000 if number < 50 else 1900)
    return number


def write_date(written: str, parsed: WrittenDate, new: date) -> str:
    """`new` in the form of `written`: same order, separators, zeros, month in words or figures."""
    text = written
    for role, start, end in sorted(parsed.layout, key=lambda piece: -piece[1]):
        piece = written[start:end]
        if role == "m" and not piece.isdigit():
            value = _month_like(piece, new.month)
        else:
            number = {"d": new.day, "m": new.month, "y": new.year}[role]
            if role == "y" and len(piece) == 2:
                number %= 100
            value = f"{number:02d}" if len(piece) == 2 or piece.startswith("0") else str(number)
            if role == "d" and re.match(r"er|st|nd|rd|th", written[end:], re.IGNORECASE):
                end += 2
                value += ("er" if number == 1 else "") if written[end - 2 : end].lower() == "er" else "th"
        text = text[:start] + value + text[end:]
    return text


def _month_like(piece: str, month: int) -> str:
    """The month's name in the language, length and case of `piece`; ``mai`` and ``May`` are whole names already."""
    lists = (_FRENCH, _ENGLISH, _FRENCH_SHORT, _ENGLISH_SHORT)
    as_typed = (names for names in lists if piece.lower() in [name.lower() for name in names])
    without_accents = (names for names in lists if fold(piece) in map(fold, names))
    names = next(as_typed, None) or next(without_accents)
    name = names[month - 1]
    if piece.isupper():
        return name.upper()
    return name.capitalize() if piece[0].isupper() else name.lower()
