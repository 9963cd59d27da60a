"""Every change of a right answer: one at a time, at the source, each with an id that outlives moves and new formatting."""

import ast
import functools
import inspect
import itertools
import textwrap
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from labkit.tasks.adequacy.operators import OPERATORS
from labkit.tasks.adequacy.operators.around import put_in
from labkit.tasks.adequacy.operators.tree import CHANGED
from labkit.tasks.adequacy.runtime import Changed

_LONGEST, _LONGEST_SHOWN = 60, 140
_NOT_CODE = {"decorator_list", "returns", "annotation", "args", "defaults", "kw_defaults"}


@dataclass(frozen=True)
class Change:
    """One change of one right answer.

    Attributes
    ----------
    id : str
        ``function:operator:what stood there -> what stands there``, with ``#2`` where that is there twice.
    place : str
        File and line.
    before, after : str
        The statement's first line.
    make : callable
        Makes the changed answer, with the `Changed` that it reports to.
    spoils : bool
        Whether the result stays right and an argument is changed in place.
    """

    id: str
    place: str
    before: str
    after: str
    make: Callable[[], tuple[Callable[..., Any], Changed | None]]
    spoils: bool = False


def answer_functions(
    answer: Callable[..., Any], apart: Iterable[Callable[..., Any]]
) -> list[types.FunctionType]:
    """The answer and the functions of its lab that it calls; not those `apart`: right answers of other tasks are changed there."""
    kept, found, waiting = set(apart), [], [answer]
    while waiting:
        function = waiting.pop(0)
        if not isinstance(function, types.FunctionType) or function in found or function in kept - {answer}:
            continue
        found.append(function)
        names = _names(function.__code__)
        reached = (function.__globals__.get(name) for name in names)
        waiting += [f for f in reached if isinstance(f, types.FunctionType) and _of_one_lab(f, answer)]
    return found


def _names(code: types.CodeType) -> list[str]:
    inner = [name for const in code.co_consts if isinstance(const, types.CodeType) for name in _names(const)]
    return [*code.co_names, *inner]


def _of_one_lab(function: Callable[..., Any], answer: Callable[..., Any]) -> bool:
    return function.__module__.partition(".")[0] == answer.__module__.partition(".")[0]


def changes(
    answer: Callable[..., Any], apart: Iterable[Callable[..., Any]] = (), *, signed: bool = True
) -> Iterator[Change]:
    """Changes of an answer and of what it calls in its lab.

    Parameters
    ----------
    answer : callable
        A right answer.
    apart : iterable of callable
        Functions that are not changed though it calls them.
    signed : bool
        Whether its result may be negative: else leaving out its sign is no change.
    """
    functions = answer_functions(answer, apart)
    for function in functions:
        tree = _tree(function)
        if tree is not None:
            yield from _changes_of(function, tree, answer, functions, signed)


def _tree(function: types.FunctionType) -> ast.FunctionDef | None:
    try:
        parsed = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, SyntaxError, IndexError):
        return None
    if not isinstance(parsed, ast.FunctionDef) or function.__closure__:
        return None
    parsed.decorator_list = []
    return parsed


def _changes_of(
    function: types.FunctionType,
    tree: ast.FunctionDef,
    answer: Callable[..., Any],
    functions: list[types.FunctionType],
    signed: bool,
) -> Iterator[Change]:
    file, first = function.__code__.co_filename, function.__code__.co_firstlineno
    seen: dict[str, int] = {}
    unchanged = _compiled(tree)
    codes = {_mark(unchanged)} if unchanged else set()
    own = function is answer
    for name, statement, put, node, other in _sites(tree, own, signed):
        before = _short(statement, _LONGEST_SHOWN)
        put(other)
        try:
            changed = other if node is statement else statement
            after = "(left out)" if isinstance(other, ast.Pass) else _short(changed, _LONGEST_SHOWN)
            code = _compiled(tree)
        finally:
            put(node)
        if code is None or _mark(code) in codes:
            continue
        codes.add(_mark(code))
        what = other.value.func.attr if name == "put_in" else f"{_short(node)} -> {_short(other)}"  # type: ignore[attr-defined]
        key = f"{function.__name__}:{name}:{what}"
        seen[key] = seen.get(key, 0) + 1
        line = first + getattr(statement, "lineno", 1) - 1
        yield Change(
            key if seen[key] == 1 else f"{key} #{seen[key]}",
            f"{file}:{line}",
            before,
            after,
            functools.partial(_made, answer, function, code, functions),
        )
    if own:
        yield from _spoiling(answer, f"{file}:{first}")


