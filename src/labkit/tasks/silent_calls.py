"""Functions whose calls Python tells nobody of, numpy's ufuncs: who holds one, or fetches one while answering, is noted in place of the call."""

import contextlib
import functools
import gc
import os
import sys
import types
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

LABKIT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Where code lies that no learner wrote.
PACKAGES = tuple({os.path.dirname(LABKIT), sys.prefix, sys.base_prefix})
_KIND = "ufunc"
# What hands on what it holds, and has no names of its own in which to look.
_HOLDERS = (list, tuple, set, frozenset, deque)
_MOST = 5_000


class SilentCalls:
    """The ufuncs of the modules that a task forbids.

    Attributes
    ----------
    known : dict
        Each with the module that the task names, by identity, and kept, so that no number is given twice.
    """

    def __init__(self) -> None:
        self.known: dict[int, tuple[Any, str]] = {}

    def learn(self, name: str, module: types.ModuleType) -> None:
        """Those of `module`, which the task forbids as `name`."""
        self.known |= {id(v): (v, name) for v in vars(module).values() if type(v).__name__ == _KIND}

    def name_of(self, value: Any) -> str:
        """The forbidden module that a value is a ufunc of; empty for all others."""
        return self.known[id(value)][1] if id(value) in self.known else ""

    def held(self, frame: types.FrameType) -> set[str]:
        """Forbidden modules of which the code that begins in `frame` holds a ufunc, under whatever name, in whatever it uses."""
        found: set[str] = set()
        names = set(_names(frame.f_code))
        todo = [*frame.f_locals.values(), *_looked_up(names, frame.f_globals)]
        seen: set[int] = set()
        while todo and len(seen) < _MOST:
            value = todo.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if name := self.name_of(value):
                found.add(name)
            elif isinstance(value, types.ModuleType):
                todo += [each for each in _looked_up(names, vars(value)) if self.name_of(each)]
            else:
                with contextlib.suppress(Exception):  # objects of the learner's may refuse to be looked at
                    inside = _inside(value)
                    names |= inside[0]
                    todo += inside[1]
        return found

    @contextlib.contextmanager
    def told_when_fetched(self, tell: Callable[[types.FrameType, str], None]) -> Iterator[None]:
        """Meanwhile whoever takes one out of its module, by whatever way, gets one that tells of its calls."""
        if not self.known:  # there are thousands of modules to look through
            yield
            return
        roots = {name for _, name in self.known.values()}
        spaces = [
            vars(module)
            for place, module in list(sys.modules.items())
            if type(module) is types.ModuleType
            and any(place == root or place.startswith(f"{root}.") for root in roots)
        ]
        taken = [(space, key, v) for space in spaces for key, v in list(space.items()) if self.name_of(v)]
        for space, key, value in taken:
            space[key] = _Telling(value, self.name_of(value), tell)
        try:
            yield
        finally:
            for space, key, value in taken:
                space[key] = value


class _Telling:
    """A ufunc that tells of its calls; what else is asked of it is the ufunc's own."""

    def __init__(self, function: Any, name: str, tell: Callable[[types.FrameType, str], None]):
        self.__wrapped__, self._name, self._tell = function, name, tell

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._tell(sys._getframe(1), self._name)
        return self.__wrapped__(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        self._tell(sys._getframe(1), self._name)
        return getattr(self.__wrapped__, name)


def _names(code: types.CodeType) -> Iterator[str]:
    """Names that a code may look up, those of the functions inside it too."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _looked_up(names: set[str], space: dict[str, Any]) -> list[Any]:
    return [space[name] for name in names if name in space]


def _inside(value: Any) -> tuple[set[str], list[Any]]:
    """What a value of the learner's leads to: further names, and further values."""
    nothing: set[str] = set()
    if isinstance(value, types.FunctionType):
        if value.__code__.co_filename.startswith(PACKAGES):
            return nothing, []
        names = set(_names(value.__code__))
        held = [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values(), *vars(value).values()]
        return names, [*_looked_up(names, value.__globals__), *(value.__closure__ or ()), *held]
    if isinstance(value, types.CellType):
        return nothing, [value.cell_contents]
    if isinstance(value, types.MethodType):
        return nothing, [value.__func__, value.__self__]
    if isinstance(value, (staticmethod, classmethod)):
        return nothing, [value.__func__]
    if isinstance(value, functools.partial):
        return nothing, [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, dict):
        return nothing, list(value.values())
    if isinstance(value, _HOLDERS):
        return nothing, list(value)
    if hasattr(type(value), "__next__"):
        return nothing, gc.get_referents(value)
    if type(value).__name__ == "ndarray" and value.dtype == object:
        return nothing, value.ravel()[:_MOST].tolist()
    if type(value).__name__ == "vectorize":
        return nothing, [value.pyfunc]
    kind = value if isinstance(value, type) else type(value)
    if _of_a_package(kind):
        return nothing, []
    return nothing, [*vars(kind).values(), *getattr(value, "__dict__", {}).values()]


def _of_a_package(kind: type) -> bool:
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    return kind.__module__ != "__main__" and (file is None or file.startswith(PACKAGES))
