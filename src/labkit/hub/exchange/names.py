"""What may be the name of a course, a lab, a learner, a submission or a file; everything else is refused."""

import re
import unicodedata

from labkit.language import catalogue, printable

_ = catalogue("hub")

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
# Hubs name people by address too. `+` separates the parts of nbgrader's folder names.
_LEARNER = re.compile(r"[\w@][\w@.-]{0,99}")
_SUBMISSION = re.compile(r"[0-9a-f]{32}")
_LONGEST_PATH, _DEEPEST = 240, 12


class Refused(Exception):
    """A request that is not served: an HTTP status and a sentence for who asked."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def name(value: str) -> str:
    """A course's or a lab's name."""
    return _held(_NAME, value)


def learner(value: str) -> str:
    """A learner's name on the hub."""
    return _held(_LEARNER, value)


def submission(value: str) -> str:
    """A submission's id: 32 hexadecimal digits."""
    return _held(_SUBMISSION, value)


def file(value: str) -> str:
    """A file's path inside a lab, relative and with ``/``.

    Raises
    ------
    Refused
        400, for what is absolute, leads out of its folder, or is no plain name.
    """
    parts = value.split("/")
    odd = (
        len(value.encode("utf-8", "replace")) > _LONGEST_PATH
        or len(parts) > _DEEPEST
        or any(part in ("", ".", "..") for part in parts)
        or "\\" in value
        or re.match("[A-Za-z]:", value) is not None
        or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value)
    )
    if odd:
        raise _odd(value)
    return value


def _held(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise _odd(value)
    return value


def _odd(value: str) -> Refused:
    return Refused(
        400, _("{name} is no name that can be used here.").format(name=printable(repr(value[:80])))
    )
