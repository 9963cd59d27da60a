"""Numbers, words and bounds: another one, one further, one left out."""

import ast
from collections.abc import Iterator
from typing import Any

from labkit.tasks.adequacy.operators.tree import again, called, signed


def number(node: ast.AST) -> Iterator[ast.AST]:
    """One more and one less; a fraction a quarter more and a fifth less."""
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return
    value: Any = node.value
    if isinstance(value, int) or float(value).is_integer():
        yield signed(value + 1)
        yield signed(value - 1)
    else:
        yield signed(value * 1.25)
        yield signed(value * 0.8)


def word(node: ast.AST) -> Iterator[ast.AST]:
    """Another text; True for False."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield ast.Constant(f"not {node.value}")
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)


def bounds(node: ast.AST) -> Iterator[ast.AST]:
    """A slice or a range one further, one shorter, or without its bound; a slice without its step."""
    if isinstance(node, ast.Slice):
        for lower in _off_by_one(node.lower):
            yield ast.Slice(lower, node.upper, node.step)
        for upper in _off_by_one(node.upper):
            yield ast.Slice(node.lower, upper, node.step)
        if node.lower is not None and node.upper is not None:
            yield ast.Slice(None, node.upper, node.step)
            yield ast.Slice(node.lower, None, node.step)
        if node.step is not None:
            yield ast.Slice(node.lower, node.upper, None)
    if called(node) in ("range", "arange") and isinstance(node, ast.Call):
        for place, argument in enumerate(node.args[:2]):
            for moved in _off_by_one(argument):
                yield again(node, [*node.args[:place], moved, *node.args[place + 1 :]])
        if len(node.args) == 1:
            yield again(node, [ast.Constant(1), *node.args])


def _off_by_one(bound: ast.expr | None) -> Iterator[ast.expr]:
    # A constant is `number`'s, and one more or less than "n - 1" is that of its 1.
    if bound is None or isinstance(bound, (ast.Constant, ast.UnaryOp)):
        return
    if isinstance(bound, ast.BinOp) and any(
        isinstance(side, ast.Constant) for side in (bound.left, bound.right)
    ):
        return
    yield ast.BinOp(bound, ast.Add(), ast.Constant(1))
    yield ast.BinOp(bound, ast.Sub(), ast.Constant(1))
