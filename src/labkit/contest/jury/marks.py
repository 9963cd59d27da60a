"""Jurors' marks: taken, signed in the record, locked; what they say of a team, and how far jurors agree."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.contest.folder import Contest
from labkit.contest.hospitals import seed_of
from labkit.contest.jury.rubric import FILE, MARKS, Juror, Jury, read_jury
from labkit.contest.typed import read_typed
from labkit.errors import CourseError
from labkit.language import catalogue, plural_catalogue

if TYPE_CHECKING:
    from labkit.evaluate.intervals.estimate import Estimate

_ = catalogue("contest")
ngettext = plural_catalogue("contest")

Marks = dict[str, dict[str, dict[str, int]]]  # juror, team, criterion


def jury_of(contest: Contest) -> Jury:
    """The contest's jury.

    Raises
    ------
    CourseError
        Where `jury.toml` names nobody.
    """
    jury = read_jury(contest.folder / FILE, contest.teams)
    if jury is None:
        raise CourseError(_("{file} names no jurors.").format(file=contest.folder / FILE))
    return jury


def teams_of(contest: Contest, juror: Juror) -> list[str]:
    """The teams that a juror marks: those whose entries the jury was given, but for conflicts."""
    prepared = contest.latest("prepared")
    if prepared is None:
        raise CourseError(
            _("the jury has no cards yet: `labkit contest jury prepare` recomputes them from the entries.")
        )
    conflicts = {*juror.conflicts, *prepared.body["conflicts"].get(juror.id, ())}
    return [team for team in prepared.body["entries"] if team not in conflicts]


def mark(contest: Contest, juror_id: str, file: Path) -> str:
    """Take a juror's marks; until they are locked a juror may hand in others."""
    jury = jury_of(contest)
    juror = next((one for one in jury.jurors if one.id == juror_id), None)
    if juror is None:
        known = ", ".join(one.id for one in jury.jurors)
        raise CourseError(
            _("there is no juror {juror}; there are {known}").format(juror=juror_id, known=known)
        )
    if contest.latest("locked"):
        raise CourseError(_("the marks are locked."))
    try:
        said = read_typed(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{file}: {error}") from None
    wanted = teams_of(contest, juror)
    for team in said:
        if team not in wanted:
            raise CourseError(
                _("{file}: {juror} does not mark {team} (no such entry, or a conflict was declared)").format(
                    file=file, juror=juror.name, team=team
                )
            )
    marks = {team: _marks_of(said.get(team), team, jury, file) for team in wanted}
    contest.record.add("marked", juror=juror.id, marks=marks)
    text = ngettext(
        "{juror}: marks of {n} team are taken.", "{juror}: marks of {n} teams are taken.", len(marks)
    )
    return text.format(juror=juror.name, n=len(marks))


def _marks_of(said: Any, team: str, jury: Jury, file: Path) -> dict[str, int]:
    names = [one.id for one in jury.criteria]
    if not isinstance(said, dict):
        raise CourseError(_("{file}: no marks for {team}").format(file=file, team=team))
    if unknown := sorted(set(said) - {*names, "reason"}):
        raise CourseError(
            _("{file}, {team}: nothing reads {key}; there are {known}").format(
                file=file, team=team, key=unknown[0], known=", ".join(names)
            )
        )
    for name in names:
        if isinstance(said.get(name), bool) or said.get(name) not in list(MARKS):
            raise CourseError(
                _("{file}, {team}: {criterion} must be 0, 1, 2, 3 or 4").format(
                    file=file, team=team, criterion=name
                )
            )
    return {name: int(said[name]) for name in names}


def lock(contest: Contest) -> str:
    """Lock the marks, all of them in one signed event; after it nobody changes one.

    Raises
    ------
    CourseError
        Where a juror's marks are missing or fewer than two jurors marked a team.
    """
    jury = jury_of(contest)
    if contest.latest("locked"):
        raise CourseError(_("the marks are locked."))
    marks: Marks = {}
    for juror in jury.jurors:
        last = contest.latest("marked", juror=juror.id)
        missing = set(teams_of(contest, juror)) - set(last.body["marks"] if last else {})
        if missing:
            raise CourseError(
                _("{juror} has not marked {teams}").format(juror=juror.name, teams=", ".join(sorted(missing)))
            )
        if last is not None:
            marks[juror.id] = {team: last.body["marks"][team] for team in teams_of(contest, juror)}
    prepared = contest.latest("prepared")
    for team in prepared.body["entries"] if prepared else ():
        if sum(team in given for given in marks.values()) < 2:
            raise CourseError(
                _("{team} is marked by fewer than two jurors: add one without a conflict").format(team=team)
            )
    contest.record.add("locked", marks=marks)
    return ngettext(
        "Marks of {n} juror are locked; the final can be played.",
        "Marks of {n} jurors are locked; the final can be played.",
        len(marks),
    ).format(n=len(marks))


def locked_marks(contest: Contest) -> Marks | None:
    """The marks as they were locked."""
    event = contest.latest("locked")
    return None if event is None else event.body["marks"]


def documentation(marks: Marks, teams: list[str], resamples: int, secret: bytes) -> dict[str, np.ndarray]:
    """Each team's score by the jury, 0 to 100, and its resamples over jurors, shape (1 + n_resamples,).

    A mark is taken as what the team deserves plus how lenient the juror is (an additive two-way model, by least squares):
    whom a severe juror did not mark, because of a conflict, gains nothing by it. Where all mark all it is the plain mean.
    All teams are resampled with the same jurors. A resample in which nobody marked a team leaves it its score.
    """
    jurors = sorted(marks)
    given = np.full((len(jurors), len(teams)), np.nan)
    for i, juror in enumerate(jurors):
        for j, team in enumerate(teams):
            if team in marks[juror]:
                given[i, j] = np.mean(list(marks[juror][team].values())) * 100 / max(MARKS)
    draws = np.random.Generator(np.random.PCG64(seed_of(secret, "jurors"))).multinomial(
        len(jurors), np.full(len(jurors), 1 / len(jurors)), size=resamples
    )
    scores = np.array([_deserved(given, weights) for weights in (np.ones(len(jurors)), *draws)])
    scores = np.where(np.isnan(scores), scores[0], scores)
    # Rounded: a replay on another processor gives the same table.
    return {team: scores[:, j].round(6) for j, team in enumerate(teams)}


def _deserved(given: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What each team deserves, 0 to 100, shape (n_teams,): NaN where nobody of weight marked it."""
    i, j = np.nonzero(~np.isnan(given) & (weights > 0)[:, None])
    n_jurors, n_teams = given.shape
    model = np.zeros((len(i) + 1, n_teams + n_jurors))
    model[np.arange(len(i)), j] = 1
    model[np.arange(len(i)), n_teams + i] = 1
    model[-1, n_teams:] = weights  # leniency is 0 on average
    root = np.sqrt(np.append(weights[i], 1.0))
    wanted = np.append(given[i, j], 0.0)
    team = np.linalg.lstsq(model * root[:, None], wanted * root, rcond=None)[0][:n_teams]
    return np.where(np.isin(np.arange(n_teams), j), np.clip(team, 0, 100), np.nan)


def agreement(marks: Mapping[str, Mapping[str, Mapping[str, int]]]) -> "Estimate":
    """Krippendorff's ordinal alpha of the jurors, over teams and criteria."""
    import pandas as pd

    from labkit.evaluate import krippendorff_alpha

    columns = {
        juror: {f"{team}/{name}": float(mark) for team, one in given.items() for name, mark in one.items()}
        for juror, given in marks.items()
    }
    return krippendorff_alpha(pd.DataFrame(columns).to_numpy(), level="ordinal", random_state=0)
