"""Inside the sandbox: the processes that a kernel and its descendants are, and what they use."""

import contextlib
import os
import signal
import time

from labkit.grading.limits import Limits

_PAGE = os.sysconf("SC_PAGESIZE")


def broken_limit(limits: Limits) -> str | None:
    """``"memory"`` or ``"processes"`` where there is too much of it."""
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
        time.sleep(0.01)
