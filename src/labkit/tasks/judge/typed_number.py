"""One number that was typed as a text: "16", " 6,5 ", "« 1 150 »", "85 %". Typing is not the task."""

import re
from typing import Any

_AROUND = " \t\n«»\u2039\u203a\u201c\u201d\u201e\u2018\u2019\"'"
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)\s?(?P<whole>\d{1,3}(?: \d{3})+|\d{1,12})(?:(?P<mark>[.,])(?P<rest>\d{1,12}))?(?: ?%)?"
)
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
_LONGEST = 60


def typed_number(value: Any) -> Any:
    """The number that a text holds and nothing else; anything else as it is.

    Two numbers, a unit other than per cent, and "1,150", which is a thousand and more to some and one and a bit to others, stay texts.
    """
    if type(value) is not str or len(value) > _LONGEST:
        return value
    # No-break spaces are spaces, and full-width figures figures; a small one above the line is a power.
    text = re.sub(r"\s", " ", value.translate(_NARROW)).strip(_AROUND)
    found = _NUMBER.fullmatch(text)
    if found is None or _two_ways(found):
        return value
    whole, rest = found["whole"].replace(" ", ""), found["rest"]
    number = float(f"{whole}.{rest}") if rest else int(whole)
    return -number if found["sign"] == "-" else number


def _two_ways(found: re.Match[str]) -> bool:
    """Whether a comma may stand between thousands or before decimals."""
    thousands = found["whole"].lstrip("0") == found["whole"] and len(found["whole"]) <= 3
    return found["mark"] == "," and len(found["rest"]) == 3 and thousands
