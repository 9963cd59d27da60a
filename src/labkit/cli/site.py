"""`labkit site`: the course as a folder of pages; arguments in, sentences out."""

import argparse
from pathlib import Path

from labkit.cli.arguments import add_command, ask_language, speak
from labkit.language import catalogue

_ = catalogue("site")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-command to the `labkit` command."""

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
        help=_("also write the trainers’ own pages, with errors and rubric, in a folder that is not published"),
    )
    ask_language(command)
