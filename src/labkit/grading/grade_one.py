"""One submission from bytes to a graded notebook and a record: what a worker does, with no gradebook in reach."""

import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.grading.feedback import rubric
from labkit.grading.gradebook.records import Record
from labkit.grading.judging.execute import GradedNotebook, grade_notebook, language_of
from labkit.grading.nbgrader.course_settings import load_grader
from labkit.grading.submission.reading import UnreadableNotebook, read
from labkit.grading.submission.restore import Repair, restore


@dataclass(frozen=True)
class Assignment:
    """What all submissions of a run have in common; sent once to each worker.

    Attributes
    ----------
    name, lab : str
    template : str
        JSON of what learners were given.
    secret : bytes
    fingerprint : str
        Of the grader and the source.
    files : dict
        What the course hands out beside the notebook.
    sandbox : bool
    limits : Limits or None
    """

    name: str
    lab: str
    template: str
    secret: bytes = field(repr=False)
    fingerprint: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    sandbox: bool = True
    limits: Any = None


@dataclass(frozen=True)
class Job:
    """One submission on its way to a worker."""

    learner: str
    content: bytes
    files: Mapping[str, bytes]
    digest: str


def grade_one(assignment: Assignment, job: Job) -> tuple[str | None, Record]:
    """The graded notebook as JSON (``None`` where there is none to show) and the record; never raises for a submission.

    Raises
    ------
    GradingError, or the sandbox's own error
        When no submission could be graded at all.
    """
    record = Record(assignment.name, job.learner, digest=job.digest, grader=assignment.fingerprint)
    grader = _grader(assignment.lab, assignment.fingerprint)
    try:
        submitted = read(job.content)
        record.language = language_of(submitted)
        template = _template(assignment.template)
        restored, repairs = restore(submitted, template)
        files, changed = put_back(job.files, assignment.files)
        repairs += changed
        with working_copy(files) as folder:
            graded = grade_notebook(
                restored,
                grader,
                assignment.secret,
                workdir=folder,
                template=template,
                sandbox=assignment.sandbox,
                limits=assignment.limits,
            )
        graded.tampering[:0] = [r.to_dict() for r in repairs]
        rubric.insert(graded.notebook, grader, graded.language)
        written = nbformat.writes(graded.notebook)
    except UnreadableNotebook as error:
        record.reason, record.detail = error.reason, str(error)
        return None, record
    except Exception as error:
        if _concerns_everybody(error):
            raise
        record.reason, record.detail = "fault", f"{type(error).__name__}: {error}"
        record.faults.append(traceback.format_exc(limit=20))
        return None, record
    fill(record, graded)
    return written, record


def fill(record: Record, graded: GradedNotebook) -> None:
    """Put a run's findings into its record."""
    record.language = graded.language
    record.points, record.max_points = graded.points, graded.max_points
    record.outcomes = [o.to_json() for o in graded.outcomes]
    record.judged = graded.judged
    record.tampering, record.faults = graded.tampering, graded.faults
    record.sandboxed, record.seconds = graded.sandboxed, round(graded.seconds, 3)


def put_back(given: Mapping[str, bytes], ours: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Repair]]:
    """A submission's files with the course's own as they were handed out, and the changes undone."""
    changed = [name for name, data in ours.items() if given.get(name, data) != data]
    # A folder called like one of the course's files, or a file called like one of its folders, gives way.
    folders = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    given = {
        name: data
        for name, data in given.items()
        if name not in folders and not any(str(parent) in ours for parent in PurePosixPath(name).parents)
    }
    return {**given, **ours}, [Repair("file", name, "was edited and has been put back") for name in changed]


@contextmanager
def working_copy(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A scratch folder with the submission's other files, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="labkit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for relative, data in files.items():
            path = folder / relative
            if folder in path.resolve().parents:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        yield folder


@lru_cache(maxsize=32)
def _grader(lab: str, fingerprint: str) -> Any:
    """Loaded once a process, and again when it has been mended: a worker may outlive several runs."""
    return load_grader(lab)


@lru_cache(maxsize=8)
def _template(text: str) -> NotebookNode:
    return nbformat.reads(text, as_version=4)


def _concerns_everybody(error: Exception) -> bool:
    """No sandbox, no kernel, no grader: the next submission would fare no better."""
    from labkit.grading.nbgrader.course_settings import GradingError

    return isinstance(error, GradingError) or type(error).__name__ in ("SandboxUnavailable", "NoSandbox")
