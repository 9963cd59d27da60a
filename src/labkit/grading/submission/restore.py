"""Put back what a learner may not change, before anything runs, and name each repair.

The template is what nbgrader's own preprocessors make of the course's source: stubs in place of solutions, checksums,
points, locks. Learners keep their prose, their answers and the cells they added.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode

from labkit.grading.submission.checks import role
from labkit.grading.submission.elsewhere import written_elsewhere
from labkit.grading.submission.given import Given, blank
from labkit.grading.submission.reading import unused
from labkit.language import LANGUAGES
from labkit.tasks.check_line import Check, parse_check

# Tags that change what runs or what is shown; a learner's other tags do no harm.
_POWERFUL_TAGS = {
    "skip-execution",
    "raises-exception",
    "remove-cell",
    "remove-input",
    "remove-output",
    "hide-cell",
}
# Written by the grader alone, so a learner's own must not survive.
RESERVED = "labkit"
_NAMED = ("grade", "solution", "locked", "task", "points", "grade_id", "cell_type")


@dataclass(frozen=True)
class Repair:
    """One thing put back.

    Attributes
    ----------
    kind : str
        ``source``, ``metadata``, ``tags`` (those that change what runs), ``forged``; and what befalls anybody: ``labels``
        (other tags), ``cell_type``, ``renamed``, ``deleted``, ``duplicated``, ``moved``, ``unknown``, ``kernel``, ``companion``.
    cell : str
        The grade id (or the cell's id); empty for the notebook itself.
    detail : str
        What was found, in a few words.
    """

    kind: str
    cell: str
    detail: str

    def to_dict(self) -> dict[str, str]:
        return asdict(self)


def make_template(source: NotebookNode, config: Any = None) -> NotebookNode:
    """What learners were given, made of the solved source by nbgrader's own preprocessors (hidden tests kept).

    Parameters
    ----------
    source : NotebookNode
        The plain nbgrader source of the assignment.
    config : traitlets.config.Config, optional
        The course's configuration: stubs and locks may be set there.
    """
    from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells

    notebook = deepcopy(source)
    resources: dict[str, Any] = {}
    for preprocessor in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        notebook, resources = preprocessor(config=config).preprocess(notebook, resources)
    return notebook


def restore(
    submitted: NotebookNode, template: NotebookNode, given: Given | None = None
) -> tuple[NotebookNode, list[Repair]]:
    """The submission with everything that is not the learner's own put back, and the list of repairs.

    Parameters
    ----------
    submitted : NotebookNode
        As `labkit.grading.submission.reading.read` gives it.
    template : NotebookNode
        As `make_template` gives it.
    given : Given, optional
        What learners were given in every language; by default in the template's alone.
    """
    given = given or Given(template)
    notebook, repairs = deepcopy(submitted), list[Repair]()
    _restore_notebook_metadata(notebook, template, repairs)
    named = {c.metadata.nbgrader.grade_id: c for c in template.cells if role(c)}
    _name_what_is_ours(notebook, template, given)
    claimed = _claim(notebook, named, repairs)
    _claim_by_place(notebook, template, given, claimed, repairs)
    kept = {id(cell): name for name, cell in claimed.items()}
    by_id = {c.id: c for c in template.cells if "id" in c}

    for cell in notebook.cells:
        name = kept.get(id(cell))
        if name is not None:
            _restore_cell(cell, named[name], name, repairs)
        else:
            _restore_free_cell(cell, by_id.get(cell.id), repairs)
    _separate_ids(notebook, claimed)
    _put_back_deleted(notebook, template, claimed, repairs)
    _put_checks_after_answers(notebook, list(named), claimed, repairs)
    for name, cell in claimed.items():
        if role(cell) == "manual" and blank(cell, named[name]) and written_elsewhere(notebook, cell, given):
            cell.metadata[RESERVED] = NotebookNode(elsewhere=True)
    return notebook, repairs


def _restore_notebook_metadata(notebook: NotebookNode, template: NotebookNode, repairs: list[Repair]) -> None:
    given, ours = notebook.metadata, deepcopy(template.metadata)
    kernel, expected = (m.get("kernelspec") for m in (given, ours))
    name, wanted = (k.get("name") if isinstance(k, dict) else None for k in (kernel, expected))
    if wanted and name != wanted:
        repairs.append(Repair("kernel", "", f"kernel {name!r} instead of {wanted!r}"))
    mark = given.get(RESERVED)
    language = mark.get("language") if isinstance(mark, dict) else None
    if language in LANGUAGES:
        ours.setdefault(RESERVED, NotebookNode())["language"] = language
        if isinstance(given.get("title"), str):  # the one other word that differs by language
            ours["title"] = given.title[:200]
    notebook.metadata = ours


def _name_what_is_ours(notebook: NotebookNode, template: NotebookNode, given: Given) -> None:
    """Give back their ids to cells of ours that some editor has renamed: what lies between them is found by them."""
    there, ours = {c.id for c in notebook.cells}, {c.get("id") for c in template.cells}
    for cell in notebook.cells:
        known = given.id_of(cell) if cell.id not in ours else None
        if known and known not in there:
            cell.id = known
            there.add(known)


def _claim(notebook: NotebookNode, named: dict[str, Any], repairs: list[Repair]) -> dict[str, NotebookNode]:
    """Which submitted cell is which of the template's: by grade id, then by cell id, then by what it says."""
    claimed: dict[str, NotebookNode] = {}
    taken: set[int] = set()
    left_over: set[int] = set()

    def take(name: str, cell: NotebookNode) -> None:
        claimed[name] = cell
        taken.add(id(cell))

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


def _claim_by_place(
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
            at = -1 if neighbour is None else _index(notebook, neighbour) - step
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


def _restore_cell(cell: NotebookNode, original: NotebookNode, name: str, repairs: list[Repair]) -> None:
    if cell.cell_type != original.cell_type:
        repairs.append(Repair("cell_type", name, f"was turned into {cell.cell_type}"))
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        cell.cell_type = original.cell_type
        if original.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    found, expected = cell.metadata.get("nbgrader", {}), original.metadata.nbgrader
    for key in _NAMED:
        if key in found and found[key] != expected.get(key, found[key]):
            repairs.append(
                Repair("metadata", name, f"{key} was {found[key]!r}, not {expected.get(key)!r}"[:200])
            )
        elif (
            found
            and key in ("grade", "solution", "locked", "points")
            and key not in found
            and key in expected
        ):
            repairs.append(Repair("metadata", name, f"{key} was taken away"))
    _report_tags(cell, original, name, repairs)
    _report_forgery(cell, name, repairs)
    cell.metadata = deepcopy(original.metadata)
    if role(original) in ("check", "locked"):
        if cell.source != original.source:
            repairs.append(Repair("source", name, f"was edited: {cell.source.strip()[:120]!r}"))
        cell.source = original.source
    elif role(original) == "manual" and cell.source.strip() in ("", original.source.strip()):
        cell.source = original.source  # blank space is no answer: the checksum must say so
    if "id" in original:
        cell.id = original.id


def _restore_free_cell(cell: NotebookNode, original: NotebookNode | None, repairs: list[Repair]) -> None:
    """A cell that is the learner's own, or prose and code of ours that nbgrader does not lock."""
    marks = cell.metadata.pop("nbgrader", None)
    if marks and marks.get("grade_id") is not None:
        repairs.append(Repair("unknown", str(marks["grade_id"])[:80], "the course has no such cell"))
    _report_forgery(cell, cell.id, repairs)
    cell.metadata.pop(RESERVED, None)
    if original is not None and not role(original):
        _report_tags(cell, original, cell.id, repairs)
        cell.metadata = deepcopy(original.metadata)
        return
    powerful = _tags(cell) & _POWERFUL_TAGS
    if powerful:
        repairs.append(Repair("tags", cell.id, f"tags taken off: {', '.join(sorted(powerful))}"))
        cell.metadata.tags = [t for t in cell.metadata.tags if t not in _POWERFUL_TAGS]


def _report_tags(cell: NotebookNode, original: NotebookNode, name: str, repairs: list[Repair]) -> None:
    added, removed = _tags(cell) - _tags(original), _tags(original) - _tags(cell)
    if added or removed:
        changes = [f"+{t}" for t in sorted(added)] + [f"-{t}" for t in sorted(removed)]
        kind = "tags" if (added | removed) & _POWERFUL_TAGS else "labels"
        repairs.append(Repair(kind, name, f"tags changed: {' '.join(changes)}"[:200]))


def _report_forgery(cell: NotebookNode, name: str, repairs: list[Repair]) -> None:
    mark = cell.metadata.get(RESERVED)
    if isinstance(mark, dict) and ("outcome" in mark or "rubric" in mark):
        repairs.append(Repair("forged", name, "metadata that only the grader writes"))


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _separate_ids(notebook: NotebookNode, claimed: dict[str, NotebookNode]) -> None:
    """Restored cells keep the source's ids; a learner's cell that holds one of them gets another."""
    ours = {c.id for c in claimed.values()}
    restored = {id(c) for c in claimed.values()}
    used = set(ours)
    for cell in notebook.cells:
        if id(cell) not in restored:
            cell.id = unused(cell.id, used)
            used.add(cell.id)


def _put_back_deleted(
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
            position = _index(notebook, anchor) + 1 if anchor is not None else 0
            used = {c.id for c in notebook.cells}
            for clash in notebook.cells:
                if clash.id == again.get("id"):
                    clash.id = unused(clash.id, used)
            notebook.cells.insert(position, again)
            claimed[name], anchor = again, again
            repairs.append(Repair("deleted", name, "was missing and has been put back"))


def _put_checks_after_answers(
    notebook: NotebookNode, order: list[str], claimed: dict[str, NotebookNode], repairs: list[Repair]
) -> None:
    """A check that stands before the cells it follows in the source would be asked too early."""
    for before, name in _pairs(order):
        cell = claimed[name]
        if role(cell) == "check" and _index(notebook, cell) < _index(notebook, claimed[before]):
            notebook.cells.pop(_index(notebook, cell))
            notebook.cells.insert(_index(notebook, claimed[before]) + 1, cell)
            repairs.append(Repair("moved", name, f"stood before {before!r} and has been put after it"))


def _pairs(order: list[str]) -> Iterator[tuple[str, str]]:
    return zip(order, order[1:], strict=False)


def _index(notebook: NotebookNode, cell: NotebookNode) -> int:
    return next(i for i, c in enumerate(notebook.cells) if c is cell)