def _spoiling(answer: Callable[..., Any], place: str) -> Iterator[Change]:
    """The right result, and an argument changed in place."""
    for name in inspect.signature(answer).parameters:
        yield Change(
            f"{answer.__name__}:in_place:{name}",
            place,
            f"({name} as it was)",
            f"({name} changed in place)",
            functools.partial(_spoils, answer, name),
            spoils=True,
        )


def _spoils(answer: Callable[..., Any], name: str) -> tuple[Callable[..., Any], Changed]:
    noted = Changed()

    def spoiling(**arguments: Any) -> Any:
        return noted.spoiled(answer(**arguments), arguments.get(name))

    return spoiling, noted


def _own_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield child
            yield from _own_nodes(child)


_Put = Callable[[ast.AST], None]


def _sites(
    tree: ast.FunctionDef, own: bool, signed: bool
) -> Iterator[tuple[str, ast.AST, _Put, ast.AST, ast.AST]]:
    returned = {id(node) for node in _own_nodes(tree) if isinstance(node, ast.Return)} if own else set()
    for node, statement, put in list(_walk(tree, tree)):
        for name, operator in OPERATORS.items():
            for other in operator(node):
                yield name, statement, put, node, other
        if id(node) in returned:
            for way in list(put_in(node))[0 if signed else 2 :]:
                yield "put_in", statement, put, node, way


def _walk(holder: ast.AST, statement: ast.AST) -> Iterator[tuple[ast.AST, ast.AST, _Put]]:
    for field, value in ast.iter_fields(holder):
        if field in _NOT_CODE and isinstance(
            holder, (ast.FunctionDef, ast.arguments, ast.arg, ast.AnnAssign)
        ):
            continue
        items = value if isinstance(value, list) else [value]
        for place, node in enumerate(items):
            if not isinstance(node, ast.AST) or isinstance(node, (ast.expr_context, ast.operator, ast.cmpop)):
                continue
            if isinstance(node, ast.JoinedStr) or _is_doc(node) or getattr(node, "arg", "") == "strict":
                continue  # a message; what is said of a function; zip's guard against arguments that no case gives
            within = node if isinstance(node, ast.stmt) else statement
            yield node, within, _putter(holder, field, place if isinstance(value, list) else None)
            yield from _walk(node, within)


def _is_doc(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _putter(holder: ast.AST, field: str, place: int | None) -> _Put:
    def put(node: ast.AST) -> None:
        if place is None:
            setattr(holder, field, node)
        else:
            getattr(holder, field)[place] = node

    return put


def _short(node: ast.AST, longest: int = _LONGEST) -> str:
    """A node's first line."""
    parts = [node.iter, *node.ifs] if isinstance(node, ast.comprehension) else [node]
    text = " if ".join(ast.unparse(ast.fix_missing_locations(part)) for part in parts)
    first = text.partition("\n")[0]
    return first if len(first) <= longest else f"{first[:longest]}…"


def _compiled(tree: ast.FunctionDef) -> types.CodeType | None:
    try:
        return compile(ast.fix_missing_locations(ast.Module([tree], [])), "<a changed answer>", "exec")
    except (SyntaxError, ValueError, TypeError):
        return None


def _mark(code: types.CodeType) -> Any:
    """What two pieces of code that do the same, line numbers apart, have in common."""
    consts = tuple(_mark(c) if isinstance(c, types.CodeType) else (type(c), repr(c)) for c in code.co_consts)
    return code.co_code, consts, code.co_names, code.co_varnames


def _made(
    answer: Callable[..., Any],
    function: types.FunctionType,
    code: types.CodeType,
    functions: list[types.FunctionType],
) -> tuple[Callable[..., Any], Changed | None]:
    """The answer with one function changed, in namespaces of its own: the lab's own functions stay as they are."""
    noted = Changed()
    spaces: dict[int, dict[str, Any]] = {}
    copies: dict[types.FunctionType, Any] = {}
    for one in functions:
        space = spaces.setdefault(id(one.__globals__), {**one.__globals__, CHANGED: noted})
        if one is function:
            exec(code, space)
            copies[one] = space[one.__name__]
            copies[one].__defaults__, copies[one].__kwdefaults__ = one.__defaults__, one.__kwdefaults__
        else:
            copies[one] = types.FunctionType(
                one.__code__, space, one.__name__, one.__defaults__, one.__closure__
            )
            copies[one].__kwdefaults__ = one.__kwdefaults__
    for space in spaces.values():
        for name, value in list(space.items()):
            if isinstance(value, types.FunctionType) and value in copies:
                space[name] = copies[value]
    depends = CHANGED in itertools.chain(*(_names(c.__code__) for c in copies.values()))
    return copies[answer], noted if depends else None  # type: ignore[index]
