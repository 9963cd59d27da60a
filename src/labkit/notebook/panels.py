"""What a notebook shows: a panel, a check's result, a note."""

import html
from collections.abc import Iterable
from typing import Any

from labkit.language import Text
from labkit.tasks.outcome import Outcome


class Panel:
    """Something to show: HTML for people, plain text for programs."""

    def __init__(self, markup: str, text: str, frame: Any = None):
        self._markup, self._text = markup, text
        self.frame = frame  # of a table: what it shows, in the learner's words

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return self._markup


class CheckResult:
    """An `Outcome` as a cell's result: its plain text is the points (nbgrader reads it), its HTML the message."""

    def __init__(self, outcome: Outcome, language: str, beside: str = ""):
        self.outcome, self._language = outcome, language
        self._beside = beside  # a sentence that is not about the answer

    def __repr__(self) -> str:
        return f"{self.outcome.points:g}"

    def _repr_html_(self) -> str:
        beside = note(self._beside)._repr_html_() if self._beside else ""
        return self.outcome.to_html(self._language) + beside


class NotYet(AssertionError):
    """A check that failed under nbgrader's Validate, which only sees exceptions."""


def note(text: str, title: str = "") -> Panel:
    """A sentence for the learner, announced to screen readers."""
    head = f"<strong>{html.escape(title)}</strong><br>" if title else ""
    markup = (
        '<div role="status" aria-live="polite" style="border-left:6px solid #0550ae;background:#eef5ff;'
        f'color:#1f2328;padding:.6em .9em;margin:.3em 0">{head}{html.escape(text, quote=False)}</div>'
    )
    return Panel(markup, f"{title}: {text}" if title else text)


def no_such(name: object, known: Iterable[str]) -> Text:
    """What to type instead of a name that is not known."""
    names = ", ".join(f'"{each}"' for each in known)
    return Text(
        f'Nothing here is called "{name}". Put one of these names: {names}.',
        f"Rien ne s'appelle « {name} » ici. Mettez un de ces noms : {names}.",
    )
