"""Entries that are another team's: the same code or the same answers, said on the page; nearly the same order of patients, for a person to look at."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from labkit.contest.criteria import Answers
from labkit.contest.folder import Contest
from labkit.contest.hospitals import Patients
from labkit.contest.order import agreements, agreements_explained
from labkit.language import catalogue, number

_ = catalogue("contest")

# Least correlation of two entries' orders, as they are or as the patients' values explain them, at which somebody is asked to look. Measured
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
    contest: Contest,
    occasion: str | int,
    answers: Mapping[str, Sequence[Answers]],
    known: Mapping[str, str],
    hospitals: Sequence[Patients],
) -> list[dict[str, Any]]:
    """Pairs of notebooks that put the patients in nearly the same order, whatever their risks are, or would but for noise.

    A risk that was copied and moved by a hair, or bent by a rising curve, keeps the order. One that was copied and given noise of each patient's
    own keeps what the patients' values explain of it. So does one that was made in the same way from the same columns: a pair is a question for a
    person, and changes no score.

    Parameters
    ----------
    contest : Contest
    occasion : str or int
    answers : mapping of str to sequence of Answers
        One a hospital, in their order.
    known : mapping of str to str
        Copies that were found already (`copies`).
    hospitals : sequence of Patients

    Returns
    -------
    list of dict
        ``later``, ``earlier``, ``agreement``, the least of the hospitals' Spearman correlations, and ``explained``, the least of what
        their patients' values explain (None with few patients); the nearest pair first.
    """
    order, code = _in_order(contest, contest.answered(occasion))
    teams = [team for team in order if code[team] and team in answers and team not in known]
    if len(teams) < 2:
        return []
    risks = [[answers[team][place].risk for team in teams] for place in range(len(hospitals))]
    least = np.min([agreements(of) for of in risks], axis=0)
    explained = np.min(
        [agreements_explained(of, one.stays) for of, one in zip(risks, hospitals, strict=True)], axis=0
    )
    pairs = [
        {
            "later": teams[i],
            "earlier": teams[j],
            "agreement": round(float(least[i, j]), 6),
            "explained": None if np.isnan(explained[i, j]) else round(float(explained[i, j]), 6),
        }
        for i in range(len(teams))
        for j in range(i)
        if least[i, j] >= ALIKE or explained[i, j] >= ALIKE
    ]
    return sorted(pairs, key=lambda pair: -pair["agreement"])


def as_questions(pairs: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """A sentence a pair, for the organisers."""
    said = _(
        "To look at: {later} and {earlier} put the patients in nearly the same order (correlation {agreement}). Copied and changed a little, or made "
        "alike from the same columns: compare the two notebooks, and ask. {earlier} was handed in first."
    )
    noisy = _(
        "To look at: {later} and {earlier} put the patients in another order (correlation {agreement}), but for what no value of a patient explains the "
        "order is nearly the same ({explained}), as when noise is added to a copy: compare the two notebooks, and ask. {earlier} was handed in first."
    )
    return [
        (said if pair["agreement"] >= ALIKE else noisy).format(
            later=names.get(pair["later"], pair["later"]),
            earlier=names.get(pair["earlier"], pair["earlier"]),
            agreement=number(pair["agreement"], 4),
            explained=number(pair.get("explained"), 4),
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
