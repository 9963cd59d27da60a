"""Notes which of the functions and modules that a task forbids are used, however the learner's code came by them.

A check in the notebook and the kernel that is marked both look, so that practice says what marking will. While an answer is
called, Python tells of every call (`sys.setprofile`): a function is known by its code, whatever it is called now, and a module by
where its code lies. The cells themselves are not looked at, so that a course's own import works. All of it lives where the
learner's code does, which can blind it: it adds to the static reading of `labkit.grading.judging.forbidden`.
"""

import contextlib
import sys
import threading
import types
from collections.abc import Iterator, Sequence
from typing import Any

from labkit.tasks.callers import by_the_learner, of_a_package
from labkit.tasks.silent_calls import PACKAGES, SilentCalls
from labkit.tasks.unseen import SWITCHED_OFF, TOO_DEEP, UNSEEN, Unseen

BESIDES = (SWITCHED_OFF, *UNSEEN)

_SWITCHES = (sys.setprofile, sys.settrace)
# The same for threads to come, written in Python.
_SWITCHES_FOR_THREADS = (threading.setprofile.__code__, threading.settrace.__code__)
_MOST_MODULES = 10_000
# Bytes of code that nobody writes twice by chance, with the same names of arguments and variables; a formula of one line has fewer.
_LONG = 300
# Frames that a function has which calls itself to the limit through others of C: at least one in so many.
_OF_THE_ROOM = 4


