"""Least for most, the last among equals, a sort left out."""

import ast
from collections.abc import Iterator

from labkit.tasks.adequacy.operators.tree import again, called, made, owner, renamed

_OPPOSITES = dict(
    pair
    for one, other in (
        ("min", "max"),
        ("argmin", "argmax"),
        ("idxmin", "idxmax"),
        ("nsmallest", "nlargest"),
        ("minimum", "maximum"),
        ("ceil", "floor"),
        ("cummin", "cummax"),
        ("upper", "lower"),
        ("startswith", "endswith"),
        ("lstrip", "rstrip"),
        ("index", "rindex"),
        ("find", "rfind"),
        ("partition", "rpartition"),
    )
    for pair in ((one, other), (other, one))
)


def opposite(node: ast.AST) -> Iterator[ast.AST]:
    """Least for most, ceiling for floor, from the left for from the right."""
    if isinstance(node, ast.Call) and called(node) in _OPPOSITES:
        yield renamed(node, _OPPOSITES[called(node)])


def ties(node: ast.AST) -> Iterator[ast.AST]:
    """The last among equals for the first."""
    name = called(node)
    if not isinstance(node, ast.Call):
        return
    keyed = any(keyword.arg == "key" for keyword in node.keywords)
    if name in ("min", "max", "sorted") and keyed and len(node.args) == 1:
        yield again(node, [made("list(A)[::-1]", A=node.args[0])])
    if name in ("argmin", "argmax", "argsort"):
        method = not node.args
        values = owner(node) if method else node.args[0]
        turned = made("A[::-1]", A=ast.Name("_values", ast.Load()))
        call = (
            ast.Call(ast.Attribute(turned, name, ast.Load()), [], node.keywords)
            if method
            else again(node, [turned, *node.args[1:]])
        )
        yield made("(lambda _values: len(_values) - 1 - CALL)(A)", CALL=call, A=values)
    if name == "next" and node.args:
        found = made("[*A]", A=node.args[0])
        yield (
            made("B[-1]", B=found) if len(node.args) == 1 else made("(B or [C])[-1]", B=found, C=node.args[1])
        )


def sort(node: ast.AST) -> Iterator[ast.AST]:
    """A sort left out, or turned round."""
    name = called(node)
    if not isinstance(node, ast.Call):
        return
    if name in ("sorted", "reversed") and node.args:
        yield made("list(A)", A=node.args[0])
    if name == "sorted" and node.args and not any(keyword.arg == "reverse" for keyword in node.keywords):
        yield again(node, node.args, [*node.keywords, ast.keyword("reverse", ast.Constant(True))])
    if (
        name == "sort" and node.args
    ):  # np.sort(values); values.sort() is a statement, which `statement` leaves out
        yield node.args[0]
    if name in ("sort_values", "sort_index") and isinstance(node.func, ast.Attribute):
        yield node.func.value
