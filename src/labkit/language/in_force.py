"""The language labkit speaks: one setting for the process."""

import os

LANGUAGES = ("en", "fr")
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
