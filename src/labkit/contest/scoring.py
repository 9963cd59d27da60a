"""From a hospital's patients and the teams' answers to the board, anchors included."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from labkit.contest.anchors import linear_risk, oracle_risk
from labkit.contest.board import as_rows, between_anchors, make_board, smallest_gap
from labkit.contest.criteria import Answers, Values, row_weights, values_of
from labkit.contest.hospitals import Patients, draw, seed_of
from labkit.contest.recipe import DOCUMENTATION, Recipe
from labkit.data.world import expit


def score_round(
    recipe: Recipe,
    secret: bytes,
    occasion: str | int,
    hospitals: Sequence[Patients],
    answers: Mapping[str, Sequence[Answers]],
    jury: Mapping[str, np.ndarray] | None = None,
) -> dict[str, Any]:
    """The table of a round: each team's row, and the anchors' own values.

    Parameters
    ----------
    recipe : Recipe
    secret : bytes
    occasion : str or int
        The round's number or ``"final"``: the resamples follow from it.
    hospitals : sequence of Patients
    answers : mapping of str to sequence of Answers
        One a hospital, in their order.
    jury : mapping of str to ndarray of shape (1 + n_resamples,), optional
        Each team's score by the jury and its resamples over jurors: a fourth criterion.
    """
    shipped: list[Values] = []
    oracle: list[Values] = []
    values: dict[str, list[Values]] = {team: [] for team in answers}
    for place, patients in enumerate(hospitals):
        weights = row_weights(patients, recipe.resamples, seed_of(secret, "resample", occasion, place))

        def measured(these: Answers, patients: Patients = patients, weights: np.ndarray = weights) -> Values:
            return values_of(
                patients, these, weights, span=recipe.range, capacity=recipe.capacity, groups=recipe.groups
            )

        shipped.append(measured(shipped_answers(recipe, patients)))
        oracle.append(measured(oracle_answers(recipe, patients)))
        for team, given in answers.items():
            values[team].append(measured(given[place]))
    scores = {team: between_anchors(these, shipped, oracle) for team, these in values.items()}
    weights_of = dict(recipe.weights)
    if jury is not None:
        scores = {team: np.vstack([score, jury[team]]) for team, score in scores.items()}
        weights_of = {name: (1 - recipe.jury) * weight for name, weight in recipe.weights.items()}
        weights_of[DOCUMENTATION] = recipe.jury
    board = make_board(scores, weights_of)
    return {
        "rows": as_rows(board, values, list(weights_of)),
        "anchors": {"shipped": _means(shipped), "oracle": _means(oracle)},
        "hospitals": [
            {"name": p.hospital.name, "year": p.hospital.year, "stays": len(p), "cases": int(p.disease.sum())}
            for p in hospitals
        ],
    }


def shipped_answers(recipe: Recipe, patients: Patients) -> Answers:
    """The model that the hospitals use today, at its own threshold."""
    model = recipe.models["shipped"]
    risk = linear_risk(model, patients.stays)
    return Answers(risk, risk >= model.threshold)


def oracle_answers(recipe: Recipe, patients: Patients) -> Answers:
    """The best risk there can be, with every place that people have for looking."""
    risk = oracle_risk(patients)
    return Answers(risk, np.ones(len(risk), dtype=bool))


def gap_told(recipe: Recipe, secret: bytes) -> float:
    """The smallest gap between two totals that one round can tell, from a draw that no round uses.

    Of two entries about as good: the oracle's risk, each with errors of its own.
    """
    (hospital,) = recipe.of("board")
    patients = draw(hospital, secret, "gap")
    weights = row_weights(patients, recipe.resamples, seed_of(secret, "resample", "gap"))
    generator = np.random.Generator(np.random.PCG64(seed_of(secret, "errors")))
    best = oracle_risk(patients)
    log_odds = np.log(best / (1 - best))
    risks = [expit(log_odds + 0.5 * generator.standard_normal(len(best))) for _entry in range(2)]

    def measured(these: Answers) -> Values:
        return values_of(
            patients, these, weights, span=recipe.range, capacity=recipe.capacity, groups=recipe.groups
        )

    zero, hundred = measured(shipped_answers(recipe, patients)), measured(oracle_answers(recipe, patients))
    first, second = (between_anchors([measured(Answers(r, r >= 0.1))], [zero], [hundred]) for r in risks)
    return smallest_gap(first, second, recipe.weights)


def _means(values: Sequence[Values]) -> dict[str, float]:
    return {
        name: round(float(np.mean([getattr(one, name)[0] for one in values])), 6)
        for name in ("net_benefit", "calibration", "missed_cases")
    }
