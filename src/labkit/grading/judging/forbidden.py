"""Does a learner's own code name what a task forbids? A static reading: it takes no points, it asks for a person."""

import ast
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from nbformat import NotebookNode

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
_FETCHING = {"__import__", "import_module", "reload", "vars", "globals", "locals"}
_NAMESPACE = re.compile(r"(__dict__|vars\(.*\)|globals\(\)|locals\(\))$")
_LOOKING_UP = {"get", "pop", "__getitem__"}
# IPython's lines: a magic, perhaps with options and Python behind it, or a command of the system.
_MAGIC = re.compile(r"(?P<indent>\s*)(?:[\w., ]+=\s*)?(?P<sign>[%!])[%!]?\w*(?:\s+-\S+)*\s*(?P<code>.*)")
_HELP = re.compile(r"\s*(\?{1,2}[\w.%*]+|[\w.%*]+\?{1,2})\s*$")
# More than this is not parsed: a syntax tree takes a hundred times its text.
_LONGEST = 1_000_000
_MOST_FILES = 100
_MOST_REWRITTEN = 20_000


class LearnersCode:
    """What in a submission is the learner's own code.

    Parameters
    ----------
    template : NotebookNode or None
        What learners were given: its statements are the course's.
    workdir : Path, optional
        The submission's folder: a Python file there is read where a cell names it.
    """

    def __init__(self, template: NotebookNode | None, workdir: Path | None = None):
        cells = [] if template is None else [c.source for c in template.cells if c.cell_type == "code"]
        self.given = [s for source in cells for s in parse(source)]
        self._known, self._workdir = {_dump(s) for s in self.given}, workdir

    def statements(self, sources: Sequence[str]) -> list[ast.stmt]:
        """Top-level statements of these cells that the course did not give (comments do not count)."""
        files = _files_named(self._workdir, sources) if self._workdir is not None else []
        found = [s for source in [*sources, *files] for s in parse(source)]
        return [s for s in found if (said := _dump(s)) is None or said not in self._known]


def _files_named(workdir: Path, sources: Sequence[str]) -> list[str]:
    words = set(re.findall(r"\w+", " ".join(source[:_LONGEST] for source in sources)))
    found = [p for p in sorted(workdir.rglob("*.py"))[:_MOST_FILES] if p.stem in words and p.is_file()]
    return [p.read_text("utf-8", "replace") for p in found if p.stat().st_size <= _LONGEST]


def _dump(statement: ast.stmt) -> str | None:
    try:
        return ast.dump(statement)
    except RecursionError:  # a sum of a thousand terms is a tree a thousand levels deep
        return None


def forbidden_names(
    statements: Iterable[ast.stmt], names: Iterable[str], given: Iterable[ast.stmt] = ()
) -> list[str]:
    """Those of the dotted `names` that the statements import, reach for, or spell in a string.

    A bare name reaches no library unless an import binds it, and that import is seen: ``net_benefit(...)`` alone is the
    learner's own function, or nothing. Nor is a column of a table the library's because it has the same name.

    Parameters
    ----------
    statements : iterable of ast.stmt
        As `LearnersCode` gives them.
    names : iterable of str
        Modules (``sklearn.calibration``) or their members (``labkit.evaluate.net_benefit``).
    given : iterable of ast.stmt
        The course's own code, whose imports the learner's code may use.
    """
    nodes = [n for s in statements for n in ast.walk(s)]
    modules = _modules(nodes, [n for s in given for n in ast.walk(s)])
    return sorted({name for name in names if any(_names(node, name, modules) for node in nodes)})


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
    """Code that is too much to parse, as imports of all the names in it that it does not define itself."""
    dotted = set(re.findall(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", source))
    found = re.findall(r"\b(?:def|class)\s+(\w+)|^\s*(\w+)\s*=", source, re.M)
    own = {one or other for one, other in found}
    members = [ast.alias(word) for word in sorted({w for name in dotted for w in name.split(".")} - own)]
    return [ast.ImportFrom(name, members, 0) for name in sorted(dotted)] if members else []


def _modules(nodes: list[ast.AST], given: list[ast.AST]) -> set[str]:
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
    while True:
        more = {name for name, value in bindings if name not in found and _leads_to_module(value, found)}
        if not more:
            return found
        found |= more


def _leads_to_module(node: ast.expr, modules: set[str]) -> bool:
    """Whether an expression may be a module: a reference to one, or a call that fetches one; never what a module computes."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.NamedExpr, ast.Starred, ast.Await)):
        node = node.value
    if isinstance(node, (ast.IfExp, ast.BoolOp, ast.List, ast.Tuple, ast.Dict, ast.Set)):
        parts = (n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr))
        return any(_leads_to_module(part, modules) for part in parts)
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return called in _REACHING | _FETCHING
    return isinstance(node, ast.Name) and node.id in modules


def _names(node: ast.AST, name: str, modules: set[str]) -> bool:
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
        return node.attr == member and bool(parent) and _leads_to_module(node.value, modules)
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
