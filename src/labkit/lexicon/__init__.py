"""The course's lexicon: a term in English or in French, what it means, and the false friend to mind.

>>> import labkit
>>> labkit.lexicon("sensibilite")      # accents and capitals do not matter, nor does the language
>>> labkit.lexicon()                   # every term
"""

import sys
from types import ModuleType

from labkit.lexicon.entries import Entry, entries, plain
from labkit.lexicon.page import labs_of, page
from labkit.lexicon.search import Found, look_up

__all__ = ["Entry", "Found", "entries", "labs_of", "look_up", "page", "plain"]


class _Lexicon(ModuleType):
    """A room that is also the call learners know, ``labkit.lexicon("seuil")``: `look_up`."""

    def __call__(self, term: str | None = None) -> Found:
        return look_up(term)


sys.modules[__name__].__class__ = _Lexicon
