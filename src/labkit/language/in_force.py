"""The language in force: what `speaking` says here, else the process's own, else the environment's.

Two settings, for two kinds of program. A server, a test or a report speaks a language for the length of a block,
in its own thread or asyncio task alone: a `ContextVar`. A notebook's kernel or a command serves one person until
it ends: the process's language, set by `use`. The second cannot be a `ContextVar`: ipykernel runs a cell that awaits in
a copy of the context, so what such a cell sets is lost in the next, and a learner's threads start with none.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("en", "fr")
_spoken: ContextVar[str | None] = ContextVar("labkit_language", default=None)
_of_the_process: str | None = None


def parse(value: str | None) -> str | None:
    """First of labkit's languages in a locale or gettext list such as ``fr_CA.UTF-8`` or ``fr_CA:en``."""
    from babel.core import negotiate_locale

    wanted = [part.strip().lower().replace("-", "_").partition(".")[0] for part in (value or "").split(":")]
    return negotiate_locale(wanted, LANGUAGES, aliases={"c": "en", "posix": "en"})


def from_environment() -> str:
    """Language of the person at the keyboard: ``LABKIT_LANGUAGE``, then gettext's own variables, else English."""
    for variable in ("LABKIT_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = parse(os.environ.get(variable))
        if language:
            return language
    return "en"


def current() -> str:
    """Language in force: the one being spoken here (`speaking`), else the process's (`use`), else the environment's."""
    return _spoken.get() or _of_the_process or from_environment()


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak a language (``"en"`` or ``"fr"``) inside the block, in this thread or asyncio task alone.

    ``None`` changes nothing: what was in force stays so.
    """
    token = _spoken.set(_one_of_ours(language) or _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


def use(language: str | None) -> None:
    """Set the process's language, for a program that serves one person; ``None`` goes back to the environment's."""
    global _of_the_process
    _of_the_process = _one_of_ours(language)


def _one_of_ours(language: str | None) -> str | None:
    if language is not None and language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, not {language!r}")
    return language
