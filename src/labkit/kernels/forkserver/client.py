"""The trusted side of the forkserver: starts it in its sandbox, asks it for kernels, ends it."""

import atexit
import contextlib
import dataclasses
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from labkit.kernels.limits import Limits
from labkit.kernels.sandbox.sandbox import (
    Sandbox,
    SandboxUnavailable,
    environment,
    hidden_files,
    landlock_paths,
    roots_to_keep,
)
from labkit.language import catalogue

_ = catalogue("kernels")
# In every forkserver: matplotlib's list of fonts takes seconds to make, pandas is in every answer.
_BASE = ("numpy", "pandas", "matplotlib.pyplot")
_START_SECONDS = 180.0
_FORK_SECONDS = 60.0


class Forkserver:
    """One forkserver process, sandboxed or not.

    Parameters
    ----------
    sandbox : Sandbox or None
    imports : sequence of str, optional
        Modules imported before any fork; with None, `preload` says later which.
    zmq : bool
        Its kernels speak ZeroMQ (ipykernel as Jupyter knows it) instead of the wire of `labkit.kernels.session.session`.
    nest : bool
        False makes one kernel only, with the forkserver's own namespaces, as where namespaces cannot be nested.
    """

    def __init__(
        self,
        sandbox: Sandbox | None,
        imports: Sequence[str] | None = (),
        *,
        zmq: bool = False,
        nest: bool = True,
    ):
        self.sandbox, self.imports = sandbox, tuple(imports or ())
        # Of socket files, whose paths may have 107 characters: hence not in TMPDIR, which can be long.
        self.shared = Path(tempfile.mkdtemp(prefix="labkit-", dir="/tmp")) if zmq and sandbox else None
        self._lock = threading.Lock()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the forkserver
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._hello: dict[str, Any] | None = None
        options = {
            "environment": environment(),
            "imports": list(_BASE),
            "sandbox": sandbox.name if sandbox else "none",
            "readable": landlock_paths() if sandbox and sandbox.name == "landlock" else [],
            "zmq": zmq,
            "nest": nest,
            "kept": roots_to_keep(),
        }
        module = "labkit.kernels.forkserver.main"
        inner = [sys.executable, "-P", "-m", module, str(theirs.fileno()), json.dumps(options)]
        command = sandbox.command(inner, shared=self.shared) if sandbox else inner
        with theirs:
            self._process = _spawner().submit(self._start, command, theirs.fileno()).result()
        if imports is not None:
            self.preload(imports)

    def preload(self, imports: Sequence[str]) -> None:
        """Say, once, what else it shall import; it goes on by itself, and is waited for when it is first asked something."""
        self.imports = tuple(imports)
        with contextlib.suppress(OSError):  # it is gone already: `_ready` says why
            self._control.sendall(json.dumps({"imports": self.imports}).encode())

    def _start(self, command: list[str], fd: int) -> subprocess.Popen:
        variables = {"PATH": os.environ.get("PATH", "/usr/bin:/bin")} | (
            environment() if self._outside else {}
        )
        return subprocess.Popen(
            command,
            pass_fds=[fd],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env=variables,
            start_new_session=True,
        )

    def _ready(self) -> dict[str, Any]:
        """What it said of itself once all its imports were done."""
        with self._lock:
            if self._hello is None:
                try:
                    self._control.settimeout(_START_SECONDS)
                    hello = json.loads(self._control.recv(1 << 20) or b"{}")
                    self._hello = {"nested": bool(hello["nested"]), "missing": list(hello["missing"])}
                except (OSError, ValueError, KeyError):
                    said = self._said()
                    self.close()
                    raise SandboxUnavailable(
                        _("The sandbox did not start: {error}").format(error=said)
                    ) from None
            return self._hello

    @property
    def nested(self) -> bool:
        """True where each kernel has namespaces of its own."""
        return self._ready()["nested"]

    @property
    def missing(self) -> list[str]:
        """Those of its imports that failed."""
        return self._ready()["missing"]

    def _said(self) -> str:
        self._log.seek(0)
        lines = self._log.read()[-2000:].decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no message"

    @property
    def _outside(self) -> bool:
        """True where it is no namespace that ends with it."""
        return self.sandbox is None or self.sandbox.name == "landlock"

    @property
    def reusable(self) -> bool:
        """False where it can fork one kernel only."""
        return self.nested or self._outside

    @property
    def pid(self) -> int:
        """Process id of the outermost process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """True while it can fork."""
        return self._process.poll() is None

    def fork(
        self,
        fds: Sequence[int],
        limits: Limits | None,
        variables: Mapping[str, str],
        workdir: str | None,
        **more: Any,
    ) -> None:
        """One kernel, over the descriptors given (wire, control, raw output, working copy)."""
        request = {
            "limits": dataclasses.asdict(limits) if limits else None,
            "environment": dict(variables),
            "workdir": workdir,
            "hidden": [str(path) for path in hidden_files()],
            **more,
        }
        self._ready()
        with self._lock:
            try:
                self._control.settimeout(_FORK_SECONDS)
                socket.send_fds(self._control, [json.dumps(request).encode()], list(fds))
                reply = json.loads(self._control.recv(1 << 16) or b"{}")
            except (OSError, ValueError) as error:
                raise ForkserverError(f"the forkserver is gone: {error}") from None
        if not reply.get("ok"):
            raise ForkserverError(f"the forkserver could not fork: {reply.get('error', self._said())}")

    def close(self) -> None:
        """End it, with every process of its sandbox."""
        with contextlib.suppress(OSError):
            self._control.close()
        try:
            self._process.wait(2 if self._outside else 0.2)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        self._log.close()
        if self.shared is not None:
            shutil.rmtree(self.shared, ignore_errors=True)


class ForkserverError(RuntimeError):
    """A forkserver that is gone or cannot fork: a fault of the machine, not of the submission."""


# bwrap's --die-with-parent follows the thread that started it, and a worker's threads come and go: all are started by one.
_spawners: dict[int, ThreadPoolExecutor] = {}


def _spawner() -> ThreadPoolExecutor:
    if os.getpid() not in _spawners:
        _spawners.clear()
        _spawners[os.getpid()] = ThreadPoolExecutor(1, thread_name_prefix="labkit-forkserver")
    return _spawners[os.getpid()]


# ---- one forkserver for each set of imports, kept for the process's life ---------------------------------------------------

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
    """Another process's forkserver, asked over a channel of one's own; it ends with its owner."""

    def __init__(self, owner: Forkserver):
        self.sandbox, self.imports, self.shared = owner.sandbox, owner.imports, owner.shared
        self._lock = threading.Lock()
        self._hello, self._process, self._log = owner._hello, owner._process, owner._log
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
