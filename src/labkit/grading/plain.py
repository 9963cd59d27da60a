"""Grading one notebook without nbgrader: a function, a result, its JSON."""

import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from labkit.kernels.limits import Limits


@dataclass
class Result:
    """What a notebook deserves.

    Attributes
    ----------
    lab, path, language : str
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
    """

    lab: str
    path: str
    language: str
    points: float
    max_points: float
    outcomes: list[dict[str, Any]]
    reasons: dict[str, str]
    tampering: list[dict[str, Any]]
    faults: list[str] = field(default_factory=list)
    sandboxed: bool = True

    def to_json(self) -> dict[str, Any]:
        """Plain dictionary, ready for `json.dumps`."""
        return asdict(self)


def grade(
    notebook: Path | str | bytes | NotebookNode,
    lab: str,
    *,
    language: str | None = None,
    secret: bytes | None = None,
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
    from labkit.content import Content, lab_of
    from labkit.course.release.release import learner_copy
    from labkit.course.source.lab_source import read_source
    from labkit.grading.grade_one import working_copy
    from labkit.grading.judging.execute import grade_notebook, language_of
    from labkit.grading.submission.reading import read
    from labkit.grading.submission.restore import restore
    from labkit.tasks.load import load_grader

    content = Content.find()
    name, path = lab_of(lab)
    submitted = read(Path(notebook) if isinstance(notebook, str) else notebook)
    spoken = language or language_of(submitted)
    template = learner_copy(read_source(content, name), language_of(submitted), path)
    restored, repairs = restore(submitted, template)
    with working_copy({}) as folder:
        graded = grade_notebook(
            restored,
            load_grader(content, name),
            secret or secrets.token_bytes(32),
            spoken,
            workdir=folder,
            template=template,
            sandbox=sandbox,
            limits=limits,
        )
    return Result(
        name,
        path,
        spoken,
        graded.points,
        graded.max_points,
        [o.to_json() for o in graded.outcomes],
        {o.task: o.message.in_language(spoken) for o in graded.outcomes},
        [r.to_dict() for r in repairs] + graded.tampering,
        graded.faults,
        graded.sandboxed,
    )
