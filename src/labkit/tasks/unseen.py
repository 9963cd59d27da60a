"""Threads and processes in which nothing is seen of what a learner's answer calls.

Python tells of calls (`sys.setprofile`) in threads that `threading` begins after it was asked to. It tells nothing of a thread
begun by hand, nor of another process. Neither is a fault: a person reads the code. Of a thread that `threading` began before, such
as one of a pool of the notebook's own, nothing is told either, and it is let be: honest answers work so.
"""

import _thread
import functools
import os
import sys
import threading
import types
from typing import Any

ANOTHER_PROCESS, ANOTHER_THREAD = "another process", "another thread"
UNSEEN = (ANOTHER_PROCESS, ANOTHER_THREAD)

_STARTS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system", "subprocess.Popen"}
_BEGINS = ("start_new_thread", "start_new", "start_joinable_thread")
_THREADS = tuple(getattr(_thread, name) for name in _BEGINS if hasattr(_thread, name))
_BOOTSTRAP = threading.Thread._bootstrap  # type: ignore[attr-defined]


class Unseen:
    """What is there, and what is started, while it listens."""

    def __init__(self) -> None:
        self._found: set[str] = set()
        self._processes = False

    def listen(self, *, processes: bool) -> None:
        """Begin.

        Parameters
        ----------
        processes : bool
            Whether another process could be asked: not from an answer's own child, which has no way out.
        """
        _hear()
        _listening.append(self)
        self._processes = processes
        if processes and _processes_beside():
            self._found.add(ANOTHER_PROCESS)

    def end(self) -> set[str]:
        """End; those of `UNSEEN` that were found."""
        _listening.remove(self)
        found, self._found = self._found, set()
        return found

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


@functools.cache
def _hear() -> None:
    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if _listening and event in _STARTS:
            for listener in _listening:
                listener.started(event)

    sys.addaudithook(hear)


def _processes_beside() -> bool:
    """Whether a kernel in a process namespace of its own shares it with others than the first process, its keeper."""
    if os.getppid() != 1:
        return False
    return any(name.isdigit() and int(name) not in (1, os.getpid()) for name in os.listdir("/proc"))
