"""Threads, processes and depths in which nothing is seen of what a learner's answer calls.

Python tells of calls (`sys.setprofile`) in threads that `threading` begins after it was asked to. It tells nothing of a thread
begun by hand, nor of another process, nor once a function has called itself until the limit (there is no room left to tell in). None
is a fault: a person reads the code. A thread that `threading` began before, such as
one of a pool of the notebook's own, is let be, since honest answers work so: where marks are given, it was asked to tell when it
began (`ForbiddenCalls.listen_in_threads`).
"""

import _thread
import functools
import os
import re
import sys
import threading
import types
from typing import Any

ANOTHER_PROCESS, ANOTHER_THREAD, TOO_DEEP = "another process", "another thread", "the recursion limit"
UNSEEN = (ANOTHER_PROCESS, ANOTHER_THREAD, TOO_DEEP)
# Reported in place of a name: what an answer to a task that forbids something may not do at all.
SWITCHED_OFF = "sys.setprofile"

_STARTS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system", "subprocess.Popen"}
_BEGINS = ("start_new_thread", "start_new", "start_joinable_thread")
# While a function of these runs, Python tells nobody of what it calls.
_DEAF = "sys.addaudithook"
_SYMBOL = re.compile(r"_?Py\w*(?:Profile|Trac)")
_THREADS = tuple(getattr(_thread, name) for name in _BEGINS if hasattr(_thread, name))
_BOOTSTRAP = threading.Thread._bootstrap  # type: ignore[attr-defined]


class Unseen:
    """What is there, and what is started, while it listens."""

    def __init__(self) -> None:
        _hear()
        self._found: set[str] = set()
        self._processes = False
        self._before = len(_blinding), _tracing()

    def listen(self, *, processes: bool) -> None:
        """Begin.

        Parameters
        ----------
        processes : bool
            Whether another process, or a thread that is there already, could be asked: not from an answer's own child, which
            has no way out.
        """
        _listening.append(self)
        self._processes = processes
        self._look_for_silence()
        if processes and _processes_beside():
            self._found.add(ANOTHER_PROCESS)
        if processes and _threads_by_hand():
            self._found.add(ANOTHER_THREAD)

    def end(self) -> set[str]:
        """End; those of `UNSEEN` that were found, and `SWITCHED_OFF` where something was done by which Python falls silent."""
        _listening.remove(self)
        self._look_for_silence()
        found, self._found = self._found, set()
        return found

    def _look_for_silence(self) -> None:
        if (len(_blinding), _tracing()) != self._before:
            self._found.add(SWITCHED_OFF)

    def called(self, function: Any, frame: types.FrameType) -> None:
        """Hear of a function of C that code in `frame` calls."""
        if function not in _THREADS:
            return
        begins = getattr(frame.f_locals.get("self"), "_bootstrap", None)
        if (
            frame.f_code.co_filename != threading.__file__
            or getattr(begins, "__func__", None) is not _BOOTSTRAP
        ):
            self._found.add(ANOTHER_THREAD)

    def started(self, event: str) -> None:
        """Hear of one of Python's audit events (PEP 578)."""
        if event in _STARTS and self._processes:
            self._found.add(ANOTHER_PROCESS)


# An auditor stays as long as its process: one for all, that asks who listens.
_listening: list[Unseen] = []
_blinding: list[str] = []


@functools.cache
def _hear() -> None:
    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event == _DEAF or (event == "ctypes.dlsym" and _SYMBOL.match(str(arguments[1]))):
            _blinding.append(event)
        elif _listening and event in _STARTS:
            for listener in _listening:
                listener.started(event)

    sys.addaudithook(hear)


def _tracing() -> tuple[Any, Any]:
    """The trace functions of this thread and of new ones: while one runs, Python tells of no call."""
    return sys.gettrace(), threading.gettrace()


def _processes_beside() -> bool:
    """Whether a kernel in a process namespace of its own shares it with others than the first process, its keeper."""
    if os.getppid() != 1:
        return False
    return any(name.isdigit() and int(name) not in (1, os.getpid()) for name in os.listdir("/proc"))


def _threads_by_hand() -> bool:
    """Whether another thread runs Python that `threading` did not begin."""
    return any(
        _outermost(frame).f_code is not _BOOTSTRAP.__code__
        for number, frame in sys._current_frames().items()
        if number not in (threading.get_ident(), threading.main_thread().ident)
    )


def _outermost(frame: types.FrameType) -> types.FrameType:
    while frame.f_back is not None:
        frame = frame.f_back
    return frame
