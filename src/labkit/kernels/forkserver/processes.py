"""Inside the sandbox: the processes that a kernel and its descendants are, and what they use.

Read from ``/proc`` here, several times a second beside each kernel: parent, threads and memory of 168 processes took 5.5 ms,
with psutil 29 ms and 52 ms to import it (processor time of one machine).
"""

import contextlib
import os
import signal
import threading
import time
from dataclasses import dataclass

from labkit.kernels.limits import Limits

_PAGE, _TICKS = os.sysconf("SC_PAGESIZE"), os.sysconf("SC_CLK_TCK")
_THREADS_A_PROCESS = 16


@dataclass(frozen=True)
class Spent:
    """Time of a kernel and its descendants, those that ended included where somebody waited for them.

    Attributes
    ----------
    used : float
        Seconds of a processor.
    waited : float
        Seconds ready to run while the processor did something else, of those alive (0 where the system does not tell).
    """

    used: float = 0.0
    waited: float = 0.0

    def since(self, earlier: "Spent") -> "Spent":
        """What came after `earlier`."""
        return Spent(max(0.0, self.used - earlier.used), max(0.0, self.waited - earlier.waited))


class Usage:
    """What a kernel and its descendants use, against its limits.

    Attributes
    ----------
    spent : Spent
        As it was when `broken` was last asked.

    Parameters
    ----------
    limits : Limits
    on_disk : str, optional
        Its private folder, where that is no file system of its own.
    """

    def __init__(self, limits: Limits, on_disk: str | None = None):
        self._limits, self._on_disk = limits, on_disk
        self._inherited = 0
        self._measure: threading.Thread | None = None
        self._measured = 0
        self.spent = Spent()

    def broken(self) -> str | None:
        """``"memory"``, ``"processes"`` or ``"disk"`` where there is too much of it."""
        limits = self._limits
        pids = _descendants()
        if len(pids) > limits.processes:  # before anything is read of each: a fork bomb leaves little time
            return "processes"
        states = [state for state in map(_state, pids) if state is not None]
        reaped = os.times()
        self.spent = Spent(
            sum(state.used for state in states) + reaped.children_user + reaped.children_system,
            sum(_waited(state.pid) for state in states),
        )
        if sum(state.threads for state in states) > _THREADS_A_PROCESS * limits.processes:
            return "processes"
        if self._on_disk and _disk(self._on_disk) > limits.disk_bytes:
            return "disk"
        return "memory" if self._too_much_memory(states) else None

    def _too_much_memory(self, states: list["_State"]) -> bool:
        # Cheap first: resident pages, in which those shared between processes count for each.
        resident = sum(state.resident for state in states)
        if not self._inherited:
            self._inherited = resident
        if resident < self._limits.memory_bytes:
            return False
        if resident - len(states) * self._inherited > 2 * self._limits.memory_bytes:
            return True
        # Exact where it may be near, and in a thread: reading it waits for locks that a process holds while it forks.
        if self._measure is None or not self._measure.is_alive():
            self._measure = threading.Thread(target=self._add_up, args=(states,), daemon=True)
            self._measure.start()
        return self._measured > self._limits.memory_bytes

    def _add_up(self, states: list["_State"]) -> None:
        self._measured = sum(map(_own, states))


@dataclass(frozen=True)
class _State:
    pid: int
    parent: int
    threads: int
    resident: int
    used: float


def _state(pid: int) -> _State | None:
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()  # proc_pid_stat(5), from its third field on
    except OSError:
        return None
    used = sum(map(int, fields[11:15])) / _TICKS  # its own, and of its children that it waited for
    return _State(pid, int(fields[1]), int(fields[17]), int(fields[21]) * _PAGE, used)


def _waited(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/schedstat") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


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


def _disk(folder: str) -> int:
    size = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                size += os.lstat(os.path.join(root, name)).st_blocks * 512
    return size


def kill_descendants() -> None:
    """Without a PID namespace: stop all, so that nobody forks any more, then kill until nobody is left.

    Orphans come to this process, which is their subreaper.
    """
    stopped: set[int] = set()
    while new := set(_descendants()) - stopped:
        for pid in new:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGSTOP)
        stopped |= new
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
