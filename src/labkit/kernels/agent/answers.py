"""Inside the sandbox: a learner's answers, kept by number and asked for as data."""

import ast
import contextlib
import io
import json
import sys
import traceback
import warnings
from collections.abc import Iterator
from typing import Any

from labkit.kernels.agent.child import Child
from labkit.tasks import codec
from labkit.tasks.answers import by_position, changed_arguments, crash, kind_of
from labkit.tasks.forbidden_calls import ForbiddenCalls

# Taken before any learner's code runs, which may put others in their place.
_in_order, _dumps = sorted, json.dumps
_ROOM = codec.Limits(max_bytes=2**31, max_items=20_000_000, max_depth=64)


class Answers:
    """Answers read so far.

    Parameters
    ----------
    shell : InteractiveShell
        Its ``user_ns`` is where expressions are evaluated.
    """

    def __init__(self, shell: Any):
        self._shell = shell
        self._kept: list[Any] = []
        self._child: Child | None = None
        self._childs_handle = -1
        self._forbidden = ForbiddenCalls()

    def reply(self, message: dict[str, Any]) -> dict[str, Any]:
        """Answer ``bind`` (an expression), ``value`` or ``call`` (of an answer already bound); ``listen`` before any cell."""
        if message["op"] == "call" and not message["last"]:
            return self._childs_reply(message)
        self._end_child()
        return self._perform(message)

    def _childs_reply(self, message: dict[str, Any]) -> dict[str, Any]:
        """Calls of one answer go to one child, forked at the first, until one asks for a fresh child."""
        same = self._childs_handle == message["handle"] and not message["fresh"]
        if self._child is None or not self._child.alive or not same:
            self._end_child()
            self._child, self._childs_handle = Child(self._perform_in_child), message["handle"]
        return self._child.ask(message)

    def rest(self) -> None:
        """No question is open: a cell is about to run, and nothing may tell it what was asked."""
        self._end_child()

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def _perform(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            with quiet():
                return {"status": "ok", **getattr(self, f"_{message['op']}")(message)}
        except NotImplementedError:
            return {"status": "missing"}
        except codec.CodecError as error:
            return {"status": "refused", "detail": str(error)[:300]}
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit included
            return _crashed(error)

    def _perform_in_child(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._perform(message)
        except KeyboardInterrupt as error:  # the answer's own: only the kernel is ever interrupted
            return _crashed(error)

    def _listen(self, message: dict[str, Any]) -> dict[str, Any]:
        self._forbidden.listen_in_threads()
        return {}

    def _bind(self, message: dict[str, Any]) -> dict[str, Any]:
        expression = ast.parse(message["expression"].strip(), mode="eval")
        try:
            found = eval(compile(expression, "<answer>", "eval"), self._shell.user_ns)
        except NameError as error:
            if len(traceback.extract_tb(error.__traceback__)) == 2:  # this frame and the expression itself
                return {"kind": "missing", "handle": -1}
            raise
        self._kept.append(found)
        return {"kind": kind_of(found), "handle": len(self._kept) - 1}

    def _value(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"data": _sized(codec.encode(self._kept[message["handle"]], _ROOM), message["most"])}

    def _call(self, message: dict[str, Any]) -> dict[str, Any]:
        target = self._kept[message["handle"]]
        args, kwargs = codec.decode(message["args"], _ROOM), codec.decode(message["kwargs"], _ROOM)
        # A last answer may start processes, where nothing is seen of what it calls. An object's own attributes and signature are
        # code of the learner's too, and the arguments are there to be found.
        with self._forbidden.noting(message.get("watch", ()), processes=message["last"]):
            if message["method"] is not None:
                target = getattr(target, message["method"], None)
                if not callable(target):
                    raise codec.CodecError(f"no method {message['method']!r}")
            in_order = not args and by_position(target, kwargs)
            result = target(*kwargs.values()) if in_order else target(*args, **kwargs)
            data = _sized(codec.encode(result, _ROOM), message["most"])
        changed = changed_arguments(codec.decode(message["kwargs"], _ROOM), kwargs)
        return {"data": data, "called": _in_order(self._forbidden.called), "changed": _in_order(changed)}


def _sized(data: Any, most: int) -> Any:
    """An honest answer that is too large is refused here; a hostile one ends the kernel when it arrives."""
    size = len(_dumps(data))
    if size > most:
        raise codec.CodecError(f"{size} bytes are more than the {most} allowed")
    return data


def _crashed(error: BaseException) -> dict[str, Any]:
    where = crash(error)
    return {
        "status": "crashed",
        "ename": where.ename,
        "evalue": where.message,
        "line": where.line,
        "lineno": where.lineno,
    }


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """A learner's prints and warnings during a question are not outputs of a cell."""
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.stdout, sys.stderr = kept
