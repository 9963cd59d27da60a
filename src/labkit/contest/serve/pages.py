"""What is served around the board: sign-in, a team's page, the organisers' page."""

from html import escape
from typing import Any

from labkit.contest.copies import as_questions
from labkit.contest.entries.outcome import sentence
from labkit.contest.folder import Contest
from labkit.contest.frame import framed, table
from labkit.contest.jury.rubric import FILE as JURY
from labkit.contest.jury.rubric import read_jury
from labkit.contest.serve.accounts import Account
from labkit.contest.serve.live import Live
from labkit.language import catalogue, current, interval, number

_ = catalogue("contest")

_HEAD = """<style>
.site ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; }
.site form { display: inline; }
.live { background: #eef5fb; border-left: 4px solid #004b87; padding: .5rem .8rem; }
.fault { border-left: 4px solid #a40000; padding: .5rem .8rem; }
.done { border-left: 4px solid #1b6e3c; padding: .5rem .8rem; }
label { display: block; margin: .6rem 0 .2rem; }
label.beside { display: inline; }
input, button { font: inherit; padding: .35rem .6rem; }
input[type=text], input[type=password] { width: min(26rem, 100%); box-sizing: border-box; border: 1px solid #555; }
button { background: #004b87; color: #fff; border: 0; border-radius: 4px; cursor: pointer; margin-top: .6rem; }
button.plain { background: none; color: #004b87; text-decoration: underline; padding: 0; margin: 0; }
:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px; }
</style>
<script src="../live.js" defer></script>
"""


def served(
    live: Live, account: Account | None, title: str, main: str, page: str, *, token: str, file: str
) -> str:
    """A page with the way to the others, and what is going on now.

    Parameters
    ----------
    live : Live
    account : Account or None
        Who reads.
    title, main : str
        Text, and HTML.
    page : str
        Which of the pages it is.
    token : str
        HTML that every form carries.
    file : str
        Where the other language's page is.
    """
    links = [("./", _("Board"), "board")]
    if account is None:
        links.append(("sign-in", _("Sign in"), "sign-in"))
    elif account.team:
        links.append(("team", _("My team"), "team"))
    else:
        links.append(("rounds", _("Rounds"), "rounds"))
    items = "".join(
        f'<li><a href="{href}"{" aria-current=" + chr(34) + "page" + chr(34) if page == name else ""}>{escape(words)}</a></li>'
        for href, words, name in links
    )
    if account is not None:
        leave = _("Sign out")
        items += f'<li><form method="post" action="sign-out">{token}<button class="plain">{escape(leave)}</button></form></li>'
    label, now = _("Contest"), _("show the new board")
    nav = f'<nav class="site" aria-label="{escape(label)}"><ul>{items}</ul></nav>'
    state = (
        f'<p class="live" id="live" data-version="{live.version()}"><span id="live-words" role="status">{escape(live.state())}</span> '
        f'<a id="live-link" href="./" hidden>{escape(now)}</a></p>'
    )
    return framed(title, state + main, current(), file, head=_HEAD, nav=nav)


def sign_in(fault: str, token: str) -> str:
    """The form that asks for a token."""
    heading, words, button = _("Sign in"), _("Your token"), _("Sign in")
    how = _("The organisers gave you a token of your own. It works for one team, and nobody can change it.")
    return (
        f"<h1>{escape(heading)}</h1>{_fault(fault)}<p>{escape(how)}</p><form method='post'>{token}"
        f'<label for="token">{escape(words)}</label><input id="token" name="token" type="password" autocomplete="current-password" required>'
        f"<br><button>{escape(button)}</button></form>"
    )


