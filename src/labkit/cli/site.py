"""`labkit site` and `labkit sheets`: the course as a folder of pages, the academy's sheets as PDF; arguments in, sentences out."""

import argparse
from pathlib import Path

from labkit.cli.arguments import add_command, ask_language, speak
from labkit.language import catalogue

_ = catalogue("site")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    _site(commands)
    _sheets(commands)


def _site(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.content import Content
        from labkit.site.build import build_site
        from labkit.site.trainers import build_trainers

        speak(given)
        if given.trainers is not None:
            print(build_trainers(Content.find(), given.trainers, given.to, given.labs))
        print(build_site(Content.find(), given.to, given.labs, progress=print))

    command = add_command(commands, "site", _("build the course's site, in both languages"), run)
    command.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to show (all)"))
    command.add_argument("--to", type=Path, default=Path("build/site"), metavar=_("FOLDER"))
    command.add_argument(
        "--trainers",
        type=Path,
        metavar=_("FOLDER"),
        help=_(
            "also write the trainers’ own pages, with errors and rubric, in a folder that is not published"
        ),
    )
    ask_language(command)


def _sheets(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.content import Content
        from labkit.site.sheets import print_sheets

        speak(given)
        print(*print_sheets(Content.find(), given.to, given.sheets), sep="\n")

    command = add_command(commands, "sheets", _("print the academy’s sheets as PDF, in both languages"), run)
    command.add_argument("sheets", nargs="*", metavar=_("SHEET"), help=_("sheets to print (all)"))
    command.add_argument("--to", type=Path, default=Path("build/sheets"), metavar=_("FOLDER"))
    ask_language(command)
