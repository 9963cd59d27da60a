"""Teams from a list of people, as a spreadsheet saves it: teams that are named there, or teams of mixed competence that are drawn."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from labkit.contest.folder import one_writer, secret_of
from labkit.contest.hospitals import seed_of
from labkit.contest.recipe import competitions
from labkit.contest.record import write_whole
from labkit.contest.teams import FILE, person, read_teams
from labkit.errors import CourseError
from labkit.language import LANGUAGES, Text, catalogue, parse

_ = catalogue("contest")

COLUMNS = ("person", "team", "competence", "language")
_TEAM = Text("Team {n}", "Équipe {n}")


@dataclass(frozen=True)
class Person:
    """A row of the list; `team` and `competence` may be empty."""

    address: str
    team: str
    competence: str
    language: str


def read_people(file: Path) -> list[Person]:
    """The people of a list in CSV, commas or semicolons between columns.

    Raises
    ------
    CourseError
        With the line at fault.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CourseError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CourseError(_("{file}: save it as CSV in UTF-8.").format(file=file)) from None
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    names = [name.strip().lower() for name in next(rows, [])]
    if "person" not in names or set(names) - set(COLUMNS):
        raise CourseError(
            _("{file}: the first line names the columns: person, and of {known} those that you have.").format(
                file=file, known=", ".join(COLUMNS[1:])
            )
        )
    people: list[Person] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        said = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
        if not any(said.values()):
            continue
        address, language = said.get("person", ""), parse(said.get("language") or LANGUAGES[0])
        if not address.isprintable() or not address or not said.get("team", "").isprintable():
            raise CourseError(_("{file}, line {line}: nobody is named.").format(file=file, line=line))
        if language is None:
            raise CourseError(
                _("{file}, line {line}: language must be en or fr").format(file=file, line=line)
            )
        if (first := seen.setdefault(person(address), line)) != line:
            raise CourseError(
                _("{file}, line {line}: {person} stands on line {first} already.").format(
                    file=file, line=line, person=address, first=first
                )
            )
        people.append(Person(address, said.get("team", ""), said.get("competence", "").lower(), language))
    if not people:
        raise CourseError(_("{file} names nobody.").format(file=file))
    if any(one.team for one in people) and not all(one.team for one in people):
        alone = next(one.address for one in people if not one.team)
        raise CourseError(_("{file}: {person} has no team, others have.").format(file=file, person=alone))
    return people


def drawn(people: Sequence[Person], size: int, generator: np.random.Generator) -> list[list[Person]]:
    """Teams of about `size` people of one language: each competence is dealt out as evenly as it goes, the rarest first."""
    teams: list[list[Person]] = []
    for language in LANGUAGES:
        here = [one for one in people if one.language == language]
        if not here:
            continue
        often = Counter(one.competence for one in here)
        shuffled = [here[i] for i in generator.permutation(len(here))]
        dealt = sorted(shuffled, key=lambda one: (often[one.competence], one.competence))
        n = max(1, min(round(len(dealt) / size), len(dealt) // min(size, 2)))  # nobody plays alone
        teams += [dealt[i::n] for i in range(n)]
    return teams


def write_teams(folder: Path, file: Path, size: int) -> list[str]:
    """Write a contest's ``teams.toml`` from a list of people; a sentence a team.

    Raises
    ------
    CourseError
        Where teams have been written already.
    """
    place, secret = folder / FILE, secret_of(folder)
    example = (competitions() / "ia4care" / FILE).read_bytes()
    if place.exists() and place.read_bytes() != example:
        raise CourseError(_("{file} names your teams already: put it aside first.").format(file=place))
    if size < 1:
        raise CourseError(_("a team has one person or more"))
    people = read_people(file)
    if people[0].team:
        named: dict[str, list[Person]] = {}
        for one in people:
            named.setdefault(one.team, []).append(one)
        made = list(named.items())
    else:
        generator = np.random.Generator(np.random.PCG64(seed_of(secret, "teams")))
        groups = drawn(people, size, generator)
        made = [
            (_TEAM.in_language(members[0].language).format(n=n), members)
            for n, members in enumerate(groups, start=1)
        ]
    said, parts = [], []
    for n, (name, members) in enumerate(made, start=1):
        # One language a team: most of its members'.
        language = Counter(one.language for one in members).most_common(1)[0][0]
        addresses = json.dumps([one.address for one in members], ensure_ascii=False)
        parts.append(
            f'[team-{n}]\nname = {json.dumps(name, ensure_ascii=False)}\nlanguage = "{language}"\nmembers = {addresses}\n'
        )
        counted = Counter(one.competence or "–" for one in members)
        mixed = ", ".join(f"{what} {often}" for what, often in sorted(counted.items()))
        said.append(_("{team} (team-{n}): {mixed}").format(team=name, n=n, mixed=mixed))
    with one_writer(folder):
        write_whole(place, "\n".join(parts).encode())
    read_teams(place)
    return said
