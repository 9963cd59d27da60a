"""Inside the sandbox, outside the learner's process: first process of a kernel's PID namespace.

The learner's code cannot signal, trace or read it. It unpacks the working copy, forks the kernel, counts memory and
processes, passes on interrupts, and ends when the grader hangs up: with it, everything in its namespace is killed.
"""

import contextlib
import json
import os
import select
import signal
import socket
import tarfile
from typing import Any

from labkit.grading import sandbox_confine as confine
from labkit.grading.limits import Limits
from labkit.grading.zygote_kernel import enter, serve_wire, serve_zmq

_PAGE = os.sysconf("SC_PAGESIZE")
_INTERVAL_MS = 50


def keep(request: dict[str, Any], fds: list[int], kernel: Any, *, nested: bool, sandbox: bool) -> None:
    """Set up one kernel, run it, watch it to its end. Never returns.

    Parameters
    ----------
    request : dict
        ``limits`` (None: none), ``environment``, ``whole_environment`` (replace all of it), ``workdir`` (None: the private
        copy), ``connection`` (a Jupyter connection, for a kernel that speaks ZeroMQ), ``sockets`` (name of its folder).
    fds : list of int
        The kernel's socket, this process's control socket, the pipe for raw output, the working copy (a tar file).
    """
    wire, control, raw, copy = fds
    os.setsid()
    limits = Limits(**request["limits"]) if request["limits"] else None
    control_sock = socket.socket(fileno=control)
    gate, theirs = socket.socketpair()
    sockets = request.get("sockets")
    try:
        if nested:
            confine.isolate(limits or Limits(), sockets)
        elif not sandbox:
            confine.prctl(confine.PR_SET_CHILD_SUBREAPER, 1)
        workdir = request["workdir"] or confine.WORKDIR
        if request["workdir"] is None:
            _unpack(copy, workdir)
        if request.get("whole_environment"):
            os.environ.clear()
        os.environ.update(request["environment"])
        pid = os.fork()
    except OSError as error:
        _tell(control_sock, event="failed", detail=str(error)[:500])
        os._exit(1)
    if pid == 0:
        try:
            enter(wire, raw, theirs.fileno(), workdir, limits, sandbox=sandbox)
            if request.get("connection"):
                serve_zmq(request["connection"])
            else:
                serve_wire(kernel)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(1)
    for fd in (wire, raw, copy, theirs.detach()):
        os.close(fd)
    _tell(control_sock, event="started", pid=pid)
    if sockets and nested:
        _close_sockets_folder(gate)
    gate.close()
    _watch(control_sock, pid, limits)
    if not nested:
        kill_descendants()
    os._exit(0)


def _close_sockets_folder(gate: socket.socket) -> None:
    """Once the kernel has bound its sockets the folder shared with the host takes no more files."""
    gate.settimeout(60)
    with contextlib.suppress(OSError):
        if gate.recv(1):
            confine.remount_read_only(confine.SOCKETS)
            gate.sendall(b"g")


def _tell(control: socket.socket, **event: Any) -> None:
    with contextlib.suppress(OSError):
        control.sendall(json.dumps(event).encode() + b"\n")


def _unpack(copy: int, workdir: str) -> None:
    os.makedirs(workdir, exist_ok=True)
    with os.fdopen(os.dup(copy), "rb") as file, tarfile.open(fileobj=file, mode="r:") as archive:
        archive.extractall(workdir, filter="data")


# ---- watching ------------------------------------------------------------------------------------------------------


def _watch(control: socket.socket, pid: int, limits: Limits | None) -> None:
    poll = select.poll()
    poll.register(control, select.POLLIN)
    with contextlib.suppress(OSError):
        poll.register(os.pidfd_open(pid), select.POLLIN)
    while True:
        events = dict(poll.poll(_INTERVAL_MS if limits else 20 * _INTERVAL_MS))
        if control.fileno() in events and not _obey(control, pid):
            return
        status = _reap(pid)
        if status is not None:
            _tell(control, event="exit", code=os.waitstatus_to_exitcode(status))
            return
        broken = _broken_limit(limits) if limits else None
        if broken:
            _tell(control, event="limit", what=broken)
            return


def _obey(control: socket.socket, pid: int) -> bool:
    data = control.recv(64)
    if not data:
        return False
    if b"i" in data:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
    return True


def _reap(pid: int) -> int | None:
    while True:
        try:
            found, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return 0
        if found == 0:
            return None
        if found == pid:
            return status


def _broken_limit(limits: Limits) -> str | None:
    pids = _descendants()
    if len(pids) > limits.processes:
        return "processes"
    # Cheap first: resident pages, in which those shared with the zygote count for each process. Exact only when near.
    if sum(map(_resident, pids)) < limits.memory_bytes:
        return None
    return "memory" if sum(map(_own, pids)) > limits.memory_bytes else None


def _descendants() -> list[int]:
    own = os.getpid()
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    if own == 1:
        return [pid for pid in pids if pid != 1]
    parents = {pid: _parent(pid) for pid in pids}
    found, new = set(), {own}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new and pid not in found}
        found |= new
    return sorted(found)


def _parent(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _resident(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _own(pid: int) -> int:
    """Proportional share of its pages, in bytes."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:")), 0)
    except OSError:
        return _resident(pid)


def kill_descendants() -> None:
    """Without a PID namespace: kill again and again until nobody is left (orphans come to this process)."""
    for _ in range(100):
        pids = _descendants()
        if not pids:
            return
        for pid in pids:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        select.select([], [], [], 0.01)
