"""What a cell of a submission is: a check, an answer, one that a person marks; and its points."""

from nbformat import NotebookNode


def role(cell: NotebookNode) -> str:
    """``"check"`` (graded, locked), ``"answer"`` (solution), ``"manual"`` (both), ``"locked"`` or ``""`` (the rest)."""
    marks = cell.metadata.get("nbgrader", {})
    if marks.get("grade") and marks.get("solution"):
        return "manual"
    if marks.get("grade"):
        return "check"
    if marks.get("solution"):
        return "answer"
    return "locked" if marks.get("locked") else ""


def points(cell: NotebookNode) -> float:
    """Points a graded cell is worth."""
    return float(cell.metadata.nbgrader.get("points", 0))
