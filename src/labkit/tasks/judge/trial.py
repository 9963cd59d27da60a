"""One answer on trial, and what is said of one that crashed."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.answers import (
    Answer,
    AnswerCrashed,
    AnswerError,
    AnswerMissing,
    AnswerRefused,
    AnswerTimeout,
)
from labkit.tasks.bundle import Bundle
from labkit.tasks.judge.error_words import line_shown, meaning
from labkit.tasks.outcome import Outcome, Status
from labkit.tasks.type_words import refusal, unsent

# A few numbers or one sentence help to find a crash; ten notes in a row hide its first line.
_LONGEST_SHOWN = 300
# As Python says that a function was called with other arguments than it takes.
_ARGUMENTS = re.compile(
    r"unexpected keyword argument|missing … ?required|missing \d+ required|positional|multiple values"
)

NOT_STARTED = Text(
    "This task still holds its starting text.", "Cette tâche contient encore son texte de départ."
)


class Trial:
    """One answer on trial: remembers the arguments of the last call, for the message of a crash."""

    def __init__(self, answer: Answer, bundle: Bundle, reveal: bool, again: bool = True):
        self.answer, self.bundle, self.reveal, self.again = answer, bundle, reveal, again
        self.last: Mapping[str, Any] = {}

    def call(self, **arguments: Any) -> Any:
        known = [name for name in self.bundle.parameters if name in arguments]
        self.last = {name: arguments[name] for name in known} | arguments  # in the order of the starting text
        return self.answer.call(**self.last)

    def outcome(self, status: Status, message: Text, **more: Any) -> Outcome:
        points = self.bundle.points if status == "right" else 0.0
        return Outcome(self.bundle.task, status, points, self.bundle.points, message, **more)

    def failed(self, error: AnswerError) -> Outcome:
        if isinstance(error, AnswerMissing):
            return self.outcome("not_started", NOT_STARTED)
        if isinstance(error, AnswerRefused):
            return self.outcome("wrong", self._refused(str(error)))
        shown = _arguments(self.last, self.reveal)
        if isinstance(error, AnswerTimeout):
            return self.outcome(
                "crashed",
                Text(
                    f"Your code did not come back in time. {shown.en}".strip(),
                    f"Votre code n'a pas répondu à temps. {shown.fr}".strip(),
                ),
            )
        if isinstance(error, AnswerCrashed):
            message = _crash_message(error, shown)
            if not error.line and error.ename == "TypeError" and _ARGUMENTS.search(error.message):
                line = f"def {self.bundle.task}({', '.join(self.bundle.parameters)}):"
                message = Text(
                    f"{message.en}\nThe function is called with these arguments: `{line}`. It has to take each of them.",
                    f"{message.fr}\nLa fonction est appelée avec ces arguments : `{line}`. Elle doit les accepter tous.",
                )
            elif (said := meaning(error.ename, error.message, error.line)) is not None:
                message = Text(f"{message.en}\n{said.en}", f"{message.fr}\n{said.fr}")
            return self.outcome("crashed", self._and_closing(message))
        return self.outcome("crashed", Text(f"{error} {shown.en}".strip(), f"{error} {shown.fr}".strip()))

    def _refused(self, reason: str) -> Text:
        """What came back is no plain data."""
        kind = unsent(reason)
        if kind is None:
            return refusal(reason)
        name = self.bundle.task
        if self.bundle.example in ("int", "float"):
            return Text(
                f"`{name}` is {kind.en}. One number is asked for, alone: `{name} = 7`.",
                f"`{name}` est {kind.fr}. C'est un seul nombre qui est demandé : `{name} = 7`.",
            )
        if self.bundle.kind == "value":
            return Text(
                f"`{name}` is {kind.en}. A value is asked for: `{name} = …`.",
                f"`{name}` est {kind.fr}. C'est une valeur qui est demandée : `{name} = …`.",
            )
        return Text(
            f"Your function returns {kind.en}. Return the result itself: a number, a text, a list, an array, a table.",
            f"Votre fonction renvoie {kind.fr}. Renvoyez le résultat lui-même : un nombre, un texte, une liste, un tableau.",
        )

    def _and_closing(self, message: Text) -> Text:
        """A task that rests on others says so also when it crashes: the line shown may be right, and theirs empty."""
        closing = self.bundle.criterion.parameters.get("closing") if self.bundle.criterion else None
        if not closing:
            return message
        en, fr = closing
        return Text(f"{message.en}\n{en}", f"{message.fr}\n{fr}")


def _crash_message(error: AnswerCrashed, shown: Text) -> Text:
    what = ": ".join(filter(None, (error.ename, error.message)))
    if not error.line:
        return Text(f"{what}\n{shown.en}".strip(), f"{what}\n{shown.fr}".strip())
    number = f" {error.lineno}" if error.lineno else ""
    return Text(
        f"Line{number}: {line_shown(error.line)}\n{what}\n{shown.en}".strip(),
        f"Ligne{number} : {line_shown(error.line)}\n{what}\n{shown.fr}".strip(),
    )


def _arguments(arguments: Mapping[str, Any], reveal: bool) -> Text:
    if not arguments:
        return Text("The error came before any case.", "L'erreur est survenue avant tout cas.")
    parts = ", ".join(
        f"{name}={_short(value) if reveal else _type(value)}" for name, value in arguments.items()
    )
    return Text(f"Called with {parts}.", f"Appel avec {parts}.")


def _type(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if shape is not None and shape != ():
        return f"{type(value).__name__}{tuple(shape)}"
    return (
        f"{type(value).__name__}[{len(value)}]"
        if isinstance(value, (list, tuple, dict))
        else type(value).__name__
    )


def _short(value: Any) -> str:
    if getattr(value, "size", 1) > 6 or (isinstance(value, (list, tuple, dict, str)) and len(value) > 60):
        return _type(value)
    shown = repr(value.tolist() if isinstance(value, np.ndarray) else value)
    return shown if len(shown) <= _LONGEST_SHOWN else _type(value)
