"""What the sub-commands ask alike: the language, the way through the labs."""

import argparse
from collections.abc import Callable

from labkit import language as _language
from labkit.content import PATHS
from labkit.language import LANGUAGES, catalogue

_ = catalogue("course")


def add_command(
    commands: argparse._SubParsersAction, name: str, text: str, run: Callable
) -> argparse.ArgumentParser:
    """One sub-command that calls ``run(given)``."""
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def language_of(value: str) -> str:
    """The type of a language's argument: ``fr-CA`` is ``fr``."""
    language = _language.parse(value)
    if language is None:
        raise argparse.ArgumentTypeError(
            _("{value} is not one of {known}").format(value=repr(value), known=", ".join(LANGUAGES))
        )
    return language


def ask_language(command: argparse.ArgumentParser) -> None:
    """``--language``."""
    command.add_argument(
        "--language",
        "-l",
        type=language_of,
        default=None,
        metavar="en|fr",
        help=_("language; by default, your computer's"),
    )


def ask_path(command: argparse.ArgumentParser) -> None:
    """``--pathway``."""
    command.add_argument(
        "--pathway",
        "--path",
        dest="path",
        choices=PATHS,
        default="builder",
        help=_("builder writes code, explorer is given it"),
    )


def speak(given: argparse.Namespace) -> str:
    """The language asked for (or the environment's), from now on the process's own."""
    language = given.language or _language.from_environment()
    _language.use(language)
    return language
