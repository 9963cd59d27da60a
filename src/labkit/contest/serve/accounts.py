"""Who is who: one token a member, which follows from the contest's secret, so that no password is stored anywhere."""

import base64
import hmac
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


def by_name(contest: Contest, name: str, *, admin: bool) -> Account | None:
    """A hub's user: the member of that name in `teams.toml`; the hub's administrators organise."""
    for account in accounts(contest)[1:]:
        if person(account.member) == person(name):
            return account
    return ORGANISERS if admin else None
