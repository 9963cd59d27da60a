"""Inside the sandbox, outside the learner's process: first process of a kernel's PID namespace.

The learner's code cannot signal, trace or read it. It unpacks the working copy, forks the kernel, counts memory and
processes, passes on interrupts, and ends when the grader hangs up: with it, everything in its namespace is killed.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import tarfile
import tempfile
from typing import Any

from labkit.kernels.forkserver.kernel import confine_kernel, enter, serve_wire, serve_zmq
from labkit.kernels.forkserver.processes import kill_descendants
from labkit.kernels.forkserver.watch import Watch
from labkit.kernels.limits import Limits
from labkit.kernels.sandbox import confine


def keep(request: dict[str, Any], fds: list[int], kernel: Any, *, nested: bool) -> None:
    """Set up one kernel, run it, watch it to its end. Never returns.

    Parameters
    ----------
    request : dict
        ``limits`` (None: none), ``environment``, ``whole_environment`` (replace all of it), ``workdir`` (None: the private
        copy), ``connection`` (a Jupyter connection, for a kernel that speaks ZeroMQ), ``sockets`` (name of its folder),
        ``kept`` (folders of the environment that its private files would cover), ``hidden`` (files out of its sight), ``sandbox`` (its name), ``readable`` (what
        Landlock lets it read).
    fds : list of int
        The kernel's socket, this process's control socket, the pipe for raw output, the working copy (a tar file).
    """
    wire, control, raw, copy = fds
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one signal that the kernel could send it
    limits = Limits(**request["limits"]) if request["limits"] else None
    control_sock = socket.socket(fileno=control)
    gate, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    sockets = request.get("sockets")
    try:
        if nested:
            confine.isolate(limits or Limits(), sockets, request["kept"], request["hidden"])
        elif request["sandbox"] != "bubblewrap":
            confine.prctl(confine.PR_SET_CHILD_SUBREAPER, 1)
        home = tempfile.mkdtemp(prefix="labkit-") if request["sandbox"] == "landlock" else confine.HOME
        workdir = request["workdir"] or f"{home}/lab"
        if request["workdir"] is None:
            _unpack(copy, workdir)
        if request.get("whole_environment"):
            os.environ.clear()
        os.environ.update(request["environment"])
        if request["sandbox"] == "landlock":
            places = (
                ("HOME", ""),
                ("TMPDIR", ""),
                ("MPLCONFIGDIR", "/.matplotlib"),
                ("IPYTHONDIR", "/.ipython"),
            )
            os.environ.update({name: home + below for name, below in places})
        pid = os.fork()
    except Exception as error:
        _tell(control_sock, event="failed", detail=str(error)[:500])
        os._exit(1)
    if pid == 0:
        try:
            enter(wire, raw, theirs.fileno(), workdir, limits)
            confine_kernel(request["sandbox"], request["readable"], home)
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
    on_disk = home if request["sandbox"] == "landlock" else None
    Watch(control_sock, gate, pid, limits, on_disk).run()
    if not nested:
        kill_descendants()
    if on_disk:
        shutil.rmtree(on_disk, ignore_errors=True)
    os._exit(0)


def _tell(control: socket.socket, **event: Any) -> None:
    with contextlib.suppress(OSError):
        control.sendall(json.dumps(event).encode() + b"\n")


def _unpack(copy: int, workdir: str) -> None:
    os.makedirs(workdir, exist_ok=True)
    with os.fdopen(os.dup(copy), "rb") as file, tarfile.open(fileobj=file, mode="r:") as archive:
        for (
            entry
        ) in archive:  # plain files only: `pack_folder` wrote them, and Python before 3.11.4 has no filter
            content = archive.extractfile(entry)
            assert content is not None
            target = os.path.join(workdir, entry.name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as written:
                shutil.copyfileobj(content, written)
