"""Inside the sandbox: a forked child answers the calls of one answer, so that what a function sees of hidden cases dies with it.

Without it a function could keep the arguments it was called with, and a later cell print them. The child has no file, pipe,
socket or memory in common with the kernel, and may make none. It shares its world with hostile code, so this is a closed door, not a wall: what marks is judged outside in any case.
"""

import ctypes
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from labkit.kernels.agent.areas import shared_areas
from labkit.kernels.sandbox import seccomp

# Taken before any learner's code runs.
_fork, _exit, _kill, _waitpid = os.fork, os._exit, os.kill, os.waitpid
_dumps, _loads = json.dumps, json.loads
_HEADER = 8
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None
_MAP_PRIVATE_FIXED_ANONYMOUS = 0x02 | 0x10 | 0x20
_READ_AND_WRITE = 3
_MOST_COPIED = 2**28


class Child:
    """A fork of the kernel at the moment an answer is first called.

    Parameters
    ----------
    perform : callable
        Message to reply; runs in the child.
    """

    def __init__(self, perform: Callable[[dict[str, Any]], dict[str, Any]]):
        self._socket, theirs = socket.socketpair()
        self._pid = _fork()
        if self._pid:
            theirs.close()
            return
        try:
            self._socket.close()
            forget_channels(theirs.fileno())
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing is an error, not a death
            seccomp.install_silence()
            while message := _receive(theirs):
                _send(theirs, perform(message))
        finally:
            _exit(0)

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """The child's reply; a crash where it has ended itself."""
        try:
            _send(self._socket, message)
            reply = _receive(self._socket)
        except OSError:
            reply = None
        except BaseException:  # an interrupt: the child is still busy with this question
            self.end()
            raise
        if reply is None:
            self.end()
            return {
                "status": "crashed",
                "ename": "SystemExit",
                "evalue": "the answer ended its own process",
                "line": "",
            }
        return reply

    def end(self) -> None:
        """Kill the child and everything it knows."""
        self._socket.close()
        if self._pid:
            try:
                _kill(self._pid, signal.SIGKILL)
                _waitpid(self._pid, 0)
            except OSError:
                pass
        self._pid = 0

    @property
    def alive(self) -> bool:
        """False once it was ended."""
        return bool(self._pid)


def forget_channels(kept: int) -> None:
    """Close what leads back to the kernel: pipes, sockets and files it had open, memory that it shares."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.closerange(3, kept)
    os.closerange(kept + 1, 65536)
    # What a file was only read from stays; memory without a file can be made writable at any time. The other areas are not even
    # cut up: their pieces would fill new pages in every fork.
    for area in shared_areas():
        if area.writable or not area.name or area.name.startswith("/dev/"):
            _make_private(area.start, area.end - area.start)


def _make_private(start: int, size: int) -> None:
    """Put a copy of one's own where shared memory is: it can be read on, and written to in vain."""
    assert _libc is not None
    try:
        content = ctypes.string_at(start, size) if size <= _MOST_COPIED else b""
    except (MemoryError, OverflowError):
        content = b""
    address, length = ctypes.c_void_p(start), ctypes.c_size_t(size)
    _libc.mmap.restype = ctypes.c_void_p
    _libc.mmap(
        address,
        length,
        ctypes.c_int(_READ_AND_WRITE),
        ctypes.c_int(_MAP_PRIVATE_FIXED_ANONYMOUS),
        ctypes.c_int(-1),
        0,
    )
    ctypes.memmove(start, content, len(content))


def _send(sock: socket.socket, message: dict[str, Any]) -> None:
    data = _dumps(message).encode()
    sock.sendall(len(data).to_bytes(_HEADER, "big") + data)


def _receive(sock: socket.socket) -> dict[str, Any] | None:
    header = _exactly(sock, _HEADER)
    data = _exactly(sock, int.from_bytes(header, "big")) if header else None
    return None if data is None else _loads(data)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    parts, missing = [], size
    while missing:
        part = sock.recv(min(missing, 1 << 20))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
