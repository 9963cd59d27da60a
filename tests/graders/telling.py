"""Does a message tell an expected value, in a form that a learner could copy?

What telling means depends on what is asked for:

- **a number that is typed** (an explorer's literal): the number itself, in digits or in words, as a share or in per cent;
- **letters that are typed** (an order, decisions, chosen options): the whole word however it is spelled, three of its letters that
  follow each other, or options named by their letters, in capitals or between quotes (all of them together are a legend). Articles are
  no letters: "A note ..." and « a » are words. An option named in words is left to the reader: the wrong one is named so as well;
- **a word that is typed**: the word;
- **what a function returns** on cases that nobody has seen: a number with three significant digits or more that agrees with a result
  as far as it is written, a number that is a result exactly, a text that is one, a list or a tuple written out part after part.
  What stands in the learner's copy already (the names of columns and labels, 0.5 and 100) reveals nothing; neither do True, False, 0
  and 1.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

_WORDS = {
    0: "zero|none|zéro|aucun|aucune",
    2: "two|deux",
    3: "three|trois",
    4: "four|quatre",
    5: "five|cinq",
    6: "six",
    7: "seven|sept",
    8: "eight|huit",
    9: "nine|neuf",
    10: "ten|dix",
    11: "eleven|onze",
    12: "twelve|douze",
    13: "thirteen|treize",
    14: "fourteen|quatorze",
    15: "fifteen|quinze",
    16: "sixteen|seize",
    17: "seventeen|dix-sept",
    18: "eighteen|dix-huit",
    19: "nineteen|dix-neuf",
    20: "twenty|vingt",
    30: "thirty|trente",
    40: "forty|quarante",
    50: "fifty|cinquante",
    60: "sixty|soixante",
}
_IN_WORDS = {word: value for value, words in _WORDS.items() for word in words.split("|")}
_NUMBER = re.compile(
    r"(?<![\w.,])[-−]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?:[.,]\d+)?(?:/\d+)?(?![\w/])(?:\s?(%))?"
)
# Letters that are a word of their own in one of the two languages.
_ARTICLE = re.compile(r"\b[AÀ](?= [a-zà-ÿ])")
_TRIVIAL = (0.0, 1.0)


@dataclass(frozen=True)
class Written:
    """A number as a message writes it: its value, and the decimals and significant digits shown."""

    value: float
    decimals: int
    digits: int


def numbers(text: str) -> Iterator[Written]:
    """The numbers of a text, in digits and in words, in English or French; "25 %" is 25 and 0.25."""
    for found in _NUMBER.finditer(text):
        shown = found[0].rstrip("%").strip()
        shown = re.sub(r"[\u00a0\u202f ]|,(?=\d{3}(?:\D|$))", "", shown).replace("−", "-").replace(",", ".")
        if "/" in shown:
            above, below = shown.split("/")
            if float(below):
                yield Written(float(Fraction(above) / Fraction(below)), 12, 12)
            continue
        decimals = len(shown.partition(".")[2])
        digits = len(shown.lstrip("-").replace(".", "").lstrip("0"))
        yield Written(float(shown), decimals, digits)
        if found[1]:
            yield Written(float(shown) / 100, decimals + 2, digits)
    for word in re.findall(r"[\w-]+", text.lower()):
        if word in _IN_WORDS:
            yield Written(float(_IN_WORDS[word]), 0, 1)


def _is(written: Written, value: float) -> bool:
    return math.isclose(written.value, value, rel_tol=1e-9, abs_tol=1e-12)


def tells_literal(message: str, right: Any, domain: list[Any]) -> str | None:
    """What of a right literal, one of a domain, a message tells; None where it tells nothing."""
    if not isinstance(right, str):
        return next((f"{right}" for n in numbers(message) if _is(n, float(right))), None)
    options = {letter for answer in domain for letter in str(answer)}
    lettered = all(letter.isupper() or letter.isdigit() for letter in options)
    if not lettered:  # a word
        return right if re.search(rf"\b{re.escape(right)}\b", message, re.IGNORECASE) else None
    alone = re.sub(_ARTICLE, "", message)
    for run in range(len(right), 2, -1):
        for start in range(len(right) - run + 1):
            spelled = r"[\W_]*".join(map(re.escape, right[start : start + run]))
            if re.search(rf"(?<!\w){spelled}(?!\w)", alone):
                return right[start : start + run]
    quoted = re.findall(r"[\"'«`“]\s?(\w)\s?[\"'»`”]", alone)
    named = {letter.upper() for letter in [*re.findall(r"\b[A-Z]\b(?!['’])", alone), *quoted]} & options
    # who names every option says what they stand for, not which is right
    if named and not named >= {option for option in options if option.isupper()}:
        return ", ".join(sorted(named))
    parts = [float(part) for part in re.findall(r"\d+", right)]
    return next((right for n in numbers(message) if n.value in parts), None)


def tells_result(message: str, result: Any, public: "Public", _depth: int = 0) -> str | None:
    """What of a function's result a message tells; None where it tells nothing that a learner's copy does not show."""
    if result is None or isinstance(result, (bool, np.bool_)):
        return None
    if isinstance(result, (int, float, np.number)):
        return _tells_number(message, float(result), public)
    if isinstance(result, bytes):
        result = result.decode(errors="replace")
    if isinstance(result, str):
        return _tells_text(message, result, public)
    if type(result).__name__ == "DataFrame":
        parts = [*map(str, result.columns), *result.to_numpy().ravel().tolist()]
        return next((told for part in parts if (told := tells_result(message, part, public))), None)
    if isinstance(result, Mapping):
        # of pairs that are counted the count is asked for, not the pair
        parts = [*(key for key in result if isinstance(key, str)), *result.values()]
        return next((told for part in parts if (told := tells_result(message, part, public))), None)
    parts = list(result.ravel().tolist() if hasattr(result, "ravel") else result)
    told = next((told for part in parts if (told := tells_result(message, part, public, 1))), None)
    return told or _tells_row(message, parts, public)


@dataclass(frozen=True)
class Public:
    """What a learner reads before the check: it can be repeated."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", {round(n.value, 12) for n in numbers(self.text)})
        object.__setattr__(self, "_text", self.text.casefold())

    def says(self, text: str) -> bool:
        return text.casefold() in self._text  # type: ignore[attr-defined]

    def counts(self, value: float) -> bool:
        return round(value, 12) in self._numbers  # type: ignore[attr-defined]


