"""What a judge sees of a learner's answer: a value, or something to call. In practice it lives in the same process."""

import contextlib
import copy
import dis
import inspect
import io
import json
import linecache
import signal
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, Protocol

Kind = Literal["value", "callable", "model", "missing"]


class AnswerError(Exception):
    """Any reason why an answer could not be had."""


class AnswerMissing(AnswerError):
    """The answer's name does not exist, or still holds the stub."""


class AnswerCrashed(AnswerError):
    """The learner's code raised.

    Attributes
    ----------
    ename, message : str
        Type and text of the exception.
    line : str
        The learner's source line where it was raised, or ``""``.
    lineno : int or None
        Its number in the cell.
    """

    def __init__(self, ename: str, message: str, line: str = "", lineno: int | None = None):
        super().__init__(f"{ename}: {message}")
        self.ename, self.message, self.line, self.lineno = ename, message, line, lineno


class AnswerTimeout(AnswerError):
    """The learner's code did not come back in time."""


class AnswerRefused(AnswerError):
    """What came back is not data that can be judged (too large, a wrong type, malformed)."""


class Answer(Protocol):
    """A learner's answer. Every method may raise an `AnswerError`."""

    @property
    def kind(self) -> Kind: ...

    @property
    def changed(self) -> set[str]:
        """Arguments given by name that a call so far has left other than they were."""

    def value(self) -> Any:
        """The answer itself, as plain data."""

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Result of calling the answer on copies of the arguments."""

    def method(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Result of one of a fitted model's methods."""

    def afresh(self) -> None:
        """From here on nothing is left of earlier calls, where the answer lives in a process that can be made anew."""


def kind_of(answer: Any) -> Kind:
    """What can be done with an object; ``"missing"`` for the stub ``...`` and for a function whose body is only that."""
    if answer is Ellipsis or _is_stub(answer):
        return "missing"
    if hasattr(answer, "predict") and hasattr(answer, "fit"):
        return "model"
    return "callable" if callable(answer) else "value"


def _is_stub(answer: Any) -> bool:
    """True for a function that does nothing but return None, docstring apart: a released stub nobody has filled."""
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    operations = [
        step for step in dis.get_instructions(code) if step.opname not in ("RESUME", "NOP", "CACHE")
    ]
    return all(
        step.opname in ("LOAD_CONST", "RETURN_CONST", "RETURN_VALUE") and step.argval is None
        for step in operations
    )


def by_position(function: Any, arguments: Mapping[str, Any]) -> bool:
    """Whether a function takes these arguments in their order alone: under names of its own, or as ``*args``.

    Cases name their arguments as the starting text does, in its order. Who calls them otherwise, or wraps the function, answers
    the question all the same.
    """
    try:
        signature = inspect.signature(function, follow_wrapped=False)
    except (TypeError, ValueError):  # some that are written in C have none
        return False
    try:
        signature.bind(**arguments)
    except TypeError:
        try:
            signature.bind(*arguments.values())
        except TypeError:
            return False
        return True
    return False


class LocalAnswer:
    """An answer in this very process: practice in the notebook, and the tests of the graders.

    Parameters
    ----------
    answer : object
        The learner's value, function or fitted model.
    seconds : float
        Time allowed for each call (only where signals exist and in the main thread): of a processor while it computes,
        by the clock while it waits.
    """

    def __init__(self, answer: Any, seconds: float = 10.0):
        self._answer, self._seconds = answer, seconds
        self.changed: set[str] = set()

    @property
    def kind(self) -> Kind:
        return kind_of(self._answer)

    def value(self) -> Any:
        if self._answer is Ellipsis:
            raise AnswerMissing("the stub is still there")
        return _plain(self._answer)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return self._run(self._answer, args, kwargs)

    def afresh(self) -> None:
        """Nothing: this process is the learner's notebook, where earlier calls stay."""

    def method(self, name: str, *args: Any, **kwargs: Any) -> Any:
        found = getattr(self._answer, name, None)
        if not callable(found):
            raise AnswerRefused(f"no method {name!r}")
        return self._run(found, args, kwargs)

    def _run(self, function: Callable[..., Any], args: tuple, kwargs: dict) -> Any:
        given = kwargs
        args, kwargs = copy.deepcopy((args, kwargs))
        in_order = not args and by_position(function, kwargs)
        try:
            with _quiet(), _time_limit(self._seconds):
                result = _plain(function(*kwargs.values()) if in_order else function(*args, **kwargs))
            self.changed |= changed_arguments(given, kwargs)
            return result
        except NotImplementedError:
            raise AnswerMissing("the stub is still there") from None
        except (AnswerError, KeyboardInterrupt):
            raise
        except BaseException as error:  # SystemExit included: a learner's function never ends the kernel
            raise crash(error) from None


