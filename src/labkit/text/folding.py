"""Folding: lower case, without accents or ligatures, so that `Fièvre`, `FIEVRE` and `fievre` are one word.

Rules and indexes are written on folded text; offsets bring every hit back to the note as it was typed.
"""

import unicodedata
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
