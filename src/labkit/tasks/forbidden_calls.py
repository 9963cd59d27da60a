"""Notes which of the functions that a task forbids are called, however the learner's code came by them.

A check in the notebook and the kernel that is marked both look, so that practice says what marking will. Both live where the
learner's code does, which can blind them: they add to the static reading of `labkit.grading.judging.forbidden`.
"""

import contextlib
import os
import sys
import types
from collections.abc import Iterator, Sequence
from typing import Any

_PACKAGES = tuple(
    {
        os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
        sys.prefix,
        sys.base_prefix,
    }
)
_CALLS = "__labkit_noted_{}"


def _of_a_package(frame: types.FrameType) -> bool:
    """Whether a module of a package runs here: code compiled under a package's name has not its module's names."""
    module = sys.modules.get(frame.f_globals.get("__name__", ""))
    ours = module is not None and vars(module) is frame.f_globals
    file = getattr(module, "__file__", None) or ""
    return ours and file == frame.f_code.co_filename and file.startswith(_PACKAGES)


class ForbiddenCalls:
    """Forbidden functions that were called so far, other than from within a package.

    Attributes
    ----------
    called : set of str
        Their dotted names, as the task gives them: ``labkit.evaluate.net_benefit``. Of a class, each of its methods counts:
        an object may have been made before. Whole modules are not watched.
    """

    def __init__(self) -> None:
        self.called: set[str] = set()
        self._watched: set[str] = set()
        self._originals: list[tuple[types.FunctionType, types.FunctionType]] = []

    def watch(self, names: Sequence[str]) -> None:
        """Note calls of those whose modules are imported by now."""
        for name in names:
            module, _, member = name.rpartition(".")
            found = getattr(sys.modules.get(module), member, None)
            if name not in self._watched and found is not None:
                self._watched.add(name)
                for function in vars(found).values() if isinstance(found, type) else [found]:
                    self._replace(function, name)

    def restore(self) -> None:
        """All functions are again as they were."""
        for function, original in self._originals:
            function.__code__ = original.__code__
            function.__defaults__, function.__kwdefaults__ = original.__defaults__, original.__kwdefaults__
        self._originals.clear()
        self._watched.clear()

    def _replace(self, function: Any, name: str) -> None:
        """Exchange the code of a function in place: it is noted also where it was imported by another name before."""
        if not isinstance(function, types.FunctionType) or function.__closure__:
            return
        original = types.FunctionType(
            function.__code__, function.__globals__, function.__name__, function.__defaults__
        )
        original.__kwdefaults__ = function.__kwdefaults__

        def noted(*args: Any, **kwargs: Any) -> Any:
            if not _of_a_package(sys._getframe(2)):
                self.called.add(name)
            return original(*args, **kwargs)

        self._originals.append((function, original))
        place = _CALLS.format(len(self._originals))
        function.__globals__[place] = noted
        stub: dict[str, Any] = {}
        exec(f"def stub(*args, **kwargs):\n    return {place}(*args, **kwargs)", stub)
        function.__defaults__ = function.__kwdefaults__ = None
        function.__code__ = stub["stub"].__code__


@contextlib.contextmanager
def watching(names: Sequence[str]) -> Iterator[set[str]]:
    """The forbidden functions that are called meanwhile; afterwards they are as they were."""
    watch = ForbiddenCalls()
    watch.watch(names)
    try:
        yield watch.called
    finally:
        watch.restore()
