"""One client for every model: answers are replayed from a cassette, or asked for and recorded."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labkit.language import catalogue
from labkit.text.chat.backends import BACKENDS, PARAMETERS
from labkit.text.chat.cassette import Answer, Cassette, Message, checked_messages, question_key

_ = catalogue("text")


class ChatClient:
    """Asks a language model; by default replays what was recorded, so that a lab needs no network and marks alike.

    Parameters
    ----------
    model : str
        The model's name: part of a question's key. For ``hub``, its name there or the folder it lies in.
    cassette : path or Cassette, optional
        Needed by the ``replay`` backend and to record.
    backend : {"replay", "openai", "hub", "smollm2", "tiny", "gemma3"}
    record : bool
        Append new answers to the cassette; what it holds already is replayed and not asked again.
    base_url : str, optional
        Of an OpenAI-compatible endpoint.

    Examples
    --------
    >>> client = ChatClient("SmolLM2-135M-Instruct", "answers.jsonl")  # doctest: +SKIP
    >>> client.complete("Summarise: ...", temperature=0).text  # doctest: +SKIP
    """

    def __init__(
        self,
        model: str,
        cassette: str | Path | Cassette | None = None,
        backend: str = "replay",
        record: bool = False,
        base_url: str | None = None,
    ) -> None:
        if backend not in ("replay", *BACKENDS):
            raise ValueError(
                _("backend must be one of {backends}, not {backend!r}.").format(
                    backends=", ".join(("replay", *BACKENDS)), backend=backend
                )
            )
        if cassette is None and (backend == "replay" or record):
            raise ValueError(_("Replaying and recording need a cassette: give the path of one."))
        self.model = model
        self.backend = backend
        self.record = record
        self.base_url = base_url
        self.cassette = cassette if isinstance(cassette, Cassette) or cassette is None else Cassette(cassette)
        if backend == "replay" and self.cassette is not None and not self.cassette.path.exists():
            raise FileNotFoundError(_("There is no cassette at {path}.").format(path=self.cassette.path))

    def complete(self, messages: str | Iterable[Message], **parameters: Any) -> Answer:
        """Answer to `messages`.

        Parameters
        ----------
        messages : str or iterable of {"role", "content"}
        **parameters
            ``temperature``, ``max_tokens``, ``seed``, ``top_p``: part of the key, so ask as it was recorded.

        Raises
        ------
        CassetteMiss
            With the ``replay`` backend, if this was never recorded.
        """
        unknown = sorted(set(parameters) - set(PARAMETERS))
        if unknown:
            raise ValueError(
                _("Unknown parameter {name!r}. Known: {known}.").format(
                    name=unknown[0], known=", ".join(PARAMETERS)
                )
            )
        asked = checked_messages(messages)
        key = question_key(self.model, parameters, asked)
        if self.cassette is not None and (self.backend == "replay" or (self.record and key in self.cassette)):
            return self.cassette.get(self.model, parameters, asked)
        text = BACKENDS[self.backend](self.model, parameters, asked, self.base_url)
        answer = Answer(text, self.model, datetime.now(UTC).date().isoformat(), self.backend, key)
        if self.record and self.cassette is not None:
            self.cassette.add(answer, parameters, asked)
        return answer
