"""A feedback page's mark, for programs: written into its head, and read from there."""

import re
from dataclasses import dataclass
from typing import Any

_NUMBER = r"-?\d+(?:\.\d+)?"
_WRITTEN = re.compile(
    rf'<meta name="labkit-mark" content="({_NUMBER})/({_NUMBER}) (final|provisional)">'.encode()
)
# Before anything that comes from a learner.
_HEAD = 1000


@dataclass(frozen=True)
class PageMark:
    """What a feedback page says: points, of how many, and whether a person has still to look."""

    score: float
    max_score: float
    provisional: bool


def written(about: dict[str, Any]) -> str:
    """The mark as the page's ``labkit-mark``."""
    score, most = (f"{round(float(about[name]), 2):.15g}" for name in ("score", "max_score"))
    return f"{score}/{most} {'provisional' if about['provisional'] else 'final'}"


def read(page: bytes) -> PageMark | None:
    """The mark that a page says; none of a page that is not ours, or of work that could not be marked."""
    found = _WRITTEN.search(page[:_HEAD])
    if not found:
        return None
    score, most, state = (part.decode() for part in found.groups())
    return PageMark(float(score), float(most), state == "provisional")
