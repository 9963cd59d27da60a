"""Laws of a text in pieces."""

from typing import Any

from labkit.language import Text
from labkit.tasks.laws.law import Call, Law


def rejoins(argument: str, message: Text) -> Law:
    """The pieces of the result (texts or bytes), put end to end, give back the `argument`: a text, or its pieces."""
    return Law("rejoins", message, {"argument": argument})


def _rejoins(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    # a copy: an answer that changes its argument in place must not be held against what it left of it
    given = arguments[argument] if isinstance(arguments[argument], str) else list(arguments[argument])
    pieces = call(**arguments)
    pieces = list(pieces) if type(pieces).__name__ in ("ndarray", "Series") else pieces
    if not isinstance(pieces, (list, tuple)):
        return True
    return _joined(pieces) is None or _joined(pieces) != _joined(given)


def _joined(pieces: Any) -> bytes | None:
    if all(isinstance(piece, (str, bytes)) for piece in pieces):
        return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    return None


def shortens(argument: str, message: Text) -> Law:
    """The result has fewer parts than the `argument`, and at least one."""
    return Law("shortens", message, {"argument": argument})


def _shortens(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    # counted before the call: an answer that changes its argument in place must not be held against what it left of it
    before = len(arguments[argument])
    return not 0 < len(call(**arguments)) < before
