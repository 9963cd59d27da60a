"""Grading one notebook without nbgrader: a function, a result, its JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from labkit.kernels.limits import Limits


@dataclass
class Result:
    """What a notebook deserves.

    Attributes
    ----------
    lab, pathway, language : str
    points, max_points : float
    outcomes : list of dict
        One a task: ``task``, ``status``, ``points``, ``max_points``, ``message`` (``en``, ``fr``), ``misconception``,
        ``law``.
    reasons : dict
        Task to its message in the learner's language.
    tampering : list of dict
        Cells put back and what the sandbox saw, for a person to judge.
    faults : list of str
        Mistakes of the grader's own.
    sandboxed : bool
    notebook : NotebookNode
        As it ran, with the grader's outputs in its graded cells and the rubrics for whoever marks the explanations.
    """

    lab: str
    pathway: str
    language: str
    points: float
    max_points: float
    outcomes: list[dict[str, Any]]
    reasons: dict[str, str]
    tampering: list[dict[str, Any]]
    faults: list[str] = field(default_factory=list)
    sandboxed: bool = True
    notebook: NotebookNode | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Plain dictionary, ready for `json.dumps`, without the notebook."""
        return asdict(replace(self, notebook=None), dict_factory=_without_notebook)


def _without_notebook(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in items if name != "notebook"}


def grade(
    notebook: Path | str | bytes | NotebookNode,
    lab: str,
    *,
    language: str | None = None,
    secret: bytes | None = None,
    files: Mapping[str, bytes] | None = None,
    sandbox: bool = True,
    limits: Limits | None = None,
) -> Result:
    """Grade one submitted notebook of a lab.

    Parameters
    ----------
    notebook : path, bytes or NotebookNode
        A file's path, its content, or a notebook already read.
    lab : str
        The assignment's name: ``"m4_threshold"``, or ``"m4_threshold_explorer"``.
    language : {"en", "fr"}, optional
        Of the reasons; the notebook's own by default.
    secret : bytes, optional
        At least 16 bytes from which the hidden cases derive; drawn anew for each call by default.
    files : dict, optional
        The learner's other files, by relative name. What the lab hands out beside its notebook is there in any case.
    sandbox : bool
        Without it the learner's code runs with your own rights.
    limits : Limits, optional

    Raises
    ------
    UnreadableNotebook
        If the file is no notebook.
    CourseError
        If there is no such lab.
    SandboxUnavailable
        Where `sandbox` is asked for and this machine can give none.
    """
    from labkit.content import lab_of
    from labkit.grading.assignment import without_course
    from labkit.grading.pipeline import ask_and_judge, put_right
    from labkit.grading.submission.reading import language_of, read

    submitted = read(Path(notebook) if isinstance(notebook, str) else notebook)
    spoken = language or language_of(submitted)
    assignment = without_course(
        lab, language_of(submitted), secret, sandbox=sandbox, limits=limits or Limits()
    )
    restored = put_right(assignment, submitted, files or {})
    graded = ask_and_judge(assignment, restored, spoken)
    return Result(
        assignment.lab,
        lab_of(lab)[1],
        spoken,
        graded.points,
        graded.max_points,
        [o.to_json() for o in graded.outcomes],
        {o.task: o.message.in_language(spoken) for o in graded.outcomes},
        graded.tampering,
        graded.faults,
        graded.sandboxed,
        graded.notebook,
    )
