"""Who sits on the jury and what it looks at, from `jury.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.contest.teams import Team, person
from labkit.errors import CourseError
from labkit.language import Text, catalogue

_ = catalogue("contest")

FILE = "jury.toml"
MARKS = range(5)
ANCHORED = (0, 2, 4)
ROLES = ("citizen", "clinician", "data", "manager")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


@dataclass(frozen=True)
class Criterion:
    """What is marked, with what marks of 0, 2 and 4 mean."""

    id: str
    title: Text
    anchors: tuple[Text, ...]


@dataclass(frozen=True)
class Juror:
    """A juror; teams in `conflicts` are left to the others."""

    id: str
    name: str
    role: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class Jury:
    """The jury of a contest.

    Attributes
    ----------
    criteria : tuple of Criterion
    jurors : tuple of Juror
    start : tuple of int
        Hour and minute at which the jury day begins.
    minutes : int
        For each team.
    """

    criteria: tuple[Criterion, ...]
    jurors: tuple[Juror, ...]
    start: tuple[int, int]
    minutes: int


def read_jury(file: Path, teams: Mapping[str, Team]) -> Jury | None:
    """The jury of a contest; None where there is none.

    Raises
    ------
    CourseError
        When the file is not right, no citizen sits on it, or a juror plays in a team and does not say so.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise CourseError(_("{file} is not valid TOML: {error}").format(file=file, error=error)) from None
    if not said.get("jurors"):
        return None
    try:
        return _jury(said, teams)
    except KeyError as missing:
        raise CourseError(_("{file}: {key} is missing.").format(file=file, key=missing)) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise CourseError(f"{file}: {error}") from None


def _jury(said: dict[str, Any], teams: Mapping[str, Team]) -> Jury:
    criteria = tuple(
        Criterion(str(one["id"]), Text(**one["title"]), tuple(Text(**text) for text in one["anchors"]))
        for one in said["criteria"]
    )
    if not criteria or any(len(one.anchors) != len(ANCHORED) for one in criteria):
        raise ValueError(_("each criterion needs three anchors: what 0, 2 and 4 mean"))
    jurors = tuple(_juror(one, teams) for one in said["jurors"])
    for ids in ([one.id for one in criteria], [one.id for one in jurors]):
        for one in ids:
            if not _ID.fullmatch(one) or ids.count(one) > 1:
                raise ValueError(
                    _("{id}: an id is there once, in small letters without accents and figures").format(
                        id=one
                    )
                )
    if len(jurors) < 2 or not any(one.role == "citizen" for one in jurors):
        raise ValueError(_("a jury has two jurors or more, one of them a citizen"))
    hour, minute = (int(part) for part in str(said["start"]).split(":"))
    minutes = int(said["minutes"])
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 < minutes <= 120):
        raise ValueError(_('start must be an hour such as "09:00", minutes a number from 1 to 120'))
    return Jury(criteria, jurors, (hour, minute), minutes)


def _juror(said: dict[str, Any], teams: Mapping[str, Team]) -> Juror:
    one = Juror(
        str(said["id"]), str(said["name"]), str(said["role"]), tuple(map(str, said.get("conflicts", [])))
    )
    if one.role not in ROLES:
        raise ValueError(_("role must be among {known}").format(known=", ".join(ROLES)))
    if unknown := sorted(set(one.conflicts) - set(teams)):
        raise ValueError(_("{name}: there is no team {team}").format(name=one.name, team=unknown[0]))
    own = {person(str(value)) for value in (one.name, said.get("address", one.name))}
    for team in teams.values():
        if own & {person(member) for member in team.members} and team.id not in one.conflicts:
            raise ValueError(
                _("{name} plays in {team}: name the team among the conflicts").format(
                    name=one.name, team=team.id
                )
            )
    return one
