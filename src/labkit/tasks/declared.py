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
    """What the file's ``task = ...(points=..., hints=[...])`` and decorated functions say; None where it is written otherwise."""
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
    marks = [
        _of_task(decorator)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
    ]
    return Declared(float(points.value), marks.count("mutant"), marks.count("alternative"), len(hints.elts))


def _of_task(decorator: ast.expr) -> str | None:
    """``mutant`` of ``@task.mutant(...)``, ``alternative`` of ``@task.alternative``."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    of_task = isinstance(named, ast.Attribute) and getattr(named.value, "id", None) == "task"
    return named.attr if of_task and isinstance(named, ast.Attribute) else None
