"""A learner's kernel in its sandbox, seen from the trusted side.

Everything that arrives is hostile until checked, every wait has an end, and when the session closes nothing of the
learner's is left: no process, no file.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from nbformat import NotebookNode

from labkit.kernels.forkserver.client import ForkserverError
from labkit.kernels.forkserver.pool import forkserver_for
from labkit.kernels.limits import Limits
from labkit.kernels.sandbox.sandbox import find_sandbox
from labkit.kernels.session.exchange import Exchange, text
from labkit.kernels.session.outputs import CellOutputs
from labkit.kernels.session.remote import RemoteAnswer

CellStatus = Literal["ok", "error", "timeout", "died", "memory", "output"]


@dataclass
class CellRun:
    """How one cell ran.

    Attributes
    ----------
    outputs : list of NotebookNode
        nbformat outputs.
    status : str
        ``ok``; ``error`` (the learner's code raised); ``timeout`` (interrupted or killed); ``memory`` or ``output``
        (killed for too much of it); ``died`` (the process ended itself, was killed for its number of processes, or was
        dead already).
    ename, evalue, line : str
    lineno : int or None
    execution_count : int or None
    """

    outputs: list[NotebookNode] = field(default_factory=list)
    status: CellStatus = "ok"
    ename: str = ""
    evalue: str = ""
    lineno: int | None = None
    line: str = ""
    execution_count: int | None = None


class KernelSession(Exchange):
    """One learner's kernel. Made by `open_session`.

    Attributes
    ----------
    sandboxed : bool
    sandbox_name : str
        ``bubblewrap``, ``landlock`` or ``none``.
    tampering : TamperLog
        What was tried, for a person to judge.
    ended : str
        Why the kernel is dead (``""`` while it lives).
    """

    def run(self, source: str, *, timeout: float | None = None) -> CellRun:
        """Run one cell.

        Parameters
        ----------
        source : str
        timeout : float, optional
            Seconds; the limits' ``cell_seconds`` by default. The kernel's total time bounds it in any case.
        """
        self._cell = CellOutputs(self._displays)
        if not self.alive:
            return CellRun(status="died", ename="DeadKernel", evalue=self.ended)
        reply, late = self._exchange({"op": "run", "source": source}, timeout or self.limits.cell_seconds)
        if self.alive:  # what the cell wrote to the descriptors themselves
            self._take_raw()
        outputs = self._cell.outputs
        if late:
            seconds = timeout or self.limits.cell_seconds
            return CellRun(outputs, "timeout", "Timeout", f"stopped after {seconds:g} s", *_place(reply))
        if reply is None:
            status: CellStatus = self.ended if self.ended in ("memory", "output") else "died"  # type: ignore[assignment]
            return CellRun(outputs, status, "DeadKernel", self.ended)
        run = CellRun(outputs, "ok" if reply.get("status") == "ok" else "error")
        run.ename, run.evalue = text(reply.get("ename")), text(reply.get("evalue"))
        run.lineno, run.line = _place(reply)
        run.execution_count = _number(reply.get("count"))
        if run.ename == "MemoryError" and run.line:  # without a line it is Python's parser that gave up
            self.tampering.note("memory", "a cell asked for more memory than allowed")
        return run

    def listen(self) -> None:
        """Before any cell: threads that cells begin will tell of calls that an answer's `watch` asks for."""
        self.ask("listen")

    def answer(self, expression: str, *, last: bool = False, watch: Sequence[str] = ()) -> RemoteAnswer:
        """The learner's answer: `expression` is evaluated now, in the names as they are now.

        With `last` no cell will run after it. Calls of the functions that `watch` names are noted.
        """
        return RemoteAnswer(self, expression, last=last, watch=watch)

    def ask(self, op: str, **content: Any) -> dict[str, Any]:
        """One question of `RemoteAnswer`; the reply is unchecked but for its being an object."""
        if not self.alive:
            return _dead(self.ended)
        self._asking = True
        try:
            message = {"op": op, "most": self.limits.reply_bytes // 2, **content}
            reply, late = self._exchange(message, self.limits.call_seconds)
        finally:
            self._asking = False
        if late:
            said = f"no answer after {self.limits.call_seconds:g} s"
            return {"status": "timeout", "detail": said, "computed": self.computed}
        return _dead(self.ended) if reply is None else reply


def _dead(why: str) -> dict[str, Any]:
    if why == "protocol":
        return {"status": "refused", "detail": "what came back was not a kernel's message"}
    return {"status": "crashed", "ename": "DeadKernel", "evalue": why, "line": "", "lineno": None}


def _number(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 1_000_000 else None


def _place(reply: dict[str, Any] | None) -> tuple[int | None, str]:
    return (None, "") if reply is None else (_number(reply.get("lineno")), text(reply.get("line")))


@contextlib.contextmanager
def open_session(
    workdir: Path,
    *,
    sandbox: Literal["auto", "none"] = "auto",
    limits: Limits | None = None,
    language: str = "en",
    imports: Sequence[str] = (),
) -> Iterator[KernelSession]:
    """A kernel on a private copy of `workdir`, closed with everything in it on the way out.

    Parameters
    ----------
    workdir : Path
        The submission's folder. Nothing is written to it, unless `sandbox` is ``"none"``.
    sandbox : {"auto", "none"}
        ``"none"`` runs the code with the grader's own rights.
    limits : Limits, optional
    language : {"en", "fr"}
    imports : sequence of str
        Modules worth importing once for all submissions: they are there in the forkserver, before the fork.

    Raises
    ------
    SandboxUnavailable
        Where `sandbox` is ``"auto"`` and this machine can give none.
    """
    found = find_sandbox() if sandbox == "auto" else None
    try:
        forkserver = forkserver_for(found, imports)
        session = KernelSession(Path(workdir), forkserver, limits or Limits(), language)
    except ForkserverError:  # it may have been killed for want of memory: once more, with a new one
        session = KernelSession(Path(workdir), forkserver_for(found, imports), limits or Limits(), language)
    try:
        yield session
    finally:
        session.close()
