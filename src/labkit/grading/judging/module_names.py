"""Which names and expressions of a learner's code may stand for a module. A static reading: nothing is run or imported."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

REACHING = {
    "getattr",
    "attrgetter",
    "methodcaller",
    "__getattribute__",
    "__getattr__",
    "eval",
    "exec",
    "compile",
}
_FETCHING = {"__import__", "import_module", "reload", "vars", "globals", "locals"}


def modules_of(nodes: list[ast.AST], given: list[ast.AST]) -> set[str]:
    """Names that may stand for a module: what an import binds, here or in the course's code, and other names for it."""
    found = {
        (a.asname or a.name).partition(".")[0]
        for n in [*nodes, *given]
        if isinstance(n, (ast.Import, ast.ImportFrom))
        for a in n.names
    }
    bindings = [
        (target.id, value)
        for n in nodes
        if isinstance(n, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and (value := n.value) is not None
        for target in (n.targets if isinstance(n, ast.Assign) else [n.target])
        if isinstance(target, ast.Name)
    ]
    others: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in bindings:
        for first in leading(value):
            others[first].append(name)
    todo = {_FETCHED, *found}
    while todo:  # each name once, however long the chain of names for names
        more = set(others.pop(todo.pop(), ())) - found
        found |= more
        todo |= more
    return found


_FETCHED = ""


def leads_to_module(node: ast.expr, modules: set[str]) -> bool:
    """Whether an expression may be a module: a reference to one, or a call that fetches one; never what a module computes."""
    return any(name == _FETCHED or name in modules for name in leading(node))


def leading(node: ast.expr) -> Iterator[str]:
    """Names that an expression may stand for, or be a part of; `_FETCHED` for a call that fetches."""
    todo = [node]
    while todo:
        node = todo.pop()
        while isinstance(node, (ast.Attribute, ast.Subscript, ast.NamedExpr, ast.Starred, ast.Await)):
            node = node.value
        if isinstance(node, (ast.IfExp, ast.BoolOp, ast.List, ast.Tuple, ast.Dict, ast.Set)):
            todo += [n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in REACHING | _FETCHING:
                yield _FETCHED
        elif isinstance(node, ast.Name):
            yield node.id


def other_names(nodes: Iterable[ast.AST], module: str) -> set[str]:
    """What the code calls a module that it imports under another name."""
    return {
        a.asname for n in nodes if isinstance(n, ast.Import) for a in n.names if a.name == module and a.asname
    }


@cache
def is_module(name: str) -> bool:
    """Whether a dotted name is a module's, by the files of its package: nothing is imported."""
    root, *below = name.split(".")
    with suppress(ImportError, ValueError):
        spec = find_spec(root)
        for place in spec.submodule_search_locations or () if spec else ():
            at = Path(place, *below)
            if at.is_dir() or any(at.parent.glob(f"{at.name}.*")):
                return True
    return False
