"""The contest's page in both languages, from what the record says."""

from html import escape
from pathlib import Path
from typing import Any

from labkit.contest.folder import FINAL, Contest
from labkit.contest.frame import framed
from labkit.contest.page import sections
from labkit.contest.page.jurors import by_jurors
from labkit.contest.record import write_whole
from labkit.language import LANGUAGES, speaking


def write_pages(contest: Contest) -> list[Path]:
    """Write ``board.en.html`` and ``board.fr.html``; returns where they lie."""
    written = []
    for language in LANGUAGES:
        file = contest.folder / f"board.{language}.html"
        write_whole(file, page(contest, language).encode())
        written.append(file)
    return written


def page(contest: Contest, language: str) -> str:
    """The page in one language."""
    title = contest.recipe.title.in_language(language)
    return framed(title, board(contest, language), language, "board.{language}.html")


def board(contest: Contest, language: str) -> str:
    """The page's main part in one language."""
    rounds = list(contest.record.of("scored"))
    title = contest.recipe.title.in_language(language)
    with speaking(language):
        return "\n".join([f"<h1>{escape(title)}</h1>", *_main(contest, rounds)])


def _main(contest: Contest, rounds: list[Any]) -> list[str]:
    names = {team.id: team.name for team in contest.teams.values()}
    parts = [sections.state(contest, rounds)]
    final = next((event for event in rounds if event.body["occasion"] == FINAL), None)
    shown = final or (rounds[-1] if rounds else None)
    if shown is not None and shown.body["table"]["rows"]:
        table = shown.body["table"]
        parts += [
            sections.standings(table, names, final=final is not None),
            sections.by_criterion(table, names),
            sections.by_group(table, names),
        ]
    if shown is not None:
        parts.append(sections.unscored(shown.body["table"], names))
    if final is not None:
        parts.append(by_jurors(contest, names))
    if len(rounds) > 1:
        parts.append(sections.history(rounds, names))
    parts.append(sections.rules(contest, shown.body["table"] if shown is not None else None))
    return [part for part in parts if part]
