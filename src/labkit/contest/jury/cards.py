"""What the jury reads of each team: its TRIPOD+AI card, every number recomputed from the entry and held against the claim."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.contest.criteria import within_capacity
from labkit.contest.entries.asking import ask
from labkit.contest.entries.outcome import Outcome, sentence
from labkit.contest.folder import FINAL, Contest
from labkit.contest.frame import framed, table
from labkit.contest.hospitals import Patients, draw, seed_of
from labkit.contest.jury.marks import jury_of
from labkit.contest.jury.sheets import write_day
from labkit.contest.record import write_whole
from labkit.contest.typed import read_typed
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue, number, percent, speaking
from labkit.oversight import check_numbers, tripod_ai_report
from labkit.oversight.report import author_text
from labkit.oversight.report_parts import statistic_words
from labkit.oversight.tripod_items import TRIPOD_ITEMS

_ = catalogue("contest")

CLAIMS = (
    "prevalence",
    "auc",
    "o_e",
    "slope",
    "brier",
    "sensitivity",
    "specificity",
    "ppv",
    "npv",
    "net_benefit",
)
_HALF_A_HUNDREDTH = 5e-3
_RESAMPLES = 200


def take_card(contest: Contest, team: str, file: Path) -> str:
    """Take a team's card; the last one counts, until the jury has it."""
    if team not in contest.teams:
        raise CourseError(_("there is no team {team}").format(team=team))
    if contest.closed():
        raise CourseError(_("entries are closed: the jury has them, or the final has begun."))
    with speaking(contest.teams[team].language):
        about, claimed = _read(file)
    digest = write_whole(contest.folder / "cards" / f"{team}.toml", file.read_bytes())
    contest.record.add("card", team=team, digest=digest, about=about, claimed=claimed)
    return _("{team}: the card is taken. Items: {n}; numbers: {m}.").format(
        team=contest.teams[team].name, n=len(about), m=len(claimed)
    )


