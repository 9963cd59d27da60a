"""Laws of an answer that is asked twice, or given what it gave."""

from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import difference
from labkit.tasks.laws.law import Call, Law


def involution(argument: str, message: Text) -> Law:
    """Applied twice it gives back `argument`."""
    return Law("involution", message, {"argument": argument})


def _involution(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    once = call(**arguments)
    again = call(**{**arguments, argument: _as_given(once, arguments[argument])})
    return difference(again, arguments[argument]) is not None


def idempotent(argument: str, message: Text) -> Law:
    """Applied twice it gives what it gave once."""
    return Law("idempotent", message, {"argument": argument})


def _idempotent(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    once = call(**arguments)
    again = call(**{**arguments, argument: _as_given(once, arguments[argument])})
    return difference(again, once) is not None


def _as_given(result: Any, given: Any) -> Any:
    """A result as the argument that it becomes: a list for an array is right, and no function need take one for the other."""
    if isinstance(given, np.ndarray) and not isinstance(result, str):
        return np.asarray(result)
    if isinstance(given, list) and isinstance(result, (tuple, np.ndarray)):
        return list(result)
    return result


def inputs_untouched(message: Text | None = None) -> Law:
    """Calling twice with the same arguments gives the same result: nothing is remembered, nothing is changed."""
    text = message or Text(
        "The same question asked twice got two answers: does the function change something outside itself?",
        "La même question posée deux fois a reçu deux réponses : la fonction modifie-t-elle quelque chose en dehors d'elle ?",
    )
    return Law("inputs_untouched", text)


def _inputs_untouched(call: Call, arguments: dict, rng: Any) -> bool:
    return difference(call(**arguments), call(**arguments)) is not None
