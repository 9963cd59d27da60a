"""`labkit grade`, `labkit feedback`, `labkit extend` and `labkit demo`: arguments in, a table out."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from labkit.language import catalogue, printable

_ = catalogue("grading")


def add_parsers(commands: Any) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    grade = _add(commands, "grade", _("Grade a lab's submissions and write their feedback."), run_grade)
    _course_arguments(grade)
    grade.add_argument(
        "--regrade", action="store_true", help=_("grade again what was graded; lists each mark that changed")
    )
    grade.add_argument("--learner", default="*", help=_("only this learner (a pattern such as 'a*' will do)"))
    grade.add_argument(
        "--no-sandbox",
        action="store_true",
        help=_("run learners' code with your own rights: only if you trust it"),
    )
    grade.add_argument("--scheduler", help=_("address of a Dask scheduler, such as tcp://host:8786"))
    grade.add_argument("--workers", type=int, help=_("processes on this machine; one a processor by default"))
    _limit_arguments(grade)
    grade.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    grade.add_argument(
        "--watch", action="store_true", help=_("go on, and grade submissions as they arrive; Ctrl-C ends it")
    )
    grade.add_argument("--every", type=float, default=10.0, help=_("seconds between two looks, with --watch"))

    feedback = _add(
        commands, "feedback", _("Write a lab's feedback again, after people have marked."), run_feedback
    )
    _course_arguments(feedback)
    feedback.add_argument("--learner", default="*", help=_("only this learner"))

    extend = _add(commands, "extend", _("Give a learner more time for a lab."), run_extend)
    _course_arguments(extend)
    extend.add_argument("learner", metavar=_("LEARNER"))
    extend.add_argument("--days", type=float, default=0.0)
    extend.add_argument("--hours", type=float, default=0.0)

    export = _add(commands, "export", _("Write everybody's marks as CSV, each with its state."), run_export)
    export.add_argument("labs", nargs="*", metavar=_("LAB"), help=_("labs to export (all)"))
    export.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("the file; marks.csv in the course by default")
    )
    export.add_argument(
        "--for",
        dest="lms",
        choices=("moodle", "canvas", "brightspace"),
        help=_("write also what this LMS imports: marks-moodle.csv, with the marks that stand"),
    )
    folder_arguments(export)

    demo = _add(
        commands,
        "demo",
        _("Play the whole cycle: release, a varied class, grade, feedback, the class's table."),
        run_demo,
    )
    demo.add_argument("--folder", type=Path, help=_("where to keep it; a temporary folder by default"))
    demo.add_argument("--lab", help=_("which lab"))

    kernels = _add(commands, "kernelspec", _("Add labkit's forked kernels to Jupyter."), run_kernelspec)
    kernels.add_argument("--user", action="store_true", help=_("for you alone, instead of this environment"))


def run_grade(given: argparse.Namespace) -> int:
    """`labkit grade LAB`."""
    if not given.scheduler:
        _start_early(sandbox=not given.no_sandbox)
    from labkit.grading.nbgrader.without_server import import_nbgrader

    import_nbgrader()
    from labkit.grading.run.report import as_json
    from labkit.grading.run.run import grade_class

    course = course_of(given)
    limits = _limits(course, given)

    def once(quiet: bool = False) -> Any:
        with _progress(quiet or given.json, given.lab) as progress:
            return refusing(
                lambda: grade_class(
                    course,
                    given.lab,
                    learners=given.learner,
                    regrade=given.regrade,
                    sandbox=not given.no_sandbox,
                    limits=limits,
                    scheduler=given.scheduler,
                    workers=given.workers,
                    progress=progress,
                )
            )

    if given.watch:
        return _watch(once, given)
    report = once()
    if given.json:
        print(printable(json.dumps(as_json(report), ensure_ascii=False, indent=1), lines=True))
    else:
        _show(report)
    return 1 if any(r.reason != "graded" for r in report.records) else 0


def _start_early(*, sandbox: bool) -> None:
    """The kernels' imports begin before the grader's own."""
    from labkit.kernels.forkserver.pool import start_early
    from labkit.kernels.sandbox.sandbox import find_sandbox

    if hasattr(os, "fork"):
        refusing(lambda: start_early(find_sandbox() if sandbox else None))


def run_feedback(given: argparse.Namespace) -> int:
    """`labkit feedback LAB`."""
    from labkit.grading.run.after_marking import renew_feedback

    course = course_of(given)
    provisional = renew_feedback(course, given.lab, given.learner)
    print(_("Feedback written in {folder}.").format(folder=course.root / "feedback"))
    if provisional:
        print(_("Still provisional: {learners}.").format(learners=printable(", ".join(provisional))))
    return 0


def run_extend(given: argparse.Namespace) -> int:
    """`labkit extend LAB LEARNER --days N`."""
    from labkit.grading.run.after_marking import extend

    until = extend(course_of(given), given.lab, given.learner, days=given.days, hours=given.hours)
    print(printable(until))
    return 0


def run_export(given: argparse.Namespace) -> int:
    """`labkit export [LAB...]`."""
    from labkit.grading.run.export import as_csv, counted, rows

    course = course_of(given)
    found = list(rows(course, given.labs))
    file = given.to or course.root / "marks.csv"
    # With a byte order mark, by which spreadsheets know the accents for what they are.
    file.write_text(as_csv(found), encoding="utf-8-sig", newline="")
    print(printable(_("Marks written in {file}.").format(file=file)))
    print(", ".join(f"{state}: {n}" for state, n in counted(found).items()))
    if given.lms:
        from labkit.grading.run.lms_csv import as_lms_csv

        beside = file.with_name(f"{file.stem}-{given.lms}.csv")
        beside.write_text(as_lms_csv(found, given.lms), encoding="utf-8", newline="")
        print(
            printable(
                _(
                    "{file}: for {lms}, with the marks in state graded; the other cells are empty, their states stand in {marks}."
                ).format(file=beside, lms=given.lms.capitalize(), marks=file.name)
            )
        )
    return 0


def run_demo(given: argparse.Namespace) -> int:
    """`labkit demo`."""
    from labkit.content import Content
    from labkit.grading.run.demo import play

    path_to_programs()
    return refusing(lambda: play(given.lab or Content.find().shown(), given.folder, _console()))


def run_kernelspec(given: argparse.Namespace) -> int:
    """`labkit kernelspec`."""
    from labkit.kernels.kernelspec import install

    for folder in install(user=given.user):
        print(folder)
    return 0


def _course_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "lab", metavar=_("LAB"), help=_("the lab's name, such as m4_threshold or m4_threshold_explorer")
    )
    folder_arguments(command)


def folder_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--course", type=Path, default=Path(), help=_("the course folder; this one by default")
    )
    command.add_argument(
        "--db", metavar="URL", help=_("the gradebook, such as postgresql://user@host/grades")
    )


def _limit_arguments(command: argparse.ArgumentParser) -> None:
    """What a kernel may use up; the course's ``nbgrader_config.py`` (``c.KernelLimits``) has the usual ones."""
    found = command.add_argument_group(_("limits of each submission, in place of the course's own"))
    for option, kind, text in (
        ("--memory", int, _("memory of its kernel, in MiB (2048)")),
        ("--cell-seconds", float, _("time of one cell, in seconds (60)")),
        ("--call-seconds", float, _("time of one question put to an answer, in seconds (10)")),
        ("--total-seconds", float, _("time of the whole notebook, in seconds (600)")),
        ("--processes", int, _("processes at one time (64)")),
    ):
        found.add_argument(option, type=kind, metavar="N", help=text)


