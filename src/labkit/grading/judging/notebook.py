"""A restored notebook, run cell by cell in a sandboxed kernel; the answers of its check cells are judged out here."""

import ast
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from labkit.grading.judging import graded_cells
from labkit.grading.judging.forbidden import LearnersCode
from labkit.grading.judging.judge import Judge
from labkit.grading.judging.kernel_run import KernelRun
from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import language_of
from labkit.tasks.outcome import Outcome


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
        code = LearnersCode(template, workdir)
        given = {c.source for c in template.cells} if template is not None else set()
        judge = Judge(grader, secret, code, notebook, language, kernel, given)
        for cell in notebook.cells:
            kind = role(cell)
            if kind == "manual":
                graded.outcomes.append(graded_cells.manual(cell))
                graded_cells.mark(cell, graded.outcomes[-1], language)
            elif kind == "check" and (grader is not None or cell.cell_type != "code"):
                graded.outcomes.append(judge.check(cell))
            elif cell.cell_type == "code" and cell.source.strip():
                run = judge.run(cell.source)
                cell.outputs, cell.execution_count = run.outputs, run.execution_count
                if kind == "answer":
                    judge.answered(run, cell.source)
                if kind == "check":
                    graded.outcomes.append(graded_cells.by_outputs(cell))
        later = {o.task: o for o in judge.answered_later()}
        graded.outcomes = [later.get(o.task, o) for o in graded.outcomes]
        graded.sandboxed = kernel.sandboxed
        graded.tampering.extend(judge.tampering + kernel.tampering)
    graded.judged, graded.faults = judge.judged, judge.faults
    graded.seconds = time.monotonic() - started
    return graded
