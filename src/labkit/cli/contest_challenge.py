"""`labkit contest challenge`: plant, audit, open."""

import argparse
from pathlib import Path
from typing import Any

from labkit.cli.arguments import OptionsAnywhere, speak
from labkit.cli.contest_part import add_part
from labkit.language import catalogue

_ = catalogue("contest")


def add_challenge(steps: Any) -> None:
    """Add ``challenge`` to `labkit contest`."""
    text = _("challenges: one plants a bias, another audits, what was planted judges")
    challenge = steps.add_parser("challenge", help=text, description=text)
    parts = challenge.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )
    plant = add_part(
        parts, "plant", _("make a case from a form; without a form, write one to fill in"), _plant
    )
    plant.add_argument("name", nargs="?", metavar=_("NAME"))
    plant.add_argument("file", nargs="?", type=Path, metavar=_("FILE"))
    audit = add_part(parts, "audit", _("take somebody's audit of a case"), _audit)
    audit.add_argument("name", metavar=_("NAME"))
    audit.add_argument("case", metavar=_("CASE"))
    audit.add_argument("file", type=Path, metavar=_("FILE"))
    add_part(
        parts, "open", _("say what was planted in the cases that were audited, and rank the catches"), _open
    )


def _plant(given: argparse.Namespace) -> None:
    from labkit.contest.challenges.play import challenges, plant
    from labkit.errors import CourseError

    speak(given)
    with challenges(given.folder) as here:
        if given.name is None:
            print(here.folder / "plant.toml")
            return
        if given.file is None:
            raise CourseError(_("name who plants, then the form"))
        case = plant(here, given.name, given.file)
        print(
            _("Case {case}: hand out {folder} to those who audit.").format(
                case=case, folder=here.folder / "cases" / case
            )
        )


def _audit(given: argparse.Namespace) -> None:
    from labkit.contest.challenges.play import audit, challenges

    speak(given)
    with challenges(given.folder) as here:
        print(audit(here, given.name, given.case, given.file))


def _open(given: argparse.Namespace) -> None:
    from labkit.contest.challenges.page import write_challenges
    from labkit.contest.challenges.play import challenges, open_cases

    speak(given)
    with challenges(given.folder) as here:
        print(*open_cases(here))
        print(*write_challenges(here), sep="\n")
