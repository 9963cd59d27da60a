"""A line of a recipe, and what it becomes before it is worded."""

from typing import Any, NamedTuple

from labkit.data.notes.knowledge.vocabulary import Concept


class Statement(NamedTuple):
    """What is said of some findings: the gold of the spans that name them."""

    concepts: tuple[Concept, ...]
    status: str
    experiencer: str = "patient"
    temporality: str = "current"
    cue: str | None = "negation"
    relation: int = 0
    lean: str = ""
    modifier: int = -1


class Step(NamedTuple):
    """A line of a recipe."""

    verb: str
    about: str
    low: int
    high: int
    chance: float


class Item(NamedTuple):
    """Something to word: the pool to draw from and the statements, prescriptions or results it is about."""

    kind: str
    pool: str
    statement: Statement | None = None
    other: Statement | None = None
    content: Any = None
