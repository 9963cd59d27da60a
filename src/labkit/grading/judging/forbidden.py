"""Does a learner's own code name what a task forbids? A static reading: it takes no points, it asks for a person."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from nbformat import NotebookNode

from labkit.grading.submission.checks import role

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
_LOOKING_UP = {"get", "pop", "__getitem__"}
# IPython's lines: a magic, perhaps with options and Python behind it, or a command of the system.
_MAGIC = re.compile(r"(?P<indent>\s*)(?:[\w., ]+=\s*)?(?P<sign>[%!])[%!]?\w*(?:\s+-\S+)*\s*(?P<code>.*)")
_HELP = re.compile(r"\s*(\?{1,2}[\w.%*]+|[\w.%*]+\?{1,2})\s*$")
# More than this is not parsed: a syntax tree takes a hundred times its text.
_LONGEST = 1_000_000
_MOST_FILES = 100
_MOST_REWRITTEN = 20_000


def learners_statements(
    notebook: NotebookNode, template: NotebookNode | None, workdir: Path | None = None
) -> list[ast.stmt]:
    """Top-level statements of the code that the course did not give (comments do not count).

    Parameters
    ----------
    notebook, template : NotebookNode
    workdir : Path, optional
        The submission's folder: a Python file there is read where the notebook names it.
    """
    given = (
        {_dump(s) for c in template.cells if c.cell_type == "code" for s in parse(c.source)}
        if template
        else set()
    )
    sources = [
        c.source for c in notebook.cells if c.cell_type == "code" and role(c) not in ("check", "locked")
    ]
    sources += _files_named(workdir, sources) if workdir is not None else []
    return [s for source in sources for s in parse(source) if (said := _dump(s)) is None or said not in given]


def _files_named(workdir: Path, sources: list[str]) -> list[str]:
    words = set(re.findall(r"\w+", " ".join(source[:_LONGEST] for source in sources)))
    found = [p for p in sorted(workdir.rglob("*.py"))[:_MOST_FILES] if p.stem in words and p.is_file()]
    return [p.read_text("utf-8", "replace") for p in found if p.stat().st_size <= _LONGEST]


def _dump(statement: ast.stmt) -> str | None:
    try:
        return ast.dump(statement)
    except RecursionError:  # a sum of a thousand terms is a tree a thousand levels deep
        return None


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


def parse(source: str) -> list[ast.stmt]:
    """Statements of a cell, IPython's own syntax apart; none where it is no Python (it will not run either)."""
    if len(source) > _LONGEST:
        return _words(source)
    for rewritten in (str, _without_magics, _as_ipython_does):
        try:
            return ast.parse(rewritten(source)).body
        except (SyntaxError, ValueError):
            continue
        except (RecursionError, MemoryError):
            return _words(source)
    return []


def _without_magics(source: str) -> str:
    return "\n".join(_as_python(line) for line in source.splitlines())


def _as_ipython_does(source: str) -> str:
    """Slower, and costly where there is much to rewrite: the last resort."""
    from IPython.core.inputtransformer2 import TransformerManager

    if len(source) > _MOST_REWRITTEN:
        return source
    try:
        return TransformerManager().transform_cell(source)
    except RuntimeError as error:  # too many rounds
        raise ValueError(str(error)) from None


def _as_python(line: str) -> str:
    """A line of IPython's as the Python that it runs, if any: ``%time f(x)`` is ``f(x)``, ``x = !ls`` is nothing."""
    found = _MAGIC.match(line)
    if found is None:
        return f"{line[: len(line) - len(line.lstrip())]}pass" if _HELP.match(line) else line
    code = found["code"] or "" if found["sign"] == "%" else ""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        code = ""
    return found["indent"] + (code or "pass")


def _words(source: str) -> list[ast.stmt]:
    """Code that is too much to parse, as the names in it."""
    dotted = set(re.findall(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", source))
    names = dotted | {word for name in dotted for word in name.split(".")}
    loaded: list[ast.expr] = [ast.Name(word, ast.Load()) for word in sorted(names) if "." not in word]
    spelt: list[ast.expr] = [ast.Constant(name) for name in sorted(names)]
    own = re.findall(r"\b(?:def|class)\s+(\w+)|^\s*(\w+)\s*=", source, re.M)
    bound: list[ast.expr] = [ast.Name(one or other, ast.Store()) for one, other in own]
    return [ast.Expr(node) for node in loaded + spelt + bound]


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
        return isinstance(node.value, str) and _within(node.value, name)
    if isinstance(node, ast.BinOp):
        return _within(_spelt(node), name)
    return isinstance(node, (ast.Call, ast.Subscript)) and bool(parent) and member in _reached(node)


def _within(text: str, name: str) -> bool:
    return text == name or text.startswith(f"{name}.")


def _same_root(module: str, parent: str) -> bool:
    """A member may be re-exported higher up: ``from labkit import net_benefit``."""
    return module == parent or parent.startswith(f"{module}.") or module.startswith(f"{parent}.")


def _reached(node: ast.Call | ast.Subscript) -> str:
    """Text by which a call such as ``getattr`` or a look-up such as ``vars(module)[...]`` reaches for a name.

    Other strings do not count: ``lab.hint("net_benefit")`` names the task.
    """
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        looked_up = (
            called in _LOOKING_UP and isinstance(node.func, ast.Attribute) and _is_namespace(node.func.value)
        )
        parts: list[ast.expr] = list(node.args) if called in _REACHING or looked_up else []
    else:
        parts = [node.slice] if _is_namespace(node.value) else []
    return " ".join(filter(None, map(_spelt, parts)))


def _is_namespace(node: ast.expr) -> bool:
    try:
        return bool(_NAMESPACE.search(ast.unparse(node)))
    except RecursionError:
        return False


def _spelt(node: ast.expr) -> str:
    """A string, also one put together of pieces."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        pieces: list[str] = []
        rest: ast.expr = node
        while isinstance(rest, ast.BinOp):
            pieces.append(_spelt(rest.right) if not isinstance(rest.right, ast.BinOp) else "")
            rest = rest.left
        return "".join([_spelt(rest), *reversed(pieces)])
    return ""
