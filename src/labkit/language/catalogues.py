"""What rooms say, in French: gettext catalogues, one domain a room."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

from labkit.language.in_force import current

_LOCALES = Path(__file__).parent / "locales"


@cache
def _translations(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, _LOCALES, languages=[language], fallback=True)


def catalogue(domain: str, language: str | None = None) -> Callable[[str], str]:
    """The ``_`` of a room: translates at call time into the language in force (or always into `language`).

    A room's English strings are the keys; French stands in ``locales/fr/LC_MESSAGES/<domain>.po``.
    """

    def translate(message: str) -> str:
        return _translations(domain, language or current()).gettext(message)

    return translate


def label(name: str) -> str:
    """Words for a column's or a category's code name, such as ``day_surgery``, in the language in force.

    A text with blanks is no code name: its underscores stay, for it may quote words to be typed as they are.
    """
    words = str(name)
    if " " not in words:
        words = words.replace("_", " ")
    return catalogue("labels")(words) if words else ""  # gettext answers the empty string with its header
