"""`labkit hub roster`: who is in the LMS's course, with their names in the gradebook."""

from collections.abc import Iterable
from dataclasses import dataclass

from labkit.grading.gradebook import gradebook as book
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.hub.lti.admission import person_of, role_of
from labkit.hub.lti.lms import Lms
from labkit.hub.lti.marks import course_of
from labkit.hub.lti.registration import LtiError, Registration
from labkit.hub.lti.store import Person, Store
from labkit.language import catalogue

_ = catalogue("lti")


@dataclass(frozen=True)
class Roster:
    """Who is in the course now, and who left since the last time (names on the hub)."""

    learners: tuple[Person, ...]
    instructors: tuple[Person, ...]
    left: tuple[str, ...]


def renew(course: CourseSettings, registration: Registration, waits: Iterable[float] = (1, 4, 15)) -> Roster:
    """Read the course's members from the LMS and write the learners' names into the gradebook.

    Nobody's marks are touched: who left the LMS's course keeps them, and is sent no more.

    Raises
    ------
    LtiError
        If the LMS does not answer, refuses, or names nobody.
    """
    where, store = course_of(course, registration), Store(registration.database)
    found: dict[str, list[Person]] = {"learner": [], "instructor": []}
    for member in Lms(registration, store.services(where.id), waits).members():
        role = role_of(member.get("roles") or (), registration, short=True)
        if role and member.get("user_id") and member.get("status", "Active") == "Active":
            found[role].append(person_of(str(member["user_id"]), dict(member)))
    if not any(found.values()):
        raise LtiError(_("The LMS names nobody in this course: nothing was changed."))
    for role, people in found.items():
        for person in people:
            store.keep_person(person)
            store.keep_member(where.id, person.name, role)
    left = store.only_members(where.id, [person.name for people in found.values() for person in people])
    known = store.people()
    store.close()
    with book.opened(course.db_url, course.course_id) as gradebook:
        for person in found["learner"]:
            said = known[person.name]
            gradebook.update_or_create_student(
                person.name,
                first_name=said.given,
                last_name=said.family,
                email=said.email,
                lms_user_id=said.sub,
            )
    return Roster(tuple(found["learner"]), tuple(found["instructor"]), tuple(left))
