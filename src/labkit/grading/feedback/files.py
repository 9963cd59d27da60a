"""Feedback pages in nbgrader's ``feedback/`` folder, where ``release_feedback`` looks for them."""

import shutil
from typing import Any

from nbformat import NotebookNode

from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.gradebook.records import GRADED, TRANSIENT, Record, write_atomically
from labkit.grading.gradebook.standing import Place
from labkit.grading.judging.messages import FAULT
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.submission.reading import read_graded
from labkit.language import LANGUAGES


def write_feedback(
    course: CourseSettings, gradebook: Any, place: Place, record: Record, graded: NotebookNode | None = None
) -> bool:
    """Write one learner's page; true if it is provisional.

    `graded` is the autograded notebook where the caller has it at hand; it is changed.
    """
    from labkit.grading.feedback.feedback import collect_marks, page, unreadable_page

    folder = course.folder("feedback", place.learner, place.assignment)
    target = folder / f"{place.notebook}.html"
    if record.reason != GRADED:
        about = {"assignment": place.assignment, "student": place.learner}
        ours = record.reason in TRANSIENT  # a mistake of ours is not explained to learners by its traceback
        messages = {
            language: FAULT.in_language(language) if ours else what_to_do(record, language)
            for language in LANGUAGES
        }
        write_atomically(target, unreadable_page(about, messages).encode("utf-8", "replace"))
        return False
    autograded = course.folder("autograded", place.learner, place.assignment)
    notebook = graded or read_graded(autograded / f"{place.notebook}.ipynb")
    about = collect_marks(gradebook, notebook, place)
    write_atomically(target, page(notebook, about).encode("utf-8", "replace"))
    if (autograded / "timestamp.txt").is_file():
        write_atomically(folder / "timestamp.txt", (autograded / "timestamp.txt").read_bytes())
    return bool(about["provisional"])


def remove_feedback(course: CourseSettings, assignment: str, learner: str) -> None:
    """Take away a page that no longer stands."""
    shutil.rmtree(course.folder("feedback", learner, assignment), ignore_errors=True)
