"""`labkit attest` and `verify`: arguments in, sentences out."""

import argparse
from pathlib import Path

from labkit.cli.arguments import add_command, ask_language, speak
from labkit.errors import CourseError
from labkit.language import catalogue, printable

_ = catalogue("attestation")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-command for everybody to the `labkit` command."""
    _verify(commands)


def add_course_parsers(commands: argparse._SubParsersAction) -> None:
    """Add the one that needs a course and its grader."""
    _attest(commands)


def _attest(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.attestation.issue import issue, withdraw
        from labkit.attestation.keys import FOLDER
        from labkit.grading.nbgrader.course_settings import CourseSettings

        language = speak(given)
        course = CourseSettings.load(given.course, given.db)
        if given.withdraw:
            file = withdraw(course.root, given.withdraw)
            print(_("Withdrawn. Publish the list again: {file}").format(file=file))
            return
        if given.learner is None:
            raise CourseError(_("whose attestation? Name a learner, or a number with --withdraw"))
        files = issue(course, given.learner, language, name=given.name, issuer=given.issuer, pdf=given.pdf)
        for file in files:
            print(printable(str(file)))
        print(
            _("For whoever checks it, publish public.pem and revoked.jwt of {folder}.").format(
                folder=course.root / FOLDER
            )
        )

    command = add_command(commands, "attest", _("attest what a learner showed, in a signed page"), run)
    command.add_argument("learner", nargs="?", metavar=_("LEARNER"))
    command.add_argument(
        "--course", type=Path, default=Path(), help=_("the course folder; this one by default")
    )
    command.add_argument(
        "--db", metavar="URL", help=_("the gradebook, such as postgresql://user@host/grades")
    )
    command.add_argument(
        "--name", metavar=_("NAME"), help=_("the name on the page; the gradebook's by default")
    )
    command.add_argument("--issuer", metavar=_("NAME"), help=_("who attests; asked once, then kept"))
    command.add_argument("--pdf", action="store_true", help=_("print it as PDF as well, with Chromium"))
    command.add_argument("--withdraw", metavar=_("NUMBER"), help=_("withdraw the attestation of that number"))
    ask_language(command)


def _verify(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.attestation.verify import verify

        speak(given)
        verdict = verify(given.file, key=given.key, revoked=given.revoked, course=given.course)
        print(*verdict.lines, sep="\n")
        return 0 if verdict.good else 1

    command = add_command(commands, "verify", _("check an attestation, without a network"), run)
    command.add_argument("file", type=Path, metavar=_("FILE"))
    command.add_argument("--key", type=Path, metavar=_("FILE"), help=_("the issuer's public.pem"))
    command.add_argument("--revoked", type=Path, metavar=_("FILE"), help=_("the issuer's revoked.jwt"))
    command.add_argument(
        "--course", type=Path, metavar=_("FOLDER"), help=_("take both from this course folder")
    )
    ask_language(command)
