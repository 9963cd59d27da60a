"""Who plays: teams, their members and their language, from `teams.toml`. One person is in one team."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue

_ = catalogue("contest")

FILE = "teams.toml"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


@dataclass(frozen=True)
class Team:
    """A team.

    Attributes
    ----------
    id, name : str
    members : tuple of str
        Addresses, or names where there are none: what tells people apart.
    language : {"en", "fr"}
    hub_group : str
        Group of a JupyterHub whose users play in the team as well; empty where there is none.
    """

    id: str
    name: str
    members: tuple[str, ...]
    language: str
    hub_group: str = ""


def read_teams(file: Path) -> dict[str, Team]:
    """The teams by id.

    Raises
    ------
    CourseError
        When a person is in two teams, or the file is not right.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(_("{file} does not exist: it lists the teams.").format(file=file)) from None
    except ValueError as error:
        raise CourseError(_("{file} is not valid TOML: {error}").format(file=file, error=error)) from None
    teams: dict[str, Team] = {}
    where: dict[str, str] = {}
    for name, one in said.items():
        if not _ID.fullmatch(name):
            raise CourseError(
                _("{team}: a team's id is made of letters without accents, figures, - and _").format(
                    team=name
                )
            )
        group = one.get("hub_group", "") if isinstance(one, dict) else ""
        members = one.get("members", [] if group else None) if isinstance(one, dict) else None
        if not isinstance(group, str) or (group and group in [team.hub_group for team in teams.values()]):
            raise CourseError(
                _("{team}: hub_group must be the name of a group, of one team only").format(team=name)
            )
        if (
            not isinstance(members, list)
            or not (members or group)
            or not all(isinstance(m, str) and m.strip() for m in members)
        ):
            raise CourseError(_("{team}: members must list each person's address").format(team=name))
        language = one.get("language", "en")
        if language not in LANGUAGES:
            raise CourseError(_("{team}: language must be en or fr").format(team=name))
        for member in members:
            who = person(member)
            if where.setdefault(who, name) != name:
                raise CourseError(
                    _("{person} is in {first} and in {second}: one person plays in one team.").format(
                        person=member, first=where[who], second=name
                    )
                )
        teams[name] = Team(name, str(one.get("name", name)), tuple(members), language, group)
    return teams


def person(member: str) -> str:
    """An address as its mail server reads it: case, accents, blanks and what follows a + make nobody another person."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", member) if not unicodedata.combining(c))
    plain = re.sub(r"\s+", " ", plain.strip().lower())
    name, at, server = plain.partition("@")
    return name.split("+")[0].replace(".", "") + at + server if at else plain
