"""Run a restored notebook in a sandboxed kernel, judge its answers out here, and write the graded cells' outputs."""

import ast
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from labkit.grading.judging import messages
from labkit.grading.judging.forbidden import forbidden_names, learners_statements
from labkit.grading.judging.kernel_run import KernelRun
from labkit.grading.judging.needed import needed_cells
from labkit.grading.submission.checks import parse_check, points, role
from labkit.kernels.session.session import CellRun
from labkit.language import LANGUAGES
from labkit.tasks.outcome import Outcome, Status


@dataclass
class GradedNotebook:
    """A submission after its run.

    Attributes
    ----------
    notebook : NotebookNode
        With the learner's outputs, and in graded cells the grader's.
    language : str
        The learner's.
    outcomes : list of Outcome
        One for each graded cell, in the notebook's order.
    judged : dict
        Task to the outcome it would have had, where it was passed on to a person.
    tampering : list of dict
        What was seen from outside, for a person to judge.
    faults : list of str
        Tracebacks of our own mistakes; never shown to learners.
    sandboxed : bool
    seconds : float
        Of the whole run.
    """

    notebook: NotebookNode
    language: str
    outcomes: list[Outcome] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)
    tampering: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sandboxed: bool = True
    seconds: float = 0.0

    @property
    def points(self) -> float:
        return sum(o.points for o in self.outcomes)

    @property
    def max_points(self) -> float:
        return sum(o.max_points for o in self.outcomes)


def language_of(notebook: NotebookNode) -> str:
    """Language of a learner's copy (``metadata.labkit.language``), else English."""
    mark = notebook.metadata.get("labkit")
    language = mark.get("language") if isinstance(mark, dict) else None
    return language if language in LANGUAGES else "en"


def course_imports(template: NotebookNode) -> tuple[str, ...]:
    """Modules, and members as ``module:member``, that the course's own cells import: worth importing once for all."""
    found: set[str] = {"labkit"}
    for cell in template.cells:
        if cell.cell_type != "code":
            continue
        try:
            nodes = list(ast.walk(ast.parse(cell.source)))
        except (SyntaxError, ValueError):
            continue
        for node in nodes:
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.update(f"{node.module}:{alias.name}" for alias in node.names if alias.name != "*")
    return tuple(sorted(found))


def grade_notebook(
    notebook: NotebookNode,
    grader: Any,
    secret: bytes,
    language: str | None = None,
    *,
    workdir: Path,
    template: NotebookNode | None = None,
    sandbox: bool = True,
    limits: Any = None,
) -> GradedNotebook:
    """Run `notebook` and judge each of its check cells with `grader`.

    Parameters
    ----------
    notebook : NotebookNode
        Restored (`labkit.grading.submission.restore.restore`); it is changed in place.
    grader : labkit.tasks.LabGrader or None
        ``None`` for an assignment without one: its cells then get what nbgrader would make of their outputs.
    secret : bytes
        The course's secret, from which the hidden cases' seeds derive.
    language : str, optional
        Of the messages; the notebook's by default.
    workdir : Path
        The learner's working copy; the only folder the kernel may write to.
    template : NotebookNode, optional
        What learners were given, to tell their code from the course's.
    sandbox, limits
        As in `labkit.kernels.session.session.open_session`.
    """
    started = time.monotonic()
    language = language or language_of(notebook)
    graded = GradedNotebook(notebook, language)
    imports = course_imports(template) if template is not None else ()
    with KernelRun(workdir, sandbox=sandbox, limits=limits, language=language, imports=imports) as kernel:
        statements = learners_statements(notebook, template, workdir)
        given = {c.source for c in template.cells} if template is not None else set()
        judge = _Judge(grader, secret, statements, graded, kernel, given)
        for cell in notebook.cells:
            kind = role(cell)
            if kind == "manual":
                graded.outcomes.append(_manual(cell))
                _mark(cell, graded.outcomes[-1], language)
            elif kind == "check" and (grader is not None or cell.cell_type != "code"):
                graded.outcomes.append(judge.check(cell))
            elif cell.cell_type == "code" and cell.source.strip():
                run = judge.run(cell.source)
                cell.outputs, cell.execution_count = run.outputs, run.execution_count
                if kind == "answer":
                    judge.answered(run)
                if kind == "check":
                    graded.outcomes.append(_by_outputs(cell))
        graded.sandboxed = kernel.sandboxed
        graded.tampering.extend(kernel.tampering)
    graded.seconds = time.monotonic() - started
    return graded


