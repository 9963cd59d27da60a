"""Comparisons turned round, made strict or lax, held against another order."""

import ast
from collections.abc import Iterator

from labkit.tasks.adequacy.operators.tree import CHANGED, called, made

_STRICT_OR_LAX = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_TURNED = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    """Strict for lax and the reverse; turned round."""
    if not isinstance(node, ast.Compare):
        return
    for place, operation in enumerate(node.ops):
        for table in (_STRICT_OR_LAX, _TURNED):
            if type(operation) in table:
                changed = [*node.ops[:place], table[type(operation)](), *node.ops[place + 1 :]]
                yield ast.Compare(node.left, changed, node.comparators)


def in_any_order(node: ast.AST) -> Iterator[ast.AST]:
    """Two sequences that hold the same in another order are taken for equal: a reversed pair."""
    if (
        isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and isinstance(node.ops[0], (ast.Eq, ast.NotEq))
        and any(
            called(side) in ("tuple", "list")
            or isinstance(side, ast.Tuple)
            or (isinstance(side, ast.Subscript) and isinstance(side.slice, ast.Slice))
            for side in (node.left, node.comparators[0])
        )
    ):
        left, right = (made("sorted(A)", A=side) for side in (node.left, node.comparators[0]))
        yield ast.Compare(left, node.ops, [right])


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """A word counts as one of a list when it only holds one, or begins with one: "passant" for "pas"."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        for way in ("holds_one", "begins_with_one"):
            found = made(f"{CHANGED}.{way}(A, B)", A=node.left, B=node.comparators[0])
            yield found if isinstance(node.ops[0], ast.In) else ast.UnaryOp(ast.Not(), found)
