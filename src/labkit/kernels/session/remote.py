"""An answer that lives in a learner's kernel: data come back, nothing else."""

from collections.abc import Sequence
from typing import Any, Protocol

from labkit.tasks import codec
from labkit.tasks.answers import AnswerCrashed, AnswerMissing, AnswerRefused, AnswerTimeout, Kind
from labkit.tasks.forbidden_calls import BESIDES

_KINDS: tuple[Kind, ...] = ("value", "callable", "model", "missing")
_ROOM = codec.Limits(max_bytes=2**31, max_items=5_000_000)


# A cell of more lines is no cell: larger numbers are made up.
_MOST_LINES = 1_000_000


class Asked(Protocol):
    """Whatever replies to an answer's questions: a kernel's session, for one."""

    def ask(self, op: str, **content: Any) -> dict[str, Any]:
        """The reply, unchecked but for its being an object."""
        ...


class RemoteAnswer:
    """An `labkit.tasks.answers.Answer` asked of a sandboxed kernel.

    The expression is evaluated once, when the answer is made. Arguments travel as data, so that each call gets fresh
    copies; results are decoded under `limits`, and one that is not plain data raises `AnswerRefused`. With `last` no cell
    will run after the calls, so that they need no process of their own.

    Attributes
    ----------
    refused : bool
        Whether something came back that is no plain data.
    late : bool
        Whether a question was not answered in time, which it spent computing.
    called : set of str
        Those of `watch`, what the task forbids, that were seen to be called; or one of `forbidden_calls.BESIDES`.
    changed : set of str
        Arguments given by name that the kernel says a call has changed. Its word can only cost: it is never what makes
        an answer right.
    """

    def __init__(
        self,
        session: Asked,
        expression: str,
        limits: codec.Limits | None = None,
        *,
        last: bool = False,
        watch: Sequence[str] = (),
    ):
        self.expression, self._session, self._last = expression, session, last
        self.refused, self._watch, self._fresh = False, list(watch), False
        self.late = False
        self.called: set[str] = set()
        self.changed: set[str] = set()
        self._limits = limits or codec.Limits()
        self._bound = session.ask("bind", expression=expression)

    @property
    def kind(self) -> Kind:
        """What the answer claims to be."""
        found = self._checked(self._bound).get("kind")
        if found not in _KINDS:
            raise self._refusal("the kernel's reply is not one that labkit makes")
        return found

    def value(self) -> Any:
        """The answer itself, as plain data."""
        if self.kind == "missing":
            raise AnswerMissing(f"{self.expression} does not exist, or is still the stub")
        return self._data(self._session.ask("value", handle=self._handle()))

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Result of calling the answer."""
        return self._call(None, args, kwargs)

    def method(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Result of one of a fitted model's methods."""
        return self._call(name, args, kwargs)

    def afresh(self) -> None:
        """Nothing of earlier calls is left for the next: they go to another fork of the kernel (unless it is the `last`)."""
        self._fresh = True

    def _call(self, method: str | None, args: tuple, kwargs: dict[str, Any]) -> Any:
        if self.kind == "missing":
            raise AnswerMissing(f"{self.expression} does not exist, or is still the stub")
        sent = {
            "args": codec.encode(args, _ROOM),
            "kwargs": codec.encode(kwargs, _ROOM),
            "fresh": self._fresh,
        }
        self._fresh = False
        reply = self._session.ask(
            "call", handle=self._handle(), method=method, last=self._last, watch=self._watch, **sent
        )
        data, changed = self._data(reply), reply.get("changed")
        self.changed |= {name for name in kwargs if isinstance(changed, list) and name in changed}
        return data

    def _refusal(self, reason: str) -> AnswerRefused:
        self.refused = True
        return AnswerRefused(reason)

    def _handle(self) -> int:
        handle = self._bound.get("handle")
        if type(handle) is not int:
            raise self._refusal("the kernel's reply is not one that labkit makes")
        return handle

    def _data(self, reply: dict[str, Any]) -> Any:
        checked = self._checked(reply)
        called = checked.get("called")
        if self._watch and isinstance(called, list):
            self.called |= {name for name in [*self._watch, *BESIDES] if name in called}
        if "data" not in checked:
            raise self._refusal("the kernel's reply is not one that labkit makes")
        try:
            return codec.decode(checked["data"], self._limits)
        except codec.CodecError as error:
            raise self._refusal(str(error)) from None

    def _checked(self, reply: dict[str, Any]) -> dict[str, Any]:
        status = reply.get("status")
        if status == "ok":
            return reply
        if status == "missing":
            raise AnswerMissing("the stub is still there")
        if status == "refused":
            raise self._refusal(_text(reply.get("detail")))
        if status == "timeout":
            self.late = reply.get("computed") is True
            raise AnswerTimeout(_text(reply.get("detail")))
        if status == "interrupted":  # by itself: where the grader did it, the answer was late
            raise AnswerCrashed("KeyboardInterrupt", "")
        if status == "crashed":
            number = reply.get("lineno")
            number = number if type(number) is int and 0 < number < _MOST_LINES else None
            raise AnswerCrashed(
                _text(reply.get("ename")), _text(reply.get("evalue")), _text(reply.get("line")), number
            )
        raise self._refusal("the kernel's reply is not one that labkit makes")


def _text(value: Any) -> str:
    return value[:500] if isinstance(value, str) else ""
