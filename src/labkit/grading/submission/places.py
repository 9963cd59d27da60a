"""Cells in their places again: what was deleted, checks after their answers, ids apart."""

from collections.abc import Iterator
from copy import deepcopy

from nbformat import NotebookNode

from labkit.grading.judging.needed import names_in
from labkit.grading.submission.checks import role
from labkit.grading.submission.claiming import index_of
from labkit.grading.submission.reading import unused
from labkit.grading.submission.repair import Repair


def separate_ids(notebook: NotebookNode, claimed: dict[str, NotebookNode]) -> None:
    """Restored cells keep the source's ids; a learner's cell that holds one of them gets another."""
    ours = {c.id for c in claimed.values()}
    restored = {id(c) for c in claimed.values()}
    used = set(ours)
    for cell in notebook.cells:
        if id(cell) not in restored:
            cell.id = unused(cell.id, used)
            used.add(cell.id)


def put_back_deleted(
    notebook: NotebookNode, template: NotebookNode, claimed: dict[str, NotebookNode], repairs: list[Repair]
) -> None:
    """Insert each missing cell after the nearest earlier cell of the template that is there."""
    present = {c.id: c for c in notebook.cells}
    anchor: NotebookNode | None = None
    for original in template.cells:
        name = original.metadata.get("nbgrader", {}).get("grade_id") if role(original) else None
        if name is None:
            anchor = present.get(original.get("id", ""), anchor)
        elif name in claimed:
            anchor = claimed[name]
        else:
            again = deepcopy(original)
            position = index_of(notebook, anchor) + 1 if anchor is not None else 0
            used = {c.id for c in notebook.cells}
            for clash in notebook.cells:
                if clash.id == again.get("id"):
                    clash.id = unused(clash.id, used)
            if role(again) == "answer" and _written_above(notebook.cells[:position], again):
                again.source = ""
            notebook.cells.insert(position, again)
            claimed[name], anchor = again, again
            repairs.append(Repair("deleted", name, "was missing and has been put back"))


def _written_above(cells: list[NotebookNode], answer: NotebookNode) -> bool:
    """Whether a cell above the lost one gives its name: the starting text would run after the answer, and take its place."""
    bound = names_in(answer.source).bound
    asked = {answer.metadata.nbgrader.grade_id.removesuffix("-answer")} & bound or bound
    return any(
        asked & names_in(c.source).bound for c in cells if c.cell_type == "code" and role(c) in ("answer", "")
    )


def put_checks_after_answers(
    notebook: NotebookNode, order: list[str], claimed: dict[str, NotebookNode], repairs: list[Repair]
) -> None:
    """A check that stands before the cells it follows in the source would be asked too early."""
    for before, name in _pairs(order):
        cell = claimed[name]
        if role(cell) == "check" and index_of(notebook, cell) < index_of(notebook, claimed[before]):
            notebook.cells.pop(index_of(notebook, cell))
            notebook.cells.insert(index_of(notebook, claimed[before]) + 1, cell)
            repairs.append(Repair("moved", name, f"stood before {before!r} and has been put after it"))


def _pairs(order: list[str]) -> Iterator[tuple[str, str]]:
    return zip(order, order[1:], strict=False)
