"""Does a learner's own code name what a task forbids? A static reading: it takes no points, it asks for a person."""

import ast
import re
from collections.abc import Iterable

from nbformat import NotebookNode

from labkit.grading.checks import role

_REACHING = {
    "getattr",
    "attrgetter",
    "methodcaller",
    "__getattribute__",
    "__getattr__",
    "eval",
    "exec",
    "compile",
}
_NAMESPACE = re.compile(r"(__dict__|vars\(.*\)|globals\(\)|locals\(\))$")


def learners_statements(notebook: NotebookNode, template: NotebookNode | None) -> list[ast.stmt]:
    """Top-level statements of the code cells that the course did not give (comments do not count)."""
    given = (
        {ast.dump(s) for c in template.cells if c.cell_type == "code" for s in _parse(c.source)}
        if template
        else set()
    )
    cells = (c for c in notebook.cells if c.cell_type == "code" and role(c) not in ("check", "locked"))
    return [s for cell in cells for s in _parse(cell.source) if ast.dump(s) not in given]


def forbidden_names(statements: Iterable[ast.stmt], names: Iterable[str]) -> list[str]:
    """Those of the dotted `names` that the statements import, reach for, or spell in a string.

    Parameters
    ----------
    statements : iterable of ast.stmt
        As `learners_statements` gives them.
    names : iterable of str
        Modules (``sklearn.calibration``) or their members (``labkit.evaluate.net_benefit``).
    """
    nodes = [n for s in statements for n in ast.walk(s)]
    own = _bound(nodes)
    return sorted({name for name in names if any(_names(node, name, own) for node in nodes)})


def _parse(source: str) -> list[ast.stmt]:
    lines = ("pass" if line.lstrip()[:1] in ("%", "!") else line for line in source.splitlines())
    try:
        return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _bound(nodes: list[ast.AST]) -> set[str]:
    """Names the learner's code gives a meaning of its own, other than by importing them."""
    bound = {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef))}
    bound |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return bound | {n.arg for n in nodes if isinstance(n, ast.arg)}


def _names(node: ast.AST, name: str, own: set[str]) -> bool:
    parent, _, member = name.rpartition(".")
    if isinstance(node, ast.Import):
        return any(a.name == name or a.name.startswith(f"{name}.") for a in node.names)
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if module == name or module.startswith(f"{name}."):
            return True
        return (
            any(a.name in (member, "*") for a in node.names) and bool(parent) and _same_root(module, parent)
        )
    if isinstance(node, ast.Attribute):
        return node.attr == member and bool(parent)
    if isinstance(node, ast.Name):
        return isinstance(node.ctx, ast.Load) and node.id == member and bool(parent) and member not in own
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and (node.value == name or node.value.startswith(f"{name}."))
    return isinstance(node, (ast.Call, ast.Subscript)) and bool(parent) and member in _reached(node)


def _same_root(module: str, parent: str) -> bool:
    """A member may be re-exported higher up: ``from labkit import net_benefit``."""
    return module == parent or parent.startswith(f"{module}.") or module.startswith(f"{parent}.")


def _reached(node: ast.Call | ast.Subscript) -> str:
    """Text by which a call such as ``getattr`` or a look-up such as ``vars(module)[...]`` reaches for a name.

    Other strings do not count: ``lab.hint("net_benefit")`` names the task.
    """
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        parts: list[ast.expr] = list(node.args) if called in _REACHING else []
    else:
        parts = [node.slice] if _NAMESPACE.search(ast.unparse(node.value)) else []
    return " ".join(p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str))