def _tells_number(message: str, result: float, public: Public) -> str | None:
    if not math.isfinite(result) or abs(result) in _TRIVIAL:
        return None
    for written in numbers(message):
        if public.counts(written.value):
            continue
        if _is(written, result) or (
            written.digits >= 3 and abs(written.value - result) <= 0.5000001 * 10.0**-written.decimals
        ):
            return f"{written.value:g}"
    return None


def _tells_text(message: str, result: str, public: Public) -> str | None:
    if len(result) < 3 or public.says(result):
        return None
    return result if re.search(rf"(?<!\w){re.escape(result)}(?!\w)", message, re.IGNORECASE) else None


def _tells_row(message: str, parts: list[Any], public: Public) -> str | None:
    """A row of parts, written one after the other with nothing but commas, quotes and spaces between."""
    written = [_as_written(part) for part in parts]
    if len(written) < 2 or None in written:
        return None
    row = r"[\s,;\"'«»“”()\[\]`]*".join(re.escape(part) for part in written if part)
    found = re.search(rf"(?<!\w){row}(?!\w)", message, re.IGNORECASE)
    return found[0] if found and not public.says(found[0]) else None


def _as_written(part: Any) -> str | None:
    if isinstance(part, bytes):
        return part.decode(errors="replace")
    if isinstance(part, (tuple, list)):
        return ", ".join(str(each) for each in part)
    return f"{part:g}" if isinstance(part, float) else str(part)
