"""Supervised processes that read, judge and write submissions: what a submission makes them do has a clock and an end.

Kernels have limits of their own (`labkit.kernels.limits`). This is for the trusted side: keys that collide, text on which
an expression turns for minutes, values that fill the memory. Processor time is limited, which a busy machine does not
take away from anybody; the wall clock, with much to spare, is for what waits and does not compute.
"""

import contextlib
import gc
import math
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, Protocol

from labkit.grading.assignment import Assignment
from labkit.grading.pipeline import grade_one, prepare

FORKED = sys.platform.startswith("linux")
CPU_SECONDS = 30
MEMORY_BYTES = 2**30
# Two kernels may use up their time, on a machine that gives them half of it.
_PATIENCE, _SPARE_SECONDS = 4, 120.0


class Overrun(Exception):
    """A submission took more than the grader gives any; its text says of what."""


class Died(Exception):
    """The process ended, by nothing that the submission is known to have done."""


class Work(Protocol):
    """What a supervised process does with one submission after another."""

    @property
    def most_seconds(self) -> float:
        """Of the wall clock, for one submission."""

    def begin(self) -> Callable[[Any], Any]:
        """In the process: make what all submissions share; what is returned is called with each of them."""


def most_seconds(assignment: Assignment) -> float:
    """Of the wall clock, for the kernels of one submission and all that is made of it."""
    return _PATIENCE * assignment.limits.total_seconds + _SPARE_SECONDS


@dataclass(frozen=True)
class Grading:
    """Reading and judging."""

    assignment: Assignment

    @property
    def most_seconds(self) -> float:
        return most_seconds(self.assignment)

    def begin(self) -> Callable[[Any], Any]:
        from labkit.kernels.forkserver.pool import lend

        lend(os.getppid())  # nothing to take where it was not forked
        prepare(self.assignment)
        return lambda handed_in: grade_one(self.assignment, handed_in)


class Supervised:
    """A process that does one piece of work at a time.

    Parameters
    ----------
    work : Work
    forked : bool
        Forked from this process, with all that it has imported; otherwise an interpreter of its own, as where threads run.
    others : sequence of Connection
        What a forked process must not keep open.
    """

    def __init__(self, work: Work, *, forked: bool = True, others: Sequence[Connection] = ()):
        self._most_seconds = work.most_seconds
        self.job: Any = None
        self._until = math.inf
        self._forked: Any = None
        self._spawned: subprocess.Popen | None = None
        self.connection, theirs = Pipe()
        with theirs:
            if forked:
                arguments = (theirs, [self.connection, *others], work)
                context = multiprocessing.get_context("fork")
                self._forked = context.Process(target=_forked, args=arguments, daemon=True)
                self._forked.start()
            else:
                line = [sys.executable, "-m", "labkit.grading.run.supervised", str(theirs.fileno())]
                self._spawned = subprocess.Popen(line, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        if not forked:
            self._send(work)

    def give(self, job: Any) -> None:
        """Hand it a submission; `take` has what became of it."""
        self.job, self._until = job, time.monotonic() + self._most_seconds
        self._send(job)

    def _send(self, what: Any) -> None:
        with contextlib.suppress(OSError):  # it has ended: `take` says how
            self.connection.send(what)

    def done(self, job: Any) -> Any:
        """`give` and `take` in one: what became of `job`, waited for."""
        self.give(job)
        wait([self.connection], self._most_seconds)
        result = self.take()
        self.job = None
        return result

    @property
    def overdue(self) -> bool:
        """Whether its time by the wall clock is over."""
        return time.monotonic() > self._until

    def take(self) -> Any:
        """What the work made of the submission, once there is something to read or it is overdue.

        Raises
        ------
        Overrun, Died
            The process is no more.
        Exception
            What the work raised: it concerns every submission.
        """
        self._until = math.inf
        try:
            if not self.connection.poll():
                raise Overrun(f"{self._most_seconds:.0f} s")
            kind, said = self.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            code = self._end()
            if code == -signal.SIGXCPU:
                raise Overrun(f"{CPU_SECONDS} s") from None
            raise Died(str(code)) from None
        except Overrun:
            self.kill()
            raise
        if kind == "memory":
            self.kill()  # what it still holds goes with it
            raise Overrun(f"{MEMORY_BYTES // 2**20} MiB")
        if kind == "error":
            raise said
        return said

    def _end(self) -> int:
        if self._spawned is not None:
            return self._spawned.wait()
        self._forked.join()
        return self._forked.exitcode

    @property
    def pid(self) -> int:
        return self._spawned.pid if self._spawned is not None else self._forked.pid

    def kill(self) -> None:
        """End it, and with it the kernels it was using."""
        (self._spawned or self._forked).kill()
        self._end()
        self.connection.close()


# ---- in the process ----------------------------------------------------------------------------------------------------


def _forked(connection: Connection, others: Sequence[Connection], work: Work) -> None:
    from labkit.kernels.sandbox import confine

    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends this process
    if FORKED:
        confine.prctl(confine.PR_SET_PDEATHSIG, signal.SIGKILL)
    _serve(connection, work)


def _serve(connection: Connection, work: Work) -> None:
    perform = _begun(work)
    gc.freeze()  # what all submissions share is not looked through for garbage after each
    _limit_memory()
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        _limit_processor()
        reply: tuple[str, Any]
        try:
            reply = "done", perform(job)
        except MemoryError:
            reply = "memory", None
        except Exception as error:
            reply = "error", _portable(error)
        try:
            connection.send(reply)
        except MemoryError:
            connection.send(("memory", None))


def _begun(work: Work) -> Callable[[Any], Any]:
    """What performs it; where it could not begin, each submission is told why."""
    try:
        return work.begin()
    except Exception as error:
        failed = error

    def fail(job: Any) -> None:
        raise failed

    return fail


def _portable(error: Exception) -> Exception:
    """The error, or its text where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _limit_processor() -> None:
    """The limit's signal ends a process also in the middle of one long call into C."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(time.process_time()) + CPU_SECONDS
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def _limit_memory() -> None:
    """So much more than there is now, everything prepared: a MemoryError ends the submission, not the machine."""
    import resource

    from labkit.kernels.sandbox.confine import data_bytes

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = data_bytes() + MEMORY_BYTES
    resource.setrlimit(
        resource.RLIMIT_DATA, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


if __name__ == "__main__":
    from labkit.grading.run import supervised

    _link = Connection(int(sys.argv[1]))
    supervised._serve(_link, _link.recv())
