"""A whole notebook's run: when a cell kills its kernel, a new one takes over without that cell."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat.v4 import new_output

from labkit.grading.judging import messages
from labkit.grading.judging.discreet import DiscreetAnswer
from labkit.kernels.limits import Limits
from labkit.kernels.session.remote import RemoteAnswer
from labkit.kernels.session.session import CellRun, KernelSession, open_session
from labkit.kernels.tampering import Tampering
from labkit.tasks.outcome import Outcome

# Enough for a bad cell and an answer that ends the process, asked twice; a notebook that kills each of its kernels has no
# claim to more.
_MOST_REVIVALS = 4
# Share of the total time that second readings may take, all together.
_SPARE = 0.1
# Ends that an earlier cell may have prepared: a later question must not pay for them.
_USED_UP = ("memory", "processes", "disk")
_NOT_ITS_FAULT = ("died", *_USED_UP)


class KernelRun:
    """Runs cells one by one and asks for answers; a context manager.

    Parameters
    ----------
    workdir : Path
        The submission's working copy.
    sandbox : bool
        Without it the code runs with the grader's own rights.
    limits : Limits, optional
        Of all kernels of this run together where time is concerned.
    language : str
    imports : sequence of str
        Modules that the course's own cells import.
    """

    def __init__(
        self,
        workdir: Path,
        *,
        sandbox: bool = True,
        limits: Limits | None = None,
        language: str = "en",
        imports: Sequence[str] = (),
    ):
        self._workdir, self._language, self._imports = workdir, language, tuple(imports)
        self._mode = "auto" if sandbox else "none"
        self._limits = limits or Limits()
        self._stack = ExitStack()
        self._done: list[tuple[str, str]] = []
        self._endless: set[str] = set()
        self._revivals = 0
        self._earlier: list[Tampering] = []
        self._count = 0
        self._answer: RemoteAnswer | None = None
        self._watch: tuple[str, ...] = ()
        self._left = self._limits.total_seconds
        self._spare = self._limits.total_seconds * _SPARE
        self._session: KernelSession

    def __enter__(self) -> "KernelRun":
        self._open()
        self.sandboxed = self._session.sandboxed
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @property
    def tampering(self) -> list[dict[str, Any]]:
        """What was seen, over all kernels of this run."""
        seen = dict.fromkeys([*self._earlier, *self._session.tampering])
        return [entry.to_dict() for entry in seen]

    @property
    def refused(self) -> bool:
        """Whether the last answer sent something that is no plain data."""
        return self._answer is not None and self._answer.refused

    @property
    def called(self) -> set[str]:
        """Functions of those watched that the last answer called."""
        return self._answer.called if self._answer is not None else set()

    def run(self, source: str) -> CellRun:
        """Run one cell; a crash or a dead kernel is an error output, never an exception."""
        if not self._session.alive:
            self._revive()
        self._count += 1
        cell = self._session.run(source)
        if cell.status != "ok" and not any(o.output_type == "error" for o in cell.outputs):
            said = f"{cell.ename}: {cell.evalue}"
            cell.outputs.append(new_output("error", ename=cell.ename, evalue=cell.evalue, traceback=[said]))
        cell.execution_count = self._count
        if cell.status == "timeout":
            if self._session.computed:
                self._endless.add(source)
        elif self._session.alive:
            self._done.append((source, cell.status))
        return cell

    def ask(
        self,
        expression: str,
        judged: Callable[[Any], Outcome],
        sources: Sequence[str] = (),
        watch: Sequence[str] = (),
    ) -> Outcome:
        """What `judged` makes of the answer that `expression` names at this point of the notebook.

        Calls of the functions that `watch` names are noted (`called`).
        """
        self._count += 1
        self._watch = tuple(watch)
        outcome = self._ask_once(expression, judged, sources)
        if self._session.ended in _NOT_ITS_FAULT and self._may_revive():
            outcome = self._ask_once(expression, judged, sources)
        if outcome.status == "crashed" and not self._session.alive:
            return replace(outcome, message=messages.KERNEL_GONE)
        return outcome

    def ask_alone(
        self, expression: str, judged: Callable[[Any], Outcome], sources: Sequence[str], cells: Sequence[str]
    ) -> Outcome | None:
        """What `judged` makes of the answer where nothing but `cells` ran before; None where there is no time for it.

        There is none for what computed and did not come back before: it would take as long again.

        The kernel is the answer's own and ends with it. What it was asked dies there, so that it may do what an answer
        read in the middle of a notebook may not: write files, start processes.
        """
        late = self._answer is not None and self._answer.late
        if self._spare <= 0 or late or not self._endless.isdisjoint(cells):
            return None
        # Half the memory: the notebook's own kernel is still there, with all that it holds.
        memory = self._limits.memory_bytes // 2
        limits = replace(self._limits, total_seconds=self._spare, memory_bytes=memory)
        with self._new_session(limits) as session:
            try:
                if self._watch:  # a pool's threads live on here, and could be asked to call what is forbidden
                    session.listen()
                for source in cells:
                    session.run(source)
                self._answer = session.answer(expression, last=True, watch=self._watch)
                outcome = judged(DiscreetAnswer(self._answer, sources))
                self._earlier.extend(session.tampering)
            finally:
                self._spare -= session.lived
        return outcome

    def _ask_once(self, expression: str, judged: Callable[[Any], Outcome], sources: Sequence[str]) -> Outcome:
        if not self._session.alive:
            self._revive()
        self._answer = self._session.answer(expression, watch=self._watch)
        return judged(DiscreetAnswer(self._answer, sources))

    def _open(self) -> None:
        limits = replace(self._limits, total_seconds=max(self._left, 1.0))
        self._session = self._stack.enter_context(self._new_session(limits))

    def _new_session(self, limits: Limits) -> AbstractContextManager[KernelSession]:
        return open_session(
            self._workdir,
            sandbox=self._mode,  # type: ignore[arg-type]
            limits=limits,
            language=self._language,
            imports=self._imports,
        )

    def _may_revive(self) -> bool:
        return self._revivals < _MOST_REVIVALS and self._session.lived < self._left

    def _revive(self) -> None:
        """A new kernel in which everything that ran well has run again; once too often, the dead one stays."""
        if not self._may_revive():
            return
        self._revivals += 1
        used_up = self._session.ended in _USED_UP
        self._earlier.extend(self._session.tampering)
        self._left -= self._session.lived
        self._stack.close()
        self._open()
        for source, status in self._done:
            if used_up and status != "ok":
                continue  # it stopped half-way, perhaps because it had taken all there was
            self._session.run(source)
            if not self._session.alive:
                return
