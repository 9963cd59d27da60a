"""What follows when people have marked or granted time: feedback and late penalties, without running anything."""

from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from typing import Any

from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.grading.run.writer import Writer
from labkit.grading.run.writing import SupervisedWriter, Writing
from labkit.language import catalogue

_ = catalogue("grading")


def renew_feedback(course: CourseSettings, assignment: str, learners: str = "*") -> list[str]:
    """Write the feedback pages again, after people have marked; late penalties follow the new scores.

    Returns
    -------
    list of str
        The learners whose page is still provisional.

    Raises
    ------
    GradingError
        If there is no such lab or nobody has been graded.
    """
    course.require(assignment)
    with only_run(course.root), disk_errors():
        known = [r for r in records.load_all(course.root, assignment) if fnmatch(r.learner, learners)]
        if not known:
            raise GradingError(
                _("Nobody's {lab} has been graded yet: run `labkit grade {lab}` first.").format(
                    lab=assignment
                )
            )
        with SupervisedWriter(Writing(course, assignment)) as writer:
            provisional = [record.learner for record in known if writer.renew(record)]
    return provisional


def extend(
    course: CourseSettings, assignment: str, learner: str, *, days: float = 0.0, hours: float = 0.0
) -> str:
    """Grant more time, counted from the due date; an earlier extension is replaced. Penalties follow at once.

    Raises
    ------
    GradingError
        If the lab has no due date or no such learner.
    """
    course.require(assignment)
    with disk_errors(), book.opened(course.db_url, course.course_id) as gradebook:
        _due(gradebook, assignment)
        _grant(gradebook, course, assignment, learner, timedelta(days=days, hours=hours))
        until = gradebook.find_submission(assignment, learner).duedate.replace(tzinfo=UTC).astimezone()
        return _("{learner} may hand in {lab} until {when}.").format(
            learner=learner, lab=assignment, when=until.strftime("%Y-%m-%d %H:%M %Z")
        )


def set_due(course: CourseSettings, assignment: str, due: datetime | None, learner: str = "") -> None:
    """Write a due date into the gradebook, or when it is due for one learner; None takes it away. Penalties follow at once.

    Parameters
    ----------
    course : CourseSettings
    assignment : str
    due : datetime or None
        With its time zone.
    learner : str, optional

    Raises
    ------
    GradingError
        If the gradebook has no such lab, no such learner, or no date from which the learner's own would count.
    """
    course.require(assignment)
    with disk_errors(), book.opened(course.db_url, course.course_id) as gradebook:
        utc = due.astimezone(UTC).replace(tzinfo=None) if due else None
        if learner:
            longer = utc - _due(gradebook, assignment) if utc else None
            _grant(gradebook, course, assignment, learner, longer)
            return
        _known(gradebook, assignment).duedate = utc
        gradebook.db.commit()
        writer = Writer(course, assignment, gradebook)
        for each in writer.marks():
            book.save_penalty(gradebook, writer.place(each), writer.plugin)
        gradebook.db.commit()


def _known(gradebook: Any, assignment: str) -> Any:
    if not book.knows(gradebook, assignment, assignment):
        text = _("{lab} is not in the gradebook yet: `nbgrader generate_assignment {lab}` puts it there.")
        raise GradingError(text.format(lab=assignment))
    return gradebook.find_assignment(assignment)


def _due(gradebook: Any, assignment: str) -> datetime:
    due: datetime | None = _known(gradebook, assignment).duedate
    if due is None:
        raise GradingError(_("{lab} has no due date: set one in Formgrader first.").format(lab=assignment))
    return due


def _grant(
    gradebook: Any, course: CourseSettings, assignment: str, learner: str, longer: timedelta | None
) -> None:
    from nbgrader.api import MissingEntry

    try:
        gradebook.find_student(learner)
    except MissingEntry:
        raise GradingError(
            _("The gradebook knows no learner called {learner!r}.").format(learner=learner)
        ) from None
    gradebook.update_or_create_submission(assignment, learner).extension = longer
    gradebook.db.commit()
    writer = Writer(course, assignment, gradebook)
    if learner in writer.marks():
        book.save_penalty(gradebook, writer.place(learner), writer.plugin)
        gradebook.db.commit()
