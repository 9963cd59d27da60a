"""Forkservers kept for the process's life, one for each set of imports, and those of another process, lent."""

import atexit
import contextlib
import os
import select
import socket
import threading
from collections.abc import Sequence

from labkit.kernels.forkserver.client import Forkserver
from labkit.kernels.sandbox.sandbox import (
    Sandbox,
)

_pool: dict[tuple, Forkserver] = {}
_early: dict[tuple, Forkserver] = {}
_pool_lock = threading.Lock()


def _key(sandbox: Sandbox | None, imports: Sequence[str] = (), zmq: bool = False) -> tuple:
    content = os.environ.get("LABKIT_CONTENT")
    return os.getpid(), sandbox.program if sandbox else "", tuple(sorted(set(imports))), zmq, content


def start_early(sandbox: Sandbox | None) -> None:
    """Start a forkserver before it is known what the lab imports: what all need is imported meanwhile."""
    with _pool_lock:
        key = _key(sandbox)
        served = any((k[0], k[1], k[3], k[4]) == (key[0], key[1], key[3], key[4]) for k in _pool)
        if not served and key not in _early:
            _early[key] = Forkserver(sandbox, None)


def begin_forkserver(
    sandbox: Sandbox | None, imports: Sequence[str] = (), *, zmq: bool = False
) -> Forkserver:
    """As `forkserver_for`, not yet waited for: it imports while the caller does something else."""
    key = _key(sandbox, imports, zmq)
    with _pool_lock:
        found = _pool.get(key)
        if found is not None and found.alive:
            return found
        found = None if zmq else _early.pop(_key(sandbox), None)
        if found is not None and found.alive:
            found.preload(key[2])
        else:
            found = Forkserver(sandbox, key[2], zmq=zmq)
        _pool[key] = found
        return found


def forkserver_for(sandbox: Sandbox | None, imports: Sequence[str] = (), *, zmq: bool = False) -> Forkserver:
    """The process's forkserver for these imports, started if need be.

    Where namespaces cannot be nested it can fork one kernel only: the caller closes it afterwards.
    """
    found = begin_forkserver(sandbox, imports, zmq=zmq)
    if not found.reusable:
        with _pool_lock:
            _pool.pop(_key(sandbox, imports, zmq), None)
    return found


def lend(parent: int) -> None:
    """In a process just forked from `parent`: use its forkservers, each over a channel of one's own."""
    with _pool_lock:
        for key in [key for key in _pool if key[0] == parent]:
            found = _pool.pop(key)
            with contextlib.suppress(OSError):  # it died: one of our own is started when it is needed
                _pool[(os.getpid(), *key[1:])] = LentForkserver(found)
        _early.clear()


class LentForkserver(Forkserver):
    """Another process's forkserver, asked over a channel of one's own, also while it still imports; it ends with its owner."""

    def __init__(self, owner: Forkserver):
        self.sandbox, self.imports, self.shared = owner.sandbox, owner.imports, owner.shared
        self._lock = threading.Lock()
        self._hello, self._process, self._log = None, owner._process, owner._log
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            socket.send_fds(owner._control, [b'{"channel": true}'], [theirs.fileno()])
        owner._control.close()

    @property
    def alive(self) -> bool:
        """True while its channel is open."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        return not any(state & (select.POLLHUP | select.POLLERR) for _, state in poll.poll(0))

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self._control.close()


def close_forkservers() -> None:
    """End every forkserver of this process."""
    with _pool_lock:
        for pool in (_pool, _early):
            for key in [key for key in pool if key[0] == os.getpid()]:
                pool.pop(key).close()


atexit.register(close_forkservers)