def _limits(course: Any, given: argparse.Namespace) -> Any:
    from traitlets import TraitError

    from labkit.grading.nbgrader.course_settings import GradingError
    from labkit.grading.nbgrader.kernel_limits import limits_of

    names = ("cell_seconds", "call_seconds", "total_seconds", "processes")
    asked = {name: getattr(given, name) for name in names}
    try:
        return limits_of(course.config, memory_mib=given.memory, **asked)
    except TraitError as error:
        raise GradingError(_("That limit cannot be: {error}").format(error=error)) from None


def _add(
    commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def course_of(given: argparse.Namespace) -> Any:
    """The settings of the course that ``--course`` and ``--db`` name."""
    from labkit.grading.nbgrader.course_settings import CourseSettings

    path_to_programs()
    return CourseSettings.load(given.course, given.db)


def path_to_programs() -> None:
    """nbgrader starts `alembic` by its name, which is beside Python also where the environment is not activated."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


def refusing(run: Callable[[], Any]) -> Any:
    """A machine without a sandbox is told in one line, like every other mistake to mend."""
    from labkit.grading.nbgrader.course_settings import GradingError
    from labkit.kernels.sandbox.sandbox import SandboxUnavailable

    try:
        return run()
    except SandboxUnavailable as error:
        raise GradingError(str(error)) from error


def _watch(once: Callable[[bool], Any], given: argparse.Namespace) -> int:
    from labkit.grading.run.run import NothingYet

    print(_("Watching for submissions of {lab}; Ctrl-C ends it.").format(lab=given.lab), flush=True)
    try:
        while True:
            try:
                report = once(True)
            except NothingYet:
                pass
            else:
                if report.graded_now:
                    _show(report)
            given.regrade = False
            time.sleep(given.every)
    except KeyboardInterrupt:
        return 0


def _show(report: Any) -> None:
    """The class, in the width there is, and what to do next."""
    from labkit.grading.run.report import lines, view

    console = _console()
    console.print(view(report, console.width))
    for line in lines(report):
        print(line, flush=True)


def _console() -> Any:
    from rich.console import Console

    # A table that is piped to a file is not cut to the width of a terminal that is not there.
    return Console(width=None if sys.stdout.isatty() else 150)


@contextmanager
def _progress(quiet: bool, lab: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar with the time left, on stderr; plain lines where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total, learner: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(lab, total=None)

        def show(done: int, total: int, learner: str) -> None:
            bar.update(task, completed=done, total=total, description=printable(f"{lab} {learner}")[:60])

        yield show