def team_page(contest: Contest, team_id: str, fault: str, done: str, token: str, tried: str = "") -> str:
    """What a team entered, what it was told, what it has left, and the forms that take an entry, a card, or a form to try.

    `tried` is HTML.
    """
    team = contest.teams[team_id]
    left = max(0, contest.recipe.attempts - contest.attempts(team_id))
    left_said = _("Attempts left: {left} of {most}.").format(
        left=number(left, 0), most=number(contest.recipe.attempts, 0)
    )
    parts = [f"<h1>{escape(team.name)}</h1>", _fault(fault)]
    if done:
        parts.append(f'<p class="done" role="status">{escape(done)}</p>')
    parts.append(f"<p><strong>{escape(left_said)}</strong></p>")
    if contest.closed():
        closed = _("Entries are closed.")
        parts.append(f"<p>{escape(closed)}</p>")
    else:
        heading, file, button = (
            _("Hand in an entry"),
            _("A notebook (.ipynb) or a form (.toml)"),
            _("Hand in"),
        )
        final = _box("final", "final", _("This is the one entry that we name for the final"))
        parts.append(_sending(heading, "entry", "file", file, ".ipynb,.toml", button, token, final))
        if read_jury(contest.folder / JURY, contest.teams) is not None:
            heading, file, button = _("The card for the jury"), _("The card (.toml)"), _("Hand in the card")
            card = contest.latest("card", team=team_id)
            there = _("None has been handed in yet.") if card is None else _("The last one counts.")
            parts.append(_sending(heading, "card", "card", f"{file} – {there}", ".toml", button, token))
    heading, file, button = (
        _("Try a form"),
        _("A form (.toml): it costs no attempt, as often as you like"),
        _("Try it"),
    )
    parts.append(_sending(heading, "try", "trial", file, ".toml", button, token))
    if tried:
        parts.append(f'<div role="status">{tried}</div>')
    entered, told = _("Entries"), _("What they scored")
    rows = [
        [e.at.replace("T", " ")[:16], e.body["file"], _("the final") if e.body["final"] else _("a round")]
        for e in reversed(list(contest.record.of("entered")))
        if e.body["team"] == team_id
    ]
    if rows:
        parts.append(
            f"<h2>{escape(entered)}</h2>"
            + table(_("The last one counts for the next round"), [_("when (UTC)"), _("file"), _("for")], rows)
        )
    scored = [
        [str(event.body["occasion"]), _told(event.body["table"], team_id)]
        for event in contest.record.of("scored")
    ]
    scored = [[_("final") if n == "final" else n, said] for n, said in scored if said]
    if scored:
        parts.append(
            f"<h2>{escape(told)}</h2>" + table(told, [_("round"), _("total (95% interval)")], scored)
        )
    return "".join(parts)


def _sending(
    heading: str, what: str, key: str, label: str, accept: str, button: str, token: str, more: str = ""
) -> str:
    """A form that sends one file."""
    return (
        f'<h2>{escape(heading)}</h2><form method="post" enctype="multipart/form-data">{token}<input type="hidden" name="what" value="{what}">'
        f'<label for="{key}">{escape(label)}</label><input id="{key}" name="file" type="file" accept="{accept}" required>'
        f"{more}<p><button>{escape(button)}</button></p></form>"
    )


def _told(scores: dict[str, Any], team: str) -> str:
    for row in scores["rows"]:
        if row["team"] == team:
            total = row["total"]
            return f"{number(total['score'], 1)} ({interval(total['low'], total['high'], 1)})"
    for one in scores["unscored"]:
        if one["team"] == team:
            return sentence(one["reason"], one["said"], current())
    return ""


def rounds_page(live: Live, token: str) -> str:
    """The organisers' page: begin a round, begin the final."""
    contest = live.contest
    played = sum(e.body["occasion"] != "final" for e in contest.record.of("scored"))
    waiting = sum(contest.latest("entered", team=team) is not None for team in contest.teams)
    heading = _("Rounds")
    said = _("Rounds played: {n} of {most}. Teams with an entry: {teams} of {all}.").format(
        n=played, most=contest.recipe.rounds, teams=waiting, all=len(contest.teams)
    )
    following, final = _("Play the next round"), _("Close the entries and play the final")
    sure = _("The final cannot be undone")
    parts = [f"<h1>{escape(heading)}</h1>", _fault(live.fault), f"<p>{escape(said)}</p>"]
    scored = contest.latest("scored")
    names = {team.id: team.name for team in contest.teams.values()}
    if asked := as_questions(scored.body.get("alike", []) if scored else [], names):
        parts.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in asked) + "</ul>")
    if not live.playing and contest.latest("scored", occasion="final") is None:
        boxes = ["", ""]
        if live.stuck:
            without = _("Score without the entries that could not be asked")
            boxes = [_box(f"leave-out-{n}", "leave_out", without) for n in (1, 2)]
        parts.append(
            f'<form method="post">{token}{boxes[0]}<button name="play" value="round">{escape(following)}</button></form>'
            f'<form method="post">{token}{boxes[1]}<p><input id="sure" name="sure" type="checkbox" value="1" required> '
            f'<label class="beside" for="sure">{escape(sure)}</label></p><button name="play" value="final">{escape(final)}</button></form>'
        )
    return "".join(parts)


def _box(key: str, name: str, words: str) -> str:
    return (
        f'<p><input id="{key}" name="{name}" type="checkbox" value="1"> '
        f'<label class="beside" for="{key}">{escape(words)}</label></p>'
    )


def _fault(said: str) -> str:
    return f'<p class="fault" role="alert">{escape(said)}</p>' if said else ""
