"""`labkit start`, `switch`, `reset`, `mine` and `doctor`: arguments in, sentences out."""

import argparse
from pathlib import Path

from labkit import language as _language
from labkit.cli.arguments import add_command, ask_language, ask_pathway, language_of, speak
from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("course")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    for build in (_start, _switch, _reset, _mine, _doctor):
        build(commands)


def _folder(given: argparse.Namespace) -> Path | None:
    """The folder named with ``--to``, else the labs that one stands in or beside."""
    from labkit.course.learner.learner_folder import labs_around

    return given.to.expanduser().resolve() if given.to else labs_around(Path.cwd())


def _ask_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--to",
        type=Path,
        metavar=_("FOLDER"),
        help=_("your folder; by default the labs you are in, else ./labs"),
    )


def _start(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.course.learner import jupyterlab, start

        language = speak(given)
        folder = _folder(given) or Path("labs").resolve()
        placed, page = start.prepare(Content.find(), folder, language, given.pathway)
        print(*start.tell(placed), sep="\n", end="\n" if start.tell(placed) else "")
        print(_("Labs in {folder}: {n}.").format(n=len({one.lab for one in placed}), folder=folder))
        if given.only_prepare:
            return 0
        print(_("Opening JupyterLab; press Ctrl+C twice here to stop it."), flush=True)
        return jupyterlab.serve(folder, page.name, language, given.port, not given.no_browser)

    command = add_command(commands, "start", _("put the labs in your folder and open JupyterLab"), run)
    ask_language(command)
    ask_pathway(command, both=True)
    _ask_folder(command)
    command.add_argument("--port", type=int, help=_("port JupyterLab answers on (8888)"))
    command.add_argument("--no-browser", action="store_true", help=_("print the address, open nothing"))
    command.add_argument("--only-prepare", action="store_true", help=_("put the labs there and stop"))


def _switch(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.learner.switch import switch

        _language.use(given.to_language)
        print(*switch(given.to_language, given.folder, given.beside), sep="\n")

    command = add_command(commands, "switch", _("change the language of a lab you have not begun"), run)
    command.add_argument("to_language", type=language_of, metavar="en|fr")
    command.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=Path("."),
        metavar=_("FOLDER"),
        help=_("a lab's folder, or the folder of your labs (here)"),
    )
    command.add_argument(
        "--beside",
        action="store_true",
        help=_("of a lab you have begun: put the other language's copy beside it"),
    )


def _reset(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.learner import start

        speak(given)
        folder = _folder(given)
        if folder is None:
            raise CourseError(_("no folder of labs is here: go to it, or name it with --to"))
        print(start.reset(Content.find(), folder, given.lab, given.language))

    command = add_command(
        commands, "reset", _("get a fresh copy of a lab; yours is kept under a dated name"), run
    )
    command.add_argument("lab", metavar="LAB")
    ask_language(command)
    _ask_folder(command)


def _mine(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.notebook.own_page import packs_in, write_own_page
        from labkit.notebook.progress import Progress

        language, folder = speak(given), _folder(given)
        if folder is None or not folder.is_dir():
            raise CourseError(_("no folder of labs is here: go to it, or name it with --to"))
        events = Progress(folder / "any", "", "").everywhere()
        if not events:
            raise CourseError(_("nothing was predicted or checked yet in {folder}").format(folder=folder))
        print(write_own_page(folder, events, packs_in(folder), language))

    command = add_command(
        commands, "mine", _("a page of your own predictions, cards and wards, to keep; nothing is sent"), run
    )
    ask_language(command)
    _ask_folder(command)


def _doctor(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.course.learner.doctor import examine, report

        speak(given)
        found = examine()
        print(report(found))
        return 1 if any(f.needed and not f.good for f in found) else 0

    command = add_command(
        commands, "doctor", _("say what is missing on this computer, and how to get it"), run
    )
    ask_language(command)
