"""Strings put together of pieces, and what they spell."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Spelt:
    """A string put together of pieces, and where they end."""

    text: str
    ends: frozenset[int]

    def within(self, name: str) -> bool:
        """Whether the first of the pieces say `name`, or a member of it."""
        if not self.text.startswith(name):
            return False
        return len(name) in self.ends or self.text[len(name) : len(name) + 1] == "."


def spelt(node: ast.expr, covered: set[int] | None = None) -> Spelt:
    """The string that an expression is; a sum is read from its end to its beginning once, and what it holds is `covered`."""
    pieces: list[str] = []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        while isinstance(node, ast.BinOp):
            if covered is not None:
                covered.add(id(node))
            pieces.append(_constant(node.right))
            node = node.left
    pieces.append(_constant(node))
    pieces.reverse()
    return Spelt("".join(pieces), frozenset(accumulate(map(len, pieces))))


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def sums_in(nodes: Iterable[ast.AST]) -> list[Spelt]:
    """Every string that is spelt in pieces, each once: a sum's own beginnings are no further sums."""
    covered: set[int] = set()
    sums = (n for n in nodes if isinstance(n, ast.BinOp) and id(n) not in covered)
    return [found for node in sums if (found := spelt(node, covered)).text]
