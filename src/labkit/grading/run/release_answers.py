"""The model answer, released once nobody can hand in any more."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from labkit.content import PATHWAYS, Content, assignment_of, lab_of
from labkit.grading.gradebook import gradebook as book
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.language import LANGUAGES, catalogue, plural_catalogue, printable

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

FOLDER = "answers"


def release_answers(course: CourseSettings, assignment: str, now: datetime | None = None) -> list[Path]:
    """Write the solved notebook in both languages, ``answers/<language>/<assignment>/``.

    The lab's other pathway asks some of the same tasks: where the course has it too, it must be closed as well.

    Parameters
    ----------
    course : CourseSettings
    assignment : str
    now : datetime, optional
        With its time zone.

    Raises
    ------
    GradingError
        Before the due date, while an extension runs, or where there is no due date.
    """
    from labkit.course.release.release import solved

    course.require(assignment)
    lab, pathway = lab_of(assignment)
    now = now or datetime.now(UTC)
    with only_run(course.root), disk_errors():
        with book.opened(course.db_url, course.course_id) as gradebook:
            if not book.knows(gradebook, assignment, assignment):
                raise GradingError(
                    _("{lab} is not in the gradebook yet, so that nobody knows when it closes.").format(
                        lab=assignment
                    )
                )
            for name in (assignment_of(lab, way) for way in PATHWAYS):
                if book.knows(gradebook, name, name):
                    _closed(gradebook.find_assignment(name), now)
        return [
            solved(Content.find(), lab, language, pathway, course.root / FOLDER / language)
            for language in LANGUAGES
        ]


def _closed(assignment: Any, now: datetime) -> None:
    if assignment.duedate is None:
        raise GradingError(
            _("{lab} has no due date, so that it never closes: set one in Formgrader first.").format(
                lab=assignment.name
            )
        )
    due = assignment.duedate.replace(tzinfo=UTC)
    if now < due:
        raise GradingError(
            _("{lab} may be handed in until {when}: its answers stay here until then.").format(
                lab=assignment.name, when=_local(due)
            )
        )
    later = {
        s.student_id: until
        for s in assignment.submissions
        if (until := due + (s.extension or timedelta())) > now
    }
    if later:
        who = max(later, key=lambda name: later[name])
        raise GradingError(
            ngettext(
                "{n} learner has more time for {lab}, until {when} ({who}).",
                "{n} learners have more time for {lab}, the last until {when} ({who}).",
                len(later),
            ).format(n=len(later), lab=assignment.name, when=_local(later[who]), who=printable(who))
        )


def _local(when: datetime) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M %Z")