class ForbiddenCalls:
    """Forbidden functions that were called so far, other than by a package for purposes of its own.

    Attributes
    ----------
    called : set of str
        Their dotted names, as the task gives them: ``labkit.evaluate.net_benefit``, or a module's, ``sklearn``. Of a class,
        each of its methods counts: an object may have been made before.
    """

    def __init__(self) -> None:
        self.called: set[str] = set()
        self._names: list[str] = []
        self._unknown: list[str] = []
        self._modules: dict[str, str] = {}
        self._places: dict[tuple[str, str, int], str] = {}
        self._texts: dict[tuple[Any, ...], str] = {}
        # By identity, and kept, so that no number is given twice: equal code may be another function's.
        self._known: dict[int, tuple[Any, str]] = {}
        self._seen: dict[int, tuple[types.CodeType, str]] = {}
        self._silent = SilentCalls()
        self._hook = self._note  # one object, which can be recognized
        self._unseen = Unseen()
        self._depth = self._deepest = 0
        self._on = False
        self._off = False  # whether a thread switched it off before anything was asked

    @contextlib.contextmanager
    def noting(self, names: Sequence[str], *, processes: bool = False) -> Iterator[None]:
        """Note meanwhile calls of the functions and of whole modules that `names` gives.

        Noted too are threads in which nothing would be noted, and with `processes` such processes (`labkit.tasks.unseen`).
        """
        if not names:
            yield
            return
        new = [name for name in dict.fromkeys(names) if name not in self._names]
        if new:
            self._names, self._unknown, self._modules = self._names + new, self._unknown + new, {}
        self._learn()
        self._unseen.listen(processes=processes)
        before, in_threads = sys.getprofile(), threading.getprofile()
        threading.setprofile(self._hook)
        self._depth = self._deepest = 0
        room = sys.getrecursionlimit() - _frames()
        sys.setprofile(self._hook)
        self._on = True
        try:
            with self._silent.told_when_fetched(self._told):
                yield
        finally:
            self._on = False
            self.called |= self._unseen.end()
            off = sys.getprofile() is not self._hook
            sys.setprofile(before)
            threading.setprofile(in_threads)
            if off or self._off:
                # Python itself takes the hook away where it has no room left to be called in; calls of C take room too.
                lost = not self._off and self._deepest > room / _OF_THE_ROOM
                self.called.add(TOO_DEEP if lost else SWITCHED_OFF)

    def listen_in_threads(self) -> None:
        """Have threads that `threading` begins from now on, such as a pool's, tell of their calls whenever `noting` is on."""
        threading.setprofile(self._hook)

    def _learn(self) -> None:
        """The code of those whose modules are imported by now."""
        for name in list(self._unknown):
            module, _, member = name.rpartition(".")
            found = getattr(sys.modules.get(module), member, None)
            if isinstance(found, types.ModuleType):
                self._silent.learn(name, found)
            if found is None or isinstance(found, types.ModuleType):
                continue
            self._unknown.remove(name)
            for function in vars(found).values() if isinstance(found, type) else [found]:
                home = sys.modules.get(getattr(found, "__module__", None) or "")
                self._remember(function, name, getattr(home, "__file__", None))

    def _remember(self, function: Any, name: str, home: str | None) -> None:
        while function is not None:
            function = getattr(function, "__func__", function)
            code = getattr(function, "__code__", None)
            if isinstance(function, types.BuiltinFunctionType):
                self._known[id(function)] = function, name
            elif isinstance(code, types.CodeType) and code.co_filename == home:
                # What every named tuple has, or a decorator made, is nobody's: its code lies elsewhere.
                self._known[id(code)] = code, name
                self._places[_place(code)] = name
                if len(code.co_code) > _LONG:
                    self._texts[_text(code)] = name
            function = getattr(function, "__wrapped__", None)

    def _note(self, frame: types.FrameType, event: str, argument: Any) -> None:
        if not self._on:
            if event == "c_call" and argument in _SWITCHES and frame.f_code.co_filename != __file__:
                self._off = True
            return
        if event == "return":
            self._depth -= 1
        elif event == "call":
            # At the limit this is the last to run: the less it calls, the fewer errors are its own.
            self._depth += 1
            if self._depth > self._deepest:
                self._deepest = self._depth
            code = frame.f_code
            if code in _SWITCHES_FOR_THREADS:
                self.called.add(SWITCHED_OFF)
            if self._silent.known and id(code) not in self._seen and not of_a_package(frame):
                self.called |= self._silent.held(frame)
            _, name = self._seen.get(id(code)) or self._seen.setdefault(
                id(code), (code, self._name_of(frame))
            )
            if name and name not in self.called and by_the_learner(frame.f_back, name, code):
                self.called.add(name)
        elif event == "c_call":
            self._unseen.called(argument, frame)
            name = self._builtin(argument)
            if name and name not in self.called and by_the_learner(frame, name, argument):
                self.called.add(name)

    def _name_of(self, frame: types.FrameType) -> str:
        """The forbidden name that this code is, or belongs to; empty for all others."""
        code = frame.f_code
        if code.co_name == "__del__":  # whenever memory is tidied up
            return ""
        if any(name.rpartition(".")[0] in sys.modules for name in self._unknown):
            self._learn()
        if id(code) in self._known:
            return self._known[id(code)][1]
        return (
            self._places.get(_place(code)) or self._texts.get(_text(code)) or self._within(_module_of(frame))
        )

    def _told(self, frame: types.FrameType, name: str) -> None:
        if self._on and name not in self.called and by_the_learner(frame, name):
            self.called.add(name)

    def _builtin(self, function: Any) -> str:
        if function in _SWITCHES:
            return SWITCHED_OFF
        if id(function) in self._known:
            return self._known[id(function)][1]
        owner = getattr(function, "__self__", None)
        if name := self._silent.name_of(owner):  # a ufunc's own methods: `reduce`, `at`
            return name
        module = function.__module__
        if not isinstance(module, str):
            kind = owner if isinstance(owner, type) else type(owner)
            module = owner.__name__ if isinstance(owner, types.ModuleType) else _defined_in(kind)
        return self._within(module)

    def _within(self, module: str) -> str:
        """The forbidden name that a module is, or lies in; asked at each call of a function of C, so that it is remembered."""
        known = (
            self._modules.get(module) if type(module) is str else None
        )  # a text of another class says what it likes
        if known is not None:
            return known
        found = next((name for name in self._names if module == name or module.startswith(f"{name}.")), "")
        if type(module) is str and len(self._modules) < _MOST_MODULES:
            self._modules[module] = found
        return found


def _frames() -> int:
    """How deep the calls are that lead here."""
    frame, count = sys._getframe(), 0
    while frame is not None:
        frame, count = frame.f_back, count + 1  # type: ignore[assignment]
    return count


def _place(code: types.CodeType) -> tuple[str, str, int]:
    """What a copy of the code has in common with it."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _text(code: types.CodeType) -> tuple[Any, ...]:
    """What the library's source has in common with it when it is executed from another file, with other names for what it calls."""
    return code.co_code, len(code.co_names), code.co_varnames


def _defined_in(kind: type) -> str:
    module = type.__dict__["__module__"].__get__(kind)
    return module if isinstance(module, str) else ""


def _module_of(frame: types.FrameType) -> str:
    """The module whose code runs, empty for code that lies in no package."""
    module = frame.f_globals.get("__name__")
    return module if isinstance(module, str) and frame.f_code.co_filename.startswith(PACKAGES) else ""


@contextlib.contextmanager
def watching(names: Sequence[str]) -> Iterator[set[str]]:
    """The forbidden functions and modules that are used meanwhile."""
    watch = ForbiddenCalls()
    with watch.noting(names):
        yield watch.called
