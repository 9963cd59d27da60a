"""What a value is, in words that a learner reads: a text, a list of 2 elements, a function."""

import math
import re
from typing import Any

from labkit.language import Text

# By the name of a type: what comes out of a kernel is known by that alone. (English; French.)
_BY_NAME = {
    "bool": ("True or False", "True ou False"),
    "int": ("a whole number", "un nombre entier"),
    "float": ("a number", "un nombre"),
    "complex": ("a complex number", "un nombre complexe"),
    "str": ("a text", "un texte"),
    "bytes": ("bytes", "des octets (bytes)"),
    "NoneType": ("None, that is nothing", "None, c'est-à-dire rien"),
    "ellipsis": ("the three dots of the starting text", "les trois points du texte de départ"),
    "list": ("a list", "une liste"),
    "tuple": ("a tuple", "un tuple"),
    "set": ("a set", "un ensemble (set)"),
    "frozenset": ("a set", "un ensemble (set)"),
    "dict": ("a dictionary", "un dictionnaire"),
    "ndarray": ("an array", "un tableau numpy"),
    "Series": ("a pandas series", "une série pandas"),
    "DataFrame": ("a table (a DataFrame)", "un tableau (un DataFrame)"),
    "range": ("a range", "un intervalle (range)"),
    "function": ("a function", "une fonction"),
    "method": ("a method", "une méthode"),
    "builtin_function_or_method": ("a function", "une fonction"),
    "type": ("a class", "une classe"),
    "module": ("a module", "un module"),
    "generator": (
        "a generator, which gives its values one by one (`yield` in place of `return`)",
        "un générateur, qui donne ses valeurs une à une (`yield` à la place de `return`)",
    ),
    "map": (
        "a map, which has not worked out its values yet",
        "un map, qui n'a pas encore calculé ses valeurs",
    ),
    "filter": (
        "a filter, which has not worked out its values yet",
        "un filter, qui n'a pas encore calculé ses valeurs",
    ),
    "zip": (
        "a zip, which has not worked out its values yet",
        "un zip, qui n'a pas encore calculé ses valeurs",
    ),
    "coroutine": (
        "a coroutine (`async def`), which has not run: write `def`",
        "une coroutine (`async def`), qui n'a pas été exécutée : écrivez `def`",
    ),
    "Timestamp": ("a date", "une date"),
    "date": ("a date", "une date"),
    "datetime": ("a date", "une date"),
    "timedelta": ("a length of time", "une durée"),
}
_COUNTED = ("list", "tuple", "set", "frozenset", "dict")
_UNSENT = re.compile(
    r"an? (?:object of type|pandas) (?:[\w<>]{1,60}\.){0,9}(\w{1,60}) cannot be sent as data"
)
_REASONS = {
    ("too many values", "bytes are more", "digits", "a frame of more than"): Text(
        "It is too much: give the result alone, without the data it comes from.",
        "C'est trop volumineux : donnez le résultat seul, sans les données dont il vient.",
    ),
    ("nested too deeply",): Text(
        "Lists stand in lists too many times over: give the result alone.",
        "Des listes sont emboîtées trop de fois les unes dans les autres : donnez le résultat seul.",
    ),
}


def in_words(value: Any) -> Text:
    """What a value is."""
    kind = type(value).__name__
    if isinstance(value, float) and not math.isfinite(value):
        return Text(
            f"{value}, which is no number to work with", f"{value}, qui n'est pas un nombre utilisable"
        )
    said = named(kind)
    if kind in _COUNTED:
        n = len(value)
        elements = ("element", "élément") if n == 1 else ("elements", "éléments")
        return Text(f"{said.en} of {n} {elements[0]}", f"{said.fr} de {n} {elements[1]}")
    if kind == "ndarray":
        shape = " × ".join(map(str, value.shape))
        return Text(f"{said.en} of shape {shape}", f"{said.fr} de forme {shape}")
    return said


def named(kind: str) -> Text:
    """What values of the type of this name are."""
    if kind in _BY_NAME:
        return Text(*_BY_NAME[kind])
    return Text(f"an object of type {kind}", f"un objet de type {kind}")


def refusal(reason: str) -> Text:
    """Why what came back cannot be judged."""
    said = next((t for parts, t in _REASONS.items() if any(part in reason for part in parts)), None)
    said = said or Text(f"It is no plain data ({reason}).", f"Ce ne sont pas de simples données ({reason}).")
    return Text(
        f"What came back cannot be judged. {said.en}",
        f"Ce qui a été renvoyé ne peut pas être jugé. {said.fr}",
    )


def unsent(reason: str) -> Text | None:
    """What it is that could not be sent as data; None where the reason is another."""
    found = _UNSENT.search(reason)
    return named(found[1]) if found else None
