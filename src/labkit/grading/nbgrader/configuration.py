"""The course folder's ``nbgrader_config.py`` calls `configure`: stock nbgrader commands then grade as labkit does."""

import os
from pathlib import Path
from typing import Any


def configure(c: Any, course_dir: Path | str) -> None:
    """Set nbgrader up for a course of labkit's.

    Parameters
    ----------
    c : traitlets.config.Config
        What ``get_config()`` gives in ``nbgrader_config.py``. Settings made after this call win.
    course_dir : path
        The course's folder.
    """
    from labkit.course.source import stubs

    folder = str(Path(course_dir).expanduser().resolve())
    c.CourseDirectory.root = folder
    c.InCourse.course_folder = folder
    c.ClearSolutions.code_stub = {"python": stubs.CODE["en"]}
    c.ClearSolutions.text_stub = stubs.TEXT
    here = "labkit.grading.nbgrader.preprocessors"
    c.Autograde.sanitize_preprocessors = [
        f"{here}.RestoreSubmission",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{here}.GradeInSandbox",
        "nbgrader.preprocessors.LimitOutput",
        f"{here}.SaveMarks",
        f"{here}.SavePenalty",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    first = "labkit.grading.nbgrader.stock_submissions"
    c.Autograde.pre_convert_hook = f"{first}.look_first"
    c.Autograde.exporter_class = f"{first}.SubmissionExporter"
    # On a hub of labkit's the exchange is a service, with steps of its own.
    if not os.environ.get("LABKIT_EXCHANGE_URL"):
        c.ExchangeFactory.collect = "labkit.grading.nbgrader.collecting.CollectPlain"
    c.GenerateFeedback.preprocessors = ["labkit.grading.feedback.feedback.CollectMarks"]
    c.GenerateFeedback.exporter_class = "labkit.grading.feedback.feedback.FeedbackExporter"
    # Formgrader shows learners' HTML to the marker, beside a session that may change marks.
    c.HTMLExporter.preprocessors = [f"{here}.Harmless"]
