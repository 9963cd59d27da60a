"""Folding: lower case, without accents or ligatures, so that `Fièvre`, `FIEVRE` and `fievre` are one word.

Rules and indexes are written on folded text; offsets bring every hit back to the note as it was typed.
"""

import unicodedata
from bisect import bisect_left
from functools import lru_cache

_SPECIAL = {
    "’": "'",
    "ʼ": "'",
    "‘": "'",
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "ß": "ss",
    "\u00a0": " ",
    "\u202f": " ",
}
_SPECIAL |= {"‐": "-", "‑": "-", "–": "-", "—": "-"}


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def fold(text: str) -> str:
    """Lower-case `text` without accents; typographic apostrophes, dashes and spaces become plain ones.

    Idempotent: ``fold(fold(x)) == fold(x)``. The length may change (``œ`` gives two letters, a combining
    accent none): use `fold_with_offsets` where positions matter.
    """
    if text.isascii():
        return text.lower()
    folded = "".join(map(_fold_character, text))
    return folded if folded.isascii() else "".join(map(_fold_character, folded))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Folded text, and for each of its characters the position it has in `text` (one more entry: the end).

    A folded span ``[i, j)`` is ``text[offsets[i]:offsets[j]]``.
    """
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        piece = fold(character)
        pieces.append(piece)
        offsets.extend([position] * len(piece))
    offsets.append(len(text))
    return "".join(pieces), offsets


def compose_with_offsets(text: str) -> tuple[str, list[int]]:
    """`text` with its accents composed (NFC), and for each of its characters the position it has in `text` (and the end).

    `é` typed as one character or as `e` and an accent is one letter: rules are written on the first, offsets bring a hit
    back to the note as it was typed. A composed span ``[i, j)`` is ``text[offsets[i]:offsets[j]]``.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            piece = unicodedata.normalize("NFC", text[start:position])
            pieces.append(piece)
            offsets.extend([start] * len(piece))
            start = position
    return "".join(pieces), [*offsets, len(text)]


def composed_position(offsets: list[int], position: int) -> int:
    """Where a position of the text as typed stands in the composed one (see `compose_with_offsets`)."""
    return bisect_left(offsets, position)
