"""Inside the sandbox, outside the learner's process: watches one kernel until it ends, breaks a limit or is let go."""

import contextlib
import json
import os
import select
import signal
import socket
import time
from dataclasses import asdict
from typing import Any

from labkit.kernels.forkserver.notices import answer_notice
from labkit.kernels.forkserver.processes import Spent, Usage
from labkit.kernels.limits import Limits
from labkit.kernels.sandbox import confine

_INTERVAL = 0.05
_MOST_NOTICES = 50


class Watch:
    """What the keeper does while its kernel runs.

    Parameters
    ----------
    control : socket
        To the grader: interrupts (``i``) come in, and questions of the time spent since a mark (``m`` sets it, ``t`` asks);
        events go out; when it closes, the kernel must die.
    gate : socket
        To the kernel before it runs learner code: it hands over the listener of its system-call filter (``l``), and asks for
        its folder of sockets to be closed once they are bound (``r``).
    pid : int
        The kernel.
    on_disk : str, optional
        Its private folder, where that is no file system of its own: its size is watched.
    """

    def __init__(
        self,
        control: socket.socket,
        gate: socket.socket,
        pid: int,
        limits: Limits | None,
        on_disk: str | None = None,
    ):
        self._control, self._gate, self._pid, self._limits = control, gate, pid, limits
        self._usage = Usage(limits, on_disk) if limits else None
        self._mark = Spent()
        self._noticed: set[tuple[str, str]] = set()
        self._listener = -1
        self._poll = select.poll()
        for source in (control.fileno(), gate.fileno(), _pidfd(pid)):
            if source >= 0:
                self._poll.register(source, select.POLLIN)

    def run(self) -> None:
        """Watch to the end. The caller then ends this process."""
        checked = 0.0
        while True:
            ready = dict(self._poll.poll(_INTERVAL * 1000 * (1 if self._limits else 20)))
            if self._control.fileno() in ready and not self._obey():
                return
            if self._gate.fileno() in ready:
                self._serve_gate()
            if self._listener in ready:
                self._notice()
            status = _reap(self._pid)
            if status is not None:
                self._tell(event="exit", code=os.waitstatus_to_exitcode(status), **self._life())
                return
            if self._usage and time.monotonic() - checked > _INTERVAL:
                checked = time.monotonic()
                broken = self._usage.broken()
                if broken:
                    self._tell(event="limit", what=broken, **self._life())
                    return

    def _tell(self, **event: Any) -> None:
        with contextlib.suppress(OSError):
            self._control.sendall(json.dumps(event).encode() + b"\n")

    def _obey(self) -> bool:
        try:
            data = self._control.recv(64)
        except OSError:
            return False
        if b"i" in data:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGINT)
            self._tell(event="interrupted")
        if b"m" in data and self._usage:
            self._mark = self._usage.spent  # a twentieth of a second old at the most
        if b"t" in data and self._usage:
            self._usage.broken()  # if something is, the next look says so
            spent = self._usage.spent
            self._tell(event="spent", cell=asdict(spent.since(self._mark)), **self._life())
        return bool(data)

    def _life(self) -> dict[str, dict[str, float]]:
        """What it has spent so far, as it was when last looked at."""
        return {"life": asdict(self._usage.spent)} if self._usage else {}

    def _serve_gate(self) -> None:
        data, fds = b"", list[int]()
        with contextlib.suppress(OSError):
            data, fds, _, _ = socket.recv_fds(self._gate, 1, 1)
        if fds:
            self._listener = fds[0]
            self._poll.register(self._listener, select.POLLIN)
        elif data == b"r":
            if os.path.isdir(confine.SOCKETS):
                confine.remount_read_only(confine.SOCKETS)
            self._gate.sendall(b"g")
        if not data:
            self._poll.unregister(self._gate.fileno())

    def _notice(self) -> None:
        notice = answer_notice(self._listener)
        if notice is None:
            self._poll.unregister(self._listener)  # nobody is left behind the filter
        elif all(notice) and notice not in self._noticed and len(self._noticed) < _MOST_NOTICES:
            self._noticed.add(notice)
            self._tell(event="seen", kind=notice[0], detail=notice[1])


def _pidfd(pid: int) -> int:
    try:
        return os.pidfd_open(pid)
    except OSError:
        return -1


def _reap(pid: int) -> int | None:
    """Exit status of the kernel, once it has one. A fork bomb leaves orphans faster than they can be reaped: only some each time."""
    for _ in range(32):
        try:
            found, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 0
        if found == 0:
            return None
        if found == pid:
            return status
    return None
