"""Entries that are another team's: the same code or the same answers, said on the page; nearly the same order of patients, for a person to look at."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import rankdata

from labkit.contest.criteria import Answers
from labkit.contest.folder import Contest
from labkit.language import catalogue, number

_ = catalogue("contest")

# Least Spearman correlation of two entries' risks on patients that nobody had seen at which somebody is asked to look. Measured
# (`python -m tests.contest.lookalikes`): what independent teams reach with other columns or another method lies below, but for a column without effect.
ALIKE = 0.998


def copies(
    contest: Contest, answered: Mapping[str, Any], answers: Mapping[str, Sequence[Answers]]
) -> dict[str, str]:
    """Team to the team that handed in the same before: the same code but for names and layout, or the same answers."""
    order, code = _in_order(contest, answered)
    found: dict[str, str] = {}
    for i, later in enumerate(order):
        for earlier in order[:i]:
            if earlier in found:
                continue
            if not (code[later] and code[earlier]):
                continue  # a form has few possible answers: two teams may well give the same
            if code[later] == code[earlier] or _same_answers(answers.get(earlier), answers.get(later)):
                found[later] = earlier
                break
    return found


def alike(
    contest: Contest, occasion: str | int, answers: Mapping[str, Sequence[Answers]], known: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Pairs of notebooks that put the patients in nearly the same order, whatever their risks are.

    A risk that was copied and moved by a hair, or bent by a rising curve, keeps the order. So does one that was made in the same way
    from the same columns: a pair is a question for a person, and changes no score.

    Parameters
    ----------
    contest : Contest
    occasion : str or int
    answers : mapping of str to sequence of Answers
        One a hospital, in their order.
    known : mapping of str to str
        Copies that were found already (`copies`).

    Returns
    -------
    list of dict
        ``later``, ``earlier`` and ``agreement``, the least of the hospitals' Spearman correlations; the nearest pair first.
    """
    order, code = _in_order(contest, contest.answered(occasion))
    teams = [team for team in order if code[team] and team in answers and team not in known]
    if len(teams) < 2:
        return []
    least = np.min(
        [
            agreements([answers[team][place].risk for team in teams])
            for place in range(len(answers[teams[0]]))
        ],
        axis=0,
    )
    pairs = [
        {"later": teams[i], "earlier": teams[j], "agreement": round(float(least[i, j]), 6)}
        for i in range(len(teams))
        for j in range(i)
        if least[i, j] >= ALIKE
    ]
    return sorted(pairs, key=lambda pair: -pair["agreement"])


def agreements(risks: Sequence[np.ndarray]) -> np.ndarray:
    """Spearman correlation of each pair of risks, shape (n_entries, n_entries)."""
    return np.corrcoef([rankdata(risk) for risk in risks])


def as_questions(pairs: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """A sentence a pair, for the organisers."""
    said = _(
        "To look at: {later} and {earlier} put the patients in nearly the same order (correlation {agreement}). Copied and changed a little, or made "
        "alike from the same columns: compare the two notebooks, and ask. {earlier} was handed in first."
    )
    return [
        said.format(
            later=names.get(pair["later"], pair["later"]),
            earlier=names.get(pair["earlier"], pair["earlier"]),
            agreement=number(pair["agreement"], 4),
        )
        for pair in pairs
    ]


def _in_order(contest: Contest, answered: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Teams by when they handed in what was asked, and the fingerprint of each one's code; empty for a form."""
    first: dict[str, int] = {}
    code: dict[str, str] = {}
    for number_of, event in enumerate(contest.record.of("entered")):
        team, entry = event.body["team"], event.body["entry"]
        if team in answered and answered[team]["entry"] == entry and team not in first:
            first[team], code[team] = number_of, event.body["code"]
    return sorted(first, key=lambda team: first[team]), code


def _same_answers(first: Sequence[Answers] | None, second: Sequence[Answers] | None) -> bool:
    return (
        first is not None
        and second is not None
        and all(np.allclose(a.risk, b.risk, atol=1e-7) for a, b in zip(first, second, strict=True))
    )
