"""Inside the sandbox: the process that becomes a learner's kernel, from the fork to the first line of learner code."""

import contextlib
import gc
import json
import os
import random
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from typing import Any

from labkit.kernels.limits import Limits
from labkit.kernels.sandbox import confine, landlock, seccomp

# The kernel's socket to the grader, and the one to its keeper.
_WIRE, _GATE = 3, 4


def prepare(*, zmq: bool) -> Any:
    """What can be made before the fork: imports, and for the wire the IPython shell itself. No thread, no socket."""
    if zmq:
        import ipykernel.debugger
        import ipykernel.kernelapp  # noqa: F401

        return None
    from labkit.kernels.agent import (
        agent,
        seen,  # noqa: F401
    )

    return agent.prepare()


def enter(wire: int, raw: int, gate: int, workdir: str, limits: Limits | None) -> None:
    """Leave the forkserver's world: descriptors, folder, limits and random states of its own."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    null = os.open("/dev/null", os.O_RDONLY)
    # Copied out of the way first: any of them may have the number another must get.
    high = [os.dup2(fd, 100 + place) for place, fd in enumerate((null, raw, raw, wire, gate))]
    for place, fd in enumerate(high):
        os.dup2(fd, place, inheritable=place < _WIRE)
    os.closerange(_GATE + 1, 65536)
    os.chdir(workdir)
    sys.path.insert(0, "")
    if limits is not None:
        with contextlib.suppress(OSError):
            os.nice(10)  # whoever watches the learner's processes must get the processor before they do
        with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
            file.write("500")  # where memory runs out, this is what the system should kill
        confine.limit_resources(limits)
    confine.prctl(confine.PR_SET_PDEATHSIG, signal.SIGKILL)
    reseed()
    gc.enable()


def confine_kernel(sandbox: str, readable: Sequence[str], writable: str) -> None:
    """Give up every privilege; nothing of the learner's has run yet."""
    if sandbox == "none":
        return
    confine.drop_privileges()
    if sandbox == "landlock":
        landlock.restrict(readable, writable)
    _hand_over(seccomp.install(network=sandbox == "bubblewrap"))


def _hand_over(listener: int) -> None:
    """The listener of refused calls goes to the keeper; this process keeps no copy."""
    if listener >= 0:
        with socket.socket(fileno=os.dup(_GATE)) as gate:
            socket.send_fds(gate, [b"l"], [listener])
        os.close(listener)


def reseed() -> None:
    """Every fork has random states of its own."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(int.from_bytes(os.urandom(4), "little"))
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(int.from_bytes(os.urandom(4), "little"))


def serve_wire(kernel: Any) -> None:
    """Run as a kernel of `labkit.kernels.session.session`."""
    from labkit.kernels.agent import agent, seen

    os.close(_GATE)
    seen.install()
    agent.serve(kernel, socket.socket(fileno=_WIRE))


def serve_zmq(connection: dict[str, Any]) -> None:
    """Run as an ordinary ipykernel on a Jupyter connection."""
    from ipykernel.kernelapp import IPKernelApp

    os.close(_WIRE)
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump(connection, file)
    sys.argv = ["ipykernel_launcher", "-f", file.name]
    # It would print how to reach the kernel from a terminal, which nobody has.
    IPKernelApp.log_connection_info = lambda self: None  # type: ignore[method-assign]
    app = IPKernelApp.instance()
    app.initialize(sys.argv[1:])
    with contextlib.suppress(OSError), socket.socket(fileno=_GATE) as gate:
        gate.sendall(b"r")
        gate.recv(1)
    app.start()
    os._exit(0)
