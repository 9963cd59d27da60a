"""The `labkit` command: one file a room of sub-commands, no logic. Errors are one line and exit code 2."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from labkit import __version__
from labkit.cli import authoring, course, learner, lexicon
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("course")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; the exit code is 0, 1 (something was found wanting) or 2 (a mistake to mend)."""
    if sys.stdout.encoding and sys.stdout.encoding.lower() not in ("utf-8", "utf8"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        given = parser().parse_args(arguments)
        return int(given.run(given) or 0)
    except CourseError as fault:
        print(f"labkit: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(("\nlabkit: " + _("stopped")), file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0


def parser() -> argparse.ArgumentParser:
    """Every sub-command with its help."""
    top = argparse.ArgumentParser(prog="labkit", description=_("Hands-on labs on AI for health."))
    top.add_argument("--version", action="version", version=f"labkit {__version__}")
    commands = top.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    for room in (learner, lexicon, course, authoring):
        room.add_parsers(commands)
    try:
        import_module("labkit.cli.grading").add_parsers(commands)
    except ModuleNotFoundError as missing:  # a learner's install has no grading extra
        if not (missing.name or "").startswith(("labkit.grading", "nbgrader", "distributed", "sqlalchemy")):
            raise
    return top
