"""Inside the sandbox: the processes that a kernel and its descendants are, and what they use."""

import contextlib
import os
import signal
import time
from dataclasses import dataclass

from labkit.grading.limits import Limits

_PAGE = os.sysconf("SC_PAGESIZE")
_THREADS_A_PROCESS = 16


def broken_limit(limits: Limits) -> str | None:
    """``"memory"`` or ``"processes"`` where there is too much of it."""
    states = [state for state in map(_state, _descendants()) if state is not None]
    threads = sum(state.threads for state in states)
    if len(states) > limits.processes or threads > _THREADS_A_PROCESS * limits.processes:
        return "processes"
    # Cheap first: resident pages, in which those shared with the zygote count for each process. Exact only when near.
    if sum(state.resident for state in states) < limits.memory_bytes:
        return None
    return "memory" if sum(map(_own, states)) > limits.memory_bytes else None


@dataclass(frozen=True)
class _State:
    pid: int
    parent: int
    threads: int
    resident: int


def _state(pid: int) -> _State | None:
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()  # proc_pid_stat(5), from its third field on
    except OSError:
        return None
    return _State(pid, int(fields[1]), int(fields[17]), int(fields[21]) * _PAGE)


def _descendants() -> list[int]:
    own = os.getpid()
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    if own == 1:
        return [pid for pid in pids if pid != 1]
    parents = {state.pid: state.parent for state in map(_state, pids) if state is not None}
    found, new = set(), {own}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new and pid not in found}
        found |= new
    return sorted(found)


def _own(state: _State) -> int:
    """Proportional share of its pages, in bytes, those swapped out included."""
    try:
        with open(f"/proc/{state.pid}/smaps_rollup") as file:
            return 1024 * sum(int(line.split()[1]) for line in file if line.startswith(("Pss:", "SwapPss:")))
    except OSError:
        return state.resident


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
