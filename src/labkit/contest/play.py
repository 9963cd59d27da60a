"""A round: entries asked, answers kept, scores recorded. Killed anywhere, it goes on where it was; replayed, it says the same."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import numpy as np

from labkit.contest.copies import alike, copies
from labkit.contest.criteria import Answers
from labkit.contest.entries.outcome import Outcome
from labkit.contest.folder import FINAL, Contest
from labkit.contest.hospitals import Patients, draw, seed_of
from labkit.contest.jury.marks import documentation, locked_marks
from labkit.contest.jury.rubric import FILE as JURY
from labkit.contest.jury.rubric import read_jury
from labkit.contest.record import Event, write_whole
from labkit.contest.scoring import score_round
from labkit.contest.workers import Questions, ask_all
from labkit.errors import CourseError
from labkit.language import catalogue, plural_catalogue

_ = catalogue("contest")
ngettext = plural_catalogue("contest")

# Decimals kept of a risk: what two entries share to this digit they share.
_KEPT = 9


class NotAsked(CourseError):
    """Entries could not be asked, by a fault of ours: the round waits for them."""


def play_round(
    contest: Contest,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    leave_out: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Play the next round on the board hospital, or go on with the one that was stopped.

    Parameters
    ----------
    contest : Contest
    workers, scheduler
        See `labkit.contest.workers.ask_all`.
    leave_out : bool
        Score without the entries that could not be asked by a fault of ours; otherwise the round waits for them.
    progress : callable
        Is given a line an entry.
    """
    if contest.closed():
        raise CourseError(_("entries are closed: no more rounds are played."))
    stopped = _unfinished(contest)
    if stopped is None:
        done = [e for e in contest.record.of("scored") if e.body["occasion"] != FINAL]
        if len(done) >= contest.recipe.rounds:
            text = ngettext(
                "the only round has been played.", "all {n} rounds have been played.", contest.recipe.rounds
            )
            raise CourseError(text.format(n=contest.recipe.rounds))
        entries = {}
        for team in contest.teams:
            last = contest.latest("entered", team=team, final=False)
            if last is not None and contest.attempts(team) < contest.recipe.attempts:
                entries[team] = last.body["entry"]
        stopped = _begin(contest, len(done) + 1, entries)
    return _play(contest, stopped, workers, scheduler, progress, leave_out)


def unshown(contest: Contest) -> Event | None:
    """The round that was scored last, where the command was stopped before it showed the scores."""
    scored = contest.latest("scored")
    if scored is None or scored.body["occasion"] == FINAL:
        return None
    return None if contest.latest("shown", occasion=scored.body["occasion"]) else scored


