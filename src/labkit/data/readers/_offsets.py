"""What the offsets of a span count, when they do not find the words that were annotated."""

import re
import unicodedata
from collections.abc import Callable

from labkit.data.readers._problem import Problem
from labkit.language import catalogue

_ = catalogue("data")


def same_words(found: str, written: str) -> bool:
    """Whether two pieces are one text: composed and decomposed accents are, and a line end written as a space."""
    one, other = (" ".join(unicodedata.normalize("NFC", words).split()) for words in (found, written))
    return one == other


def advice_for(text: str, start: int, end: int, written: str) -> str:
    """What to do about a span whose words are not at its offsets: the unit in which they would be, if one is found."""
    for unit, slice_ in _UNITS:
        try:
            if same_words(slice_(text, start, end), written):
                return _("The offsets count {unit}: count characters of the text as it is.").format(
                    unit=unit()
                )
        except UnicodeDecodeError:
            continue
    return _("Offsets count characters, not bytes; check that the text was not changed since.")


def _encoded(encoding: str, width: int) -> Callable[[str, int, int], str]:
    return lambda text, start, end: text.encode(encoding)[width * start : width * end].decode(encoding)


_UNITS: tuple[tuple[Callable[[], str], Callable[[str, int, int], str]], ...] = (
    (lambda: _("bytes of UTF-8"), _encoded("utf-8", 1)),
    (lambda: _("UTF-16 units, as JavaScript does"), _encoded("utf-16-le", 2)),
    (lambda: _("a line end as one character"), lambda t, a, b: t.replace("\r\n", "\n")[a:b]),
    (lambda: _("a line end as two characters"), lambda t, a, b: t.replace("\n", "\r\n")[a:b]),
    (lambda: _("a byte-order mark"), lambda t, a, b: t[a - 1 : b - 1]),
    (lambda: _("composed accents"), lambda t, a, b: unicodedata.normalize("NFC", t)[a:b]),
    (lambda: _("decomposed accents"), lambda t, a, b: unicodedata.normalize("NFD", t)[a:b]),
)


def cut_words(file: str, text: str, row: int | None, spans: list[tuple[int, int]]) -> list[Problem]:
    """Spans that begin or end between two letters of a word: their offsets may count something else."""
    places = [
        (start, end)
        for start, end in spans
        if any(re.fullmatch(r"[^\W\d_]{2}", text[max(edge - 1, 0) : edge + 1]) for edge in (start, end))
    ]
    return [
        Problem(
            file,
            _("a span begins or ends inside a word"),
            _("Do its offsets count bytes or UTF-16 units? It is read as {words}.").format(
                words=repr(text[start:end][:40])
            ),
            row,
            f"{start}-{end}",
        )
        for start, end in places
    ]
