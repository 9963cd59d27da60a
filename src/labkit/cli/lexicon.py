"""`labkit lexicon`: a term in, its entry out."""

import argparse

from labkit.cli.arguments import add_command, ask_language, speak
from labkit.language import catalogue

_ = catalogue("course")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-command to the `labkit` command."""

    def run(given: argparse.Namespace) -> int:
        from labkit.lexicon import look_up, page

        language = speak(given)
        if given.term is None:
            print(page(language))
            return 0
        found = look_up(given.term)
        print(found)
        return 0 if len(found) else 1

    command = add_command(commands, "lexicon", _("look up a term in English or in French"), run)
    command.add_argument("term", nargs="?", help=_("a term; without one, the whole lexicon"))
    ask_language(command)
