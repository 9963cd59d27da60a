"""A contest's folder: recipe, teams, secret, entries, answers, record and pages; what has happened is read from the record alone."""

import contextlib
import hashlib
import io
import secrets as random_secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.contest.entries.asking import PRACTICE
from labkit.contest.entries.form import answer_form
from labkit.contest.entries.notebook import clock_read, code_cells, fingerprint
from labkit.contest.entries.outcome import Refused
from labkit.contest.hospitals import draw
from labkit.contest.recipe import FILE, Recipe, competitions, read_recipe
from labkit.contest.record import Event, Record, write_whole
from labkit.contest.scoring import gap_told
from labkit.contest.teams import FILE as TEAMS
from labkit.contest.teams import Team, read_teams
from labkit.errors import CourseError
from labkit.language import brief, catalogue, speaking

_ = catalogue("contest")

FINAL = "final"
_SUFFIXES = (".ipynb", ".toml")
_SECRET_BYTES = 32


@dataclass
class Contest:
    """An open contest; made by `opened`, which lets one process write at a time.

    Attributes
    ----------
    folder : Path
    recipe : Recipe
    teams : dict of Team
    secret : bytes
    record : Record
    """

    folder: Path
    recipe: Recipe
    teams: dict[str, Team]
    secret: bytes
    record: Record

    @property
    def practice(self) -> Path:
        """What is handed out to teams."""
        return self.folder / "practice" / PRACTICE

    def closed(self) -> bool:
        """Whether entries are closed: the jury has them, or the final has begun."""
        return self.latest("prepared") is not None or any(
            event.body["occasion"] == FINAL for event in self.record.of("begun")
        )

    def latest(self, kind: str, **like: Any) -> Event | None:
        """The last event of a kind with these values."""
        found = [e for e in self.record.of(kind) if all(e.body.get(k) == v for k, v in like.items())]
        return found[-1] if found else None

    def attempts(self, team: str) -> int:
        """How many entries the team has had asked; one that failed by our fault is none."""
        answered = self.record.of("answered")
        return sum(
            e.body["team"] == team and e.body["costs"] and e.body["occasion"] != FINAL for e in answered
        )

    def named(self) -> dict[str, str]:
        """Each team's entry for the final: the one that it named, or its last."""
        found = {}
        for team in self.teams:
            last = self.latest("entered", team=team, final=True) or self.latest("entered", team=team)
            if last is not None:
                found[team] = last.body["entry"]
        return found

    def answered(self, occasion: str | int) -> dict[str, dict[str, Any]]:
        """What the record says of each entry that was asked in a round or the final, by team."""
        return {e.body["team"]: e.body for e in self.record.of("answered") if e.body["occasion"] == occasion}

    def stored(self, digest: str) -> Path:
        """Where an entry with that digest lies."""
        (found,) = (self.folder / "entries").glob(f"{digest}.*")
        return found


