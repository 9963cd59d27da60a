"""The one way from what a learner handed in to marks: restore, ask, judge, record.

`labkit grade` (`run.workers`) takes it with `grade_one`, which never raises for a submission; stock nbgrader
(`nbgrader.preprocessors`) and `labkit.grading.grade` (`plain`) take the same steps and let what goes wrong be raised.
No gradebook is in reach of any of them: the one writer comes after.
"""

import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.errors import NO_ROOM, CourseError
from labkit.grading.assignment import Assignment
from labkit.grading.feedback import rubric
from labkit.grading.gradebook.records import Record
from labkit.grading.judging.judge import prepare_bundles
from labkit.grading.judging.notebook import GradedNotebook, course_imports, grade_notebook
from labkit.grading.nbgrader.course_settings import load_grader
from labkit.grading.submission.belongs import answers_beside, of_another, work_beside
from labkit.grading.submission.checks import role
from labkit.grading.submission.companions import put_back, working_copy
from labkit.grading.submission.given import Given, answered
from labkit.grading.submission.reading import UnreadableNotebook, language_of, read
from labkit.grading.submission.repair import Repair
from labkit.grading.submission.restore import restore
from labkit.kernels.sandbox.sandbox import Sandbox, SandboxUnavailable, find_sandbox
from labkit.kernels.tampering import Tampering

# Of a graded notebook: more is no page that anybody could open.
MOST_CHARACTERS = 30 * 2**20


@dataclass(frozen=True)
class HandedIn:
    """One submission on its way to a worker."""

    learner: str
    content: bytes
    files: Mapping[str, bytes]
    digest: str
    left_out: Sequence[str] = ()


@dataclass
class Restored:
    """A submission in which what is not the learner's own has been put back, before anything of it runs."""

    notebook: NotebookNode
    files: dict[str, bytes]
    repairs: list[dict[str, str]]


def grade_one(assignment: Assignment, handed_in: HandedIn) -> tuple[str | None, Record]:
    """The graded notebook as JSON (``None`` where there is none to show) and the record; never raises for a submission.

    Raises
    ------
    CourseError or SandboxUnavailable
        No sandbox, no course, no grader: the next submission would fare no better.
    MemoryError
        Under the limit of the process that supervises this one (`run.supervised`).
    """
    record = Record(
        assignment.name, handed_in.learner, digest=handed_in.digest, grader=assignment.fingerprint
    )
    _grader(assignment.lab, assignment.fingerprint)  # a grader that cannot be loaded concerns everybody
    try:
        submitted = read(handed_in.content)
        record.language = language_of(submitted)
        restored = put_right(assignment, submitted, handed_in.files)
        graded = ask_and_judge(assignment, restored)
        written = nbformat.writes(graded.notebook)
    except UnreadableNotebook as error:
        record.reason, record.detail, record.belongs = error.reason, str(error), error.belongs
        record.tampering = [] if error.reason == "untouched" else _found_beside(assignment, handed_in.files)
        return None, record
    except (CourseError, SandboxUnavailable, MemoryError):
        raise
    except Exception as error:
        if getattr(error, "errno", None) in NO_ROOM:  # which befalls the next one just the same
            raise
        record.reason, record.detail = "fault", f"{type(error).__name__}: {error}"
        record.faults.append(traceback.format_exc(limit=20))
        return None, record
    if len(written) > MOST_CHARACTERS:
        record.reason, record.detail = "too_heavy", f"{len(written) / 2**20:.0f} MiB"
        return None, record
    left_out = (
        Tampering("working_copy", f"left out what is not a plain file: {name}") for name in handed_in.left_out
    )
    graded.tampering += [entry.to_dict() for entry in left_out]
    put_into(record, graded)
    return written, record


def prepare(assignment: Assignment) -> None:
    """Make what all submissions share, so that none is charged for it; what fails is told by the first that needs it."""
    with suppress(Exception):
        template = _template(assignment.template)
        grader = _grader(assignment.lab, assignment.fingerprint)
        if grader is not None:
            prepare_bundles(grader, assignment.secret, template)


def kernels_of(assignment: Assignment) -> tuple[Sandbox | None, tuple[str, ...]]:
    """The sandbox of its kernels, and what they all import."""
    found = find_sandbox() if assignment.sandbox else None
    return found, course_imports(_template(assignment.template))


