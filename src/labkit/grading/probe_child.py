"""Inside the sandbox: a forked child answers the calls of one answer, so that what a function sees of hidden cases dies with it.

Without it a function could keep the arguments it was called with, and a later cell print them. The child may write nothing to
disk. It shares its world with hostile code, so this is a closed door, not a wall: what marks is judged outside in any case.
"""

import json
import os
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

# Taken before any learner's code runs.
_fork, _exit, _kill, _waitpid = os.fork, os._exit, os.kill, os.waitpid
_HEADER = 8


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
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing is an error, not a death
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


def _send(sock: socket.socket, message: dict[str, Any]) -> None:
    data = json.dumps(message).encode()
    sock.sendall(len(data).to_bytes(_HEADER, "big") + data)


def _receive(sock: socket.socket) -> dict[str, Any] | None:
    header = _exactly(sock, _HEADER)
    data = _exactly(sock, int.from_bytes(header, "big")) if header else None
    return None if data is None else json.loads(data)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    parts, missing = [], size
    while missing:
        part = sock.recv(min(missing, 1 << 20))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