def new_contest(folder: Path, competition: str = "ia4care") -> list[str]:
    """Make a contest's folder: recipe, secret, practice hospital, an example of each kind of entry.

    The smallest gap that the board can tell is computed and written down before anybody can enter.
    """
    source = competitions() / competition
    if not (source / FILE).is_file():
        known = sorted(p.parent.name for p in competitions().glob(f"*/{FILE}"))
        raise CourseError(
            _("there is no competition {name}; there are {known}").format(
                name=competition, known=", ".join(known)
            )
        )
    if (folder / "record.jsonl").exists():
        raise CourseError(_("{folder} already holds a contest: name another folder.").format(folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.is_file() and not (folder / file.name).exists():
            write_whole(folder / file.name, file.read_bytes())
    return begin(folder)


def begin(folder: Path) -> list[str]:
    """Open a contest in a folder that has its recipe and its teams."""
    recipe = read_recipe(folder / FILE)
    read_teams(folder / TEAMS)
    with one_writer(folder):
        make_secret(folder)
        secret = secret_of(folder)
        for part in ("entries", "answers", "practice"):
            (folder / part).mkdir(exist_ok=True)
        (hospital,) = recipe.of("practice")
        practice = io.BytesIO()
        draw(hospital, secret, "practice").practice.to_parquet(practice, index=False)
        write_whole(folder / "practice" / PRACTICE, practice.getvalue())
        record = Record(folder / "record.jsonl", secret)
        if not record.events:
            record.add("opened", recipe=recipe.digest, gap=round(gap_told(recipe, secret), 2))
        gap = next(record.of("opened")).body["gap"]
    return [
        _("The contest is in {folder}. Keep {secret} to yourself: the patients follow from it.").format(
            folder=folder, secret=folder / "secret"
        ),
        _("Hand out {practice} with {recipe} and the two examples.").format(
            practice=folder / "practice" / PRACTICE, recipe=folder / FILE
        ),
        _("A round tells two totals apart where they differ by this many points or more: {gap}.").format(
            gap=brief(gap)
        ),
    ]


@contextlib.contextmanager
def opened(folder: Path, *, write: bool = True) -> Iterator[Contest]:
    """The contest of a folder, for one process at a time; who only reads waits for nobody."""
    recipe = read_recipe(folder / FILE)
    teams = read_teams(folder / TEAMS)
    with one_writer(folder) if write else contextlib.nullcontext():
        record = Record(folder / "record.jsonl", secret_of(folder), write=write)
        first = next(record.of("opened"), None)
        if first is None:
            raise CourseError(
                _("{folder} holds no contest: `labkit contest new` makes one.").format(folder=folder)
            )
        if first.body["recipe"] != recipe.digest:
            raise CourseError(
                _("{file} was changed after the contest opened: put back what teams were told.").format(
                    file=folder / FILE
                )
            )
        yield Contest(folder, recipe, teams, secret_of(folder), record)


def enter(contest: Contest, team: str, file: Path, *, final: bool = False) -> str:
    """Take a team's entry for the next round, or as the one it names for the final.

    What can be seen without running it is said at once; it costs no attempt.
    """
    if team not in contest.teams:
        raise CourseError(
            _("there is no team {team} in {file}").format(team=team, file=contest.folder / TEAMS)
        )
    if contest.closed():
        raise CourseError(_("entries are closed: the jury has them, or the final has begun."))
    if file.suffix not in _SUFFIXES or not file.is_file():
        raise CourseError(_("{file}: an entry is a notebook (.ipynb) or a form (.toml)").format(file=file))
    who = contest.teams[team]
    print_of = ""
    try:
        if file.suffix == ".toml":
            with speaking(who.language):  # what is to be changed is told to the team
                answer_form(file, contest.recipe, [])
        else:
            cells = code_cells(file)
            if clock := clock_read(cells):
                raise Refused("clock", detail=clock)
            print_of = fingerprint(cells)
    except Refused as refusal:
        raise CourseError(refusal.outcome.sentence(who.language)) from None
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    write_whole(contest.folder / "entries" / f"{digest}{file.suffix}", data)
    contest.record.add("entered", team=team, entry=digest, code=print_of, file=file.name, final=final)
    if final:
        return _("{team} names {file} for the final.").format(team=who.name, file=file.name)
    left = contest.recipe.attempts - contest.attempts(team)
    return _("{team} enters {file} for the next round; it has {left} attempts left.").format(
        team=who.name, file=file.name, left=left
    )


def make_secret(folder: Path) -> None:
    """Draw the folder's secret, where it has none."""
    if not (folder / "secret").exists():  # whole or not at all, and nobody else may read it
        write_whole(folder / "secret", f"{random_secrets.token_hex(_SECRET_BYTES)}\n".encode(), private=True)


def secret_of(folder: Path) -> bytes:
    """The folder's secret."""
    try:
        secret = bytes.fromhex((folder / "secret").read_text().strip())
    except FileNotFoundError:
        raise CourseError(
            _("{file} does not exist: without it neither patients nor signatures can be made again.").format(
                file=folder / "secret"
            )
        ) from None
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:  # a file that was cut short would be a secret that anybody can guess
        raise CourseError(_("{file} is not a contest's secret.").format(file=folder / "secret"))
    return secret


@contextlib.contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold the folder; another process that wants it is told to wait."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / ".lock", timeout=5):
            yield
    except Timeout:
        raise CourseError(
            _("another command is at work in {folder}: wait for it.").format(folder=folder)
        ) from None
