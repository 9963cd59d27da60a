"""`labkit contest jury`: cards, marks, their lock."""

import argparse
from pathlib import Path
from typing import Any

from labkit.cli.arguments import OptionsAnywhere, speak
from labkit.cli.contest_part import add_part
from labkit.language import catalogue

_ = catalogue("contest")


def add_jury(steps: Any) -> None:
    """Add ``jury`` to `labkit contest`."""
    text = _("the jury: cards recomputed, marks locked before the final's board opens")
    jury = steps.add_parser("jury", help=text, description=text)
    parts = jury.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )
    card = add_part(parts, "card", _("take a team's card"), _card)
    card.add_argument("team", metavar=_("TEAM"))
    card.add_argument("file", type=Path, metavar=_("FILE"))
    add_part(
        parts, "prepare", _("close the entries, recompute the cards, write the jury day to print"), _prepare
    )
    mark = add_part(parts, "mark", _("take a juror's marks"), _mark)
    mark.add_argument("juror", metavar=_("JUROR"))
    mark.add_argument("file", type=Path, metavar=_("FILE"))
    add_part(parts, "lock", _("lock the marks; the final can be played then"), _lock)
    add_part(
        parts, "open", _("say what the jury marked and how far it agrees, once the final is played"), _open
    )


def _card(given: argparse.Namespace) -> None:
    from labkit.contest.folder import opened
    from labkit.contest.jury.cards import take_card

    speak(given)
    with opened(given.folder) as contest:
        print(take_card(contest, given.team, given.file))


def _prepare(given: argparse.Namespace) -> None:
    from labkit.contest.folder import opened
    from labkit.contest.jury.cards import prepare

    speak(given)
    with opened(given.folder) as contest:
        print(*prepare(contest, progress=print), sep="\n")


def _mark(given: argparse.Namespace) -> None:
    from labkit.contest.folder import opened
    from labkit.contest.jury.marks import mark

    speak(given)
    with opened(given.folder) as contest:
        print(mark(contest, given.juror, given.file))


def _lock(given: argparse.Namespace) -> None:
    from labkit.contest.folder import opened
    from labkit.contest.jury.marks import lock

    speak(given)
    with opened(given.folder) as contest:
        print(lock(contest))


def _open(given: argparse.Namespace) -> None:
    from labkit.contest.folder import FINAL, opened
    from labkit.contest.page.page import write_pages
    from labkit.errors import CourseError

    speak(given)
    with opened(given.folder) as contest:
        if contest.latest("scored", occasion=FINAL) is None:
            raise CourseError(_("the final has not been played: the board stays closed."))
        print(*write_pages(contest), sep="\n")
