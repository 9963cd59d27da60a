"""Who is who: one token a member, which follows from the contest's secret, so that no password is stored anywhere."""

import base64
import hmac
from collections.abc import Collection
from dataclasses import dataclass

from labkit.contest.folder import Contest
from labkit.contest.hospitals import derive
from labkit.contest.teams import person


@dataclass(frozen=True)
class Account:
    """Somebody who has signed in; `team` is empty for the organisers."""

    team: str
    member: str


ORGANISERS = Account("", "")


def token_of(contest: Contest, account: Account) -> str:
    """The token of a member, 120 bits: it is lost when the member leaves the roster."""
    key = derive(contest.secret, "token", account.team, person(account.member))
    return base64.b32encode(key[:15]).decode().lower()


def accounts(contest: Contest) -> list[Account]:
    """The organisers and every member of every team."""
    return [ORGANISERS] + [
        Account(team.id, member) for team in contest.teams.values() for member in team.members
    ]


def by_token(contest: Contest, token: str) -> Account | None:
    """Whose token it is. All are compared, so that the time tells nothing."""
    found = None
    given = "".join(token.lower().split()).encode()
    for account in accounts(contest):
        if hmac.compare_digest(token_of(contest, account).encode(), given):
            found = account
    return found


def by_name(contest: Contest, name: str, *, admin: bool, groups: Collection[str] = ()) -> Account | None:
    """A hub's user: the member of that name in `teams.toml`, or of the one group that a team is; the hub's administrators organise."""
    for account in accounts(contest)[1:]:
        if person(account.member) == person(name):
            return account
    teams = [team.id for team in contest.teams.values() if team.hub_group and team.hub_group in groups]
    if len(teams) == 1:  # one person plays in one team
        return Account(teams[0], name)
    return ORGANISERS if admin and not teams else None


def known(contest: Contest, account: Account) -> bool:
    """Whether somebody who signed in may still: the roster names them, or their team is a group of the hub's."""
    team = contest.teams.get(account.team)
    return account in accounts(contest) or (team is not None and bool(team.hub_group))
