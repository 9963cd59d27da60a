"""An explanation whose own cell is blank, while its text may stand in another cell of the learner's: a person looks."""

import ast

from nbformat import NotebookNode

from labkit.grading.submission.checks import role
from labkit.grading.submission.given import Given

# Words that nobody gave: near the blank a few are an answer; elsewhere a few are a note.
_FEW_NEAR = 3
_FEW_ELSEWHERE = 8
_LONGEST = 100_000


def written_elsewhere(notebook: NotebookNode, blank_cell: NotebookNode, given: Given) -> bool:
    """Whether some other cell may hold the text that belongs into a blank one."""
    cells = notebook.cells
    here = next(i for i, c in enumerate(cells) if c is blank_cell)
    first = next((i for i in range(here - 1, -1, -1) if role(cells[i])), -1) + 1
    last = next((i for i in range(here + 1, len(cells)) if role(cells[i])), len(cells))
    for place, cell in enumerate(cells):
        near = first <= place < last
        # Text of ours far away that differs is a lab's mended text, not an answer.
        if role(cell) or given.ours(cell, notebook) or (given.placed(cell) and not near):
            continue
        if _prose(cell, near) and given.own_words(cell) >= (_FEW_NEAR if near else _FEW_ELSEWHERE):
            return True
    return False


def _prose(cell: NotebookNode, near: bool) -> bool:
    """Text, also where the cell beside the blank was left a code cell: what is no statement, or a string, a comment."""
    if cell.cell_type != "code":
        return True
    if not near or len(cell.source) > _LONGEST:
        return False
    try:
        statements = ast.parse(cell.source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not cell.source.lstrip().startswith(("%", "!"))
    return all(isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) for s in statements)
