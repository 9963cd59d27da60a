"""The trusted side of a forkserver: starts it in its sandbox, asks it for kernels, ends it."""

import contextlib
import dataclasses
import json
import os
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
