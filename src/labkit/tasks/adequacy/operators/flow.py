"""Branches, loops and statements: never taken, passed over, left out."""

import ast
from collections.abc import Iterator

from labkit.tasks.adequacy.operators.tree import called, made


def branch(node: ast.AST) -> Iterator[ast.AST]:
    """A branch never taken, or always."""
    if isinstance(node, ast.If):
        yield ast.If(ast.Constant(False), node.body, node.orelse)
        yield ast.If(ast.Constant(True), node.body, node.orelse)
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.comprehension):
        for place in range(len(node.ifs)):
            kept = [*node.ifs[:place], *node.ifs[place + 1 :]]
            yield ast.comprehension(node.target, node.iter, kept, node.is_async)


def loop(node: ast.AST) -> Iterator[ast.AST]:
    """The first or the last is passed over; the loop ends after one round; `break` for `continue`."""
    if isinstance(node, ast.Break):
        yield ast.Continue()
        yield ast.Pass()
    if isinstance(node, ast.Continue):
        yield ast.Break()
        yield ast.Pass()
    if isinstance(node, (ast.For, ast.comprehension)) and called(node.iter) != "range":
        for kept in ("list(A)[1:]", "list(A)[:-1]"):
            shorter = made(kept, A=node.iter)
            if isinstance(node, ast.For):
                yield ast.For(node.target, shorter, node.body, node.orelse)
            else:
                yield ast.comprehension(node.target, shorter, node.ifs, node.is_async)
    if isinstance(node, (ast.For, ast.While)):
        body: list[ast.stmt] = [*node.body, ast.Break()]
        if isinstance(node, ast.For):
            yield ast.For(node.target, node.iter, body, node.orelse)
        else:
            yield ast.While(node.test, body, node.orelse)


def statement(node: ast.AST) -> Iterator[ast.AST]:
    """A step left out: a call for what it does, an `+=`, a `del`."""
    doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, (ast.Expr, ast.AugAssign, ast.Delete)) and not doc:
        yield ast.Pass()
