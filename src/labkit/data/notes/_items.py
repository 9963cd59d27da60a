"""A line of a recipe, and what it becomes before it is worded."""

from typing import Any, NamedTuple

from labkit.data.notes._phrases import Statement


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
