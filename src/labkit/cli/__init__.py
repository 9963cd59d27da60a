"""The `labkit` command: one file a room of sub-commands, no logic. Errors are one line and exit code 2."""

import argparse
import errno
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

from labkit import __version__
from labkit.cli import authoring, contest, course, hub, learner, lexicon
from labkit.cli.arguments import OptionsAnywhere
from labkit.errors import NO_ROOM, CourseError
from labkit.language import catalogue, printable

_ = catalogue("course")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; the exit code is 0, 1 (something was found wanting) or 2 (a mistake to mend)."""
    if sys.stdout.encoding and sys.stdout.encoding.lower() not in ("utf-8", "utf8"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        given = _parsed(sys.argv[1:] if arguments is None else list(arguments))
        return int(given.run(given) or 0) if given else 0
    except CourseError as fault:
        print(f"labkit: {printable(fault, lines=True)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(("\nlabkit: " + _("stopped")), file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except OSError as fault:
        if fault.filename is None and fault.errno not in NO_ROOM:  # of no file: not for us to explain
            raise
        print(f"labkit: {_of_the_disk(fault)}", file=sys.stderr)
        return 2


def _of_the_disk(fault: OSError) -> str:
    """What a file system refused, in one sentence with what to do."""
    text = _("{file} could not be read or written ({reason}).")
    if fault.errno in NO_ROOM:
        text = _("the disk is full: make room, then run the same command again.")
    elif isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        text = _("{file} may not be written or read by you: ask for the right, or name another folder.")
    elif isinstance(fault, (NotADirectoryError, FileExistsError)):
        text = _("{file} is a file where a folder is needed: move it away, or name another folder.")
    elif isinstance(fault, IsADirectoryError):
        text = _("{file} is a folder where a file is needed: move it away, or name another file.")
    elif isinstance(fault, FileNotFoundError):
        text = _("{file} does not exist: correct the name, or make the folder first.")
    file = fault.filename if fault.filename is not None else "?"
    return text.format(file=printable(file), reason=fault.strerror)


def _parsed(arguments: list[str]) -> argparse.Namespace | None:
    """What was asked; with nothing asked, the help is shown. A command that is not there is told with the nearest one."""
    top = parser()
    if not arguments:
        top.print_help()
        return None
    (commands,) = (a for a in top._actions if isinstance(a, argparse._SubParsersAction))
    name = arguments[0]
    if not name.startswith("-") and name not in commands.choices:
        near = get_close_matches(name, commands.choices, n=1, cutoff=0.5)
        raise CourseError(
            _("there is no command {name}; did you mean {near}?").format(name=repr(name), near=repr(near[0]))
            if near
            else _("there is no command {name}; `labkit` alone lists them").format(name=repr(name))
        )
    return top.parse_args(arguments)


def parser() -> argparse.ArgumentParser:
    """Every sub-command with its help."""
    top = argparse.ArgumentParser(prog="labkit", description=_("Hands-on labs on AI for health."))
    top.add_argument("--version", action="version", version=f"labkit {__version__}")
    commands = top.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )
    for room in (learner, lexicon, course, authoring):
        room.add_parsers(commands)
    try:
        import_module("labkit.cli.grading").add_parsers(commands)
        contest.add_parsers(commands)  # entries are asked in the grader's sandbox
        hub.add_parsers(commands)
    except ModuleNotFoundError as missing:  # a learner's install has no grading extra
        if not (missing.name or "").startswith(("labkit.grading", "nbgrader", "distributed", "sqlalchemy")):
            raise
    return top
