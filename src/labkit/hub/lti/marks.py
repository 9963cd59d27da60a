"""`labkit hub marks`: the gradebook's marks in the LMS, each with what it is, once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.export import Row, rows
from labkit.hub.lti.columns import labs as titles
from labkit.hub.lti.columns import line_item
from labkit.hub.lti.lms import Lms, NotTaken
from labkit.hub.lti.registration import Course, LtiError, Registration
from labkit.hub.lti.store import Person, Store
from labkit.language import catalogue, current

_ = catalogue("lti")

LOCK = Path(".labkit") / "marks.lock"


@dataclass(frozen=True)
class Message:
    """What the LMS is to know of one learner and lab (Assignment and Grade Services 2.0).

    Attributes
    ----------
    activity, grading : str
        ``activityProgress`` and ``gradingProgress``.
    score : float or None
        ``scoreGiven``; None takes back what the LMS has.
    maximum : float
        ``scoreMaximum``.
    """

    activity: str
    grading: str
    score: float | None
    maximum: float

    def grade(self, sub: str) -> Grade:
        """As pylti1p3 sends it, stamped with this moment: an LMS ignores what is older than what it has."""
        grade = (
            Grade().set_user_id(sub).set_activity_progress(self.activity).set_grading_progress(self.grading)
        )
        grade.set_timestamp(datetime.now(UTC).isoformat(timespec="milliseconds"))
        if self.score is not None:
            grade.set_score_given(self.score).set_score_maximum(self.maximum)
        return grade


@dataclass
class Outcome:
    """What a run did: how many were taken, were there already, were refused; who the LMS does not know."""

    taken: int = 0
    same: int = 0
    refused: int = 0
    unknown: tuple[str, ...] = ()


def message_of(row: Row, before: Message | None = None) -> Message | None:
    """What to tell the LMS of a row of the gradebook; None where there is nothing to tell.

    A mark of which a person has still to give a part is ``PendingManual``, with the points there are. A mark that no
    longer stands is taken back, if it was sent.
    """
    if row.state == "graded":
        return Message("Completed", "FullyGraded", row.score, row.max_score)
    if row.state == "provisional":
        return Message("Completed", "PendingManual", row.score, row.max_score)
    if row.state == "not_graded":
        return Message("Submitted", "Pending", None, row.max_score)
    return Message("Initialized", "NotReady", None, row.max_score) if before else None


def send(
    course: CourseSettings,
    registration: Registration,
    labs: Iterable[str] = (),
    *,
    again: bool = False,
    waits: Iterable[float] = (1, 4, 15),
    told: Callable[[Person, Message, str], None] = lambda person, message, said: None,
) -> Outcome:
    """Send every learner's marks that the LMS has not taken yet.

    Parameters
    ----------
    course : CourseSettings
    registration : Registration
    labs : iterable of str, optional
        Assignments; all that are in the gradebook by default.
    again : bool
        Send also what was taken before, for a column that was changed or deleted in the LMS.
    waits : iterable of float
        Seconds before each further attempt.
    told : callable
        Called with the learner, the message and why it was refused (``""`` if it was taken).

    Raises
    ------
    Unreachable
        If the LMS does not answer; what was taken is in the journal, the rest goes with the next run.
    """
    where, store = course_of(course, registration), Store(registration.database)
    with _only_run(course.root):
        lms = Lms(registration, store.services(where.id), waits)
        people, members = store.people(), store.members(where.id)
        done, unknown = Outcome(), set()
        for lab, found in groupby(rows(course, labs), lambda row: row.assignment):
            before, waiting = taken_before(store, where.id, lab), []
            for row in found:
                message = message_of(row, before.get(row.learner))
                if message is None:
                    continue
                if members.get(row.learner) != "learner":
                    unknown.add(row.learner)
                elif message == before.get(row.learner) and not again:
                    done.same += 1
                else:
                    waiting.append((people[row.learner], message))
            if waiting:
                column = lms.column(line_item(lab, titles(current()).get(lab, lab)))
                for person, message in waiting:
                    said = _put(lms, column, message, person)
                    store.keep_sent(
                        course=where.id,
                        lab=lab,
                        name=person.name,
                        taken=not said,
                        said=said,
                        **asdict(message),
                    )
                    told(person, message, said)
                    done.refused, done.taken = done.refused + bool(said), done.taken + (not said)
    done.unknown = tuple(sorted(unknown))
    store.close()
    return done


def course_of(course: CourseSettings, registration: Registration) -> Course:
    """Where the course lies in the LMS; its nbgrader ``course_id`` names it in ``lti.toml``.

    Raises
    ------
    LtiError
        If the registration has no such course.
    """
    for found in registration.courses:
        if found.id == course.course_id:
            return found
    raise LtiError(
        _(
            "lti.toml has no [courses.{id}]: {id} is the course_id in nbgrader_config.py. Its courses are: {known}."
        ).format(id=course.course_id, known=", ".join(c.id for c in registration.courses) or "–")
    )


def taken_before(store: Store, course: str, lab: str) -> dict[str, Message]:
    """Learner to the last message that the LMS took."""
    return {
        row.name: Message(row.activity, row.grading, row.score, row.maximum)
        for row in store.sent(course, [lab])
        if row.taken
    }


def _put(lms: Lms, column: LineItem, message: Message, person: Person) -> str:
    """Why the LMS refused it; nothing where it took it."""
    try:
        lms.put(column, lambda: message.grade(person.sub))
    except NotTaken as error:
        return error.why
    return ""


@contextmanager
def _only_run(root: Path) -> Iterator[None]:
    """Two runs at once would make a lab's column twice."""
    from filelock import FileLock, Timeout

    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / LOCK, blocking=False):
            yield
    except Timeout:
        raise LtiError(_("Marks of this course are being sent by another run: wait for it.")) from None
