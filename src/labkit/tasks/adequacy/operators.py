"""What is changed in a right answer: each operator takes a node of its syntax tree and yields what may stand there instead.

Comparisons, numbers, arithmetic, `and`/`or`, `break`/`continue` and forced branches are those that mutmut 3.8 and
cosmic-ray 8.7 have too. Their packages are not used: they change files, not functions, on trees of their own (libcst,
parso), bring a terminal interface or a web client, and lack what learners get wrong most: ties, sorts, ends of a list,
copies left out, arguments changed in place.

``CHANGED`` is the name under which a changed answer finds `labkit.tasks.adequacy.runtime.Changed`.
"""

import ast
from collections.abc import Callable, Iterator
from typing import Any

CHANGED = "__changed__"

Operator = Callable[[ast.AST], Iterator[ast.AST]]


def made(template: str, **parts: ast.expr) -> ast.expr:
    """An expression in which names of the template stand for nodes."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return parts.get(node.id, node)

    filled: ast.expr = Fill().visit(ast.parse(template, mode="eval").body)
    return filled


def _called(node: ast.AST) -> str:
    """Name of the function or method that a call calls; "" for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    target = node.func
    return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")


def _again(call: ast.Call, args: list[ast.expr], keywords: list[ast.keyword] | None = None) -> ast.Call:
    return ast.Call(call.func, args, call.keywords if keywords is None else keywords)


def _number(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


# ---- comparisons ---------------------------------------------------------------------------------------------------

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
            _called(side) in ("tuple", "list")
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


# ---- numbers and words ---------------------------------------------------------------------------------------------


def number(node: ast.AST) -> Iterator[ast.AST]:
    """One more and one less; a fraction a quarter more and a fifth less."""
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return
    value: Any = node.value
    if isinstance(value, int) or float(value).is_integer():
        yield _number(value + 1)
        yield _number(value - 1)
    else:
        yield _number(value * 1.25)
        yield _number(value * 0.8)


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
    if _called(node) in ("range", "arange") and isinstance(node, ast.Call):
        for place, argument in enumerate(node.args[:2]):
            for moved in _off_by_one(argument):
                yield _again(node, [*node.args[:place], moved, *node.args[place + 1 :]])
        if len(node.args) == 1:
            yield _again(node, [ast.Constant(1), *node.args])


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


# ---- arithmetic and logic ------------------------------------------------------------------------------------------

_ARITHMETIC: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}


def arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    """Another operation; the two sides of a difference or a quotient turned round; an `+=` that forgets."""
    if isinstance(node, ast.BinOp):
        for other in _ARITHMETIC.get(type(node.op), ()):
            yield ast.BinOp(node.left, other(), node.right)
        if isinstance(node.op, (ast.Sub, ast.Div)):
            yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node, ast.AugAssign):
        for other in _ARITHMETIC.get(type(node.op), ())[:1]:
            yield ast.AugAssign(node.target, other(), node.value)
        yield ast.Assign([node.target], node.value)


def logic(node: ast.AST) -> Iterator[ast.AST]:
    """`and` for `or`, one condition left out, a `not`, a minus or a `~` left out, any for all."""
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for place in range(len(node.values)):
            left = [*node.values[:place], *node.values[place + 1 :]]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield node.left
        yield node.right
    if isinstance(node, ast.UnaryOp) and not isinstance(node.operand, ast.Constant):
        yield node.operand
    if isinstance(node, ast.Call) and _called(node) in ("any", "all"):
        yield _renamed(node, "all" if _called(node) == "any" else "any")


def _renamed(call: ast.Call, name: str) -> ast.Call:
    target = call.func
    other = (
        ast.Name(name, ast.Load())
        if isinstance(target, ast.Name)
        else ast.Attribute(_of(call), name, ast.Load())
    )
    return ast.Call(other, call.args, call.keywords)


def _of(call: ast.Call) -> ast.expr:
    assert isinstance(call.func, ast.Attribute)
    return call.func.value


