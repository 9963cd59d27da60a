"""What is printed for a jury day: a programme, a sheet for each juror and team, and a file for the marks."""

from html import escape
from pathlib import Path

import numpy as np

from labkit.contest.folder import Contest
from labkit.contest.frame import framed, table
from labkit.contest.hospitals import seed_of
from labkit.contest.jury.marks import teams_of
from labkit.contest.jury.rubric import ANCHORED, MARKS, Juror, Jury
from labkit.contest.record import write_whole
from labkit.language import LANGUAGES, catalogue, current, number, speaking

_ = catalogue("contest")

_OPENING, _BREAK, _CLOSING, _IN_A_ROW = 20, 15, 30, 4
_PRINT = """<style>
.sheet { break-before: page; }
.sheet td, .sheet th { white-space: normal; text-align: left; vertical-align: top; }
.sheet td:last-child { min-width: 4.5rem; }
.line { border-bottom: 1px solid #444; height: 2rem; }
</style>
"""


def roles() -> dict[str, str]:
    """What a juror's role is called."""
    return {
        "citizen": _("citizen"),
        "clinician": _("clinician"),
        "data": _("data specialist"),
        "manager": _("manager"),
    }


def write_day(contest: Contest, jury: Jury) -> list[Path]:
    """Write the programme with its sheets in both languages, and each juror's file for the marks."""
    written = []
    for language in LANGUAGES:
        with speaking(language):
            title = _("Jury day: {contest}").format(contest=contest.recipe.title.in_language(language))
            html = framed(title, _day(contest, jury, title), language, "day.{language}.html", head=_PRINT)
        written.append(contest.folder / "jury" / f"day.{language}.html")
        write_whole(written[-1], html.encode())
    for juror in jury.jurors:
        lines = [f"# {juror.name}: {MARKS[0]}–{MARKS[-1]}"]
        for team in teams_of(contest, juror):
            lines += ["", f"[{team}]", *(f"{one.id} = " for one in jury.criteria), 'reason = ""']
        written.append(contest.folder / "jury" / f"marks-{juror.id}.toml")
        if not written[-1].exists():  # a juror may have begun to fill it in
            write_whole(written[-1], ("\n".join(lines) + "\n").encode())
    return written


def in_order(contest: Contest) -> list[str]:
    """The order in which teams are read: drawn, so that nobody chose who comes after lunch."""
    prepared = contest.latest("prepared")
    teams = sorted(prepared.body["entries"]) if prepared else []
    drawn = np.random.Generator(np.random.PCG64(seed_of(contest.secret, "jury day"))).permutation(len(teams))
    return [teams[i] for i in drawn]


def programme(contest: Contest, jury: Jury) -> list[tuple[str, str]]:
    """Hours and what happens then."""
    hour, minute = jury.start
    at = 60 * hour + minute
    rows: list[tuple[str, str]] = []

    def add(what: str, minutes: int) -> None:
        nonlocal at
        rows.append((_hour(at), what))
        at += minutes

    add(_("Opening: the rubric is read aloud, conflicts of interest are declared"), _OPENING)
    for place, team in enumerate(in_order(contest)):
        if place and place % _IN_A_ROW == 0:
            add(_("Break"), _BREAK)
        add(
            _("{team}: the card is read, then marked in silence").format(team=contest.teams[team].name),
            jury.minutes,
        )
    add(_("Questions of the citizens first; marks may be changed; they are locked"), _CLOSING)
    rows.append((_hour(at), _("The final is played and the board opens")))
    return rows


def _hour(minutes: int) -> str:
    hour, minute = divmod(minutes % (24 * 60), 60)
    return f"{hour} h {minute:02d}".replace(" ", "\u00a0") if current() == "fr" else f"{hour}:{minute:02d}"


def _day(contest: Contest, jury: Jury, title: str) -> str:
    who = [
        [
            juror.name,
            roles()[juror.role],
            ", ".join(contest.teams[t].name for t in juror.conflicts if t in contest.teams) or "–",
        ]
        for juror in jury.jurors
    ]
    programme_of, jurors = _("Programme"), _("The jury")
    unknown = _("No score of the final is known yet: the cards show the practice hospital only.")
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<h2>{escape(programme_of)}</h2>",
        table(programme_of, [_("hour"), _("what")], programme(contest, jury)),
        f"<h2>{escape(jurors)}</h2>",
        table(jurors, [_("name"), _("role"), _("conflicts declared")], who),
        f"<p>{escape(unknown)}</p>",
    ]
    for juror in jury.jurors:
        for team in in_order(contest):
            if team in teams_of(contest, juror):
                parts.append(_sheet(contest, jury, juror, team))
    return "\n".join(parts)


def _sheet(contest: Contest, jury: Jury, juror: Juror, team: str) -> str:
    title = _("{team}, marked by {juror}").format(team=contest.teams[team].name, juror=juror.name)
    boxes = " ".join(f"☐\u00a0{number(mark, 0)}" for mark in MARKS)
    rows = [
        [one.title.in_language(current()), *(a.in_language(current()) for a in one.anchors), boxes]
        for one in jury.criteria
    ]
    heads = [_("criterion"), *(number(mark, 0) for mark in ANCHORED), _("mark")]
    why = _("Why (two sentences), and signature")
    return (
        f'<section class="sheet"><h2>{escape(title)}</h2>{table(title, heads, rows)}'
        f'<p>{escape(why)}</p><div class="line"></div><div class="line"></div><div class="line"></div></section>'
    )