def play_final(
    contest: Contest,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    leave_out: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Close the entries and play the final: hospitals drawn now, one entry a team, the one it named or its last."""
    if contest.latest("scored", occasion=FINAL):
        raise CourseError(_("the final has been played; `labkit contest replay` shows it again."))
    stopped = _unfinished(contest)
    if stopped is not None and stopped.body["occasion"] != FINAL:
        raise CourseError(_("a round was stopped: `labkit contest round` ends it first."))
    if stopped is None:
        prepared = contest.latest("prepared")
        if read_jury(contest.folder / JURY, contest.teams) and prepared is None:
            raise CourseError(_("there is a jury: `labkit contest jury prepare` gives it the cards first."))
        if prepared is not None and locked_marks(contest) is None:
            raise CourseError(
                _("the jury's marks are not locked: the board stays closed until `labkit contest jury lock`.")
            )
        entries = prepared.body["entries"] if prepared is not None else contest.named()
        stopped = _begin(contest, FINAL, entries)
    return _play(contest, stopped, workers, scheduler, progress, leave_out)


def replay(contest: Contest) -> list[tuple[str | int, bool]]:
    """Score every round again from what was kept; whether each table is the one recorded.

    The hospitals are drawn again from the secret and the recipe, the answers are read back and held against their
    recorded digest.
    """
    found = []
    for event in contest.record.of("scored"):
        occasion = event.body["occasion"]
        found.append(
            (occasion, _same(_scores(contest, occasion, _hospitals(contest, occasion)), event.body["table"]))
        )
    return found


def _begin(contest: Contest, occasion: str | int, entries: dict[str, str]) -> Event:
    if not entries:
        raise CourseError(_("no team has entered anything: `labkit contest enter` takes entries."))
    return contest.record.add("begun", occasion=occasion, entries=entries)


def _unfinished(contest: Contest) -> Event | None:
    begun = list(contest.record.of("begun"))
    scored = {e.body["occasion"] for e in contest.record.of("scored")}
    return begun[-1] if begun and begun[-1].body["occasion"] not in scored else None


def _hospitals(contest: Contest, occasion: str | int) -> list[Patients]:
    role = "final" if occasion == FINAL else "board"
    return [draw(hospital, contest.secret, occasion) for hospital in contest.recipe.of(role)]


def _play(
    contest: Contest,
    begun: Event,
    workers: int,
    scheduler: str | None,
    progress: Callable[[str], None],
    leave_out: bool,
) -> dict[str, Any]:
    occasion, entries = begun.body["occasion"], begun.body["entries"]
    hospitals = _hospitals(contest, occasion)
    done = contest.answered(occasion)
    # Who could not be asked by a fault of ours is asked again: in the final there is no other time.
    waiting = {
        team: contest.stored(entry)
        for team, entry in entries.items()
        if team not in done or (done[team]["reason"] == "ours" and not leave_out)
    }
    order = seed_of(contest.secret, "order", occasion)
    questions = Questions(contest.recipe, hospitals, contest.practice, order)
    for team, outcome in ask_all(waiting, questions, workers=workers, scheduler=scheduler):
        _keep(contest, occasion, team, entries[team], outcome)  # one writer: this thread
        progress(_("{team}: asked").format(team=contest.teams[team].name if team in contest.teams else team))
    _wait_for(contest, occasion, leave_out)
    table = _scores(contest, occasion, hospitals)
    # For the organisers to look at, beside the table and not in it: no score and no page says it.
    pairs = alike(contest, occasion, _answers(contest, occasion), table["copies"], hospitals)
    contest.record.add("scored", occasion=occasion, table=table, alike=pairs)
    return table


def _wait_for(contest: Contest, occasion: str | int, leave_out: bool) -> None:
    """Stop before the scores, where an entry could not be asked by a fault of ours."""
    ours = {team: body for team, body in contest.answered(occasion).items() if body["reason"] == "ours"}
    if ours and not leave_out:
        raise NotAsked(
            _(
                "{teams}: not asked, by a fault of this machine ({detail}). It cost no attempt, and nobody else is asked again. Put it right "
                "(`labkit doctor` looks for a sandbox) and start the round again: it goes on. To score without them: `--leave-out`, or the box "
                "on the organisers' page."
            ).format(
                teams=", ".join(contest.teams[team].name if team in contest.teams else team for team in ours),
                detail=", ".join(sorted({body["said"].get("detail", "?") for body in ours.values()})),
            )
        )


def _keep(contest: Contest, occasion: str | int, team: str, entry: str, outcome: Outcome) -> None:
    digest = ""
    if outcome.answers:
        buffer = io.BytesIO()
        arrays: dict[str, np.ndarray] = {}
        for i, one in enumerate(outcome.answers):
            arrays |= {f"risk{i}": np.round(one.risk, _KEPT), f"alarm{i}": one.alarm}
        np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
        digest = write_whole(contest.folder / "answers" / f"{occasion}-{team}.npz", buffer.getvalue())
    contest.record.add(
        "answered",
        occasion=occasion,
        team=team,
        entry=entry,
        answers=digest,
        reason=outcome.reason,
        said=outcome.said,
        costs=outcome.costs,
    )


def _scores(contest: Contest, occasion: str | int, hospitals: list[Patients]) -> dict[str, Any]:
    answered, answers = contest.answered(occasion), _answers(contest, occasion)
    marks = locked_marks(contest) if occasion == FINAL else None
    jury = (
        documentation(marks, list(answers), contest.recipe.resamples, contest.secret)
        if marks is not None and contest.recipe.jury
        else None
    )
    table = score_round(contest.recipe, contest.secret, occasion, hospitals, answers, jury)
    table["copies"] = copies(contest, answered, answers)
    table["unscored"] = [
        {"team": team, "reason": body["reason"], "said": body["said"]}
        for team, body in sorted(answered.items())
        if not body["answers"]
    ]
    return table


def _answers(contest: Contest, occasion: str | int) -> dict[str, list[Answers]]:
    answered = contest.answered(occasion)
    return {team: _read(contest, occasion, body) for team, body in answered.items() if body["answers"]}


def _read(contest: Contest, occasion: str | int, body: dict[str, Any]) -> list[Answers]:
    file = contest.folder / "answers" / f"{occasion}-{body['team']}.npz"
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != body["answers"]:
        raise CourseError(_("{file} is not what the record says: put it back from a copy.").format(file=file))
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        return [Answers(kept[f"risk{i}"], kept[f"alarm{i}"]) for i in range(len(kept.files) // 2)]


def _same(now: Any, then: Any) -> bool:
    if isinstance(now, dict) and isinstance(then, dict):
        return now.keys() == then.keys() and all(_same(now[key], then[key]) for key in now)
    if isinstance(now, list) and isinstance(then, list):
        return len(now) == len(then) and all(_same(a, b) for a, b in zip(now, then, strict=True))
    if isinstance(now, float) and isinstance(then, (int, float)):
        return abs(now - then) <= 2e-6 or (now != now and then != then)
    return bool(now == then)
