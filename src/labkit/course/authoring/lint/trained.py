"""Numbers that rest on a training: the cell that prints them says how far they may move from one processor to another.

Processors do not add in one order, and a training makes much of it: 0.697 on one machine is 0.696 on another. Such a
cell declares ``metadata.labkit.tolerance`` and is compared with it; every other cell is compared to the letter. What a
cell computes is followed from name to name: whatever is made of a fitted model rests on its training.
"""

import ast
import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import Source, is_check
from labkit.course.source.select import select

# Methods that train, whoever's they are, and labkit's own functions that fit a model inside.
TRAINS = {"fit", "partial_fit", "fit_predict", "fit_transform", "fit_resample", "backward", "minimize"}
CHANGES = {"train", "eval", "step", "zero_grad", "load_state_dict"}
FITS = {"recalibrate", "UpdatedClassifier", "fine_tune", "pretrain"}
MOST = 0.1
_NUMBER = re.compile(r"(?<![\w#&])\d+(?:[.,]\d+)?(?!\w)")
_PICTURE = re.compile(r"data:image/[^\"']*")


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    declared = {cell.id: tolerance_of(cell) for cell in source.cells}
    for name, tolerance in declared.items():
        number = type(tolerance) in (int, float)
        if tolerance is not None and not (number and 0 <= tolerance <= MOST):
            yield Finding(
                source.lab, name, "tolerance", f"metadata.labkit.tolerance is a number from 0 to {MOST}"
            )
    lacking: dict[str, None] = {}  # in order, once
    for pathway in source.pathways():
        for cell in resting_on_a_training(select(source, "en", pathway).cells):
            if declared[cell.id] is None and _shows_numbers(cell):
                lacking[cell.id] = None
    for name in lacking:
        yield Finding(
            source.lab,
            name,
            "tolerance",
            "its numbers rest on a training, whose last digits differ from one processor to another: say in "
            "metadata.labkit.tolerance how far they may move (0.02; 0 for the rounding of the last digit alone)",
        )


def tolerance_of(cell: NotebookNode) -> Any:
    """What a source cell declares, or None."""
    return cell.metadata.get("labkit", {}).get("tolerance")


def resting_on_a_training(cells: list[NotebookNode]) -> Iterator[NotebookNode]:
    """The code cells, of one pathway in order, that train or use what was made of a training."""
    names = _Names()
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue  # a magic or a line for the shell: `lint.code` has its say
        if names.follow(tree.body):
            yield cell


class _Names:
    """The names of a notebook, as its statements bind them: those that rest on a training, and its functions."""

    def __init__(self) -> None:
        self.trained: set[str] = set()
        self.functions: dict[str, ast.AST] = {}

    def follow(self, statements: list[ast.stmt]) -> bool:
        """Go through statements in order; whether any of them trains or reads what was trained."""
        rests = [self._statement(statement) for statement in statements]  # every one binds its names
        run = [s for s in statements if not isinstance(s, ast.FunctionDef | ast.ClassDef)]
        nodes = [node for statement in run for node in ast.walk(statement)]
        if any(_calls(node, {"backward"}) for node in nodes):  # the model's weights change, not the loss
            self.trained |= {base for node in nodes if (base := _called_on(node))}
        return any(rests)

    def _statement(self, statement: ast.stmt) -> bool:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):  # no training before somebody calls it
            self.trained.discard(statement.name)
            self.functions[statement.name] = statement
            return False
        blocks = [getattr(statement, part, []) for part in ("body", "orelse", "finalbody")]
        blocks += [handler.body for handler in getattr(statement, "handlers", [])]
        inner = ast.stmt | ast.excepthandler
        heads = [node for node in ast.iter_child_nodes(statement) if not isinstance(node, inner)]
        trains = any(self.trains(head) for head in heads)
        for head in heads:
            for name, whole in _made(head):
                if trains:
                    self.trained.add(name)
                elif whole:
                    self.trained.discard(name)
                    self.functions.pop(name, None)
        within = [self.follow(block) for block in blocks]
        return trains or any(within)

    def trains(self, tree: ast.AST, seen: frozenset[str] = frozenset()) -> bool:
        """Whether code calls a training, or reads a name that rests on one, itself or through a function's body."""
        own = _own_names(tree)
        for node in ast.walk(tree):
            if _calls(node, TRAINS) or (isinstance(node, ast.Call) and _id(node.func) in FITS):
                return True
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node.id in own | seen:
                continue
            if node.id in self.trained:
                return True
            if node.id in self.functions and self.trains(self.functions[node.id], seen | {node.id}):
                return True
        return False


def _calls(node: ast.AST, methods: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods


def _called_on(node: ast.AST) -> str:
    """``model`` of ``model.eval()``, ``optimizer`` of ``optimizer.step()``: what a loop with a ``backward`` changes."""
    if _calls(node, CHANGES):
        return _id(node.func.value)  # type: ignore[attr-defined]
    return ""


def _id(node: ast.AST | None) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _own_names(tree: ast.AST) -> set[str]:
    """Names that live inside an expression alone: of a comprehension, of a function's parameters."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension):
            found |= {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    return found


def _made(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Names bound (True), or written into as ``frame["risk"] = ...`` writes into ``frame``, ``model.fit(...)`` into ``model``."""
    own = _own_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id not in own:
            yield node.id, True
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            base: ast.expr = node.value
            while isinstance(base, ast.Subscript | ast.Attribute):
                base = base.value
            if isinstance(base, ast.Name):
                yield base.id, False
        elif _calls(node, TRAINS) and (name := _id(node.func.value)):  # type: ignore[attr-defined]
            yield name, False


def _shows_numbers(cell: NotebookNode) -> bool:
    if is_check(cell):
        return False
    for output in cell.get("outputs", ()):
        texts = [
            output.get("text", ""),
            *(output.get("data", {}).get(k, "") for k in ("text/plain", "text/html")),
        ]
        if any(_NUMBER.search(_PICTURE.sub("", text)) for text in texts):
            return True
    return False
