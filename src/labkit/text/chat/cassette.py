"""Recorded answers: a JSON-lines cassette, each answer under the hash of exactly what was asked of which model."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from labkit.language import catalogue

_ = catalogue("text")

Message = Mapping[str, str]
ROLES = ("system", "user", "assistant")


class CassetteMiss(LookupError):
    """Nothing was recorded for this question: the message says which, where it was looked for, and what to do."""


@dataclass(frozen=True)
class Answer:
    """What a model answered.

    Attributes
    ----------
    text : str
    model : str
        Name of the model that answered, as the backend gives it.
    date : str
        Day of the answer, ISO 8601: models behind a name change.
    backend : str
        Where it came from (``openai``, ``smollm2``, ``tiny``); kept when it is replayed.
    key : str
        Hash of model, parameters and messages.
    replayed : bool
    """

    text: str
    model: str
    date: str
    backend: str
    key: str
    replayed: bool = False


def checked_messages(messages: str | Iterable[Message]) -> list[dict[str, str]]:
    """Messages as a list of ``{"role", "content"}``; one string is a user's message.

    Raises
    ------
    ValueError
        Names the message that has another role, or no text.
    """
    if isinstance(messages, str):
        messages = [{"role": "user", "content": messages}]
    checked = []
    for position, message in enumerate(messages):
        role, content = (
            message.get(field) if isinstance(message, Mapping) else None for field in ("role", "content")
        )
        if role not in ROLES or not isinstance(content, str):
            raise ValueError(
                _("messages[{position}]: role ({roles}) and content (a text) expected.").format(
                    position=position, roles=", ".join(ROLES)
                )
            )
        checked.append({"role": role, "content": content})
    if not checked:
        raise ValueError(_("messages: there is none."))
    return checked


def question_key(model: str, parameters: Mapping[str, Any], messages: Sequence[Message]) -> str:
    """SHA-256 of model, parameters and messages; the order of parameters does not matter, that of messages does."""
    question = {
        "model": model,
        "parameters": dict(parameters),
        "messages": [dict(message) for message in messages],
    }
    canonical = json.dumps(question, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


class Cassette:
    """Answers on disk, one JSON object a line: ``key, model, date, backend, parameters, messages, answer``.

    Parameters
    ----------
    path : path
        Need not exist yet: it is made with the first recording.

    Raises
    ------
    ValueError
        If a line cannot be read, or its key is not that of its question: names file and line.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._answers: dict[str, Answer] = {}
        if self.path.exists():
            for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), start=1):
                if line.strip():
                    self._read(line, number)

    def _read(self, line: str, number: int) -> None:
        where = f"{self.path.name}, line {number}"
        try:
            record = json.loads(line)
            key = question_key(record["model"], record["parameters"], record["messages"])
            answer = Answer(
                record["answer"], record["model"], record["date"], record["backend"], record["key"], True
            )
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ValueError(
                _("{where}: not a recorded answer ({why}).").format(where=where, why=error)
            ) from None
        if key != answer.key:
            raise ValueError(
                _(
                    "{where}: the key is not that of the question; the line was edited. Record it again."
                ).format(where=where)
            )
        self._answers[key] = answer

    def __len__(self) -> int:
        return len(self._answers)

    def __contains__(self, key: object) -> bool:
        return key in self._answers

    def models(self) -> list[str]:
        """Models that have answers here."""
        return sorted({answer.model for answer in self._answers.values()})

    def get(self, model: str, parameters: Mapping[str, Any], messages: Sequence[Message]) -> Answer:
        """The recorded answer.

        Raises
        ------
        CassetteMiss
            If this model was never asked this with these parameters.
        """
        key = question_key(model, parameters, messages)
        if key not in self._answers:
            asked = " ".join(messages[-1]["content"].split())
            raise CassetteMiss(
                _(
                    "No recorded answer of {model} to “{asked}” with {parameters} in {path} ({n} answers, of {models}). "
                    "Ask one of the recorded questions, word for word, or choose a backend that answers "
                    "(openai, smollm2, tiny) with record=True."
                ).format(
                    model=model,
                    asked=asked[:80] + ("…" if len(asked) > 80 else ""),
                    parameters=dict(parameters) or "{}",
                    path=self.path.name,
                    n=len(self),
                    models=", ".join(self.models()) or "-",
                )
            )
        return self._answers[key]

    def add(self, answer: Answer, parameters: Mapping[str, Any], messages: Sequence[Message]) -> None:
        """Append an answer to the file; a question that is recorded already is left as it was."""
        if answer.key in self._answers:
            return
        record = asdict(answer) | {"parameters": dict(parameters), "messages": list(messages)}
        record["answer"] = record.pop("text")
        del record["replayed"]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        self._answers[answer.key] = replace(answer, replayed=True)
