"""What a learner wrote in a check's cell. The check comes back as it was given; the rest is theirs, and runs before it.

Editors that know nothing of nbgrader's locks let people write there, and joining two cells puts an answer there. In the
notebook it counted: the check, run in that cell, said so.
"""

import ast

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from labkit.tasks.check_line import Check, parse_check

# More than that is not read: a syntax tree takes a hundred times its text.
_LONGEST = 100_000
# Ids are set apart afterwards; a chance one would make each run another notebook.
_OWN = "written-in-a-check"


def keeps_the_check(cell: NotebookNode, original: NotebookNode, *, unanswered: bool) -> bool:
    """Whether a check of the same task still stands in its cell: with its own answer, or with any where there is no other."""
    expected = parse_check(original.source)
    return any(
        check == expected or (unanswered and _answer(check, expected) != "")
        for _, check in _checks(cell.source)
    )


def own_cell(cell: NotebookNode, original: NotebookNode, *, unanswered: bool) -> NotebookNode | None:
    """A cell of the learner's own with what they wrote in a check's cell; None where that is nothing.

    Parameters
    ----------
    cell : NotebookNode
        As it was handed in.
    original : NotebookNode
        As it was given.
    unanswered : bool
        Whether the answer's own cell is blank: then the answer may stand in the check's line, ``lab.check("ppv", 0.3)``.
    """
    if cell.source.strip() == original.source.strip():
        return None
    if cell.cell_type != "code":
        return new_markdown_cell(cell.source, id=_OWN) if cell.source.strip() else None
    expected, source = parse_check(original.source), cell.source
    for statement, check in reversed(_checks(source)):
        instead = _answer(check, expected) if unanswered else ""
        source = _replaced(source, statement, instead)
    return new_code_cell(source.strip("\n"), id=_OWN) if _says_something(source) else None


def _checks(source: str) -> list[tuple[ast.stmt, Check]]:
    """The checks among a cell's statements."""
    found = ((s, parse_check(ast.unparse(s))) for s in _statements(source) if isinstance(s, ast.Expr))
    return [(statement, check) for statement, check in found if check is not None]


def _statements(source: str) -> list[ast.stmt]:
    if len(source) > _LONGEST:
        return []
    try:
        return ast.parse(source).body
    except (
        SyntaxError,
        ValueError,
        RecursionError,
        MemoryError,
    ):  # a magic, or half a line: it stays as it is
        return []


def _answer(check: Check, expected: Check | None) -> str:
    if expected is None or check.task != expected.task or not expected.expression.isidentifier():
        return ""
    return "" if check.expression == expected.expression else f"{expected.expression} = {check.expression}"


def _replaced(source: str, statement: ast.stmt, instead: str) -> str:
    """The source with one statement replaced. Python counts columns in the bytes of UTF-8."""
    lines = source.encode().splitlines(keepends=True)
    first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
    before, after = lines[first][: statement.col_offset], lines[last][statement.end_col_offset :]
    if not instead and not before.strip():  # alone on its line, or first of several
        after = after.lstrip(b" \t;")
    elif not instead:
        instead = "None"
    return b"".join([*lines[:first], before, instead.encode(), after, *lines[last + 1 :]]).decode()


def _says_something(source: str) -> bool:
    """Whether anything but remarks is left; what cannot be read is left as it is."""
    lines = (line.strip() for line in source.splitlines())
    return any(line and not line.startswith("#") for line in lines)
