"""Names that a note's layout shows: before credentials, an age, a birth date or a number; after an initial."""

import re

from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.name_contexts import CALLED, DOCTOR, LAYOUT, SIGNED
from labkit.text.deidentify.name_words import WORD
from labkit.text.folding import fold


def with_layout(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names that the layout shows, joined with those already found."""
    for match in LAYOUT.finditer(text):
        if _not_a_person(text, match):
            continue
        called = CALLED.match(match.group())
        spans = [*spans, (match.start() + (called.end() if called else 0), match.end())]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _not_a_person(text: str, match: re.Match[str]) -> bool:
    words = [fold(word) for word in WORD.findall(match.group())]
    lists = gazetteer()
    if any(
        (word in lists.never and not (at < len(words) - 1 and word in lists.particles))
        or word in lists.eponyms
        or (word in lists.titles and len(word) > 1)
        for at, word in enumerate(words)
    ):
        return True
    if match.group().isupper() and all(word in lists.acronyms for word in words):
        return True  # "HAD, IDE matin et soir"
    # "M. Durand" is Mister Durand, unless credentials follow or a doctor's title stands before: then an initial.
    signed = SIGNED.match(text[match.end() : match.end() + 8])
    # "M.-C. Roy": two initials are a given name's, whatever the first one could mean.
    initials = re.match(r"[A-ZÀ-Ý]\.-? ?[A-ZÀ-Ý]\.", match.group())
    return (
        words[0] in lists.titles
        and not signed
        and not initials
        and not text[: match.start()].endswith(DOCTOR)
    )
