"""The explain-it task's rubric: shown to the person who marks, in the learner's language, and to nobody else."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from labkit.grading.submission.checks import role
from labkit.language import brief, catalogue


def insert(notebook: NotebookNode, grader: Any, language: str) -> None:
    """Put each explanation's rubric under the learner's answer, in the autograded copy."""
    rubrics = {e.id: e for e in grader.explanations} if grader is not None else {}
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if role(cell) == "manual" and name in rubrics:
            cells.append(_cell(rubrics[name], language))
    notebook.cells = cells


def remove(notebook: NotebookNode) -> None:
    """Take the rubrics out again: what a learner gets does not hold them."""
    notebook.cells = [c for c in notebook.cells if not c.metadata.get("labkit", {}).get("rubric")]


def _cell(explain: Any, language: str) -> NotebookNode:
    _ = catalogue("grading", language)
    title = _("Rubric, for the marker")
    lines = [f"**{title}**", ""]
    lines += [
        f"- {brief(points, language)} : {text.in_language(language)}" for points, text in explain.rubric
    ]
    cell = new_markdown_cell("\n".join(lines), id=f"{explain.id[:56]}-rubric")
    cell.metadata["labkit"] = NotebookNode(rubric=True)
    return cell
