"""Put back what a learner may not change, before anything runs, and name each repair.

The template is what nbgrader's own preprocessors make of the course's source: stubs in place of solutions, checksums,
points, locks. Learners keep their prose, their answers and the cells they added.
"""

from copy import deepcopy
from typing import Any

from nbformat import NotebookNode

from labkit.grading.submission.checks import role
from labkit.grading.submission.claiming import claim, claim_by_place, index_of, name_what_is_ours
from labkit.grading.submission.elsewhere import written_elsewhere
from labkit.grading.submission.given import Given, blank
from labkit.grading.submission.given_code import put_back_given
from labkit.grading.submission.in_the_check import keeps_the_check, own_cell
from labkit.grading.submission.places import put_back_deleted, put_checks_after_answers, separate_ids
from labkit.grading.submission.repair import Repair
from labkit.language import LANGUAGES

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
    name_what_is_ours(notebook, template, given)
    claimed = claim(notebook, named, repairs)
    claim_by_place(notebook, template, given, claimed, repairs)
    kept = {id(cell): name for name, cell in claimed.items()}
    by_id = {c.id: c for c in template.cells if "id" in c}

    for cell in list(notebook.cells):
        name = kept.get(id(cell))
        if name is not None:
            edited = _keep_what_is_theirs(notebook, name, named, claimed)
            _restore_cell(cell, named[name], name, repairs, edited)
        else:
            _restore_free_cell(cell, by_id.get(cell.id), repairs)
    separate_ids(notebook, claimed)
    put_back_deleted(notebook, template, claimed, repairs)
    put_back_given(notebook, template, repairs)
    put_checks_after_answers(notebook, list(named), claimed, repairs)
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


def _keep_what_is_theirs(
    notebook: NotebookNode,
    name: str,
    named: dict[str, NotebookNode],
    claimed: dict[str, NotebookNode],
) -> str:
    """What else a learner wrote in a check's cell goes before it, into a cell of their own; the kind of repair that this is."""
    original, cell = named[name], claimed[name]
    if role(original) != "check":
        return "source"
    answer = f"{name}-answer"
    unanswered = answer in named and (answer not in claimed or blank(claimed[answer], named[answer]))
    theirs = own_cell(cell, original, unanswered=unanswered)
    if theirs is not None:
        notebook.cells.insert(index_of(notebook, cell), theirs)
    return "within" if keeps_the_check(cell, original, unanswered=unanswered) else "source"


def _restore_cell(
    cell: NotebookNode, original: NotebookNode, name: str, repairs: list[Repair], edited: str
) -> None:
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
            repairs.append(Repair(edited, name, f"was edited: {cell.source.strip()[:120]!r}"))
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
