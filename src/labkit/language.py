"""The language labkit speaks: one setting for the process, and gettext catalogues, one domain a room."""

import gettext
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr")
_LOCALES = Path(__file__).parent / "locales"
_current: str | None = None


def parse(value: str | None) -> str | None:
    """First of labkit's languages in a locale or gettext list such as ``fr_CA.UTF-8`` or ``fr_CA:en``."""
    for part in (value or "").split(":"):
        code = part.strip().replace("-", "_").split(".")[0].split("_")[0].lower()
        if code in LANGUAGES:
            return code
        if code in ("c", "posix"):
            return "en"
    return None


def from_environment() -> str:
    """Language of the person at the keyboard: ``LABKIT_LANGUAGE``, then gettext's own variables, else English."""
    for variable in ("LABKIT_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = parse(os.environ.get(variable))
        if language:
            return language
    return "en"


def current() -> str:
    """Language in force: the one given to `use`, else the environment's."""
    return _current or from_environment()


def use(language: str | None) -> None:
    """Set the process's language (``"en"`` or ``"fr"``); ``None`` goes back to the environment's."""
    global _current
    if language is not None and language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {language!r}")
    _current = language


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
