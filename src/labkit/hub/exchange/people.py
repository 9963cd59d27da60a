"""Who may do what: a person's groups on the hub say their courses, and their role in each."""

from collections.abc import Iterable, Mapping

from labkit.hub.exchange import names
from labkit.hub.exchange.names import Refused
from labkit.language import catalogue

_ = catalogue("hub")

LEARNER, INSTRUCTOR = "learner", "instructor"
# nbgrader's own names for a course's groups (which sign-in by an LMS sets too), and labkit's.
GROUPS = (
    ("nbgrader-", "", LEARNER),
    ("labkit-course-", "-learners", LEARNER),
    ("formgrade-", "", INSTRUCTOR),
    ("labkit-course-", "-instructors", INSTRUCTOR),
)


class Person:
    """Whom the hub has named.

    Parameters
    ----------
    model : mapping
        The hub's: ``name`` and ``groups``.
    """

    def __init__(self, model: Mapping) -> None:
        self.name = names.learner(str(model.get("name", "")))
        self.roles = roles(model.get("groups") or ())

    def member(self, course: str) -> str:
        """Their role in a course.

        Raises
        ------
        Refused
            403 if they have none. A course that does not exist is answered alike.
        """
        if names.name(course) not in self.roles:
            raise Refused(403, _("You are not in the course {course}.").format(course=course))
        return self.roles[course]

    def instructs(self, course: str) -> None:
        """Refuse who is no instructor of the course."""
        if self.member(course) != INSTRUCTOR:
            raise Refused(403, _("Only an instructor of {course} may do that.").format(course=course))

    def may_see(self, course: str, learner: str) -> None:
        """Refuse who asks for somebody else's work and is no instructor."""
        if self.member(course) != INSTRUCTOR and names.learner(learner) != self.name:
            raise Refused(403, _("That is somebody else's."))


def roles(groups: Iterable[str]) -> dict[str, str]:
    """Course to role; who is both is an instructor."""
    found: dict[str, str] = {}
    groups = tuple(groups)
    for before, after, role in GROUPS:
        for group in groups:
            course = group.removeprefix(before).removesuffix(after)
            if group == f"{before}{course}{after}" and _usable(course):
                found[course] = role
    return found


def _usable(course: str) -> bool:
    try:
        return bool(names.name(course))
    except Refused:
        return False