def _read(file: Path) -> tuple[dict[str, Any], dict[str, float]]:
    try:
        said = read_typed(file.read_text(encoding="utf-8"))
        about = author_text(dict(said.get("about", {})), {item.field: item.number for item in TRIPOD_ITEMS})
        claimed = dict(said.get("claimed", {}))
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(f"{file.name}: {error}") from None
    for name, value in claimed.items():
        if name not in CLAIMS:
            raise CourseError(
                _("{file}: nothing reads {key}; there are {known}").format(
                    file=file.name, key=name, known=", ".join(CLAIMS)
                )
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not np.isfinite(value):
            raise CourseError(_("{key} must be a number").format(key=name))
    return {name: text for name, text in about.items() if text}, {k: float(v) for k, v in claimed.items()}


def prepare(contest: Contest, *, progress: Callable[[str], None] = lambda line: None) -> list[Path]:
    """Close the entries, ask each about the practice hospital, and write the cards and the jury day.

    The practice hospital is the one that the claims are about, and no board is shown by it.
    """
    jury = jury_of(contest)
    if contest.latest("begun", occasion=FINAL):
        raise CourseError(_("entries are closed: the jury has them, or the final has begun."))
    prepared = contest.latest("prepared")
    entries = prepared.body["entries"] if prepared else contest.named()
    if not entries:
        raise CourseError(_("no team has entered anything: `labkit contest enter` takes entries."))
    (hospital,) = contest.recipe.of("practice")
    patients = draw(hospital, contest.secret, "practice")
    written, differing = [], {}
    for team, entry in entries.items():
        order = seed_of(contest.secret, "order", "card")
        outcome = ask(contest.stored(entry), contest.recipe, [patients], contest.practice, order=order)
        if outcome.reason == "ours":
            raise CourseError(
                _(
                    "{team}: not asked, by a fault of this machine ({detail}). Put it right and run the same command again."
                ).format(team=contest.teams[team].name, detail=outcome.said.get("detail", "?"))
            )
        card = contest.latest("card", team=team)
        said = card.body if card else {"about": {}, "claimed": {}}
        pages, problems = _card(contest, team, outcome, patients, said)
        differing[team] = problems
        for language, html in pages.items():
            file = contest.folder / "jury" / f"{team}.{language}.html"
            write_whole(file, html.encode())
            written.append(file)
        progress(
            _("{team}: numbers claimed: {n}, of which differ: {m}").format(
                team=contest.teams[team].name, n=len(said["claimed"]), m=len(problems)
            )
        )
    if prepared is None:
        conflicts = {juror.id: list(juror.conflicts) for juror in jury.jurors}
        contest.record.add("prepared", entries=entries, conflicts=conflicts, differing=differing)
    return written + write_day(contest, jury)


def _card(
    contest: Contest, team: str, outcome: Outcome, patients: Patients, said: dict[str, Any]
) -> tuple[dict[str, str], list[str]]:
    """The card in each language, and the claims that the entry does not bear out."""
    claims = pd.DataFrame([{"statistic": name, "estimate": value} for name, value in said["claimed"].items()])
    report, differing, numbers, looked_at = None, list(said["claimed"]), {}, 0.0
    if outcome.answers:
        (answers,) = outcome.answers
        report = tripod_ai_report(
            patients.label,
            answers.risk,
            threshold=_acts_from(answers.risk, answers.alarm),
            about=said["about"],
            groups={name: patients.group(name) for name in contest.recipe.groups},
            cluster=patients.patient,
            n_resamples=_RESAMPLES,
        )
        everybody = report.numbers[report.numbers["group"].isna()]
        numbers = dict(zip(everybody["statistic"], everybody["estimate"], strict=True))
        looked_at = float(within_capacity(answers, contest.recipe.capacity).mean())
        wrong = check_numbers(claims, report.numbers, tolerance=_HALF_A_HUNDREDTH) if len(claims) else claims
        differing = list(wrong["statistic"]) if len(wrong) else []
    pages = {}
    name = contest.teams[team].name
    for language in LANGUAGES:
        with speaking(language):
            words = statistic_words()
            title = _("Card of {team}").format(team=name)
            heading = _("What the team says, and what its entry says")
            parts = [f"<h1>{escape(title)}</h1>", f"<h2>{escape(heading)}</h2>"]
            if outcome.reason:
                parts.append(f"<p>{escape(sentence(outcome.reason, outcome.said, language))}</p>")
            else:
                acts = _("Recomputed on the practice hospital. Its alarms reach {share} of the stays.")
                parts.append(f"<p>{escape(acts.format(share=percent(looked_at, 1)))}</p>")
            rows = [
                [
                    words[key],
                    number(value, 2),
                    number(numbers[key], 2) if key in numbers else "–",
                    _("DIFFERS") if key in differing else _("agrees"),
                ]
                for key, value in said["claimed"].items()
            ]
            if rows:
                heads = [_("number"), _("claimed"), _("recomputed"), _("verdict")]
                parts.append(table(_("Claims held against the entry, to a hundredth"), heads, rows))
            else:
                none = _("The team claims no number.")
                parts.append(f"<p>{escape(none)}</p>")
            if report is not None:
                article = report.html(language)
                for level in (3, 2, 1):  # under the page's own heading
                    article = article.replace(f"<h{level}>", f"<h{level + 1}>").replace(
                        f"</h{level}>", f"</h{level + 1}>"
                    )
                parts.append(article)
            pages[language] = framed(title, "\n".join(parts), language, f"{team}.{{language}}.html")
    return pages, differing


def _acts_from(risk: np.ndarray, alarm: np.ndarray) -> float:
    """The lowest risk at which somebody is called."""
    return float(np.clip(risk[alarm].min() if alarm.any() else risk.max(), 1e-6, 1 - 1e-6))
