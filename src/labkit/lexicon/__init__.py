"""The course's lexicon: a term in English or in French, what it means, and the false friend to mind.

>>> import labkit
>>> labkit.lexicon("sensibilite")      # accents and capitals do not matter, nor does the language
>>> labkit.lexicon()                   # every term
"""

import sys
from types import ModuleType

from labkit.lexicon.entries import Entry, entries, known_to, plain
from labkit.lexicon.page import labs_of, page
from labkit.lexicon.search import Found, is_among, look_up, names_of

__all__ = [
    "Entry",
    "Found",
    "entries",
    "is_among",
    "known_to",
    "labs_of",
    "look_up",
    "names_of",
    "page",
    "plain",
]


class _Lexicon(ModuleType):
    """A room that is also the call learners know, ``labkit.lexicon("seuil")``: `look_up`."""

    def __call__(self, term: str | None = None) -> Found:
        return look_up(term)


sys.modules[__name__].__class__ = _Lexicon
