"""The `labkit` command: one function a sub-command, no logic. Errors are one line and exit code 2."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from labkit import __version__
from labkit import language as _language
from labkit.content import PATHS, Content
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue

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
    for build in (_start, _switch, _reset, _doctor, _lexicon):
        build(commands)
    for build in (_course, _release, _lint, _catalogue, _new, _solve, _trainer):
        build(commands)
    try:
        import_module("labkit.grading.commands").add_parsers(commands)
    except ModuleNotFoundError as missing:  # a learner's install has no grading extra
        if not (missing.name or "").startswith(("labkit.grading", "nbgrader", "distributed", "sqlalchemy")):
            raise
    return top


def _add(
    commands: argparse._SubParsersAction, name: str, text: str, run: Callable
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _language_of(value: str) -> str:
    language = _language.parse(value)
    if language is None:
        raise argparse.ArgumentTypeError(
            _("{value} is not one of {known}").format(value=repr(value), known=", ".join(LANGUAGES))
        )
    return language


def _ask_language(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--language",
        "-l",
        type=_language_of,
        default=None,
        metavar="en|fr",
        help=_("language; by default, your computer's"),
    )


def _ask_path(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--pathway",
        "--path",
        dest="path",
        choices=PATHS,
        default="builder",
        help=_("builder writes code, explorer is given it"),
    )


def _speak(given: argparse.Namespace) -> str:
    """The language asked for (or the environment's), from now on the process's own."""
    language = given.language or _language.from_environment()
    _language.use(language)
    return language


def _start(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.course import jupyterlab, start

        language, folder = _speak(given), given.to.expanduser().resolve()
        placed, page = start.prepare(Content.find(), folder, language, given.path)
        print(*start.tell(placed), sep="\n", end="\n" if start.tell(placed) else "")
        print(_("Labs in {folder}: {n}.").format(n=len(placed), folder=folder))
        if given.only_prepare:
            return 0
        print(_("Opening JupyterLab; press Ctrl+C twice here to stop it."), flush=True)
        return jupyterlab.serve(folder, page.name, language, given.port, not given.no_browser)

    command = _add(commands, "start", _("put the labs in your folder and open JupyterLab"), run)
    _ask_language(command)
    _ask_path(command)
    command.add_argument(
        "--to", type=Path, default=Path("labs"), metavar=_("FOLDER"), help=_("your folder (./labs)")
    )
    command.add_argument("--port", type=int, help=_("port JupyterLab answers on (8888)"))
    command.add_argument("--no-browser", action="store_true", help=_("print the address, open nothing"))
    command.add_argument("--only-prepare", action="store_true", help=_("put the labs there and stop"))


def _switch(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.switch import switch

        _language.use(given.to_language)
        print(*switch(given.to_language, given.folder, given.beside), sep="\n")

    command = _add(commands, "switch", _("change the language of a lab you have not begun"), run)
    command.add_argument("to_language", type=_language_of, metavar="en|fr")
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
        from labkit.course import start

        _speak(given)
        print(start.reset(Content.find(), given.to, given.lab, given.language))

    command = _add(commands, "reset", _("get a fresh copy of a lab; yours is kept under a dated name"), run)
    command.add_argument("lab", metavar="LAB")
    _ask_language(command)
    command.add_argument(
        "--to", type=Path, default=Path("labs"), metavar=_("FOLDER"), help=_("your folder (./labs)")
    )


def _doctor(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.course.doctor import examine, report

        _speak(given)
        found = examine()
        print(report(found))
        return 1 if any(f.needed and not f.good for f in found) else 0

    command = _add(commands, "doctor", _("say what is missing on this computer, and how to get it"), run)
    _ask_language(command)


def _lexicon(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.glossary import lexicon, page

        language = _speak(given)
        if given.term is None:
            print(page(language))
            return 0
        found = lexicon(given.term)
        print(found)
        return 0 if len(found) else 1

    command = _add(commands, "lexicon", _("look up a term in English or in French"), run)
    command.add_argument("term", nargs="?", help=_("a term; without one, the whole lexicon"))
    _ask_language(command)


def _course(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.course_folder import make_course

        language = _speak(given)
        for line in make_course(Content.find(), given.folder, language, given.labs):
            print(line)

    command = _add(commands, "course", _("make or renew an instructor's course folder"), run)
    command.add_argument("folder", type=Path, metavar=_("FOLDER"))
    command.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to put there (all)"))
    _ask_language(command)


def _release(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.release import release, solved
        from labkit.course.staging import offered

        language, content = _speak(given), Content.find()
        for lab, path in offered(content, given.path, given.labs):
            if given.solved:
                print(solved(content, lab.id, language, path, given.to))
            else:
                print(release(content, lab.id, language, path, given.to).notebook)

    command = _add(commands, "release", _("make learners' copies of labs"), run)
    command.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to release (all)"))
    command.add_argument("--to", type=Path, default=Path("build/release"), metavar=_("FOLDER"))
    command.add_argument(
        "--solved", action="store_true", help=_("answers in place and outputs kept: for authors and tests")
    )
    _ask_language(command)
    _ask_path(command)


def _lint(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.course.lint import accept, lint

        content = Content.find()
        if given.accept:
            for line in accept(content, given.labs, given.accept):
                print(line)
            return 0
        return lint(content, given.labs, execute=given.run_notebooks, show=print)

    command = _add(commands, "lint", _("check labs' sources and their released copies"), run)
    command.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to check (all)"))
    command.add_argument(
        "--accept",
        action="append",
        metavar="CELL",
        help=_("say that this French cell now answers its English one"),
    )
    command.add_argument(
        "--run", dest="run_notebooks", action="store_true", help=_("also run each lab: time, memory, network")
    )


def _catalogue(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.catalogue import as_json, as_table, catalogue_of

        _speak(given)
        content = Content.find()
        labs = catalogue_of(content)
        print(as_json(labs) if given.json else as_table(labs, content))

    command = _add(
        commands, "catalogue", _("list modules, labs, their tasks, and competencies by audience"), run
    )
    command.add_argument("--json", action="store_true", help=_("as JSON"))
    _ask_language(command)


def _new(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.new import add_prose, add_task, new_lab

        content = Content.find()
        if given.task:
            done = add_task(content, given.lab, given.task, given.path)
        elif given.prose:
            done = add_prose(content, given.lab, given.prose, given.after)
        else:
            done = new_lab(content, given.lab)
        print(*done, sep="\n")

    command = _add(commands, "new", _("begin a new lab: notebook and grader with their TODOs"), run)
    command.add_argument("lab", metavar="LAB", help="m4_calibration")
    command.add_argument("--task", metavar=_("NAME"), help=_("in a lab that is there: one more task"))
    command.add_argument(
        "--prose", metavar=_("NAME"), help=_("in a lab that is there: one more pair of texts")
    )
    command.add_argument("--after", metavar="CELL", help=_("with --prose: the cell it comes after"))
    _ask_path(command)


def _solve(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.solve import solve

        print(solve(Content.find(), given.lab))

    command = _add(commands, "solve", _("run a lab's source on both paths and keep its outputs in it"), run)
    command.add_argument("lab", metavar="LAB", help="m4_threshold")


def _trainer(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.trainer import trainer_page

        text = trainer_page(Content.find(), given.lab, _speak(given))
        if given.to is None:
            print(text)
        else:
            given.to.write_text(text, encoding="utf-8")
            print(given.to)

    command = _add(commands, "trainer", _("the page a trainer teaches a lab from"), run)
    command.add_argument("lab", metavar="LAB")
    command.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("write it there instead of printing it")
    )
    _ask_language(command)


if __name__ == "__main__":
    sys.exit(main())
