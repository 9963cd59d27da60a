"""One answer on trial, and what is said of one that crashed."""

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
from labkit.tasks.outcome import Outcome, Status

# A few numbers or one sentence help to find a crash; ten notes in a row hide its first line.
_LONGEST_SHOWN = 300

NOT_STARTED = Text(
    "This task still holds its starting text.", "Cette tâche contient encore son texte de départ."
)


class Trial:
    """One answer on trial: remembers the arguments of the last call, for the message of a crash."""

    def __init__(self, answer: Answer, bundle: Bundle, reveal: bool):
        self.answer, self.bundle, self.reveal = answer, bundle, reveal
        self.last: Mapping[str, Any] = {}

    def call(self, **arguments: Any) -> Any:
        self.last = arguments
        return self.answer.call(**arguments)

    def outcome(self, status: Status, message: Text, **more: Any) -> Outcome:
        points = self.bundle.points if status == "right" else 0.0
        return Outcome(self.bundle.task, status, points, self.bundle.points, message, **more)

    def failed(self, error: AnswerError) -> Outcome:
        if isinstance(error, AnswerMissing):
            return self.outcome("not_started", NOT_STARTED)
        if isinstance(error, AnswerRefused):
            return self.outcome(
                "wrong",
                Text(
                    f"What came back cannot be judged: {error}.",
                    f"Ce qui a été renvoyé ne peut pas être jugé : {error}.",
                ),
            )
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
            return self.outcome("crashed", self._and_closing(_crash_message(error, shown)))
        return self.outcome("crashed", Text(f"{error} {shown.en}".strip(), f"{error} {shown.fr}".strip()))

    def _and_closing(self, message: Text) -> Text:
        """A task that rests on others says so also when it crashes: the line shown may be right, and theirs empty."""
        closing = self.bundle.criterion.parameters.get("closing") if self.bundle.criterion else None
        if not closing:
            return message
        en, fr = closing
        return Text(f"{message.en}\n{en}", f"{message.fr}\n{fr}")


def _crash_message(error: AnswerCrashed, shown: Text) -> Text:
    what = f"{error.ename}: {error.message}"
    if not error.line:
        return Text(f"{what}\n{shown.en}".strip(), f"{what}\n{shown.fr}".strip())
    number = f" {error.lineno}" if error.lineno else ""
    return Text(
        f"Line{number}: {error.line}\n{what}\n{shown.en}".strip(),
        f"Ligne{number} : {error.line}\n{what}\n{shown.fr}".strip(),
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
