"""Nine teams play: three rounds on the board hospital, the final, the page; each step is the command's own."""

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from labkit.contest.copies import as_questions
from labkit.contest.demo.teams import ENTRIES, FORM, TEAMS
from labkit.contest.folder import Contest, begin, enter, opened
from labkit.contest.page.lines import as_lines
from labkit.contest.page.page import write_pages
from labkit.contest.play import play_final, play_round, replay
from labkit.contest.recipe import FILE, competitions
from labkit.contest.teams import FILE as TEAMS_FILE
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("contest")

ROUNDS = 3


def play_demo(
    folder: Path,
    *,
    stays: int = 20_000,
    rounds: int = ROUNDS,
    teams: Sequence[str] = tuple(TEAMS),
    language: str = "en",
    show: Callable[[str], None] = print,
) -> None:
    """Play a whole datathon in a new folder.

    Parameters
    ----------
    folder : Path
    stays : int
        Of each hospital.
    rounds : int
        Before the final.
    teams : sequence of str
        Who plays, of `TEAMS`.
    language : str
        Of what is shown.
    show : callable
    """
    if (folder / "record.jsonl").exists():
        raise CourseError(_("{folder} already holds a contest: name another folder.").format(folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    recipe = (competitions() / "ia4care" / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(re.sub(r"(?m)^stays = \d+$", f"stays = {stays}", recipe), encoding="utf-8")
    (folder / TEAMS_FILE).write_text(_roster(), encoding="utf-8")
    for line in begin(folder):
        show(line)
    names = {team: name for team, (name, _language) in TEAMS.items()}
    with opened(folder) as contest:
        best = (float("-inf"), 1)
        for number in range(1, rounds + 1):
            for team, file in _files(folder, number):
                if team in teams and (team != "late" or number == rounds):
                    enter(contest, team, file)
            started = time.monotonic()
            table = play_round(contest)
            show(_("Round {n}, {seconds} s").format(n=number, seconds=round(time.monotonic() - started)))
            for line in [*as_lines(table, names, language), *_questions(contest, names)]:
                show(line)
            probed = [row["total"]["score"] for row in table["rows"] if row["team"] == "prober"]
            best = max(best, (probed[0] if probed else float("-inf"), number))
        for team, file in _files(folder, best[1]):
            if team in teams and team != "late":
                enter(contest, team, file, final=True)
        started = time.monotonic()
        table = play_final(contest)
        show(_("The final, {seconds} s").format(seconds=round(time.monotonic() - started)))
        for line in [*as_lines(table, names, language), *_questions(contest, names)]:
            show(line)
        try:
            enter(contest, "late", folder / "demo" / "late.ipynb", final=True)
        except CourseError as refused:
            show(f"{names['late']}: {refused}")
        same = all(same for _occasion, same in replay(contest))
        show(_("Replayed: the same tables.") if same else _("Replayed: OTHER tables."))
        for page in write_pages(contest):
            show(str(page))


def _questions(contest: Contest, names: dict[str, str]) -> list[str]:
    scored = contest.latest("scored")
    return as_questions(scored.body["alike"] if scored else [], names)


def _roster() -> str:
    return "\n".join(
        f'[{team}]\nname = "{name}"\nlanguage = "{language}"\nmembers = ["{team}@example.org"]\n'
        for team, (name, language) in TEAMS.items()
    )


def _files(folder: Path, attempt: int) -> list[tuple[str, Path]]:
    """Each team's file, written as its members would have."""
    place = folder / "demo"
    place.mkdir(exist_ok=True)
    found = []
    for team in TEAMS:
        if team == "explorers":
            file = place / "explorers.toml"
            file.write_text(FORM, encoding="utf-8")
        else:
            entry = ENTRIES[team]
            file = write_notebook(place / f"{team}.ipynb", entry(attempt) if callable(entry) else entry)
        found.append((team, file))
    return found


def write_notebook(file: Path, cells: list[str]) -> Path:
    """A notebook with these cells of code; the same cells give the same bytes."""
    made = new_notebook(cells=[new_code_cell(source, id=f"c{i}") for i, source in enumerate(cells)])
    nbformat.write(made, file)
    return file
