"""What a task's file declares, read without importing it: a catalogue of twenty labs loads no library of any."""

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Declared:
    """A task's points, and how many mutants, alternatives and hints its file has."""

    points: float
    mutants: int
    alternatives: int
    hints: int


def declared(file: Path) -> Declared | None:
    """What the file's ``task = ...(points=..., hints=[...])`` and declarations say; None where it is written otherwise.

    Declarations are decorated functions, functions named (``task.alternative(f)``), and those of a neighbour that is given the
    task: ``from .wrong_reports import wrong_reports``, then ``wrong_reports(task)``.
    """
    tree = ast.parse(file.read_bytes())
    calls = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and [getattr(target, "id", None) for target in node.targets] == ["task"]
    ]
    given = {word.arg: word.value for word in calls[0].keywords} if len(calls) == 1 else {}
    points, hints = given.get("points"), given.get("hints")
    if not isinstance(points, ast.Constant) or not isinstance(points.value, int | float):
        return None
    if not isinstance(hints, (ast.List, ast.Tuple)):
        return None
    marks = [mark for node in tree.body for mark in (*_decorating(node), *_calling(node, tree, file.parent))]
    return Declared(float(points.value), marks.count("mutant"), marks.count("alternative"), len(hints.elts))


def _decorating(node: ast.stmt) -> list[str | None]:
    return (
        [_of_task(decorator) for decorator in node.decorator_list]
        if isinstance(node, ast.FunctionDef)
        else []
    )


def _calling(node: ast.stmt, tree: ast.Module, folder: Path) -> list[str | None]:
    """What a call of the task's own, or of a neighbour that is given the task, declares."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return []
    call = node.value
    if not (
        isinstance(call.func, ast.Name) and [getattr(given, "id", None) for given in call.args] == ["task"]
    ):
        return [_of_task(call)]
    name = call.func.id
    beside = [
        folder / f"{found.module}.py"
        for found in tree.body
        if isinstance(found, ast.ImportFrom)
        and found.module
        and found.level == 1
        and name in {alias.name for alias in found.names}
    ]
    return [
        mark
        for file in beside
        for made in ast.parse(file.read_bytes()).body
        if isinstance(made, ast.FunctionDef) and made.name == name
        for inner in made.body
        for mark in _decorating(inner)
    ]


def _of_task(decorator: ast.expr) -> str | None:
    """``mutant`` of ``@task.mutant(...)``, ``alternative`` of ``@task.alternative``."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    of_task = isinstance(named, ast.Attribute) and getattr(named.value, "id", None) == "task"
    return named.attr if of_task and isinstance(named, ast.Attribute) else None
