"""Does a learner's own code name what a task forbids? A static reading: it takes no points, it asks for a person."""

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode

from labkit.grading.judging.module_names import (
    REACHING,
    is_module,
    leading,
    leads_to_module,
    modules_of,
    other_names,
)
from labkit.grading.judging.parsing import LONGEST, Words, kept_where_short, parse
from labkit.grading.judging.spelling import spelt, sums_in

_RUNNING = {"eval", "exec", "compile"}
_WITH_AN_OBJECT = {"getattr", "__getattribute__", "__getattr__"}
_WHOLE_NAMESPACES = ("globals", "locals")
_LOOKING_UP = {"get", "pop", "__getitem__"}

_MOST_FILES = 100


class LearnersCode:
    """What in a submission is the learner's own code.

    Attributes
    ----------
    given : list of ast.stmt
        The imports of the course's own code: all that a reading of the learner's needs of it.

    Parameters
    ----------
    template : NotebookNode or None
        What learners were given: its statements are the course's.
    workdir : Path, optional
        The submission's folder: a Python file there is read where a cell names it.
    """

    def __init__(self, template: NotebookNode | None, workdir: Path | None = None):
        cells = () if template is None else tuple(c.source for c in template.cells if c.cell_type == "code")
        self.given, self._known = _of_the_course(cells)
        self._workdir = workdir

    def statements(self, sources: Sequence[str]) -> list[ast.stmt]:
        """Top-level statements of these cells that the course did not give (comments do not count)."""
        files = _files_named(self._workdir, sources) if self._workdir is not None else []
        found = [pair for source in [*sources, *files] for pair in _dumped(source)]
        return [s for s, said in found if said is None or said not in self._known]

    def gave(self, statement: ast.stmt) -> bool:
        """Whether a statement is the course's."""
        return _dump(statement) in self._known


@lru_cache(maxsize=8)
def _of_the_course(cells: tuple[str, ...]) -> tuple[list[ast.stmt], set[str | None]]:
    """The imports of these cells, wherever they stand, and all their statements as text."""
    pairs = [pair for source in cells for pair in _dumped(source)]
    nodes = [n for statement, _ in pairs for n in ast.walk(statement)]
    imports: list[ast.stmt] = [n for n in nodes if isinstance(n, (ast.Import, ast.ImportFrom))]
    return imports, {said for _, said in pairs}


@kept_where_short
def _dumped(source: str) -> list[tuple[ast.stmt, str | None]]:
    """Each statement of a cell, and what it says."""
    return [(statement, _dump(statement)) for statement in parse(source)]


def _files_named(workdir: Path, sources: Sequence[str]) -> list[str]:
    words = set(re.findall(r"\w+", " ".join(source[:LONGEST] for source in sources)))
    found = [p for p in sorted(workdir.rglob("*.py"))[:_MOST_FILES] if p.stem in words and p.is_file()]
    return [p.read_text("utf-8", "replace") for p in found if p.stat().st_size <= LONGEST]


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
    names = tuple(names)
    if not names:
        return []
    nodes = [n for s in statements for n in ast.walk(s)]
    modules = modules_of(nodes, [n for s in given for n in ast.walk(s)])
    sums, reached = sums_in(nodes), all_reached(nodes)
    from_modules = all_reached(nodes, lambda owner: leads_to_module(owner, modules))
    bare = _bare_names(nodes)
    return sorted(
        {
            name
            for name in names
            if any(_names(node, name, modules, bare) for node in nodes)
            or any(one.within(name) for one in sums)
            or ("." in name and _reached(name, reached, from_modules))
        }
    )


def _bare_names(nodes: Iterable[ast.AST]) -> set[str]:
    """Names that the code uses and does not make itself: what ``from labkit.evaluate import *`` would have to give."""
    used, made = set[str](), set[str]()
    for node in nodes:
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            made.add(node.name)
    return used - made


def _names(node: ast.AST, name: str, modules: set[str], bare: set[str]) -> bool:
    parent, _, member = name.rpartition(".")
    if isinstance(node, ast.Import):
        return any(a.name == name or a.name.startswith(f"{name}.") for a in node.names)
    if isinstance(node, Words):
        mentioned = any(_within(module, name) for module in node.dotted)
        theirs = any(a.name == member for a in node.names) and bool(parent)
        return mentioned or (theirs and any(_same_root(module, parent) for module in node.dotted))
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if module == name or module.startswith(f"{name}."):
            return True
        named = any(a.name == member or (a.name == "*" and member in bare) for a in node.names)
        return named and bool(parent) and _same_root(module, parent)
    if isinstance(node, ast.Attribute):
        return node.attr == member and bool(parent) and leads_to_module(node.value, modules)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and _within(node.value, name)
    return False


def _reached(name: str, anywhere: Sequence[str], from_modules: Sequence[str]) -> bool:
    """Whether one of the texts spells a function's name; of a module, whose last name may be any word, from a module or in full."""
    parent, _, member = name.rpartition(".")
    if not is_module(name):
        return any(_word(member, text) for text in anywhere)
    in_full = (text for text in anywhere if _word(parent.rpartition(".")[2], text))
    return any(_word(member, text) for text in [*from_modules, *in_full])


def _word(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _within(text: str, name: str) -> bool:
    return text == name or text.startswith(f"{name}.")


def _same_root(module: str, parent: str) -> bool:
    """A member may be re-exported higher up: ``from labkit import net_benefit``."""
    return module == parent or parent.startswith(f"{module}.") or module.startswith(f"{parent}.")


def all_reached(nodes: Iterable[ast.AST], into: Callable[[ast.expr], bool] | None = None) -> list[str]:
    """Texts by which calls such as ``getattr`` or look-ups such as ``vars(module)[...]`` reach for a name.

    Other strings do not count: ``lab.hint("net_benefit")`` names the task. With `into`, only those that reach into what it says yes to:
    none of ``attrgetter("text")``, which is meant for objects of any kind.
    """
    nodes = list(nodes)
    builtins = {"builtins", "__builtins__", *other_names(nodes, "builtins")}
    through_vars: set[int] = set()
    for node in reversed(nodes):  # `ast.walk` has parents before their children
        if _called(node).endswith("vars") or any(id(n) in through_vars for n in ast.iter_child_nodes(node)):
            through_vars.add(id(node))

    def is_namespace(node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            whole = _called(node).endswith(_WHOLE_NAMESPACES) and not node.args and not node.keywords
            return whole or id(node) in through_vars
        return isinstance(node, ast.Attribute) and node.attr == "__dict__"

    found = []
    for node in nodes:
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name, owner = _called(node), getattr(node.func, "value", None)
            if (
                name in _RUNNING
                and isinstance(node.func, ast.Attribute)
                and builtins.isdisjoint(leading(node.func))
            ):
                continue  # `re.compile`, a table's `eval`
            looked_up = name in _LOOKING_UP and owner is not None and is_namespace(owner)
            if name in REACHING or looked_up:
                of = node.args[0] if len(node.args) > 1 and name in _WITH_AN_OBJECT else owner
                inside = into is None or name in _RUNNING or (of is not None and into(of))
                parts = list(node.args) if inside else []
        elif (
            isinstance(node, ast.Subscript)
            and is_namespace(node.value)
            and (into is None or into(node.value))
        ):
            parts = [node.slice]
        found += [text for part in parts if (text := spelt(part).text)]
    return found


def _called(node: ast.AST) -> str:
    """The last name of what a call calls."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
