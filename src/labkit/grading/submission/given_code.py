"""Code of ours that a notebook has lost, and on which what is left of it rests: it comes back where it stood.

At home its names were still there, in a kernel that had run it. Nothing comes back that nobody needs: a learner may delete a
figure, or write given code again in words of their own.
"""

from copy import deepcopy

from nbformat import NotebookNode

from labkit.grading.judging.needed import names_in
from labkit.grading.submission.checks import role
from labkit.grading.submission.claiming import index_of
from labkit.grading.submission.given import blank
from labkit.grading.submission.repair import Repair


def put_back_given(notebook: NotebookNode, template: NotebookNode, repairs: list[Repair]) -> None:
    """Insert the given cells that are gone where the rest uses a name that only they gave."""
    there = {c.id for c in notebook.cells}
    lost = [
        c for c in template.cells if c.cell_type == "code" and not role(c) and c.get("id", "") not in there
    ]
    if not lost:
        return
    left = [names_in(c.source) for c in notebook.cells if _is_code(c, template)]
    wanted = set[str]().union(*(n.used for n in left)) - set().union(*(n.bound | n.imported for n in left))
    for cell in reversed(lost):  # a cell that comes back may itself rest on an earlier one
        names = names_in(cell.source)
        gives = names.bound | names.imported
        if not gives & wanted:
            continue
        wanted = (wanted - gives) | (names.used - gives)
        again = deepcopy(cell)
        notebook.cells.insert(_place(notebook, template, cell), again)
        repairs.append(Repair("deleted", again.id, "was missing and has been put back"))


def _is_code(cell: NotebookNode, template: NotebookNode) -> bool:
    """Whether a cell may rest on others: checks are not run, and an answer that nobody wrote asks for nothing."""
    if cell.cell_type != "code" or role(cell) == "check":
        return False
    if role(cell) != "answer":
        return True
    name = cell.metadata.nbgrader.grade_id
    original = next(
        (c for c in template.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name), None
    )
    return original is None or not blank(cell, original)


def _place(notebook: NotebookNode, template: NotebookNode, lost: NotebookNode) -> int:
    """Right after the nearest cell before it that is there."""
    present = {c.id: c for c in notebook.cells}
    before = template.cells[: index_of(template, lost)]
    anchor = next((present[c.id] for c in reversed(before) if c.get("id", "") in present), None)
    return 0 if anchor is None else index_of(notebook, anchor) + 1
