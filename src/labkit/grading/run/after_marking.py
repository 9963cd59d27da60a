"""What follows when people have marked or granted time: feedback and late penalties, without running anything."""

from datetime import UTC, timedelta
from fnmatch import fnmatch

from labkit.grading.feedback.files import write_feedback
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records
from labkit.grading.gradebook.records import GRADED
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.grading.run.writer import Writer
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
    provisional = []
    with only_run(course.root), disk_errors():
        known = [r for r in records.load_all(course.root, assignment) if fnmatch(r.learner, learners)]
        if not known:
            raise GradingError(
                _("Nobody's {lab} has been graded yet: run `labkit grade {lab}` first.").format(
                    lab=assignment
                )
            )
        with book.opened(course.db_url, course.course_id) as gradebook:
            writer = Writer(course, assignment, gradebook)
            for record in known:
                place = writer.place(record.learner)
                if record.reason == GRADED:
                    book.save_penalty(gradebook, place, writer.plugin)
                    gradebook.db.commit()
                if write_feedback(course, gradebook, place, record):
                    provisional.append(record.learner)
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
    from nbgrader.api import MissingEntry

    course.require(assignment)
    with disk_errors(), book.opened(course.db_url, course.course_id) as gradebook:
        writer = Writer(course, assignment, gradebook)
        try:
            gradebook.find_student(learner)
        except MissingEntry:
            raise GradingError(
                _("The gradebook knows no learner called {learner!r}.").format(learner=learner)
            ) from None
        if gradebook.find_assignment(assignment).duedate is None:
            raise GradingError(
                _("{lab} has no due date: set one in Formgrader first.").format(lab=assignment)
            )
        submission = gradebook.update_or_create_submission(assignment, learner)
        submission.extension = timedelta(days=days, hours=hours)
        gradebook.db.commit()
        if learner in writer.marks():
            book.save_penalty(gradebook, writer.place(learner), writer.plugin)
            gradebook.db.commit()
        until = submission.duedate.replace(tzinfo=UTC).astimezone()
        return _("{learner} may hand in {lab} until {when}.").format(
            learner=learner, lab=assignment, when=until.strftime("%Y-%m-%d %H:%M %Z")
        )
