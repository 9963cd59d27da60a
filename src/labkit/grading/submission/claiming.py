"""Which submitted cell is which of those that learners were given."""

from typing import Any

from nbformat import NotebookNode

from labkit.grading.submission.checks import role
from labkit.grading.submission.given import Given, blank
from labkit.grading.submission.repair import Repair
from labkit.tasks.check_line import Check, parse_check


def name_what_is_ours(notebook: NotebookNode, template: NotebookNode, given: Given) -> None:
    """Give back their ids to cells of ours that some editor has renamed: what lies between them is found by them."""
    there, ours = {c.id for c in notebook.cells}, {c.get("id") for c in template.cells}
    for cell in notebook.cells:
        known = given.id_of(cell) if cell.id not in ours else None
        if known and known not in there:
            cell.id = known
            there.add(known)


def claim(notebook: NotebookNode, named: dict[str, Any], repairs: list[Repair]) -> dict[str, NotebookNode]:
    """Which submitted cell is which of the template's: by grade id, then by cell id, then by what it says."""
    claimed: dict[str, NotebookNode] = {}
    taken: set[int] = set()
    left_over: set[int] = set()

    def take(name: str, cell: NotebookNode) -> None:
        claimed[name] = cell
        taken.add(id(cell))
        left_over.discard(id(cell))  # the blank copy of one answer may be another's own cell

    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if not isinstance(name, str) or name not in named:
            continue
        if name in claimed:
            earlier, original = claimed[name], named[name]
            if (
                role(original) in ("answer", "manual")
                and blank(earlier, original)
                and not blank(cell, original)
            ):
                which = "the second of two cells with this grade id counts: the first is blank"
                taken.discard(id(earlier))
                take(name, cell)
                spare = earlier
            else:
                which, spare = "a second cell had this grade id; the first one counts", cell
            repairs.append(Repair("duplicated", name, which))
            del spare.metadata["nbgrader"]
            if role(original) in ("answer", "manual") and blank(spare, original):
                left_over.add(id(spare))  # the starting text once more would take the answer's name
        else:
            take(name, cell)
    missing = {name: original for name, original in named.items() if name not in claimed}
    checks = {id(c): parse_check(c.source) for c in notebook.cells} if missing else {}
    for name, original in missing.items():
        for cell in notebook.cells:
            same = cell.id == original.get("id") or _says_the_same(cell, checks[id(cell)], original)
            if id(cell) not in taken and same:
                found = cell.metadata.get("nbgrader", {}).get("grade_id")
                repairs.append(Repair("renamed", name, f"its grade id was {found!r}"))
                take(name, cell)
                break
    notebook.cells = [c for c in notebook.cells if id(c) not in left_over]
    return claimed


def claim_by_place(
    notebook: NotebookNode,
    template: NotebookNode,
    given: Given,
    claimed: dict[str, NotebookNode],
    repairs: list[Repair],
) -> None:
    """Answers that an editor took every name from: they stand right after, or right before, what they stood beside."""
    taken = {id(c) for c in claimed.values()}
    for place, original in enumerate(template.cells):
        name = original.metadata.nbgrader.grade_id if role(original) in ("answer", "manual") else None
        if name is None or name in claimed:
            continue
        for step in (1, -1):
            if not 0 <= place + step < len(template.cells):
                continue
            neighbour = _there(notebook, template.cells[place + step], claimed)
            at = -1 if neighbour is None else index_of(notebook, neighbour) - step
            found = notebook.cells[at] if 0 <= at < len(notebook.cells) else None
            if (
                found is None
                or id(found) in taken
                or given.id_of(found)
                or found.cell_type != original.cell_type
            ):
                continue
            claimed[name] = found
            taken.add(id(found))
            repairs.append(Repair("renamed", name, "its name was lost; it was found by its place"))
            break


def _there(
    notebook: NotebookNode, original: NotebookNode, claimed: dict[str, NotebookNode]
) -> NotebookNode | None:
    """The cell of a submission that is this one of the template's."""
    if role(original):
        return claimed.get(original.metadata.nbgrader.grade_id)
    return next((c for c in notebook.cells if c.id == original.get("id")), None)


def _says_the_same(cell: NotebookNode, check: Check | None, original: NotebookNode) -> bool:
    if role(original) not in ("check", "locked"):
        return False
    if cell.source.strip() == original.source.strip():
        return True
    expected = parse_check(original.source)
    return check is not None and expected is not None and check.task == expected.task


def index_of(notebook: NotebookNode, cell: NotebookNode) -> int:
    return next(i for i, c in enumerate(notebook.cells) if c is cell)
