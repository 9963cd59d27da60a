"""One message to a kernel and its reply: sent, waited for with an end, counted, and the kernel killed where it goes too far."""

import contextlib
import json
import os
import select
import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from labkit.kernels.forkserver.client import Forkserver, ForkserverError
from labkit.kernels.limits import Limits
from labkit.kernels.sandbox.sandbox import environment
from labkit.kernels.session.copy import pack_folder
from labkit.kernels.session.outputs import CellOutputs
from labkit.kernels.tampering import TamperLog
from labkit.kernels.wire.frames import FrameReader, ProtocolError, pack, send_all

_START_SECONDS = 60.0
# Where the processor was busy with something else, a kernel gets so many times its limits at the most.
PATIENCE = 10
_LOOK_AGAIN = 0.05
_CHUNK = 1 << 20


class Exchange:
    """The channels of one learner's kernel: what is sent, what arrives, and how it ends."""

    def __init__(self, workdir: Path, forkserver: Forkserver, limits: Limits, language: str):
        self.sandboxed = forkserver.sandbox is not None
        self.sandbox_name = forkserver.sandbox.name if forkserver.sandbox else "none"
        self.limits, self.tampering, self.ended = limits, TamperLog(), ""
        self._forkserver, self._counter, self._written = forkserver, 0, 0
        self._displays: dict[str, list[NotebookNode]] = {}
        self._frames, self._events = FrameReader(limits.reply_bytes), b""
        self._born = time.monotonic()
        self._wire, wire = socket.socketpair()
        self._control, control = socket.socketpair()
        self._raw, raw = os.pipe()
        self._raw_open = True
        self._wire.setblocking(False)
        self._control.setblocking(False)
        os.set_blocking(self._raw, False)
        self._cell = CellOutputs(self._displays)
        self._reply: dict[str, Any] | None = None
        self._ready = self._interrupting = self._asking = False
        self._spent: dict[str, Any] | None = None
        self._life: dict[str, float] | None = None
        self._ended_at: float | None = None
        # Whether what was last late took its time of a processor; what only waited may not have to in another kernel.
        self.computed = False
        with contextlib.ExitStack() as theirs:
            theirs.enter_context(wire)
            theirs.enter_context(control)
            theirs.callback(os.close, raw)
            copy = theirs.enter_context(pack_folder(workdir, limits.disk_bytes // 2, self.tampering))
            fds = [wire.fileno(), control.fileno(), raw, copy.fileno()]
            variables = environment(language)
            place = None if self.sandboxed else str(workdir.resolve())
            forkserver.fork(fds, limits, variables, place)
        self._wait(time.monotonic() + _START_SECONDS, lambda: self._ready)
        if not self._ready:
            said = " ".join([self.ended, *(str(o.get("text", "")) for o in self._cell.outputs)])[-500:]
            self.close()
            raise ForkserverError(f"the kernel did not start: {said}")
        self._born = time.monotonic()

    @property
    def alive(self) -> bool:
        """True while cells can be run."""
        return not self.ended

    def close(self) -> None:
        """Kill everything the learner started. May be called again."""
        self._end("closed")
        for sock in (self._wire, self._control):
            sock.close()
        if self._raw >= 0:
            os.close(self._raw)
            self._raw = -1

    def _exchange(self, message: dict[str, Any], seconds: float) -> tuple[dict[str, Any] | None, bool]:
        """Reply (None where the kernel died) and whether it was late."""
        if _readable([self._control.fileno()], 0):  # what happened since the last exchange
            self._take_event()
            if not self.alive:
                return None, False
        self._counter += 1
        self._reply = None
        start = time.monotonic()
        deadline = min(start + seconds, self._born + self.limits.total_seconds)
        with contextlib.suppress(OSError):
            self._control.send(b"m")
        try:
            send_all(self._wire, pack({**message, "id": self._counter}), deadline)
        except TimeoutError:
            self._kill("timeout", "the kernel stopped reading")
            return None, True
        except OSError:
            pass  # it died: the control socket says how
        while self._reply is None and self.alive:
            self._wait(deadline, lambda: self._reply is not None)
            if self._reply is not None or not self.alive or (left := min(self._left(start, seconds))) <= 0:
                break
            deadline = time.monotonic() + max(left, _LOOK_AGAIN)
        if self._reply is not None or not self.alive:
            return self._reply, False
        self._interrupt()
        # Also until the signal was sent: it must not meet the next cell.
        patience = time.monotonic() + self.limits.grace_seconds
        self._wait(patience, lambda: self._reply is not None and not self._interrupting)
        if self._reply is None and self.alive:
            self._kill("timeout", f"would not stop after {seconds:g} s")
        elif self.alive and self._left(start, seconds)[1] <= 0:
            self._kill("timeout", f"used up its {self.limits.total_seconds:g} s")
        return self._reply, True

    def _left(self, start: float, seconds: float) -> tuple[float, float]:
        """Seconds left of an exchange's limit, and of the kernel's life: 0 or less where they are used up.

        What counts is the time in which the kernel runs, or waits by its own will; not that in which it was ready and the
        processor did something else, up to `PATIENCE` times the limit.
        """
        self._spent = None
        with contextlib.suppress(OSError):
            self._control.send(b"t")
        self._wait(time.monotonic() + self.limits.grace_seconds, lambda: self._spent is not None)
        now = time.monotonic()
        spent: dict[str, Any] = self._spent or {}
        self.computed = spent.get("cell", {}).get("used", 0.0) > seconds / 2
        return (
            _left(now - start, seconds, spent.get("cell")),
            _left(now - self._born, self.limits.total_seconds, spent.get("life")),
        )

    @property
    def lived(self) -> float:
        """Seconds in which it ran, or waited by its own will; by the clock where nobody counted."""
        if self.alive:
            self._left(self._born, self.limits.total_seconds)  # which asks
        passed = (self._ended_at or time.monotonic()) - self._born
        if self._life is None:
            return passed
        return max(self._life["used"], passed - self._life["waited"], passed / PATIENCE)

    def _interrupt(self) -> None:
        self._interrupting = True
        with contextlib.suppress(OSError):
            self._control.send(b"i")

    def _kill(self, kind: str, detail: str) -> None:
        self.tampering.note(kind, detail)
        self._end(kind)

    def _end(self, why: str) -> None:
        if self.ended:
            return
        self.ended, self._ended_at = why, time.monotonic()
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # the keeper ends, and with it all it keeps
        if not self._forkserver.reusable:
            self._forkserver.close()

    def _wait(self, deadline: float, done: Callable[[], bool]) -> None:
        while not done() and self.alive:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            sources = [self._wire.fileno(), self._control.fileno(), *([self._raw] if self._raw_open else [])]
            readable = _readable(sources, left)
            try:
                if self._wire.fileno() in readable:
                    self._take_wire()
                if self._raw in readable:
                    self._take_raw()
            except ProtocolError as error:
                self._kill("protocol", str(error))
            # Last, so that what was sent before the end is read before the end is.
            if self._control.fileno() in readable and not done():
                self._take_event()

    def _take_wire(self) -> None:
        try:
            data = self._wire.recv(_CHUNK)
        except (BlockingIOError, ConnectionError):
            return
        if not data:
            # Closed by the learner's code, or its process ended: the keeper knows which and says so.
            _readable([self._control.fileno()], 1.0)
            self._take_event()
            if self.alive:
                self._kill("died", "the kernel closed its connection")
            return
        for message, size in self._frames.feed(data):
            self._dispatch(message, size)

    def _dispatch(self, message: dict[str, Any], size: int) -> None:
        kind = message.get("t")
        if kind == "done" and message.get("id") == self._counter:
            self._reply = message
            return
        out = kind == "out"
        self._count(size * (self._cell.places(message.get("type"), message.get("content")) if out else 1))
        if out:
            if self.alive and not self._asking:  # what it was asked must not be shown
                self._cell.add(message.get("type"), message.get("content"))
        elif kind == "done":
            self.tampering.note("protocol", "a reply that nobody asked for")
        elif kind == "ready":
            self._ready = True
        elif kind == "seen":
            # Its own word: no more than the one kind that our hook in there has to tell.
            said = "file" if message.get("kind") == "file" else "unknown report"
            self.tampering.note(said, text(message.get("detail")), reported=True)
        else:
            raise ProtocolError("a message of an unknown kind")

    def _count(self, size: int) -> None:
        self._written += size
        if self._written > self.limits.output_bytes:
            self._kill("output", f"wrote more than {self.limits.output_bytes} bytes")

    def _take_raw(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self.alive and (data := os.read(self._raw, 65536)):
                self._count(len(data))
                if not self._asking:
                    self._cell.add("stream", {"name": "stdout", "text": data.decode(errors="replace")})
            if self.alive:
                self._raw_open = False  # all its ends are closed: it would be ready for ever

    def _take_event(self) -> None:
        try:
            data = self._control.recv(4096)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self._kill("died", "what watched it was killed")
            return
        self._events += data
        *lines, self._events = self._events.split(b"\n")
        for line in lines:
            event = json.loads(line)
            self._life = event.get("life", self._life)
            if event["event"] == "started":
                continue
            if event["event"] == "interrupted":
                self._interrupting = False
                continue
            if event["event"] == "spent":
                self._spent = event
            elif event["event"] == "seen":
                self.tampering.note(event["kind"], event["detail"])
            elif event["event"] == "limit":
                self._kill(event["what"], f"used more {event['what']} than allowed")
            elif event["event"] == "failed":
                self._end(event["detail"])
            else:
                self._drain()
                self._kill("died", _how(event["code"]))

    def _drain(self) -> None:
        with contextlib.suppress(ProtocolError, OSError):
            while self.alive and (data := self._wire.recv(_CHUNK)):
                for message, size in self._frames.feed(data):
                    self._dispatch(message, size)
        self._take_raw()


def _readable(fds: Sequence[int], seconds: float) -> set[int]:
    poll = (
        select.poll()
    )  # not select(): a grader of a thousand submissions may have more than 1,024 descriptors
    for fd in fds:
        poll.register(fd, select.POLLIN)
    return {fd for fd, _ in poll.poll(max(0.0, seconds) * 1000)}


def _left(passed: float, seconds: float, spent: dict[str, float] | None) -> float:
    """Seconds that are left of a limit after `passed`; 0 or less where there are none."""
    if spent is None:
        return seconds - passed
    own = max(spent["used"], passed - spent["waited"])
    return min(seconds - own, PATIENCE * seconds - passed)


def _how(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"its process ended with code {code}"


def text(value: Any) -> str:
    return value[:2000] if isinstance(value, str) else ""
