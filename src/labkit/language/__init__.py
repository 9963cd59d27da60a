"""The language in force, what is said in it and how numbers are written in it.

`catalogue` gives a room its ``_``, `plural_catalogue` its ``ngettext``; `Text` holds a sentence in both languages; `number`, `percent` and
`interval` write numbers as the reader does; `printable` makes others' text fit for a terminal.
"""

from labkit.language.catalogues import WORDS, catalogue, label, plural_catalogue, use_words, words_in
from labkit.language.in_force import LANGUAGES, current, from_environment, parse, speaking, use
from labkit.language.numbers import MISSING, NBSP, brief, decimal_sign, interval, number, percent
from labkit.language.printable import printable
from labkit.language.text import Text, apart, labelled, unbroken

__all__ = [
    "LANGUAGES",
    "MISSING",
    "NBSP",
    "Text",
    "WORDS",
    "apart",
    "brief",
    "catalogue",
    "current",
    "decimal_sign",
    "from_environment",
    "interval",
    "label",
    "labelled",
    "number",
    "parse",
    "percent",
    "plural_catalogue",
    "printable",
    "speaking",
    "unbroken",
    "use",
    "use_words",
    "words_in",
]
