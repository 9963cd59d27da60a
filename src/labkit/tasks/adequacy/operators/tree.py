"""What every operator makes of a syntax tree: a node filled in, a call made again."""

import ast
from collections.abc import Callable, Iterator

CHANGED = "__changed__"

Operator = Callable[[ast.AST], Iterator[ast.AST]]


def made(template: str, **parts: ast.expr) -> ast.expr:
    """An expression in which names of the template stand for nodes."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return parts.get(node.id, node)

    filled: ast.expr = Fill().visit(ast.parse(template, mode="eval").body)
    return filled


def called(node: ast.AST) -> str:
    """Name of the function or method that a call calls; "" for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    target = node.func
    return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")


def again(call: ast.Call, args: list[ast.expr], keywords: list[ast.keyword] | None = None) -> ast.Call:
    return ast.Call(call.func, args, call.keywords if keywords is None else keywords)


def signed(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def renamed(call: ast.Call, name: str) -> ast.Call:
    target = call.func
    other = (
        ast.Name(name, ast.Load())
        if isinstance(target, ast.Name)
        else ast.Attribute(owner(call), name, ast.Load())
    )
    return ast.Call(other, call.args, call.keywords)


def owner(call: ast.Call) -> ast.expr:
    assert isinstance(call.func, ast.Attribute)
    return call.func.value
