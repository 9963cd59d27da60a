"""`labkit course`, `release`, `catalogue`, `trainer` and `path`: arguments in, sentences out."""

import argparse
from pathlib import Path

from labkit.cli.arguments import add_command, ask_language, ask_pathway, speak
from labkit.content import Content
from labkit.language import catalogue

_ = catalogue("course")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    for build in (_course, _release, _catalogue, _trainer, _path):
        build(commands)


def _course(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.release.course_folder import make_course

        language = speak(given)
        for line in make_course(Content.find(), given.folder, language, given.labs):
            print(line)

    command = add_command(commands, "course", _("make or renew an instructor's course folder"), run)
    command.add_argument("folder", type=Path, metavar=_("FOLDER"))
    command.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to put there (all)"))
    ask_language(command)


def _release(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.release.release import release, solved
        from labkit.course.release.staging import offered

        language, content = speak(given), Content.find()
        for lab, pathway in offered(content, given.pathway, given.labs):
            if given.solved:
                print(solved(content, lab.id, language, pathway, given.to))
            else:
                print(release(content, lab.id, language, pathway, given.to).notebook)

    command = add_command(commands, "release", _("make learners' copies of labs"), run)
    command.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to release (all)"))
    command.add_argument("--to", type=Path, default=Path("build/release"), metavar=_("FOLDER"))
    command.add_argument(
        "--solved", action="store_true", help=_("answers in place and outputs kept: for authors and tests")
    )
    ask_language(command)
    ask_pathway(command)


def _catalogue(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.teaching.catalogue import as_json, as_table, catalogue_of

        language = speak(given)
        content = Content.find()
        if given.law:
            from labkit.course.teaching.law import law_table

            print(law_table(content, language))
            return
        if given.costs:
            from labkit.course.teaching.costs import read_costs, table

            print(table(list((read_costs(content) or {}).values())))
            return
        labs = catalogue_of(content)
        print(as_json(labs) if given.json else as_table(labs, content))

    command = add_command(
        commands, "catalogue", _("list modules, labs, their tasks, and competencies by audience"), run
    )
    command.add_argument("--json", action="store_true", help=_("as JSON"))
    command.add_argument("--costs", action="store_true", help=_("what each lab takes of a machine instead"))
    command.add_argument("--law", action="store_true", help=_("which lab cites which row of the law instead"))
    ask_language(command)


def _trainer(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.teaching.trainer import trainer_page

        text = trainer_page(Content.find(), given.lab, speak(given))
        if given.to is None:
            print(text)
        else:
            given.to.write_text(text, encoding="utf-8")
            print(given.to)

    command = add_command(commands, "trainer", _("the page a trainer teaches a lab from"), run)
    command.add_argument("lab", metavar="LAB")
    command.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("write it there instead of printing it")
    )
    ask_language(command)


def _path(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.paths import names, page_of, plan, read_path

        language, content = speak(given), Content.find()
        if given.name is None:
            for name in names(content):
                found = plan(content, read_path(content, name))
                minutes = _("labs: {n}, minutes: {minutes}").format(n=len(found.steps), minutes=found.minutes)
                print(f"{name}  {found.path.title.in_language(language)} ({minutes})")
            return
        page = page_of(content, plan(content, read_path(content, given.name)), language)
        if given.to is None:
            print(page.text())
        else:
            given.to.write_text(page.html(), encoding="utf-8")
            print(given.to)

    command = add_command(
        commands, "path", _("labs for one public, with their minutes and what to leave out"), run
    )
    command.add_argument("name", nargs="?", metavar=_("NAME"), help=_("a path; without one, all are listed"))
    command.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("write it there as HTML instead of printing it")
    )
    ask_language(command)
