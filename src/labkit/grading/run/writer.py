"""The one place where a run writes: autograded copy, gradebook, feedback, then the record that says so."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat.v4
from nbformat import NotebookNode
from nbgrader.utils import parse_utc

from labkit.grading.feedback.files import remove_feedback, write_feedback
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, standing
from labkit.grading.gradebook.records import GRADED, Record, write_atomically
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.submission.companions import put_back
from labkit.grading.submission.submissions import NAMELESS, Submission


class Writer:
    """The one place where a run writes: autograded copy, gradebook, feedback, then the record that says so."""

    def __init__(self, course: CourseSettings, assignment: str, gradebook: Any):
        from nbgrader.preprocessors import AssignLatePenalties

        self._course, self._assignment, self._gradebook = course, assignment, gradebook
        late = AssignLatePenalties(config=course.config)
        late.init_plugin()
        self.plugin = late.plugin_inst
        self.regrading = ""
        if not book.knows(gradebook, assignment, assignment):
            generate(course, assignment)

    def place(self, learner: str) -> standing.Place:
        return standing.Place(self._assignment, self._assignment, learner)

    def marks(self) -> dict[str, dict[str, standing.Mark]]:
        """Everybody's marks as they are in the gradebook now."""
        return standing.all_marks(self._gradebook, self._assignment, self._assignment)

    def penalties(self) -> dict[str, float]:
        return standing.all_penalties(self._gradebook, self._assignment, self._assignment)

    def write(self, submission: Submission, notebook: str | None, record: Record) -> None:
        course, learner, place = self._course, submission.learner, self.place(submission.learner)
        if record.reason == NAMELESS:
            self._tell(place, record)
            return
        earlier = records.load(course.root, self._assignment, learner)
        timestamp, trouble = _timestamp(submission)
        record.tampering += trouble
        book.enter(self._gradebook, place, timestamp)
        folder = course.folder("autograded", learner, self._assignment)
        target, graded = folder / f"{self._assignment}.ipynb", None
        if notebook is None:
            target.unlink(missing_ok=True)
            book.clear_marks(self._gradebook, place, person=record.reason != "no_notebook")
            remove_feedback(course, self._assignment, learner)
        else:
            files, _changed = put_back(submission.files(), course.companions(self._assignment))
            _clear(folder)
            for name, data in files.items():
                write_atomically(folder / name, data)
            written = notebook.encode("utf-8", "replace")
            write_atomically(target, written)
            # Read once, as it was written, for the gradebook and for the page: `grade_one` has made it valid.
            graded = nbformat.v4.reads(written.decode("utf-8"))
            self._save(place, graded, record, earlier)
        if timestamp:
            write_atomically(folder / "timestamp.txt", timestamp.encode())
        self._tell(place, record, graded)

    def renew(self, record: Record) -> bool:
        """The penalty and the page again, after people have marked; true where the page is provisional."""
        place = self.place(record.learner)
        if record.reason == GRADED:
            book.save_penalty(self._gradebook, place, self.plugin)
            self._gradebook.db.commit()
        return write_feedback(self._course, self._gradebook, place, record)

    def _tell(self, place: standing.Place, record: Record, graded: NotebookNode | None = None) -> None:
        """Feedback for the learner, and last the record that says all is written."""
        write_feedback(self._course, self._gradebook, place, record, graded)
        record.recorded, record.regrading = True, self.regrading
        records.save(self._course.root, record)

    def _save(
        self, place: standing.Place, graded: NotebookNode, record: Record, earlier: Record | None
    ) -> None:
        same = earlier is not None and earlier.recorded and earlier.digest == record.digest
        book.save_marks(self._gradebook, graded, place, same=same, language=record.language)
        book.save_penalty(self._gradebook, place, self.plugin)
        self._gradebook.db.commit()


def without_notebook(assignment: str, submission: Submission, fingerprint: str) -> Record:
    """What is recorded of a submission in which no notebook was found to grade."""
    record = Record(assignment, submission.learner, submission.problem, submission.detail)
    record.digest, record.grader, record.belongs = submission.digest(), fingerprint, submission.belongs
    return record


def generate(course: CourseSettings, assignment: str) -> None:
    """Enter the assignment into the gradebook and make its release, as ``nbgrader generate_assignment`` does."""
    import logging

    from nbgrader.converters import GenerateAssignment

    directory = course.new_directory(assignment)
    converter = GenerateAssignment(coursedir=directory, config=course.config)
    converter.force = True
    converter.log.setLevel(logging.ERROR)
    converter.start()


def _clear(folder: Path) -> None:
    """Take away an earlier submission's files: one of them may be called what is a folder now."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.suffix != ".ipynb":
            path.unlink()


def _timestamp(submission: Submission) -> tuple[str | None, list[dict[str, str]]]:
    """When it was handed in, and what is odd about that."""
    text = submission.timestamp()
    if text is None:
        return None, []
    try:
        when = parse_utc(text)
    except Exception:  # whatever a date's parser makes of hostile text
        return None, [{"kind": "timestamp", "detail": f"timestamp.txt cannot be read: {text!r}"}]
    if when > datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=10):
        return text, [{"kind": "timestamp", "detail": f"timestamp.txt lies in the future: {text!r}"}]
    return text, []
