"""What the sub-commands ask alike: the language, the way through the labs, options before or after the rest."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from labkit import language as _language
from labkit.content import PATHWAYS
from labkit.language import LANGUAGES, catalogue

_ = catalogue("course")


class OptionsAnywhere(argparse.ArgumentParser):
    """A sub-command whose options may stand anywhere, also before an argument that may be left out.

    argparse gives up an optional argument as soon as an option follows the first: ``switch fr --beside FOLDER``.
    """

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        options: list[str] = []
        others: list[str] = []
        rest = iter(args or ())
        for word in rest:
            action = self._option_string_actions.get(word.partition("=")[0])
            if word == "--":
                others += [word, *rest]
            elif action is None:
                others.append(word)
            else:
                options.append(word)
                if action.nargs is None and "=" not in word:
                    options += [value for value in [next(rest, None)] if value is not None]
        return super().parse_known_args([*options, *others], namespace)


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


def ask_pathway(command: argparse.ArgumentParser, *, both: bool = False) -> None:
    """``--pathway``; with `both`, nothing said means both."""
    command.add_argument(
        "--pathway",
        choices=PATHWAYS,
        default=None if both else "builder",
        help=_("builder writes code, explorer is given it; by default both")
        if both
        else _("builder writes code, explorer is given it"),
    )
    # What it was called before.
    command.add_argument(
        "--path", dest="pathway", choices=PATHWAYS, default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )


def speak(given: argparse.Namespace) -> str:
    """The language asked for (or the environment's), from now on the process's own."""
    language = given.language or _language.from_environment()
    _language.use(language)
    return language
