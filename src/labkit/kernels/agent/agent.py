"""The kernel inside the sandbox: IPython as ipykernel sets it up, driven over one socket instead of ZeroMQ's five.

It runs cells and answers questions about the learner's names. It holds no secret, and nothing it says is believed: it
shares its process with the learner's code, which may rewrite any of it.
"""

import asyncio
import io
import logging
import os
import signal
import socket
import sys
import threading
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets.config import Config

from labkit.kernels.agent import seen
from labkit.kernels.agent.answers import Answers
from labkit.kernels.agent.warm_up import warm_up
from labkit.kernels.sandbox.confine import room_for_answers
from labkit.kernels.wire.frames import FrameReader, pack, send_all
from labkit.tasks.answers import crash, said

_MOST_BYTES = 256 * 2**20


class Wire:
    """The kernel's end of the socket; usable from any thread."""

    def __init__(self) -> None:
        self._sock: socket.socket | None = None
        self._lock = threading.RLock()
        self.owner = 0

    def attach(self, sock: socket.socket) -> None:
        """Send through `sock` from now on."""
        self._sock, self.owner = sock, os.getpid()
        self._lock = threading.RLock()

    def send(self, kind: str, /, **content: Any) -> None:
        """Send one message; a child that the learner forked sends none."""
        if self._sock is None or os.getpid() != self.owner:
            return
        data = pack({"t": kind, **content})
        with self._lock:
            send_all(self._sock, data)


class WireSession(Session):
    """A Jupyter session whose messages to IOPub go down the wire."""

    wire: Wire

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Send what becomes a notebook output; the rest (status, comms) has no reader here."""
        if isinstance(msg_or_type, dict):
            kind, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        else:
            kind = msg_or_type
        if kind in OUTPUTS:
            for sys_stream in (sys.stdout, sys.stderr):
                if isinstance(sys_stream, WireStream):
                    sys_stream.flush()
            self.wire.send("out", type=kind, content=_strict(content))
        return None


OUTPUTS = ("stream", "display_data", "execute_result", "update_display_data", "error", "clear_output")


def _strict(value: Any) -> Any:
    """NaN has no JSON form: nbformat could not keep it either."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _strict(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_strict(item) for item in value]
    return value


class WireStream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the learner's code."""

    encoding, errors = "utf-8", "replace"
    _most_held = 8192

    def __init__(self, wire: Wire, name: str):
        self.name, self._wire, self._size = f"<{name}>", wire, 0
        self._held: list[str] = []
        self._kind = name
        self._lock = threading.RLock()

    def write(self, text: str) -> int:
        """Hold `text` until there is enough of it, or the cell ends."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if os.getpid() != self._wire.owner:
            os.write(self.fileno(), text.encode("utf-8", "replace"))
            return len(text)
        with self._lock:
            self._held.append(text)
            self._size += len(text)
            if self._size > self._most_held:
                self.flush()
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write each line."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Send what is held."""
        with self._lock:
            text, self._held, self._size = "".join(self._held), [], 0
        for start in range(0, len(text), 2**20):
            part = text[start : start + 2**20].encode("utf-8", "replace").decode()
            self._wire.send("out", type="stream", content={"name": self._kind, "text": part})

    def fileno(self) -> int:
        """The real descriptor behind the stream."""
        return 1 if self._kind == "stdout" else 2

    def isatty(self) -> bool:
        """Never."""
        return False

    def readable(self) -> bool:
        """Never."""
        return False

    def writable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Never."""
        return False

    def close(self) -> None:
        """Nothing: the kernel needs it again."""


class ProbeKernel(IPythonKernel):
    """ipykernel's kernel without its sockets."""

    def start(self) -> None:
        """Nothing to start: `serve` is the loop."""


