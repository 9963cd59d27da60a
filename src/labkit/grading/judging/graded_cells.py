"""What the grader writes into graded cells: outputs that nbgrader reads, messages that people read."""

from nbformat import NotebookNode

from labkit.grading.judging import messages
from labkit.grading.submission.checks import points
from labkit.tasks.outcome import Outcome, Status


def write_outcome(cell: NotebookNode, outcome: Outcome, language: str, count: int) -> None:
    """The cell's only output: points as text, which nbgrader reads, and the message as HTML, which people read."""
    data = {"text/plain": repr(float(outcome.points)), "text/html": outcome.to_html(language)}
    # Not by nbformat's `new_output`, which checks for 4 ms what was just written here.
    cell.outputs = [NotebookNode(output_type="execute_result", metadata={}, data=data, execution_count=count)]
    cell.execution_count = count
    mark(cell, outcome, language)


def mark(cell: NotebookNode, outcome: Outcome, language: str) -> None:
    """Metadata that the gradebook's writer and the feedback page read; a learner's own were taken out before."""
    cell.metadata["labkit"] = NotebookNode(
        outcome=outcome.status, message=outcome.message.in_language(language)
    )


def manual(cell: NotebookNode) -> Outcome:
    """An answer that a person marks: not started while nbgrader's checksum of the stub still holds."""
    from nbgrader.utils import compute_checksum

    name = cell.metadata.nbgrader.grade_id
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    if untouched and cell.metadata.get("labkit", {}).get("elsewhere"):
        return Outcome(name, "needs_person", 0.0, points(cell), messages.PERHAPS_ELSEWHERE)
    if untouched:
        return Outcome(name, "not_started", 0.0, points(cell), messages.NOT_WRITTEN)
    return Outcome(name, "needs_person", 0.0, points(cell), messages.TO_BE_READ)


def by_outputs(cell: NotebookNode) -> Outcome:
    """nbgrader's own rule, for assignments that have no grader of labkit's."""
    from nbgrader.utils import determine_grade

    score, worth = determine_grade(cell)
    status: Status = "right" if score == worth else "wrong"
    return Outcome(cell.metadata.nbgrader.grade_id, status, score or 0.0, worth, messages.BY_TESTS)
