"""The writer: plays templates into text, keeps every span's offsets, and writes as its author would."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from labkit.data.notes.knowledge.spelling import fold
from labkit.data.notes.knowledge.template import AUTHOR, CUE, ENDING, NUMBER, PATIENT, TEXT, Template


class Span(NamedTuple):
    """A gold span. ``end`` is exclusive; ``relation`` joins a cue to its findings, a dose to its drug."""

    start: int
    end: int
    label: str
    status: str | None = None
    experiencer: str | None = None
    temporality: str | None = None
    concept: str | None = None
    attribute: str | None = None
    relation: int = -1


Slots = Mapping[str, Callable[[Any, str], None]]
"""What writes a slot of a template, by its name: called with the writer and the slot's form."""


class Habits(NamedTuple):
    """How an author writes."""

    name: str
    style: str
    terse: float
    abbreviate: float
    typo: float
    accents: bool
    upper: bool
    bullet: str
    separator: str
    heading: int
    feminine: int
    capital_name: bool
    brand: float


_NEIGHBOURS = dict(zip("azertyuiopqsdfghjklmwxcvbn", "zertyuiopoxdfghjklmkxcvbnb", strict=True))


# Words that keep their capital inside a line.
_KEEP = ("Dr", "Pr ", "M. ", "Mme", "Mr.", "Ms.", "Na", "Hb", "Ch.")


def misspell(text: str, r: Callable[[], float]) -> str:
    """One slip in one word of five letters or more: swap, drop, double, or a neighbouring key."""
    words = text.split(" ")
    chosen = int(r() * len(words))
    kind, place = r(), r()
    word = words[chosen]
    if len(word) < 5 or not word.isalpha():
        return text
    i = 1 + int(place * (len(word) - 2))
    if kind < 0.35:
        word = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    elif kind < 0.65:
        word = word[:i] + word[i + 1 :]
    elif kind < 0.85:
        word = word[:i] + word[i] + word[i:]
    else:
        word = word[:i] + _NEIGHBOURS.get(word[i], word[i]) + word[i + 1 :]
    words[chosen] = word
    return " ".join(words)


class Writer:
    """Text being written, with its spans.

    Parameters
    ----------
    habits : Habits
    feminine : int
        1 when the patient is a woman.
    slots : mapping of callable
        What writes each fact that a template has a place for.
    r : callable
        Uniform draws on [0, 1).
    typos : float
        Multiplies the author's rate of slips; 0 also keeps every accent.
    """

    def __init__(
        self, habits: Habits, feminine: int, slots: Slots, r: Callable[[], float], typos: float
    ) -> None:
        self.habits = habits
        self.feminine = feminine
        self.r = r
        self.parts: list[str] = []
        self.position = 0
        self.spans: list[Span] = []
        self.keys: list[int] = []
        self.capital = True
        self.lower = False
        self.number = 0
        self.ending = 0
        self.statement: Any = None
        self.named: dict[str, Any] = {}
        self.prepared: Any = None
        self.relation = 0
        self._slots = slots
        self._typo = habits.typo * typos
        self._fold = typos > 0 and not habits.accents
        self._upper = habits.upper

    def text(self, s: str) -> None:
        """Write words of the author's own."""
        if not s:
            return
        if self.capital:
            first = s[0]
            if first.isalnum():
                self.capital = False
                s = first.upper() + s[1:]
        elif self.lower:
            self.lower = False
            if s[1:2].islower() and not s.startswith(_KEEP):
                s = s[0].lower() + s[1:]
        if self._typo and len(s) > 6 and self.r() < self._typo * len(s):
            s = misspell(s, self.r)
        if self._fold:
            s = fold(s)
        if self._upper:
            s = s.upper()
        self.parts.append(s)
        self.position += len(s)

    def exact(self, s: str) -> None:
        """Write digits, names and layout as they are."""
        self.capital = self.lower = False
        self.parts.append(s)
        self.position += len(s)

    def layout(self, s: str) -> None:
        """Write white space or punctuation; the next word starts a sentence."""
        self.parts.append(s)
        self.position += len(s)
        self.capital = True

    def mark(self, label: str, s: str, exact: bool = True, **features: Any) -> None:
        """Write `s` as a span."""
        start = self.position
        if exact:
            self.exact(s)
        else:
            self.text(s)
        self.spans.append(Span(start, self.position, label, **features))

    def play(self, template: Template) -> None:
        """Write a template."""
        self.keys.append(template.key)
        self._steps(template.steps)

    def _steps(self, steps: tuple[tuple, ...]) -> None:
        for step in steps:
            kind = step[0]
            if kind == TEXT:
                self.text(step[1])
            elif kind == PATIENT:
                self.text(step[1][self.feminine])
            elif kind == ENDING:
                self.text(step[1][self.ending])
            elif kind == NUMBER:
                self.text(step[1][self.number])
            elif kind == CUE:
                start = self.position
                self._steps(step[1])
                cue = self.statement.cue if self.statement else None
                self.spans.append(Span(start, self.position, "CUE", attribute=cue, relation=self.relation))
            elif kind == AUTHOR:
                self.text(step[1][self.habits.feminine])
            else:
                self._slots[step[1]](self, step[2])

    def finished(self) -> str:
        """The text."""
        return "".join(self.parts)