def _plain(value: Any) -> Any:
    """`value` as it would come out of a learner's kernel: practice and marking judge the same thing."""
    from labkit.tasks import codec

    try:
        return codec.decode(codec.encode(value))
    except codec.CodecError as error:
        raise AnswerRefused(str(error)) from None


def changed_arguments(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Names of the arguments that a call has left other than they were: compared as data, since that is how they travel."""
    return {
        name
        for name, value in before.items()
        if not _plainly_same(value, after[name]) and _as_data(value) != _as_data(after[name])
    }


def _plainly_same(one: Any, other: Any) -> bool:
    """Whether two values are seen to be the same without writing them as data, which takes longer than most answers do."""
    import numpy as np

    if type(one) is not type(other):
        return False
    if one is None or type(one) in (str, bytes, bool, int, float):
        return bool(one == other)
    if type(one) is np.ndarray and not one.dtype.hasobject:
        same_kind = (one.dtype, one.shape) == (other.dtype, other.shape)
        return same_kind and one.tobytes() == other.tobytes()
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(_plainly_same, one, other))
    return False


def _as_data(value: Any) -> Any:
    from labkit.tasks import codec

    try:
        return _sets_in_order(codec.encode(value, codec.Limits(max_items=20_000_000, max_depth=64)))
    except codec.CodecError as error:  # something that is no data was put into it
        return str(error)


def _sets_in_order(data: Any) -> Any:
    """A copied set may give its items in another order."""
    if isinstance(data, list):
        return [_sets_in_order(item) for item in data]
    if isinstance(data, dict):
        items = {key: _sets_in_order(value) for key, value in data.items()}
        return {**items, "v": sorted(items["v"], key=json.dumps)} if data.get("$") == "set" else items
    return data


def crash(error: BaseException) -> AnswerCrashed:
    """`AnswerCrashed` that names the last line of a notebook cell (or of a file outside packages) in the traceback."""
    try:
        line, number = _place(error)
    except (
        BaseException
    ):  # what stands in an exception of the learner's own is the learner's, and need not be of any kind
        line, number = "", None
    name = type.__dict__["__name__"].__get__(type(error))  # of the class itself, whatever its metaclass says
    return AnswerCrashed(name[:200], said(error)[:500], line, number)


def said(error: BaseException) -> str:
    """An exception's text; empty where it has none: ``__str__`` is code of the learner's, and may raise in turn."""
    try:
        return "".join([str(error)])  # a plain text, also where it gives one of a class of its own
    except BaseException:
        return ""


def _place(error: BaseException) -> tuple[str, int | None]:
    frames = traceback.extract_tb(error.__traceback__)
    learner = [f for f in frames if "ipykernel_" in f.filename or f.filename.startswith("<")]
    if learner:
        line = learner[-1].line or linecache.getline(learner[-1].filename, learner[-1].lineno or 0).strip()
        return line, learner[-1].lineno
    if not isinstance(error, SyntaxError):
        return "", None
    return "".join([error.text or ""]).strip(), error.lineno if type(error.lineno) is int else None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Warnings and prints of the learner's code stay out of a graded cell: nbgrader takes any stderr for a failure."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


# Of the time that passes, what an answer takes at least of a processor unless it waits for something.
_COMPUTES = 0.02
# So many times longer, at the most, where the processor was busy with something else.
_PATIENCE = 6


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    began, computed = time.monotonic(), time.thread_time()

    def stop(*_: Any) -> None:
        passed, used = time.monotonic() - began, time.thread_time() - computed
        # A busy or slow machine takes nothing away: what computes, and was given little of the processor, goes on.
        if _COMPUTES * passed < used < seconds and passed < _PATIENCE * seconds:
            signal.setitimer(signal.ITIMER_REAL, max(seconds - used, 0.05))
            return
        raise AnswerTimeout(f"no answer after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
