"""`labkit lint`, `new` and `solve`: arguments in, sentences out."""

import argparse

from labkit.cli.arguments import add_command, ask_pathway
from labkit.content import Content
from labkit.language import catalogue

_ = catalogue("course")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    for build in (_lint, _new, _solve):
        build(commands)


def _lint(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> int:
        from labkit.course.authoring.lint import accept, adequate, lint

        content = Content.find()
        if given.accept:
            for line in accept(content, given.labs, given.accept):
                print(line)
            return 0
        if given.adequacy:
            return adequate(content, given.labs, show=print)
        return lint(content, given.labs, execute=given.run_notebooks, show=print)

    command = add_command(commands, "lint", _("check labs' sources and their released copies"), run)
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
    command.add_argument(
        "--adequacy",
        action="store_true",
        help=_("instead, change the right answers mechanically and show what the cases let pass"),
    )


def _new(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.authoring.new import add_prose, add_task, new_lab

        content = Content.find()
        if given.task:
            done = add_task(content, given.lab, given.task, given.pathway)
        elif given.prose:
            done = add_prose(content, given.lab, given.prose, given.after)
        else:
            done = new_lab(content, given.lab)
        print(*done, sep="\n")

    command = add_command(commands, "new", _("begin a new lab: notebook and grader with their TODOs"), run)
    command.add_argument("lab", metavar="LAB", help="m4_calibration")
    command.add_argument("--task", metavar=_("NAME"), help=_("in a lab that is there: one more task"))
    command.add_argument(
        "--prose", metavar=_("NAME"), help=_("in a lab that is there: one more pair of texts")
    )
    command.add_argument("--after", metavar="CELL", help=_("with --prose: the cell it comes after"))
    ask_pathway(command)


def _solve(commands: argparse._SubParsersAction) -> None:
    def run(given: argparse.Namespace) -> None:
        from labkit.course.authoring.solve import solve

        print(solve(Content.find(), given.lab))

    command = add_command(
        commands, "solve", _("run a lab's source on both pathways and keep its outputs in it"), run
    )
    command.add_argument("lab", metavar="LAB", help="m4_threshold")
