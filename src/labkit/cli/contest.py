"""`labkit contest`: a datathon from its folder to its final's page; arguments in, sentences out."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.cli.arguments import OptionsAnywhere, ask_language, speak
from labkit.cli.contest_challenge import add_challenge
from labkit.cli.contest_entries import add_entries
from labkit.cli.contest_jury import add_jury
from labkit.language import catalogue

_ = catalogue("contest")


def add_parsers(commands: argparse._SubParsersAction) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    text = _("run a datathon: entries are models, judged on hospitals they have not seen")
    contest = commands.add_parser("contest", help=text, description=text)
    steps = contest.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )
    new = _step(steps, "new", _("make a contest's folder and its practice hospital"), _new)
    new.add_argument("--competition", default="ia4care", metavar=_("NAME"), help=_("which recipe (ia4care)"))
    add_entries(steps)
    enter = _step(steps, "enter", _("take a team's entry, a notebook or a form"), _enter)
    enter.add_argument("team", metavar=_("TEAM"))
    enter.add_argument("file", type=Path, metavar=_("FILE"))
    enter.add_argument(
        "--final", action="store_true", help=_("the one entry that the team names for the final")
    )
    for name, text, run in (
        ("round", _("play the next round on the board hospital, or end one that was stopped"), _round),
        ("final", _("close the entries and play the final"), _final),
    ):
        step = _step(steps, name, text, run)
        step.add_argument("--workers", type=int, default=2, help=_("entries asked at one time (2)"))
        step.add_argument("--scheduler", help=_("address of a Dask scheduler, such as tcp://host:8786"))
        step.add_argument(
            "--leave-out",
            action="store_true",
            help=_("score without the entries that could not be asked by a fault of this machine"),
        )
    _step(steps, "replay", _("score every round again: is each table the one recorded?"), _replay)
    serve = _step(steps, "serve", _("serve the board, the teams' pages and the rounds"), _serve)
    serve.add_argument("--host", default="127.0.0.1", help=_("address to listen at (this machine alone)"))
    serve.add_argument("--port", type=int, default=0, help=_("port to listen at (one that is free)"))
    serve.add_argument("--workers", type=int, default=2, help=_("entries asked at one time (2)"))
    _step(steps, "tokens", _("everybody's token for the served pages"), _tokens)
    add_jury(steps)
    add_challenge(steps)
    demo = _step(steps, "demo", _("nine teams play a whole datathon"), _demo)
    demo.add_argument("--stays", type=int, default=20_000, help=_("stays of each hospital (20,000)"))


def _step(
    steps: Any, name: str, text: str, run: Callable[[argparse.Namespace], int | None]
) -> argparse.ArgumentParser:
    step = steps.add_parser(name, help=text, description=text)
    step.add_argument("folder", type=Path, metavar=_("FOLDER"))
    step.set_defaults(run=run)
    ask_language(step)
    return step


def _new(given: argparse.Namespace) -> None:
    from labkit.contest.folder import new_contest

    speak(given)
    print(*new_contest(given.folder, given.competition), sep="\n")


def _enter(given: argparse.Namespace) -> None:
    from labkit.contest.folder import enter, opened

    speak(given)
    with opened(given.folder) as contest:
        print(enter(contest, given.team, given.file, final=given.final))


def _round(given: argparse.Namespace) -> None:
    from labkit.contest.play import play_round

    _played(given, play_round)


def _final(given: argparse.Namespace) -> None:
    from labkit.contest.play import play_final

    _played(given, play_final)


def _played(given: argparse.Namespace, play: Callable[..., dict[str, Any]]) -> None:
    from labkit.contest.copies import as_questions
    from labkit.contest.folder import opened
    from labkit.contest.page.lines import as_lines
    from labkit.contest.page.page import write_pages
    from labkit.contest.play import play_round, unshown

    language = speak(given)
    with opened(given.folder) as contest:
        waiting = unshown(contest) if play is play_round else None
        if waiting is not None:
            table = waiting.body["table"]
            said = _(
                "Round {n} had been scored when the command was stopped: here it is. Run it again for the next."
            )
            print(said.format(n=waiting.body["occasion"]))
        else:
            how = {"scheduler": given.scheduler, "leave_out": given.leave_out, "progress": print}
            table = play(contest, workers=max(1, given.workers), **how)
        names = {team.id: team.name for team in contest.teams.values()}
        print(*as_lines(table, names, language), sep="\n")
        scored = contest.latest("scored")
        for line in as_questions(scored.body["alike"] if scored else [], names):
            print(line)
        for file in write_pages(contest):
            print(file)
        if scored:
            contest.record.add("shown", occasion=scored.body["occasion"])


def _replay(given: argparse.Namespace) -> int:
    from labkit.contest.folder import opened
    from labkit.contest.page.page import write_pages
    from labkit.contest.play import replay

    speak(given)
    with opened(given.folder) as contest:
        found = replay(contest)
        if not found:
            print(_("no round has been played yet"))
        for occasion, same in found:
            said = (
                _("{occasion}: the same table")
                if same
                else _("{occasion}: ANOTHER TABLE than the one recorded")
            )
            print(said.format(occasion=_("final") if occasion == "final" else occasion))
        write_pages(contest)
    return 0 if all(same for _occasion, same in found) else 1


def _demo(given: argparse.Namespace) -> None:
    from labkit.contest.demo.run import play_demo

    language = speak(given)
    play_demo(given.folder, stays=given.stays, language=language, show=print)


def _serve(given: argparse.Namespace) -> None:
    from labkit.contest.serve.run import serve

    speak(given)
    serve(
        given.folder,
        host=given.host,
        port=given.port,
        workers=max(1, given.workers),
        show=lambda address: print(address, flush=True),
    )


def _tokens(given: argparse.Namespace) -> None:
    from labkit.contest.folder import opened
    from labkit.contest.serve.accounts import accounts, token_of

    speak(given)
    with opened(given.folder, write=False) as contest:  # also while it is served
        for account in accounts(contest):
            who = f"{account.team}\t{account.member}" if account.team else _("the organisers") + "\t"
            print(f"{token_of(contest, account)}\t{who}")