# ---- the steps, in their order -----------------------------------------------------------------------------------------


def put_right(assignment: Assignment, submitted: NotebookNode, given: Mapping[str, bytes]) -> Restored:
    """Restore: the notebook's cells that are not the learner's, and the course's own files beside it.

    Raises
    ------
    UnreadableNotebook
        Where it is another assignment's notebook, or blank while the learner's work may lie beside it.
    """
    template, texts = _template(assignment.template), _given(assignment.template, assignment.variants)
    another = of_another(submitted, template)
    if another is not None:
        raise UnreadableNotebook("other_assignment", f"{assignment.name}.ipynb", another)
    notebook, repairs = restore(submitted, template, texts)
    files, changed = put_back(given, assignment.files)
    beside = answers_beside(files, notebook, template, texts)
    if not answered(notebook, template):
        own_code = _own_code(notebook, texts)
        if where := [*beside, *([] if own_code else work_beside(files, assignment.files))]:
            raise UnreadableNotebook("untouched", ", ".join(where[:5]))
    told = [r.to_dict() for r in [*repairs, *changed]] + _told(beside)
    notebook.metadata.setdefault("labkit", NotebookNode())["repairs"] = told  # for the feedback page
    return Restored(notebook, files, told)


def ask_and_judge(assignment: Assignment, restored: Restored, language: str | None = None) -> GradedNotebook:
    """Ask and judge: run the notebook in its sandbox, judge each answer when its check is reached; then the rubrics."""
    grader = _grader(assignment.lab, assignment.fingerprint)
    with working_copy(restored.files) as folder:
        graded = grade_notebook(
            restored.notebook,
            grader,
            assignment.secret,
            language,
            workdir=folder,
            template=_template(assignment.template),
            sandbox=assignment.sandbox,
            limits=assignment.limits,
        )
    if _strange(graded, restored):
        raise UnreadableNotebook("not_this_lab", "none of its cells is there")
    graded.tampering[:0] = restored.repairs
    rubric.insert(graded.notebook, grader, graded.language)
    return graded


def put_into(record: Record, graded: GradedNotebook) -> None:
    """Record: what was found, for the writer and for the next run."""
    record.language = graded.language
    record.points, record.max_points = graded.points, graded.max_points
    record.outcomes = [o.to_json() for o in graded.outcomes]
    record.judged = graded.judged
    record.tampering, record.faults = graded.tampering, graded.faults
    record.sandboxed, record.seconds = graded.sandboxed, round(graded.seconds, 3)


def _found_beside(assignment: Assignment, files: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Notebooks with answers that lie beside one that cannot be read."""
    template = _template(assignment.template)
    return _told(answers_beside(files, template, template, _given(assignment.template, assignment.variants)))


def _told(beside: Mapping[str, list[str]]) -> list[dict[str, str]]:
    return [
        Repair("beside", name, ", ".join(answers)).to_dict() for name, answers in beside.items() if answers
    ]


def _own_code(notebook: NotebookNode, texts: Given) -> bool:
    return any(
        c.cell_type == "code" and c.source.strip() and texts.id_of(c) is None and not role(c)
        for c in notebook.cells
    )


def _strange(graded: GradedNotebook, restored: Restored) -> bool:
    """Whether nothing was found in it, and every graded cell had to be put there: it is some other notebook."""
    missing = {r["cell"] for r in restored.repairs if r["kind"] == "deleted"}
    nothing = bool(graded.outcomes) and all(o.status == "not_started" for o in graded.outcomes)
    return (
        nothing
        and missing >= {o.task for o in graded.outcomes}
        and len(restored.notebook.cells) > len(missing)
    )


# ---- read once a process -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _grader(lab: str, fingerprint: str) -> Any:
    """Loaded once a process, and again when it has been mended: a worker may outlive several runs."""
    return load_grader(lab)


@lru_cache(maxsize=8)
def _template(text: str) -> NotebookNode:
    return nbformat.reads(text, as_version=4)


@lru_cache(maxsize=8)
def _given(template: str, variants: tuple[str, ...]) -> Given:
    return Given(_template(template), map(_template, variants))
