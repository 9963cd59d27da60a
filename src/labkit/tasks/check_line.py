"""The one reading of a check cell's line, ``lab.check("task", answer)`` or ``lab.order("task", answer)``, without running it.

Lint, marking and restoring read it here, so that what one of them takes for a check is a check to all.
"""

import ast
from dataclasses import dataclass

# A check is one line: what is longer need not be parsed, where a learner wrote it.
_LONGEST = 4000
# An order of steps is checked like any other answer.
METHODS = ("check", "order")


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
    if len(body) != 1 or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Call):
        return None
    call = body[0].value
    function, arguments = call.func, call.args
    if not isinstance(function, ast.Attribute) or function.attr not in METHODS:
        return None
    if not isinstance(function.value, ast.Name) or function.value.id != "lab":
        return None
    if len(arguments) != 2 or call.keywords or any(isinstance(each, ast.Starred) for each in arguments):
        return None
    task, expression = arguments
    if not (isinstance(task, ast.Constant) and isinstance(task.value, str)):
        return None
    return Check(task.value, ast.unparse(expression))
