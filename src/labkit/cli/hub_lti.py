"""`labkit hub marks` and `labkit hub roster`: a course's marks and members, to and from its LMS."""

import argparse
from pathlib import Path
from typing import Any

from labkit.cli.arguments import add_command, ask_language, speak
from labkit.errors import CourseError
from labkit.language import catalogue, printable

_ = catalogue("lti")


def add_steps(steps: Any) -> None:
    """Add these commands under `labkit hub`."""
    marks = add_command(steps, "marks", _("send the gradebook's marks to the LMS"), run_marks)
    marks.add_argument("labs", nargs="*", metavar=_("LAB"), help=_("labs whose marks to send (all)"))
    marks.add_argument("--again", action="store_true", help=_("send also what the LMS has taken before"))
    marks.add_argument("--log", action="store_true", help=_("show what was sent, and send nothing"))
    roster = add_command(steps, "roster", _("read who is in the course from the LMS"), run_roster)
    for command in (marks, roster):
        command.add_argument(
            "--course", type=Path, default=Path(), help=_("the course folder; this one by default")
        )
        command.add_argument(
            "--db", metavar="URL", help=_("the gradebook, such as postgresql://user@host/grades")
        )
        command.add_argument(
            "--lti",
            type=Path,
            default=Path("lti.toml"),
            metavar=_("FILE"),
            help=_("the registration with the LMS (lti.toml)"),
        )
        ask_language(command)


def run_marks(given: argparse.Namespace) -> int:
    """`labkit hub marks [LAB...]`."""
    speak(given)
    course, registration = _opened(given)
    from labkit.hub.lti.journal import line, lines
    from labkit.hub.lti.marks import course_of, send
    from labkit.hub.lti.store import Store

    if given.log:
        for text in lines(Store(registration.database), course_of(course, registration).id, given.labs):
            print(text)
        return 0
    done = send(
        course, registration, given.labs, again=given.again, told=lambda *said: print(line(*said), flush=True)
    )
    print(_("Marks taken: {taken}; already there: {same}; refused: {refused}.").format(**vars(done)))
    if done.unknown:
        names = printable(", ".join(done.unknown))
        print(
            _(
                "Not sent, since the LMS has no such learner in this course (`labkit hub roster` asks it again): {names}."
            ).format(names=names)
        )
    return 1 if done.refused else 0


def run_roster(given: argparse.Namespace) -> int:
    """`labkit hub roster`."""
    speak(given)
    opened = _opened(given)
    from labkit.hub.lti.roster import renew

    found = renew(*opened)
    print(
        _("Learners: {learners}; instructors: {instructors}.").format(
            learners=len(found.learners), instructors=len(found.instructors)
        )
    )
    if found.left:
        print(
            _("No longer in the course: {names}. Their marks stay in the gradebook.").format(
                names=printable(", ".join(found.left))
            )
        )
    return 0


def _opened(given: argparse.Namespace) -> tuple[Any, Any]:
    from labkit.cli.grading import course_of

    try:
        from labkit.hub.lti.registration import Registration
    except ModuleNotFoundError as missing:
        raise CourseError(
            _("{module} is not installed: `pip install 'labkit[hub,grading]'` has what marks need.").format(
                module=missing.name
            )
        ) from None
    return course_of(given), Registration.read(given.lti)
