"""What is put around a value or given beside it, left out; what is put into an answer."""

import ast
from collections.abc import Iterator

from labkit.tasks.adequacy.operators.tree import CHANGED, again, called, made, renamed

_AROUND = {
    "abs",
    "round",
    "ceil",
    "floor",
    "nan_to_num",
    "clip",
    "fold",
    "sqrt",
    "exp",
    "log",
}
_METHODS = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "title", "abs", "round", "clip", "copy", "fillna",
            "drop_duplicates", "dropna", "reset_index", "cumsum", "cummax", "cummin"}  # fmt: skip
_COPIES = {"list", "dict", "copy", "deepcopy"}


def around(node: ast.AST) -> Iterator[ast.AST]:
    """`abs`, rounding, one side of `max(0, x)`, a string's `strip` or `lower`, `fillna`, a copy: left out."""
    name = called(node)
    if not isinstance(node, ast.Call):
        return
    if name in ("max", "min", "maximum", "minimum") and len(node.args) == 2:
        yield from node.args
    elif name in _AROUND | _COPIES and node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    elif name in _METHODS and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name in ("nansum", "nanmean", "nanmax", "nanmin"):
        yield renamed(node, name.removeprefix("nan"))
    if name == "int" and len(node.args) == 1:
        for way in ("not_cut", "cut_to_the_nearest", "cut_upwards"):
            yield made(f"{CHANGED}.{way}(A)", A=node.args[0])


def default(node: ast.AST) -> Iterator[ast.AST]:
    """A default, a key, an axis or another named argument left out."""
    if not isinstance(node, ast.Call):
        return
    if called(node) in ("get", "next") and len(node.args) == 2:
        yield again(node, node.args[:1])
    for place, keyword in enumerate(node.keywords):
        if keyword.arg not in (None, "strict", "dtype"):
            yield again(node, node.args, [*node.keywords[:place], *node.keywords[place + 1 :]])


def put_in(node: ast.AST) -> Iterator[ast.AST]:
    """The answer without its sign, never below nought, rounded."""
    if isinstance(node, ast.Return) and node.value is not None:
        for way in ("absolute", "not_below_nought", "rounded"):
            yield ast.Return(made(f"{CHANGED}.{way}(A)", A=node.value))