def prepare() -> ProbeKernel:
    """The kernel, made once in the forkserver: no thread, no socket, ready to be forked."""
    import ipykernel.debugger as debugger

    debugger._is_debugpy_available = False  # a debugger opens ports
    config = Config()
    config.HistoryManager.enabled = False  # its thread would not survive the fork
    config.IPKernelApp.parent_appname = "labkit"  # tqdm and plotly look for this section to know a notebook
    session = WireSession(key=b"")
    session.wire = Wire()
    kernel = ProbeKernel.instance(config=config, session=session, iopub_socket=SimpleNamespace())
    kernel.log = logging.getLogger("labkit.kernel")
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    # `%matplotlib inline` asks for an event loop, which ipykernel looks for in an application that is not there.
    shell: Any = kernel.shell
    shell.enable_gui = lambda gui=None: None
    _warm_tracebacks(shell)
    _warm_cells(kernel)
    warm_up()
    return kernel


def _warm_tracebacks(shell: Any) -> None:
    """A first traceback imports a lexer, an AST walker and more: paid here once, not in every fork."""
    try:
        exec(compile("1 / 0", "<warm>", "exec"), {})
    except ZeroDivisionError:
        shell.InteractiveTB.structured_traceback(*sys.exc_info(), tb_offset=1)


def _warm_cells(kernel: Any) -> None:
    """A first cell imports late modules and fills caches; it leaves no name, no output and no count behind."""
    loop = asyncio.new_event_loop()
    try:
        for _ in range(2):
            loop.run_until_complete(kernel.do_execute("None", False, False, {}, False))
    finally:
        loop.close()
    kernel.shell.execution_count = 1
    asyncio.set_event_loop(None)


def serve(kernel: Any, sock: socket.socket) -> None:
    """Run cells and answer questions until the other end closes."""
    sock.setblocking(False)
    wire = kernel.session.wire
    wire.attach(sock)
    sys.stdout, sys.stderr = WireStream(wire, "stdout"), WireStream(wire, "stderr")
    seen.attach(lambda kind, detail: wire.send("seen", kind=kind, detail=detail))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.set_event_loop(loop := asyncio.new_event_loop())
    loop.run_until_complete(_serve(kernel, sock, wire))


async def _serve(kernel: ProbeKernel, sock: socket.socket, wire: Wire) -> None:
    loop, reader = asyncio.get_running_loop(), FrameReader(_MOST_BYTES)
    answers = Answers(kernel.shell)
    wire.send("ready")
    while data := await loop.sock_recv(sock, 1 << 20):
        for message, _ in reader.feed(data):
            if message["op"] == "run":
                answers.rest()
                reply = await _run(kernel, message["source"])
            else:
                with room_for_answers():
                    reply = _interruptible(answers.reply, message)
            if os.getpid() != wire.owner:
                os._exit(0)  # a child that the cell forked and did not end: it must not answer for its parent
            for stream in (sys.stdout, sys.stderr):
                if isinstance(stream, WireStream):
                    stream.flush()
            wire.send("done", id=message["id"], **reply)
    os._exit(0)


def _interruptible(function: Any, *args: Any) -> dict[str, Any]:
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return function(*args)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        return {"status": "interrupted"}
    except Exception as error:  # no descriptor or process left to ask with
        return {"status": "crashed", "ename": type(error).__name__, "evalue": said(error)[:500], "line": ""}


async def _run(kernel: ProbeKernel, source: str) -> dict[str, Any]:
    sys.last_value = None
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            content = await kernel.do_execute(source, False, True, {}, False)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BaseException as error:
        where = crash(error)
        return {"status": "error", "ename": where.ename, "evalue": said(error)[:2000]}
    count = content.get("execution_count")
    if content["status"] == "ok":
        return {"status": "ok", "count": count}
    reply = {"status": "error", "count": count, "ename": content["ename"], "evalue": content["evalue"]}
    if isinstance(sys.last_value, BaseException):
        where = crash(sys.last_value)
        reply |= {"line": where.line, "lineno": where.lineno}
        reply |= {"ename": where.ename, "evalue": said(sys.last_value)[:2000]}
    return reply
