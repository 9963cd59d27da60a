"""The one line of a check cell, `lab.check("task", expression)`, read without running it."""

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

# A check is one line: what is longer need not be parsed, where a learner wrote it.
_LONGEST = 4000


@dataclass(frozen=True)
class Check:
    """A task's id and the expression whose value is the learner's answer."""

    task: str
    expression: str


def parse_check(source: str) -> Check | None:
    """The check that a graded cell asks for, or ``None`` if the cell is anything else."""
    if len(source) > _LONGEST:
        return None
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    calls = [n.value for n in body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
    if len(body) != 1 or len(calls) != 1:
        return None
    call = calls[0]
    function, arguments = call.func, call.args
    if not (isinstance(function, ast.Attribute) and function.attr == "check" and len(arguments) == 2):
        return None
    task, expression = arguments
    if not (isinstance(task, ast.Constant) and isinstance(task.value, str)):
        return None
    return Check(task.value, ast.unparse(expression))


def role(cell: NotebookNode) -> str:
    """``"check"`` (graded, locked), ``"answer"`` (solution), ``"manual"`` (both), ``"locked"`` or ``""`` (the rest)."""
    marks = cell.metadata.get("nbgrader", {})
    if marks.get("grade") and marks.get("solution"):
        return "manual"
    if marks.get("grade"):
        return "check"
    if marks.get("solution"):
        return "answer"
    return "locked" if marks.get("locked") else ""


def points(cell: NotebookNode) -> float:
    """Points a graded cell is worth."""
    return float(cell.metadata.nbgrader.get("points", 0))
