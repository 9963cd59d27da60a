"""Inside the sandbox: notes which of the functions that a task forbids are called, however the learner's code came by them.

Like all in here it can be blinded by hostile code: it adds to the static reading of `labkit.grading.judging.forbidden`.
"""

import os
import sys
import types
from collections.abc import Sequence
from typing import Any

_PACKAGES = tuple(
    {
        os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))),
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
        Their dotted names, as the task gives them: ``labkit.evaluate.net_benefit``. Whole modules are not watched.
    """

    def __init__(self) -> None:
        self.called: set[str] = set()
        self._watched: set[str] = set()

    def watch(self, names: Sequence[str]) -> None:
        """Note calls of those whose modules are imported by now."""
        for name in names:
            module, _, member = name.rpartition(".")
            found = getattr(sys.modules.get(module), member, None)
            if name not in self._watched and found is not None:
                self._watched.add(name)
                self._replace(vars(found).get("__init__") if isinstance(found, type) else found, name)

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

        place = _CALLS.format(len(self._watched))
        function.__globals__[place] = noted
        stub: dict[str, Any] = {}
        exec(f"def stub(*args, **kwargs):\n    return {place}(*args, **kwargs)", stub)
        function.__defaults__ = function.__kwdefaults__ = None
        function.__code__ = stub["stub"].__code__