# ---- branches and loops --------------------------------------------------------------------------------------------


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
    if isinstance(node, (ast.For, ast.comprehension)) and _called(node.iter) != "range":
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


# ---- order and ties ------------------------------------------------------------------------------------------------

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
    if isinstance(node, ast.Call) and _called(node) in _OPPOSITES:
        yield _renamed(node, _OPPOSITES[_called(node)])


def ties(node: ast.AST) -> Iterator[ast.AST]:
    """The last among equals for the first."""
    name = _called(node)
    if not isinstance(node, ast.Call):
        return
    keyed = any(keyword.arg == "key" for keyword in node.keywords)
    if name in ("min", "max", "sorted") and keyed and len(node.args) == 1:
        yield _again(node, [made("list(A)[::-1]", A=node.args[0])])
    if name in ("argmin", "argmax", "argsort"):
        method = not node.args
        values = _of(node) if method else node.args[0]
        turned = made("A[::-1]", A=ast.Name("_values", ast.Load()))
        call = (
            ast.Call(ast.Attribute(turned, name, ast.Load()), [], node.keywords)
            if method
            else _again(node, [turned, *node.args[1:]])
        )
        yield made("(lambda _values: len(_values) - 1 - CALL)(A)", CALL=call, A=values)
    if name == "next" and node.args:
        found = made("[*A]", A=node.args[0])
        yield (
            made("B[-1]", B=found) if len(node.args) == 1 else made("(B or [C])[-1]", B=found, C=node.args[1])
        )


def sort(node: ast.AST) -> Iterator[ast.AST]:
    """A sort left out, or turned round."""
    name = _called(node)
    if not isinstance(node, ast.Call):
        return
    if name in ("sorted", "reversed") and node.args:
        yield made("list(A)", A=node.args[0])
    if name == "sorted" and node.args and not any(keyword.arg == "reverse" for keyword in node.keywords):
        yield _again(node, node.args, [*node.keywords, ast.keyword("reverse", ast.Constant(True))])
    if (
        name == "sort" and node.args
    ):  # np.sort(values); values.sort() is a statement, which `statement` leaves out
        yield node.args[0]
    if name in ("sort_values", "sort_index") and isinstance(node.func, ast.Attribute):
        yield node.func.value


# ---- what is put around a value ------------------------------------------------------------------------------------

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
    name = _called(node)
    if not isinstance(node, ast.Call):
        return
    if name in ("max", "min", "maximum", "minimum") and len(node.args) == 2:
        yield from node.args
    elif name in _AROUND | _COPIES and node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    elif name in _METHODS and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name in ("nansum", "nanmean", "nanmax", "nanmin"):
        yield _renamed(node, name.removeprefix("nan"))
    if name == "int" and len(node.args) == 1:
        for way in ("not_cut", "cut_to_the_nearest", "cut_upwards"):
            yield made(f"{CHANGED}.{way}(A)", A=node.args[0])


def default(node: ast.AST) -> Iterator[ast.AST]:
    """A default, a key, an axis or another named argument left out."""
    if not isinstance(node, ast.Call):
        return
    if _called(node) in ("get", "next") and len(node.args) == 2:
        yield _again(node, node.args[:1])
    for place, keyword in enumerate(node.keywords):
        if keyword.arg not in (None, "strict", "dtype"):
            yield _again(node, node.args, [*node.keywords[:place], *node.keywords[place + 1 :]])


def put_in(node: ast.AST) -> Iterator[ast.AST]:
    """The answer without its sign, never below nought, rounded."""
    if isinstance(node, ast.Return) and node.value is not None:
        for way in ("absolute", "not_below_nought", "rounded"):
            yield ast.Return(made(f"{CHANGED}.{way}(A)", A=node.value))


OPERATORS: dict[str, Operator] = {
    function.__name__: function
    for function in (
        comparison,
        in_any_order,
        inside,
        number,
        word,
        bounds,
        arithmetic,
        logic,
        branch,
        loop,
        statement,
        opposite,
        ties,
        sort,
        around,
        default,
    )
}
