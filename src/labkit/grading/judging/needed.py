"""Which cells does an answer rest on? Read from the code, without running it."""

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from labkit.grading.judging.parsing import kept_where_short, parse

# What may bind a name that no reading of the code shows: a magic, a command, code made at run time, another module's insides.
# Magics that time, draw or install bind nothing but what stands behind them, which is read.
_UNSEEN = re.compile(
    r"^[ \t]*(?:!|%(?!%?(?:time|timeit|matplotlib|precision|pip)\b))|=[ \t]*!|\b(exec|eval|compile|globals|locals|vars|setattr|get_ipython|import_module|modules|(?<!def )__(?!(?:init|post_init|name|main|doc|version|future)__)\w+__)\b",
    re.M,
)
_TIMED = re.compile(r"\s*%%timeit\b")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True)
class Names:
    """Of one cell."""

    imported: frozenset[str]
    bound: frozenset[str]
    used: frozenset[str]


@kept_where_short
def names_in(source: str) -> Names:
    """Names that a cell imports, gives or changes, and uses."""
    statements = parse(source)
    if _TIMED.match(source):  # it runs as the body of a function
        return Names(frozenset(), frozenset(), frozenset(_used(statements)))
    return Names(
        frozenset(_imported(statements)), frozenset(_bound(statements)), frozenset(_used(statements))
    )


def needed_cells(
    expression: str,
    sources: Sequence[str],
    given: Container[str] = (),
    read: Callable[[str], Names] = names_in,
) -> list[str]:
    """Those of `sources` (code cells, in order) that bind or change a name that `expression` uses, directly or not.

    A module that one of the `given` cells imports is the course's: no cell of the learner's is needed for that name.
    Whoever asks for many answers of one notebook gives a `read` that remembers what `names_in` said of each cell.
    """
    cells = [read(source) for source in sources]
    theirs = [source not in given for source in sources]
    modules = frozenset[str]().union(*(c.imported for c, own in zip(cells, theirs, strict=True) if not own))
    bound = [c.bound - modules if own else c.bound for c, own in zip(cells, theirs, strict=True)]
    used = [c.used - c.imported for c in cells]
    binding: defaultdict[str, list[int]] = defaultdict(list)
    for n, names in enumerate(bound):
        for name in names:
            binding[name].append(n)
    chosen: set[int] = set()
    wanted = {"*", *(_used(parse(expression)) - set(dir(builtins)))}
    seen = set(wanted)
    while wanted:  # each name is looked up once, however the cells lean on each other
        for n in binding[wanted.pop()]:
            if n not in chosen:
                chosen.add(n)
                wanted |= used[n] - seen
                seen |= used[n]
    return [source for n, source in enumerate(sources) if n in chosen]


def names_missing(
    expression: str,
    sources: Sequence[str],
    given: Container[str] = (),
    read: Callable[[str], Names] = names_in,
) -> set[str]:
    """Names that an answer may rest on, directly or not, and that none of `sources` binds: a helper that stands further down, say."""
    used = _used(parse(expression)).union(
        *(read(source).used for source in needed_cells(expression, sources, given, read))
    )
    there = set[str]().union(*(read(source).bound | read(source).imported for source in sources))
    return used - there - set(dir(builtins))


def cells_behind(
    expression: str,
    sources: Sequence[str],
    given: Container[str] = (),
    read: Callable[[str], Names] = names_in,
) -> list[str]:
    """The cells on which an answer rests or may rest: `needed_cells`, and those that may bind names unseen."""
    needed = set(needed_cells(expression, sources, given, read))
    return [source for source in sources if source in needed or _UNSEEN.search(source)]


def binds(expression: str, source: str) -> bool:
    """Whether a cell gives a meaning to a name of `expression`."""
    return bool(_used(parse(expression)) & set(_bound(parse(source))))


def _used(statements: Iterable[ast.stmt]) -> set[str]:
    names = (node for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Load)}


def _imported(statements: Iterable[ast.stmt]) -> set[str]:
    imports = (s for s in statements if isinstance(s, (ast.Import, ast.ImportFrom)))
    return {(a.asname or a.name).partition(".")[0] for s in imports for a in s.names}


def _bound(statements: Iterable[ast.AST]) -> Iterable[str]:
    """Names given or changed when the cell runs; what a function's body binds is its own affair."""
    todo = list(statements)
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from _imported([node])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield node.id
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            yield _owner(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield _owner(node.value.func)  # model.fit(...), rows.sort(), np.random.seed(...)
        if not isinstance(node, _SCOPES):
            todo += ast.iter_child_nodes(node)


def _owner(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
