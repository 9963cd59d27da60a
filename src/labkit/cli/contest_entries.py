"""`labkit contest practice` and `teams`: an entry tried without an attempt, teams written from a list of people."""

import argparse
from pathlib import Path
from typing import Any

from labkit.cli.arguments import speak
from labkit.cli.contest_part import add_part
from labkit.language import catalogue

_ = catalogue("contest")


def add_entries(steps: Any) -> None:
    """Add both to `labkit contest`."""
    practice = add_part(
        steps, "practice", _("try an entry on the practice hospital: it costs no attempt"), _practice
    )
    practice.add_argument("file", type=Path, metavar=_("FILE"))
    practice.add_argument(
        "--no-sandbox",
        action="store_true",
        help=_("run the notebook with your own rights: your own notebook"),
    )
    teams = add_part(steps, "teams", _("write teams.toml from a list of people (CSV)"), _teams)
    teams.add_argument("file", type=Path, metavar=_("FILE"))
    teams.add_argument(
        "--size", type=int, default=4, help=_("people in a team, where the list names no teams (4)")
    )


def _practice(given: argparse.Namespace) -> int:
    from labkit.contest.entries.asking import PRACTICE
    from labkit.contest.practice import heads, rows_of, said_of, try_entry
    from labkit.contest.recipe import FILE, read_recipe
    from labkit.errors import CourseError

    language = speak(given)
    if not given.file.is_file():
        raise CourseError(
            _("{file}: an entry is a notebook (.ipynb) or a form (.toml)").format(file=given.file)
        )
    recipe = read_recipe(given.folder / FILE)
    # As a team keeps it, beside the recipe, or as it lies in the organisers' folder.
    practice = given.folder / PRACTICE
    if not practice.exists():
        practice = given.folder / "practice" / PRACTICE
    tried = try_entry(given.file, recipe, practice, sandbox="none" if given.no_sandbox else "auto")
    if tried.outcome.reason == "ours":
        raise CourseError(
            _(
                "No sandbox can be had here ({detail}). With --no-sandbox the notebook runs with your own rights."
            ).format(detail=tried.outcome.said.get("detail", "?"))
        )
    if tried.outcome.reason:
        print(tried.outcome.sentence(language))
        return 1
    print(*_aligned([heads(), *rows_of(tried)]), "", *said_of(tried, recipe), sep="\n")
    return 0


def _aligned(rows: list[list[str]]) -> list[str]:
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(n) for cell, n in zip(row, wide, strict=True)).rstrip() for row in rows]


def _teams(given: argparse.Namespace) -> None:
    from labkit.contest.roster import write_teams

    speak(given)
    print(*write_teams(given.folder, given.file, given.size), sep="\n")
