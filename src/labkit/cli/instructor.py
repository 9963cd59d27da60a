"""`labkit report`, `regrade`, `markers` and `release-answers`: arguments in, sentences out."""

import argparse
from collections.abc import Callable
from typing import Any

from labkit.cli import one_learner
from labkit.cli.arguments import OptionsAnywhere, ask_language, speak
from labkit.cli.grading import course_of, folder_arguments, refusing
from labkit.language import brief, catalogue, interval, labelled, number, plural_catalogue, printable

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")


def add_parsers(commands: Any) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    report = _add(commands, "report", _("write a page about a class and a lab, in both languages"), _report)
    report.add_argument("lab", metavar=_("LAB"))
    release = _add(
        commands,
        "release-answers",
        _("write a lab's model answer, once nobody can hand it in any more"),
        _release_answers,
    )
    release.add_argument("lab", metavar=_("LAB"))
    _regrade(commands)
    _markers(commands)
    one_learner.add_parsers(commands)


def _add(
    commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], int | None]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    folder_arguments(command)
    ask_language(command)
    return command


def _group(commands: Any, name: str, text: str) -> Any:
    group = commands.add_parser(name, help=text, description=text)
    return group.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )


def _report(given: argparse.Namespace) -> None:
    from labkit.grading.report.page import write_reports

    speak(given)
    for file in write_reports(course_of(given), given.lab):
        print(file)


def _release_answers(given: argparse.Namespace) -> None:
    from labkit.grading.run.release_answers import release_answers

    speak(given)
    for file in release_answers(course_of(given), given.lab):
        print(file)


# ---- regrade requests ----


def _regrade(commands: Any) -> None:
    steps = _group(
        commands, "regrade", _("learners' requests to look at a mark again: list them, answer them")
    )
    listed = _add(steps, "list", _("show the requests, the open ones first"), _list_requests)
    listed.add_argument("labs", nargs="*", metavar=_("LAB"))
    ask = _add(steps, "ask", _("note a request that came by mail or at the desk"), _ask)
    ask.add_argument("lab", metavar=_("LAB"))
    ask.add_argument("task", metavar=_("TASK"))
    ask.add_argument("learner", metavar=_("LEARNER"))
    answer = _add(steps, "answer", _("answer a request, with a reason that the learner reads"), _answer)
    answer.add_argument("id", metavar="ID")
    decision = answer.add_mutually_exclusive_group(required=True)
    decision.add_argument("--keep", action="store_true", help=_("the mark stands"))
    decision.add_argument("--points", type=float, metavar="N", help=_("the mark becomes N"))
    decision.add_argument(
        "--again", action="store_true", help=_("mark the submission again with the grader as it is now")
    )
    for command in (ask, answer):
        command.add_argument("--reason", required=True, metavar=_("TEXT"))


def _list_requests(given: argparse.Namespace) -> None:
    from labkit.grading.requests.answering import collect

    speak(given)
    found = collect(course_of(given), given.labs)
    for key, one in sorted(found.items(), key=lambda item: (not item[1].open, item[1].asked)):
        request = one.request
        state = _("open") if one.open else _("answered: {reason}").format(reason=one.answers[-1]["reason"])
        print(printable(f"{key}  {request.learner}  {request.assignment}  {request.task}  [{state}]"))
        print(printable(f"    {request.text[:500]}"))
    if not found:
        print(_("No request."))


def _ask(given: argparse.Namespace) -> None:
    from labkit.grading.requests.answering import ask

    speak(given)
    print(ask(course_of(given), given.lab, given.task, given.learner, given.reason))


def _answer(given: argparse.Namespace) -> None:
    from labkit.grading.requests.answering import answer

    speak(given)
    decision = "again" if given.again else "kept" if given.keep else "points"
    request, before, after = refusing(
        lambda: answer(course_of(given), given.id, decision, given.reason, given.points)
    )
    text = ngettext(
        "{learner}, {task}: {before} → {after} point. The reason stands in their feedback.",
        "{learner}, {task}: {before} → {after} points. The reason stands in their feedback.",
        after.score,
    ).format(learner=request.learner, task=request.task, before=brief(before.score), after=brief(after.score))
    print(printable(text))


# ---- several markers ----


def _markers(commands: Any) -> None:
    steps = _group(commands, "markers", _("share explanations out among several people, some marked twice"))
    share = _add(steps, "share", _("write each marker's page and sheet"), _share)
    share.add_argument("lab", metavar=_("LAB"))
    share.add_argument("--marker", action="append", default=[], metavar=_("NAME"), help=_("once a marker"))
    share.add_argument(
        "--double", type=float, default=0.2, metavar="PART", help=_("part that two people mark blind (0.2)")
    )
    collect = _add(steps, "collect", _("read the sheets: agreement, disagreements, marks"), _collect)
    collect.add_argument("lab", metavar=_("LAB"))


def _share(given: argparse.Namespace) -> None:
    from labkit.grading.markers.sharing import FOLDER, share

    speak(given)
    course = course_of(given)
    for marker, n in share(course, given.lab, given.marker, given.double).items():
        print(labelled(marker, str(n)))
    print(_("Pages and sheets are in {folder}.").format(folder=course.root / FOLDER / given.lab))


def _collect(given: argparse.Namespace) -> int:
    from labkit.grading.markers.collecting import collect

    speak(given)
    found = collect(course_of(given), given.lab)
    for one in found.agreements:
        names = " / ".join(one.markers)
        said = _("{task}, {names}: answers with the same mark: {same} of {n}").format(
            task=one.task, names=names, same=one.same, n=one.n
        )
        kappa = one.kappa
        if kappa.estimate == kappa.estimate:
            value, ends = number(kappa.estimate), interval(kappa.ci_low, kappa.ci_high)
            said += _("; weighted kappa {kappa} ({interval})").format(kappa=value, interval=ends)
        else:
            said += _("; kappa is not defined where everything got one and the same mark")
        print(said)
    for marker, n in found.missing.items():
        said = ngettext(
            "{marker} has {n} answer without a mark", "{marker} has {n} answers without a mark", n
        )
        print(said.format(marker=marker, n=n))
    if found.disagreements:
        codes = ", ".join(found.disagreements)
        print(
            _(
                "To settle: {codes}. Type the points in disagreements.csv, beside the sheets, and run this again."
            ).format(codes=codes)
        )
    if found.left:
        names = printable(", ".join(found.left))
        print(_("Left as they are, marked elsewhere or handed in again since: {names}.").format(names=names))
    print(
        _("Marks in the gradebook: {n}. `labkit feedback {lab}` tells the learners.").format(
            n=found.written, lab=given.lab
        )
    )
    return 1 if found.disagreements or found.missing else 0
