"""Scores lie between anchors, ties are what intervals say, and nobody's place depends on who else plays."""

import numpy as np
import pytest

from labkit.contest.board import between_anchors, clearly_better, make_board, smallest_gap
from labkit.contest.criteria import Answers, Values, row_weights, values_of
from labkit.errors import CourseError

WEIGHTS = {"net_benefit": 0.4, "calibration": 0.3, "missed_cases": 0.3}


@pytest.fixture(scope="module")
def scores(recipe, board, shipped, oracle):
    weights = row_weights(board, 150, 2)

    def measured(answers):
        return values_of(
            board, answers, weights, span=recipe.range, capacity=recipe.capacity, groups=recipe.groups
        )

    rng = np.random.default_rng(0)
    log_odds = np.log(oracle.risk / (1 - oracle.risk))
    zero, hundred = measured(shipped), measured(oracle)
    found = {"shipped": shipped, "oracle": oracle}
    for name, noise in (("close", 0.2), ("closer", 0.19), ("far", 2.5)):
        risk = 1 / (1 + np.exp(-log_odds - noise * rng.standard_normal(len(board))))
        found[name] = Answers(risk, risk >= 0.08)
    return {name: between_anchors([measured(answers)], [zero], [hundred]) for name, answers in found.items()}


def test_the_anchors_are_0_and_100_in_every_resample(scores):
    assert np.allclose(scores["shipped"], 0)
    assert np.allclose(scores["oracle"], 100)


def test_a_resample_that_cannot_tell_the_anchors_apart_makes_no_score_without_end():
    rng = np.random.default_rng(3)

    def made(level, missed):
        about = level + 0.01 * rng.standard_normal(200)
        return Values(about, -about, np.full(200, missed), {})

    zero, hundred, own = made(0.0, 1.0), made(1.0, 0.5), made(0.5, 0.75)
    hundred.missed_cases[[3, 7]] = [1.0, 1.2]  # a group of one case: missed by both; by the better one alone
    scores = between_anchors([own], [zero], [hundred])
    assert np.isfinite(scores).all() and (scores[2] == 50).all()
    assert np.isfinite(smallest_gap(scores, scores + rng.standard_normal(scores.shape), WEIGHTS))


def test_a_draw_that_cannot_tell_the_anchors_apart_is_refused():
    same = Values(*(np.full(5, 0.5) for _criterion in WEIGHTS), {})
    with pytest.raises(CourseError, match="more stays"):
        between_anchors([same], [same], [same])


def test_close_entries_are_tied_and_a_far_one_is_not(scores):
    board = make_board({name: scores[name] for name in ("close", "closer", "far")}, WEIGHTS)
    rank = dict(zip(board.teams, board.rank, strict=True))
    assert rank == {"close": 1, "closer": 1, "far": 3}
    assert all(first <= last for first, last in zip(board.rank, board.rank_last, strict=True))


def test_no_score_changes_when_a_losing_team_leaves(scores):
    with_all = make_board(scores, WEIGHTS)
    without = make_board({name: s for name, s in scores.items() if name != "far"}, WEIGHTS)
    for team in without.teams:
        before, after = (b.total[b.teams.index(team)] for b in (with_all, without))
        assert np.array_equal(before, after)
    assert [t for t in with_all.teams if t != "far"] == list(without.teams)


def test_the_front_and_the_weightings_are_what_counting_finds(scores):
    board = make_board(scores, WEIGHTS)
    points = board.score[:, :, 0]
    for i, on_it in enumerate(board.pareto):
        beaten = any(
            (points[j] >= points[i]).all() and (points[j] > points[i]).any() for j in range(len(points))
        )
        assert on_it != beaten
    assert sum(board.won) == pytest.approx(1)
    assert all(w == 0 for w, on_it in zip(board.won, board.pareto, strict=True) if not on_it)


def test_an_empty_board_has_no_rows():
    assert make_board({}, WEIGHTS).teams == ()


def test_equal_teams_are_told_apart_wrongly_in_one_contest_of_twenty():
    rng = np.random.default_rng(1)
    wrong = 0
    for _contest in range(300):
        truth = rng.standard_normal(
            9
        )  # nine equal teams: what is seen is noise of the size the resamples have
        wrong += clearly_better(
            np.column_stack([truth, truth[:, None] + rng.standard_normal((9, 150))])
        ).any()
    assert wrong / 300 < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300) + 0.02


@pytest.mark.parametrize("seed", range(4))
def test_who_is_tied_with_the_best_is_who_honestboard_cannot_rule_out(seed):
    """Right or wrong for each patient, five entries: the set that covers all pairs at once, as ours does."""
    from honestboard import Board as Reference

    rng = np.random.default_rng(seed)
    n, names = 2000, [f"t{i}" for i in range(5)]
    hard = rng.standard_normal(n)
    right = np.array([hard + rng.standard_normal(n) < level for level in (0.5, 0.48, 0.4, 0.2, -0.1)]) * 1.0
    weights = rng.multinomial(n, np.full(n, 1 / n), size=1500).T
    total = 100 * np.column_stack([right.mean(axis=1), right @ weights / n])
    beaten = clearly_better(total).any(axis=0)
    reference = Reference(names=names, Y=right)
    kept = set(reference.confidence_set_best(method="simultaneous", B=1500)["members"])
    assert kept == {name for name, out in zip(names, beaten, strict=True) if not out}
    assert 0 < len(kept) < len(names), "some are tied, some are not"


def test_the_gap_that_is_promised_is_found_four_times_in_five():
    rng = np.random.default_rng(2)
    noise = rng.standard_normal((2, 3, 2001))
    gap = smallest_gap(noise[0], noise[1], WEIGHTS)
    spread = np.sqrt(2 * sum(w * w for w in WEIGHTS.values()))
    seen = gap + spread * rng.standard_normal(4000)
    assert (np.abs(seen) > 1.96 * spread).mean() == pytest.approx(0.8, abs=0.04)
