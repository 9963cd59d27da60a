"""One check cell after another: which answer it asks for, what is made of it, and what a person must look at."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Any

from nbformat import NotebookNode

from labkit.grading.judging import messages
from labkit.grading.judging.forbidden import LearnersCode, forbidden_names
from labkit.grading.judging.graded_cells import write_outcome
from labkit.grading.judging.kernel_run import KernelRun
from labkit.grading.judging.needed import binds, cells_behind, names_in, names_missing, needed_cells
from labkit.grading.judging.reaching import MACHINERY, into_the_machinery
from labkit.grading.judging.unanswered import why_unanswered
from labkit.grading.submission.checks import points, role
from labkit.kernels.session.session import CellRun
from labkit.tasks.check_line import parse_check
from labkit.tasks.forbidden_calls import BESIDES
from labkit.tasks.outcome import Outcome
from labkit.tasks.unseen import TOO_DEEP


class Judge:
    """Asks the kernel for each answer when its check cell is reached, and judges what comes back out here."""

    def __init__(
        self,
        grader: Any,
        secret: bytes,
        code: LearnersCode,
        notebook: NotebookNode,
        language: str,
        kernel: KernelRun,
        given: set[str],
    ):
        self._grader, self._secret, self._language, self._kernel = grader, secret, language, kernel
        self.judged: dict[str, str] = {}
        self.tampering: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self._code, self._given, self._notebook = code, given, notebook
        self._before: list[str] = []
        # As long as this notebook is judged: every task asks for the names of every cell.
        self._names = cache(names_in)
        self._sources = [c.source for c in notebook.cells if c.cell_type == "code"]
        self._count = 0
        self._empty = False
        self._stopped: tuple[CellRun, str] | None = None
        self._unanswered: list[tuple[NotebookNode, Any, str, int]] = []
        self._without: list[tuple[NotebookNode, Any, str, int]] = []

    def run(self, source: str) -> CellRun:
        """Run one cell that is no check."""
        self._before.append(source)
        return self._kernel.run(source)

    def answered(self, run: CellRun, source: str) -> None:
        """Remember how the answer's own cell ended, for the check that follows it."""
        if run.status != "ok" and run.ename != "NotImplementedError":
            self._stopped = run, source

    def check(self, cell: NotebookNode) -> Outcome:
        """Judge one check cell and write its only output."""
        check, worth = parse_check(cell.source), points(cell)
        name = cell.metadata.nbgrader.grade_id
        task = self._task(check.task) if check else None
        if check is None or task is None:
            self.faults.append(f"{name}: no task of the grader answers to {cell.source.strip()!r}")
            outcome = Outcome(name, "needs_person", 0.0, worth, messages.FAULT)
        else:
            outcome = self._judge(task, check.expression, worth)
            if outcome.status == "not_started" or self._empty:
                self._unanswered.append((cell, task, check.expression, len(self._before)))
            outcome = self._pass_on_forbidden(task, check.expression, outcome)
            if outcome.status == "crashed":
                self._without.append((cell, task, check.expression, len(self._before)))
        self._count += 1
        self._stopped = None
        write_outcome(cell, outcome, self._language, self._count)
        return outcome

    def answered_later(self) -> Iterator[Outcome]:
        """At the notebook's end: answers that stood below their check are read where they are, and written in its cell."""
        for cell, task, expression, place in self._unanswered:
            later = [source for source in self._before[place:] if source not in self._given]
            if not any(binds(expression, source) for source in later):
                continue
            outcome = self._judge(task, expression, points(cell))
            if outcome.status != "not_started":
                outcome = self._pass_on_forbidden(task, expression, outcome)
                outcome = replace(outcome, message=messages.after_its_check(outcome.message))
                write_outcome(cell, outcome, self._language, cell.execution_count)
                yield outcome
        yield from self._complete_later()

    def _complete_later(self) -> Iterator[Outcome]:
        """Answers that crashed for want of something which stands below their check: it is there now."""
        for cell, task, expression, place in self._without:
            wanted = names_missing(expression, self._before[:place], self._given, self._names)
            later = [source for source in self._before[place:] if source not in self._given]
            names = sorted(wanted & {name for source in later for name in self._names(source).bound})
            if not names:
                continue
            outcome = self._judge(task, expression, points(cell))
            if outcome.status == "right":
                outcome = self._pass_on_forbidden(task, expression, outcome)
                outcome = replace(outcome, message=messages.completed_later(outcome.message, names))
                write_outcome(cell, outcome, self._language, cell.execution_count)
                yield outcome

    def _read_again(self, expression: str, judged: Callable[[Any], Outcome]) -> Outcome | None:
        """The same answer without the rest of the notebook, which may be what kept it from being read; None if not right."""
        cells = needed_cells(expression, self._before, self._given, self._names)
        if all(cell in self._given for cell in cells):
            return None
        outcome = self._kernel.ask_alone(expression, judged, self._sources, cells)
        return outcome if outcome is not None and outcome.status == "right" else None

    def _task(self, name: str) -> Any:
        return next((t for t in self._grader.tasks if t.id == name), None)

    def _judge(self, task: Any, expression: str, worth: float) -> Outcome:
        from labkit.tasks.judge import judge

        try:
            bundle = _bundle(self._grader, task.id, self._secret)
            judged = partial(judge, bundle=bundle, reveal=False)
            outcome = self._kernel.ask(expression, judged, self._sources, getattr(task, "forbids", ()))
            if outcome.status in ("crashed", "not_started") or self._kernel.refused:
                outcome = self._read_again(expression, judged) or outcome
        except MemoryError:  # ours, not the learner's: whoever supervises this process ends it
            raise
        except Exception:
            self.faults.append(f"{task.id}: {traceback.format_exc(limit=12)}")
            return Outcome(task.id, "needs_person", 0.0, worth, messages.FAULT)
        self._empty = outcome.status == "not_started"
        if outcome.status == "not_started" and self._stopped is not None:
            # There is no answer because its cell stopped: that is a crash, not an empty page.
            run, source = self._stopped
            said = messages.stopped(run, {task.id for task in self._grader.tasks}, source)
            outcome = replace(outcome, status="crashed", message=said)
        elif outcome.status == "not_started":
            instead = why_unanswered(bundle, expression, self._notebook, self._code, self._given)
            outcome = replace(outcome, message=instead or outcome.message)
        earned = worth if outcome.status == "right" else 0.0
        return replace(outcome, points=earned, max_points=worth)

    def _pass_on_forbidden(self, task: Any, expression: str, outcome: Outcome) -> Outcome:
        """What a task forbids is looked for in the code its own answer rests on, and in the calls that answer made."""
        forbids = getattr(task, "forbids", ())
        behind = cells_behind(expression, self._before, self._given, self._names)
        statements = self._code.statements(behind)
        seen = forbidden_names(statements, forbids, self._code.given)
        called = self._kernel.called & {*forbids, *BESIDES}
        mentioned = {*seen, *self._reached(statements, forbids)}
        named = sorted({*mentioned, *called})
        if not named or outcome.status in ("not_started", "needs_person"):
            return outcome
        if (
            named == [TOO_DEEP] and outcome.status != "right"
        ):  # an error of its own, which has no points to be looked at
            return outcome
        self.judged[task.id] = outcome.status
        self.tampering.append({"kind": "forbidden", "cell": task.id, "detail": ", ".join(named)})
        return replace(
            outcome, status="needs_person", points=0.0, message=messages.forbidden(mentioned, called)
        )

    def _reached(self, statements: list[Any], forbids: Sequence[str]) -> list[str]:
        """What a task that forbids the library's own answer forbids of its parts; what watches over calls, in any cell."""
        if not forbids:
            return []
        anywhere = forbidden_names(self._code.statements(self._before), MACHINERY, self._code.given)
        return [*into_the_machinery(statements, self._code.given), *anywhere]


@lru_cache(maxsize=256)
def _bundle(grader: Any, task: str, secret: bytes) -> Any:
    """A task's hidden cases, made once a process."""
    from labkit.tasks.bundle import build, marking_seed

    return build(grader.task(task), grader.lab, marking_seed(secret, grader.lab, task))


def prepare_bundles(grader: Any, secret: bytes, template: NotebookNode) -> None:
    """Make the hidden cases of the checks in `template` before the first submission asks for them."""
    known = {task.id for task in grader.tasks}
    for check in (parse_check(cell.source) for cell in template.cells if role(cell) == "check"):
        if check is not None and check.task in known:
            with suppress(Exception):  # the submission that meets it says so
                _bundle(grader, check.task, secret)
