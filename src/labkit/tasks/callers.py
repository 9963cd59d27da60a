"""Who called: the learner's code, be it through what only hands on a call, or a package for purposes of its own."""

import functools
import os
import sys
import sysconfig
import types
from typing import Any

from labkit.tasks.silent_calls import LABKIT, PACKAGES

# These call nothing but answers.
_ASKING = tuple(os.path.join(LABKIT, room) + os.sep for room in ("kernels", "tasks", "notebook"))
_STANDARD = tuple({sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")})
_SITE = tuple({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
# They call what they are given, as `map` does, and nothing that a task forbids by themselves.
_CARRIERS = tuple(os.path.join(site, name) + os.sep for site in _SITE for name in ("numpy", "pandas"))
_DEEPEST, _MOST_HELD = 200, 1_000


def by_the_learner(frame: types.FrameType | None, name: str, called: Any = None) -> bool:
    """Whether it was the learner's code that called, be it through `map`, a thread, a table's ``apply`` or what calls what it is given."""
    given = False
    for _ in range(_DEEPEST):
        if frame is None:
            return True
        file = frame.f_code.co_filename
        if not _carries(file, name) and not _answers_with(file, name):
            if file.startswith(_ASKING) or not of_a_package(frame):
                return True
            given = given or _holds(frame, called)
            if not given or _among_its_own(file, name) or _names(frame, called):
                return False
        frame = frame.f_back
    return True


def _names(frame: types.FrameType, called: Any) -> bool:
    """Whether code calls a function by its name: it has imported it for purposes of its own."""
    name = getattr(called, "co_name", None) or getattr(called, "__name__", None)
    return called is None or name in frame.f_code.co_names or name in frame.f_code.co_varnames


def _holds(frame: types.FrameType, called: Any) -> bool:
    """Whether code has what it calls from whoever called it: among its arguments, or those of its object."""
    held = list(frame.f_locals.values())
    for value in list(held):
        if type(value).__module__ != "builtins":
            held += list(getattr(value, "__dict__", {}).values())
    for value in held[:_MOST_HELD]:
        parts = value.values() if type(value) is dict else value if type(value) in (list, tuple) else (value,)
        if any(_is(part, called) for part in list(parts)[:_MOST_HELD]):
            return True
    return False


def _is(value: Any, called: Any) -> bool:
    """Whether a value is the function that was called: itself, bound, or with some of its arguments."""
    while isinstance(value, (functools.partial, types.MethodType)):
        value = value.func if isinstance(value, functools.partial) else value.__func__
    return value is called or (isinstance(value, types.FunctionType) and value.__code__ is called)


def _carries(file: str, name: str) -> bool:
    """Whether code of this file only hands on what it was given, where `name` is concerned."""
    if file.startswith("<frozen "):
        return True
    if _among_its_own(file, name):
        return False
    return file.startswith(_CARRIERS) or (file.startswith(_STANDARD) and not file.startswith(_SITE))


def _answers_with(file: str, name: str) -> bool:
    """Whether code of labkit's runs, which asks labkit's own forbidden function on the learner's behalf, as a figure or a report does."""
    ours = name.startswith("labkit.") and file.startswith(LABKIT + os.sep)
    return ours and not file.startswith(_ASKING)


def _among_its_own(file: str, name: str) -> bool:
    root = os.sep + name.partition(".")[0]
    return root + os.sep in file or file.endswith(f"{root}.py")


def of_a_package(frame: types.FrameType) -> bool:
    """Whether a module of a package runs here: code compiled under a package's name has not its module's names."""
    module = sys.modules.get(frame.f_globals.get("__name__", ""))
    ours = module is not None and vars(module) is frame.f_globals
    file = getattr(module, "__file__", None) or ""
    return ours and file == frame.f_code.co_filename and file.startswith(PACKAGES)
