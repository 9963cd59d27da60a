"""What nbgrader's own commands run: the same restoring, grading and saving as `labkit grade`, step by step."""

import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors.latesubmissions import AssignLatePenalties
from traitlets import Bool, Unicode

from labkit.grading.assignment import Assignment, in_course
from labkit.grading.feedback.sanitize import clean, markdown_to_html
from labkit.grading.gradebook import records
from labkit.grading.gradebook.gradebook import clear_marks, opened, save_marks, save_penalty
from labkit.grading.gradebook.standing import Place
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.nbgrader.kernel_limits import limits_of
from labkit.grading.pipeline import (
    MOST_CHARACTERS,
    Restored,
    ask_and_judge,
    kernels_of,
    prepare,
    put_into,
    put_right,
)
from labkit.grading.run.alone import Died, Overrun, alone
from labkit.grading.run.supervised import most_seconds
from labkit.grading.submission.checks import role
from labkit.grading.submission.companions import put_back
from labkit.grading.submission.reading import UnreadableNotebook, language_of, read
from labkit.grading.submission.submissions import Submission
from labkit.kernels.forkserver.pool import begin_forkserver

# What the grader or nbgrader wrote; everything else of a notebook's metadata may be a learner's.
_OURS = ("nbgrader", "labkit", "kernelspec", "language_info")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
Pair = tuple[NotebookNode, dict[str, Any]]


class InCourse(NbGraderPreprocessor):
    sandbox = Bool(True, help="Refuse to run without a sandbox.").tag(config=True)
    course_folder = Unicode("", help="The course's folder; the working directory by default.").tag(
        config=True
    )

    @property
    def course(self) -> CourseSettings:
        return CourseSettings(Path(self.course_folder or "."), self.config)

    def place(self, resources: dict) -> Place:
        about = resources["nbgrader"]
        return Place(about["assignment"], about["notebook"], about["student"])

    def assignment(self, place: Place) -> Assignment:
        limits = limits_of(self.config)
        return in_course(self.course, place.assignment, place.notebook, sandbox=self.sandbox, limits=limits)

    def submission(self, place: Place) -> Submission:
        folder = self.course.folder("submitted", place.learner, place.assignment)
        return Submission(place.learner, folder, folder / f"{place.notebook}.ipynb")


class RestoreSubmission(InCourse):
    """First of ``Autograde.sanitize_preprocessors``: put back what is not the learner's own."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> Pair:
        place = self.place(resources)
        try:
            restored = alone(_put_right, self.assignment(place), nb, self.submission(place))
        except (UnreadableNotebook, Overrun, Died):
            # Another assignment's, blank beside the learner's work, too heavy: a person must look, no 0 stands.
            with opened(resources["nbgrader"]["db_url"], self.course.course_id) as gradebook:
                clear_marks(gradebook, place, person=True)
            raise
        for repair in restored.repairs:
            self.log.warning(
                "Restored %s (%s): %s", repair["cell"] or "the notebook", repair["kind"], repair["detail"]
            )
        return restored.notebook, resources


def _put_right(assignment: Assignment, nb: NotebookNode, submission: Submission) -> Restored:
    return put_right(assignment, read(nb), submission.files())


class GradeInSandbox(InCourse):
    """In place of nbgrader's ``Execute``: the notebook runs in a sandboxed kernel, its answers are judged outside."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> Pair:
        try:
            return self._grade(nb, resources)
        except Exception:
            # nbgrader goes on to the next submission: the mark of an earlier run must not pass for this one's.
            with opened(resources["nbgrader"]["db_url"], self.course.course_id) as gradebook:
                clear_marks(gradebook, self.place(resources), person=True)
            raise

    def _grade(self, nb: NotebookNode, resources: dict) -> Pair:
        place, course = self.place(resources), self.course
        submission, assignment = self.submission(place), self.assignment(place)
        files, _changed = put_back(submission.files(), assignment.files)
        repairs = nb.metadata.get("labkit", {}).get("repairs", [])
        begin_forkserver(*kernels_of(assignment))  # in this process: one for all submissions
        prepare(assignment)
        seconds = most_seconds(assignment)
        graded = alone(ask_and_judge, assignment, Restored(nb, files, repairs), seconds=seconds)
        if len(nbformat.writes(graded.notebook)) > MOST_CHARACTERS:
            raise Overrun(f"{MOST_CHARACTERS // 2**20} MiB")
        earlier = records.load(course.root, place.assignment, place.learner)
        record = records.Record(place.assignment, place.learner, digest=submission.digest())
        record.grader = assignment.fingerprint
        put_into(record, graded)
        resources["labkit"] = {
            "record": record,
            "same": earlier is not None and earlier.digest == record.digest,
        }
        return graded.notebook, resources


class SaveMarks(InCourse):
    """In place of ``SaveAutoGrades``: what needs a person is left to one."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> Pair:
        place, course = self.place(resources), self.course
        mine = resources.get("labkit", {})
        with opened(resources["nbgrader"]["db_url"], course.course_id) as gradebook:
            save_marks(gradebook, nb, place, same=mine.get("same", False), language=language_of(nb))
            gradebook.db.commit()
        if "record" in mine:
            mine["record"].recorded = True
            records.save(course.root, mine["record"])
        return nb, resources


class SavePenalty(InCourse, AssignLatePenalties):
    """In place of ``AssignLatePenalties``, with the same plugin and the course's own id in the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> Pair:
        self.init_plugin()
        with opened(resources["nbgrader"]["db_url"], self.course.course_id) as gradebook:
            save_penalty(gradebook, self.place(resources), self.plugin_inst)
            gradebook.db.commit()
        return nb, resources


class Harmless(NbGraderPreprocessor):
    """For Formgrader's page: no script, style or frame of a learner's reaches the marker's browser.

    Templates write metadata into attributes as they are, so of cells the grader's own stay, and of outputs none.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> Pair:
        nb.metadata = NotebookNode({name: nb.metadata[name] for name in _OURS if name in nb.metadata})
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> Pair:
        cell.metadata = NotebookNode({name: cell.metadata[name] for name in _OURS if name in cell.metadata})
        if cell.cell_type == "markdown":
            cell.source = markdown_to_html(cell.source, attachments=cell.pop("attachments", None))
        elif cell.cell_type == "code" and role(cell) != "check":
            for output in cell.outputs:
                if "metadata" in output:
                    output.metadata = NotebookNode()
                if "data" in output:
                    output.data = _harmless(output.data)
        elif cell.cell_type == "raw":
            cell.source = ""
        return cell, resources


def _harmless(data: NotebookNode) -> NotebookNode:
    kept = {"text/plain": data["text/plain"]} if isinstance(data.get("text/plain"), str) else {}
    for kind in ("image/png", "image/jpeg"):
        if isinstance(data.get(kind), str) and _BASE64.fullmatch(data[kind]):
            kept[kind] = data[kind]
    if isinstance(data.get("text/html"), str):
        kept["text/html"] = clean(data["text/html"])
    return NotebookNode(kept)
