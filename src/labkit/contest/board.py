"""Who can be told from whom: scores between anchors, ties by intervals, Pareto front, what other weightings would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.contest.criteria import Values
from labkit.contest.recipe import CRITERIA
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("contest")

_CONFIDENCE = 0.95
_WEIGHTINGS = 4000
_NO_DISTANCE = 1e-9
_NEAREST = 0.1  # of the draw's distance between the anchors: a resample's below it is not divided by
_POWER_AND_LEVEL = 0.8416212335729143 + 1.959963984540054  # 80 % power at 5 %, two-sided


@dataclass(frozen=True)
class Board:
    """A round's scores.

    Attributes
    ----------
    teams : tuple of str
        From the highest total down.
    score : ndarray of shape (n_teams, n_criteria, 1 + n_resamples)
        0 is the shipped model, 100 the oracle; the first column is the score, the others its resamples.
    total : ndarray of shape (n_teams, 1 + n_resamples)
        Weighted by the recipe.
    rank : tuple of int
        1 and the number of teams that are clearly better: teams that cannot be told apart share it.
    rank_last : tuple of int
        The last rank that the team may have in truth.
    pareto : tuple of bool
        Whether no other team is at least as good on every criterion and better on one.
    won : tuple of float
        Share of all weightings with which the team would come first.
    """

    teams: tuple[str, ...]
    score: np.ndarray
    total: np.ndarray
    rank: tuple[int, ...]
    rank_last: tuple[int, ...]
    pareto: tuple[bool, ...]
    won: tuple[float, ...]


def between_anchors(
    values: Sequence[Values], shipped: Sequence[Values], oracle: Sequence[Values]
) -> np.ndarray:
    """Scores of one entry, mean over hospitals first, shape (n_criteria, 1 + n_resamples).

    Each resample of an entry is set between the same resample of the anchors. A hospital of few cases has resamples in
    which both anchors miss the whole of a small group: they would divide by nothing, and the draw's own distance between
    the anchors stands in for theirs.

    Raises
    ------
    CourseError
        The draw itself does not tell the anchors apart.
    """
    scores = []
    for name in CRITERIA:
        own, zero, hundred = (
            np.mean([getattr(one, name) for one in them], axis=0) for them in (values, shipped, oracle)
        )
        distance = hundred - zero
        if not abs(distance[0]) > _NO_DISTANCE:
            raise CourseError(
                _(
                    "the best risk there can be and the shipped model score the same on {criterion}: nothing can be "
                    "scored between them. Give the hospitals of contest.toml more stays."
                ).format(criterion=name)
            )
        too_near = ~(distance / distance[0] > _NEAREST)
        scores.append(100 * (own - zero) / np.where(too_near, distance[0], distance))
    return np.array(scores)


def make_board(scores: Mapping[str, np.ndarray], weights: Mapping[str, float]) -> Board:
    """The board of teams' scores (see `between_anchors`), their criteria in the weights' order."""
    w = np.array(list(weights.values()))
    if not scores:  # no entry of the round could be scored
        return Board((), np.empty((0, len(w), 1)), np.empty((0, 1)), (), (), (), ())
    names = sorted(scores, key=lambda team: (-float(w @ scores[team][:, 0]), team))
    score = np.array([scores[team] for team in names])
    total = np.einsum("c,tcb->tb", w, score)
    better = clearly_better(total)
    return Board(
        tuple(names),
        score,
        total,
        tuple(1 + int(n) for n in better.sum(axis=0)),
        tuple(len(names) - int(n) for n in better.sum(axis=1)),
        tuple(_on_the_front(score[:, :, 0])),
        tuple(_shares_won(score[:, :, 0])),
    )


def clearly_better(total: np.ndarray) -> np.ndarray:
    """``[i, j]``: team i is better than team j, whatever pair one looks at first, shape (n_teams, n_teams).

    The differences of all pairs are studentised by their paired bootstrap, and held against the 95 % quantile of the
    largest of them: that no pair at all is told apart wrongly has a chance of 95 % (Hsu, Multiple Comparisons, 1996).
    """
    difference = total[:, None, :] - total[None, :, :]
    point, resampled = difference[..., 0], difference[..., 1:]
    spread = resampled.std(axis=-1, ddof=1)
    tells = spread > 1e-9
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = resampled.mean(
            axis=-1, keepdims=True
        )  # a calibration error is larger in a resample than in the draw
        studentised = np.where(tells[..., None], np.abs(resampled - centre) / spread[..., None], 0.0)
    if not tells.any():
        return point > 1e-9
    largest = np.quantile(studentised.max(axis=(0, 1)), _CONFIDENCE)
    return np.where(tells, point > largest * spread, point > 1e-9)


def interval(resampled: np.ndarray) -> tuple[float, float]:
    """95 % percentile interval of a number and its resamples, shape (1 + n_resamples,), about the number itself.

    The resamples' mean is set on it: noise makes a calibration error, or the worst of several groups, larger in every
    resample than in the draw.
    """
    about = resampled[1:] - resampled[1:].mean() + resampled[0]
    low, high = np.quantile(about, [(1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2])
    return min(float(low), float(resampled[0])), max(float(high), float(resampled[0]))


def smallest_gap(first: np.ndarray, second: np.ndarray, weights: Mapping[str, float]) -> float:
    """The difference between two totals that a board of so many patients finds 80 times in 100, at 5 %.

    Of two entries that are about as good: their paired difference is what varies.
    """
    w = np.array([weights[name] for name in CRITERIA])
    return float(_POWER_AND_LEVEL * (w @ first - w @ second)[1:].std(ddof=1))


def _on_the_front(points: np.ndarray) -> list[bool]:
    at_least, more = points[:, None] >= points[None], points[:, None] > points[None]
    return [not bool((at_least[:, i].all(axis=1) & more[:, i].any(axis=1)).any()) for i in range(len(points))]


def _shares_won(points: np.ndarray) -> list[float]:
    """Over weightings drawn evenly from all there are; teams that draw share a weighting."""
    drawn = np.random.default_rng(0).dirichlet(np.ones(points.shape[1]), _WEIGHTINGS)
    totals = drawn @ points.T
    first = totals >= totals.max(axis=1, keepdims=True) - 1e-9
    return [float(share) for share in (first / first.sum(axis=1, keepdims=True)).mean(axis=0)]


def as_rows(
    board: Board, values: Mapping[str, Sequence[Values]], names: Sequence[str] = CRITERIA
) -> list[dict[str, Any]]:
    """The board as data, for the record and the page: numbers to six digits, so that any processor writes the same."""
    rows = []
    for i, team in enumerate(board.teams):
        criteria: dict[str, Any] = {}
        for c, name in enumerate(names):
            low, high = interval(board.score[i, c])
            measured = (
                [getattr(v, name)[0] for v in values[team]] if name in CRITERIA else board.score[i, c, 0]
            )
            criteria[name] = {
                "value": _digits(np.mean(measured)),
                "score": _digits(board.score[i, c, 0]),
                "low": _digits(low),
                "high": _digits(high),
            }
        low, high = interval(board.total[i])
        rows.append(
            {
                "team": team,
                "rank": board.rank[i],
                "rank_last": board.rank_last[i],
                "total": {"score": _digits(board.total[i, 0]), "low": _digits(low), "high": _digits(high)},
                "criteria": criteria,
                "pareto": board.pareto[i],
                "won": _digits(board.won[i]),
                "missed": _missed(values[team]),
            }
        )
    return rows


def _missed(values: Sequence[Values]) -> list[dict[str, Any]]:
    """Share missed in each group by each truth, mean over hospitals that have the group."""
    keys = list(dict.fromkeys(key for one in values for key in one.missed))
    found = []
    for truth, attribute, level in keys:
        key = (truth, attribute, level)
        share = np.mean([one.missed[key] for one in values if key in one.missed], axis=0)
        low, high = interval(share[~np.isnan(share)]) if not np.isnan(share[0]) else (np.nan, np.nan)
        found.append(
            {
                "truth": truth,
                "group": attribute,
                "level": level,
                "share": _digits(share[0]),
                "low": _digits(low),
                "high": _digits(high),
            }
        )
    return found


def _digits(value: Any) -> float:
    return round(float(value), 6) + 0.0
