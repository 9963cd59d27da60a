"""What an attack is: an honest submission of the sample lab in which something else was tried."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nbformat import NotebookNode

WRONG = "def ppv(sensitivity, specificity, prevalence):\n    return 0.5"
RIGHT = """def ppv(sensitivity, specificity, prevalence):
    true = sensitivity * prevalence
    return true / (true + (1 - specificity) * (1 - prevalence))"""


@dataclass(frozen=True)
class Attack:
    """A submission that tries to earn, read or break what it should not.

    Parameters
    ----------
    ppv, threshold : str
        Source of the two answer cells. By default the first is wrong and the second right: one honest point.
    edit : callable, optional
        Changes the notebook itself, after the answers were written.
    encode : callable, optional
        The file's bytes from the notebook's text; UTF-8 by default.
    files : dict
        Further files handed in beside the notebook.
    points : float
        What the honest part deserves, out of 3 (ppv 2, threshold 1); the explanation is left blank.
    person : bool
        Whether a person must look at it (a name that the task forbids).
    seen : tuple of str
        Kinds of entries of which one at least must be in the tamper report.
    """

    ppv: str = WRONG
    threshold: str = "threshold = 10"
    edit: Callable[[NotebookNode], None] | None = None
    encode: Callable[[str], bytes] = str.encode
    files: dict[str, bytes] = field(default_factory=dict)
    points: float = 1.0
    person: bool = False
    seen: tuple[str, ...] = ()


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with that grade id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def before(code: str, answer: str = WRONG) -> str:
    """`code`, then an answer."""
    return f"{code}\n\n{answer}"
