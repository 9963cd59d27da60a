"""A kernel provisioner that forks kernels from a forkserver instead of starting interpreters.

Jupyter finds it as ``labkit-forkserver`` (entry-point group ``jupyter_client.kernel_provisioners``): name it in a kernelspec
(`labkit.kernels.kernelspec` writes one) or in ``JUPYTER_DEFAULT_PROVISIONER_NAME``, and jupyter_server, nbclient,
nbconvert, nbgrader and nbval all use it. Where there is no fork, an ordinary kernel is started instead.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import CaselessStrEnum, Unicode
from traitlets import List as ListTrait

from labkit.kernels.forkserver.client import Forkserver, ForkserverError
from labkit.kernels.forkserver.pool import forkserver_for
from labkit.kernels.limits import Limits
from labkit.kernels.sandbox.confine import SOCKETS
from labkit.kernels.sandbox.sandbox import SandboxUnavailable, environment, find_sandbox
from labkit.kernels.session.copy import pack_folder
from labkit.kernels.tampering import TamperLog
from labkit.language import catalogue

_ = catalogue("kernels")

DEFAULT_IMPORTS = ("pandas", "sklearn", "matplotlib.pyplot")


class ForkedKernel:
    """A forked kernel as `LocalProvisioner` expects a process to be."""

    stdin = stdout = stderr = None

    def __init__(self, control: socket.socket):
        self._control, self._events = control, b""
        self._code: int | None = None
        self.pid = 0
        control.settimeout(60)
        while not self.pid and self._code is None:
            self._read()
        control.setblocking(False)

    def _read(self) -> None:
        try:
            data = self._control.recv(4096)
        except (BlockingIOError, TimeoutError):
            return
        except OSError:
            data = b""
        if not data:
            self._code = -signal.SIGKILL if self._code is None else self._code
            return
        *lines, self._events = (self._events + data).split(b"\n")
        for line in lines:
            event = json.loads(line)
            if event["event"] == "started":
                self.pid = event["pid"]
            elif event["event"] in ("exit", "limit", "failed"):
                self._code = event.get("code", -signal.SIGKILL)

    def poll(self) -> int | None:
        """Its exit code, or None while it lives."""
        if self._code is None:
            self._read()
        return self._code

    def wait(self) -> int:
        """Its exit code; `LocalProvisioner` asks once it has one."""
        while self.poll() is None:
            threading.Event().wait(0.02)
        self._control.close()
        return self._code or 0

    def send_signal(self, number: int) -> None:
        """An interrupt reaches the kernel; anything else ends it with all its processes."""
        with contextlib.suppress(OSError):
            if number == signal.SIGINT:
                self._control.send(b"i")
            elif number:
                self._control.shutdown(socket.SHUT_WR)

    def kill(self) -> None:
        """End it with all its processes."""
        self.send_signal(signal.SIGKILL)

    terminate = kill


class ForkserverProvisioner(LocalProvisioner):
    """Provisioner of forked kernels; the traits are the kernelspec's ``kernel_provisioner.config``."""

    sandbox = CaselessStrEnum(
        ["none", "auto"],
        default_value="none",
        help="auto: the kernel is sandboxed and works on a private copy of its folder; refused where that cannot be had.",
    ).tag(config=True)
    imports = ListTrait(
        Unicode(), help="Modules the forkserver imports; LABKIT_FORKSERVER_IMPORTS (commas) by default."
    ).tag(config=True)

    _folder: Path | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """As `LocalProvisioner`, on socket files where the kernel has no network."""
        if self.sandbox == "auto" and self.parent is not None:
            forkserver = await asyncio.to_thread(self._forkserver)
            if not forkserver.nested:
                forkserver.close()
                raise SandboxUnavailable(
                    _(
                        "This machine does not let a sandbox be made inside a sandbox: use `labkit grade` instead."
                    )
                )
            if self._folder is None:
                assert forkserver.shared is not None
                self._folder = Path(tempfile.mkdtemp(dir=forkserver.shared, prefix="k"))
            for stale in self._folder.iterdir():
                stale.unlink()
            self.parent.transport, self.parent.ip = "ipc", str(self._folder / "s")
            self.parent.cache_ports = False
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel; an ordinary one where there is no fork."""
        sandboxed = self.sandbox == "auto"
        if not sandboxed and (not sys.platform.startswith("linux") or "ipykernel" not in " ".join(cmd)):
            return await super().launch_kernel(cmd, **kwargs)
        try:
            forked = await asyncio.to_thread(self._fork, sandboxed, kwargs)
        except (ForkserverError, SandboxUnavailable) as error:
            if sandboxed:
                raise
            self.log.warning("no forked kernel (%s): an ordinary one is started", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]
        self.pid, self.pgid, self.cwd = forked.pid, None, kwargs.get("cwd", os.getcwd())
        return self.connection_info

    def _forkserver(self) -> Forkserver:
        named = os.environ.get("LABKIT_FORKSERVER_IMPORTS")
        imports = tuple(self.imports) or (tuple(named.split(",")) if named else DEFAULT_IMPORTS)
        return forkserver_for(find_sandbox() if self.sandbox == "auto" else None, imports, zmq=True)

    def _fork(self, sandboxed: bool, kwargs: Mapping[str, Any]) -> ForkedKernel:
        forkserver = self._forkserver()
        folder = Path(kwargs.get("cwd") or os.getcwd())
        connection = {name: _plain(value) for name, value in self.connection_info.items()}
        limits = Limits() if sandboxed else None
        mine, theirs = socket.socketpair()
        with contextlib.ExitStack() as stack:
            stack.enter_context(theirs)
            null = stack.enter_context(open(os.devnull, "r+b"))
            raw = null.fileno() if sandboxed else 2
            more: dict[str, Any] = {"connection": connection, "whole_environment": not sandboxed}
            copy: IO[bytes] = null
            if sandboxed:
                assert self._folder is not None and limits is not None
                connection["ip"] = f"{SOCKETS}/s"
                more["sockets"] = self._folder.name
                copy = stack.enter_context(pack_folder(folder, limits.disk_bytes // 2, TamperLog()))
            variables = (
                environment(os.environ.get("LABKIT_LANGUAGE", "en")) if sandboxed else _environment(kwargs)
            )
            fds = [null.fileno(), theirs.fileno(), raw, copy.fileno()]
            forkserver.fork(fds, limits, variables, None if sandboxed else str(folder.resolve()), **more)
        return ForkedKernel(mine)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the socket files."""
        await super().cleanup(restart=restart)
        if self._folder is not None and not restart:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _environment(kwargs: Mapping[str, Any]) -> dict[str, str]:
    variables = {name: str(value) for name, value in (kwargs.get("env") or os.environ).items()}
    # The keeper hangs up when the server dies: ipykernel's own watch would look for the wrong parent.
    variables.pop("JPY_PARENT_PID", None)
    return {"MPLBACKEND": "module://matplotlib_inline.backend_inline"} | variables


def _plain(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value
