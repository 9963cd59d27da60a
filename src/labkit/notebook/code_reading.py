"""Names in a learner's code: what is bound to what, what is only shown, what is but a slip away from another name."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from unicodedata import combining, normalize

SHOWING = ("print", "display", "pprint")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# So alike are `threshol` and `threshold`; `seuil` is not.
_ALIKE = 0.8
LONGEST_NAME = 60
# No answer is longer; what is takes no more time than this.
MOST_STATEMENTS = 2_000


def bindings(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    """Names that statements bind where they stand, in order, with what they are bound to; of a million the first ones."""
    for statement in islice(statements, MOST_STATEMENTS):
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            yield statement.name, statement
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
        elif (
            isinstance(statement, ast.AnnAssign)
            and statement.value is not None
            and isinstance(statement.target, ast.Name)
        ):
            yield statement.target.id, statement.value


def is_dots(value: ast.AST) -> bool:
    """Whether this is still the starting text: three dots, or a function that holds nothing else."""
    if isinstance(value, FUNCTIONS):
        body = [s for s in value.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
        return not body
    return isinstance(value, ast.Constant) and value.value is Ellipsis


def fits(value: ast.AST, function: bool) -> bool:
    """Whether this may be the answer under another name."""
    if is_dots(value):
        return False
    made = isinstance(value, (*FUNCTIONS, ast.Lambda))
    return made if function else isinstance(value, ast.expr)


def has_parameters(value: ast.AST, parameters: Sequence[str]) -> bool:
    return bool(parameters) and arguments_of(value) == list(parameters)


def arguments_of(value: ast.AST) -> list[str]:
    return [a.arg for a in value.args.args] if isinstance(value, (*FUNCTIONS, ast.Lambda)) else []


def alike(one: str, other: str) -> bool:
    """Whether two names are one but for a slip of the keyboard, an accent or a capital."""
    one, other = folded(one)[:LONGEST_NAME], folded(other)[:LONGEST_NAME]
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def folded(name: str) -> str:
    letters = normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not combining(letter) and letter != "_")


def owner_of(node: ast.AST, name: str) -> str:
    """Of ``lab.threshold = 16`` the `lab`, of ``answers["threshold"] = 16`` and ``answers = {"threshold": 16}`` the `answers`."""
    if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
        said = node.attr if isinstance(node, ast.Attribute) else getattr(node.slice, "value", None)
        return _name_of(node.value) if said == name else ""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
        keys = [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
        return _name_of(node.targets[0]) if name in keys else ""
    return ""


def _name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else _name_of(node.func)


def checks(node: ast.AST, name: str) -> bool:
    """``lab.check("threshold", 16)``: the value in place of the name."""
    if not isinstance(node, ast.Call) or called(node) != "check" or len(node.args) != 2:
        return False
    task, answer = node.args
    return (
        isinstance(task, ast.Constant)
        and task.value == name
        and isinstance(answer, (ast.Constant, ast.UnaryOp))
    )


def shows(statement: ast.stmt) -> bool:
    """A value that stands alone on its line or is printed; a text that stands alone is a remark."""
    if not isinstance(statement, ast.Expr):
        return False
    value = statement.value
    if isinstance(value, ast.Call):
        return called(value) in SHOWING and bool(value.args)
    if isinstance(value, ast.Constant):
        return value.value is not Ellipsis and value.value is not None
    return isinstance(value, (ast.UnaryOp, ast.BinOp, ast.List, ast.Tuple, ast.Set))