class _Judge:
    def __init__(
        self,
        grader: Any,
        secret: bytes,
        statements: list,
        graded: GradedNotebook,
        kernel: KernelRun,
        given: set[str],
    ):
        self._grader, self._secret, self._graded, self._kernel = grader, secret, graded, kernel
        self._statements, self._given = statements, given
        self._before: list[str] = []
        self._sources = [c.source for c in graded.notebook.cells if c.cell_type == "code"]
        self._count = 0
        self._stopped: CellRun | None = None

    def run(self, source: str) -> CellRun:
        """Run one cell that is no check."""
        self._before.append(source)
        return self._kernel.run(source)

    def answered(self, run: CellRun) -> None:
        """Remember how the answer's own cell ended, for the check that follows it."""
        if run.status != "ok" and run.ename != "NotImplementedError":
            self._stopped = run

    def check(self, cell: NotebookNode) -> Outcome:
        """Judge one check cell and write its only output."""
        check, worth = parse_check(cell.source), points(cell)
        name = cell.metadata.nbgrader.grade_id
        task = self._task(check.task) if check else None
        if check is None or task is None:
            self._graded.faults.append(f"{name}: no task of the grader answers to {cell.source.strip()!r}")
            outcome = Outcome(name, "needs_person", 0.0, worth, messages.FAULT)
        else:
            outcome = self._judge(task, check.expression, worth)
            outcome = self._pass_on_forbidden(task, outcome)
        self._count += 1
        self._stopped = None
        write_outcome(cell, outcome, self._graded.language, self._count)
        return outcome

    def _read_again(self, expression: str, judged: Callable[[Any], Outcome]) -> Outcome | None:
        """The same answer without the rest of the notebook, which may be what kept it from being read; None if not right."""
        cells = needed_cells(expression, self._before, self._given)
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
        except Exception:
            self._graded.faults.append(f"{task.id}: {traceback.format_exc(limit=12)}")
            return Outcome(task.id, "needs_person", 0.0, worth, messages.FAULT)
        if outcome.status == "not_started" and self._stopped is not None:
            # There is no answer because its cell stopped: that is a crash, not an empty page.
            outcome = replace(outcome, status="crashed", message=messages.stopped(self._stopped))
        earned = worth if outcome.status == "right" else 0.0
        return replace(outcome, points=earned, max_points=worth)

    def _pass_on_forbidden(self, task: Any, outcome: Outcome) -> Outcome:
        called = self._kernel.called & set(getattr(task, "forbids", ()))
        named = sorted({*forbidden_names(self._statements, getattr(task, "forbids", ())), *called})
        if not named or outcome.status in ("not_started", "needs_person"):
            return outcome
        self._graded.judged[task.id] = outcome.status
        self._graded.tampering.append({"kind": "forbidden", "cell": task.id, "detail": ", ".join(named)})
        return replace(outcome, status="needs_person", points=0.0, message=messages.forbidden(named))


@lru_cache(maxsize=256)
def _bundle(grader: Any, task: str, secret: bytes) -> Any:
    """A task's hidden cases, made once a process."""
    from labkit.tasks.bundle import build, marking_seed

    return build(grader.task(task), grader.lab, marking_seed(secret, grader.lab, task))


def write_outcome(cell: NotebookNode, outcome: Outcome, language: str, count: int) -> None:
    """The cell's only output: points as text, which nbgrader reads, and the message as HTML, which people read."""
    data = {"text/plain": repr(float(outcome.points)), "text/html": outcome.to_html(language)}
    cell.outputs = [new_output("execute_result", data=data, execution_count=count)]
    cell.execution_count = count
    _mark(cell, outcome, language)


def _mark(cell: NotebookNode, outcome: Outcome, language: str) -> None:
    """Metadata that the gradebook's writer and the feedback page read; a learner's own were taken out before."""
    cell.metadata["labkit"] = NotebookNode(
        outcome=outcome.status, message=outcome.message.in_language(language)
    )


def _manual(cell: NotebookNode) -> Outcome:
    """An answer that a person marks: not started while nbgrader's checksum of the stub still holds."""
    from nbgrader.utils import compute_checksum

    name = cell.metadata.nbgrader.grade_id
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    if untouched:
        return Outcome(name, "not_started", 0.0, points(cell), messages.NOT_WRITTEN)
    return Outcome(name, "needs_person", 0.0, points(cell), messages.TO_BE_READ)


def _by_outputs(cell: NotebookNode) -> Outcome:
    """nbgrader's own rule, for assignments that have no grader of labkit's."""
    from nbgrader.utils import determine_grade

    score, worth = determine_grade(cell)
    status: Status = "right" if score == worth else "wrong"
    return Outcome(cell.metadata.nbgrader.grade_id, status, score or 0.0, worth, messages.BY_TESTS)
