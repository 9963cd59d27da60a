"""Inside the sandbox: a process that has the labs' imports done and forks one kernel a submission.

``python -P -m labkit.kernels.forkserver.main FD OPTIONS``: requests come over the socket FD, each with the descriptors of the kernel
it asks for. A fork makes, in this order: the keeper, first process of a new PID namespace, which mounts and unpacks the
kernel's own world and then watches it; and the kernel, which drops every privilege before the learner's first line.
When the keeper ends, the system kills all that is left of that kernel.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
from typing import Any

from labkit.kernels.forkserver.huge_pages import collapse
from labkit.kernels.forkserver.keeper import keep
from labkit.kernels.forkserver.kernel import prepare
from labkit.kernels.limits import Limits
from labkit.kernels.sandbox import confine

FDS = 4


def main(arguments: list[str]) -> None:
    """Entry point."""
    gc.disable()  # imports make much and throw little away: looking for circles was a fifth of their time
    control = socket.socket(fileno=int(arguments[0]))
    options = json.loads(arguments[1])
    for name, value in options["environment"].items():
        os.environ[name] = value
    _lift_limits()
    sandbox = options["sandbox"]
    if sandbox != "bubblewrap":
        confine.prctl(confine.PR_SET_PDEATHSIG, signal.SIGKILL)
    nested = sandbox == "bubblewrap" and options["nest"] and _can_nest(options["kept"])
    missing = preload(options["imports"])
    kernel = prepare(zmq=options["zmq"])
    # What the lab imports is said in a message of its own: what all labs need was imported while the grader found it out.
    said = control.recv(1 << 20)
    if not said:
        return
    missing += preload(json.loads(said)["imports"])
    gc.freeze()  # not collected before: it would take half a second, for what imports throw away
    gc.enable()
    hello = json.dumps({"ready": True, "nested": nested, "missing": missing}).encode()
    control.sendall(hello)
    always = {"kept": options["kept"], "readable": options["readable"], "sandbox": sandbox}
    _serve(control, kernel, always, hello, nested=nested)


def _lift_limits() -> None:
    """Whoever starts this may grade under limits of its own, which are not those of kernels."""
    for which in (resource.RLIMIT_CPU, resource.RLIMIT_DATA):
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (hard, hard))


def preload(names: list[str]) -> list[str]:
    """Import each of `names`, ``module`` or ``module:member`` (transformers loads a class's module when it is asked for).

    Those that cannot be imported are returned, not fatal: the learner's import will say why.
    """
    missing = []
    for name in names:
        try:
            _load(name)
        except Exception:
            missing.append(name)
    _what_ours_put_off()
    return missing


def _load(name: str) -> None:
    module, _, member = name.partition(":")
    loaded = importlib.import_module(module)
    if member:
        getattr(loaded, member)


def _what_ours_put_off() -> None:
    """Libraries that a module of labkit's imports when it is first used, since they take seconds, and names in ``IMPORTED_LATE``."""
    ours = [module for name, module in sorted(sys.modules.items()) if name.startswith("labkit.")]
    for name in dict.fromkeys(late for module in ours for late in vars(module).get("IMPORTED_LATE", ())):
        with contextlib.suppress(Exception):  # not installed: who uses it is told
            _load(name)


def _can_nest(kept: list[str]) -> bool:
    """True where a forked kernel can have namespaces of its own (some systems refuse them a second time)."""
    child = os.fork()
    if child == 0:
        try:
            confine.unshare(confine.CLONE_NEWPID)
            inner = os.fork()
            if inner == 0:
                try:
                    confine.isolate(Limits(), kept=kept)
                    os._exit(0)
                finally:
                    os._exit(1)
            os._exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]))
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _serve(
    control: socket.socket, kernel: Any, always: dict[str, Any], hello: bytes, *, nested: bool
) -> None:
    """Serve requests until whoever started this hangs up; each process of theirs may have a channel of its own."""
    channels = {control.fileno(): control}
    poll = select.poll()
    poll.register(control, select.POLLIN)
    rest = collapse()
    while True:
        readable = poll.poll(0)
        if not readable and next(rest, None) is not None:
            continue  # a page at a time, between requests: the first kernels need not wait for the last page
        readable = readable or poll.poll(1000)
        _reap()
        for number, _ in readable:
            channel = channels[number]
            try:
                data, fds, _, _ = socket.recv_fds(channel, 1 << 20, FDS)
            except OSError:
                data, fds = b"", []
            if not data:
                if channel is control:
                    return
                poll.unregister(channel)
                channels.pop(number).close()
                continue
            request = json.loads(data)
            if "channel" in request:
                more = socket.socket(fileno=fds[0])
                channels[more.fileno()] = more
                poll.register(more, select.POLLIN)
                with contextlib.suppress(OSError):
                    more.sendall(hello)
                continue
            reply: dict[str, Any] = {"ok": True}
            try:
                _fork(list(channels.values()), request | always, fds, kernel, nested=nested)
            except OSError as error:
                reply = {"ok": False, "error": str(error)}
            for fd in fds:
                with contextlib.suppress(OSError):
                    os.close(fd)
            with contextlib.suppress(OSError):  # whoever asked was killed meanwhile
                channel.sendall(json.dumps(reply).encode())


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _fork(
    channels: list[socket.socket], request: dict[str, Any], fds: list[int], kernel: Any, *, nested: bool
) -> None:
    own = os.open("/proc/self/ns/pid", os.O_RDONLY) if nested else -1
    try:
        if nested:
            confine.unshare(confine.CLONE_NEWPID)
        if os.fork() == 0:
            try:
                for channel in channels:
                    channel.close()
                keep(request, fds, kernel, nested=nested)
            finally:
                os._exit(1)
        if nested:
            confine.setns(own, confine.CLONE_NEWPID)
    finally:
        if own >= 0:
            os.close(own)


if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)  # whoever hung up waits for this: all that a large interpreter puts away at its end is memory
