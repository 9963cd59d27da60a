"""Attacks on the board itself, with and without what stands against them."""

from dataclasses import replace

import numpy as np
import pytest

from labkit.contest.anchors import linear_risk
from labkit.contest.board import make_board
from labkit.contest.demo.run import play_demo
from labkit.contest.folder import opened
from labkit.contest.hospitals import draw, seed_of
from labkit.contest.scoring import oracle_answers
from labkit.evaluate import net_benefit
from tests.contest.conftest import SECRET

ATTEMPTS = 400
BUDGET = 20
STEP = 0.3
THRESHOLDS = np.arange(5, 31) / 100


@pytest.fixture(scope="module")
def rounds(recipe):
    """Risks and diseases of the board hospital in three rounds; only the first one's are probed."""
    found = []
    for number in range(3):
        patients = draw(recipe.of("board")[0], SECRET, number, 2000)
        risk = linear_risk(recipe.models["house"], patients.stays)
        found.append((patients, np.log(risk / (1 - risk))))
    return found


def benefit(patients, log_odds):
    return float(np.mean(net_benefit(patients.disease, 1 / (1 + np.exp(-log_odds)), THRESHOLDS)))


def probed(rounds, attempts, *, fresh, digits=6):
    """Boosting by the board alone (Blum and Hardt, ICML 2015): random pushes, weighed by what the board said of each.

    Gives what is won by it on the board, and on patients whom it never saw.
    """
    rng = np.random.default_rng(0)
    direction = np.zeros(len(rounds[0][1]))
    for attempt in range(attempts):
        patients, log_odds = rounds[attempt % 2] if fresh else rounds[0]
        push = rng.choice([-1.0, 1.0], len(direction))
        praised = round(benefit(patients, log_odds + STEP * push), digits) - round(
            benefit(patients, log_odds), digits
        )
        direction += praised * push
    boosted = STEP * np.sign(direction)
    return tuple(benefit(p, x + boosted) - benefit(p, x) for p, x in (rounds[1 if fresh else 0], rounds[2]))


def noise(patients, log_odds):
    """Standard deviation of what a push that knows nothing wins."""
    rng = np.random.default_rng(1)
    return np.std(
        [benefit(patients, log_odds + STEP * rng.choice([-1.0, 1.0], len(log_odds))) for _b in range(60)]
    )


def test_probing_flatters_on_patients_that_stay_and_not_on_fresh_ones(rounds):
    error = noise(*rounds[0])
    for digits in (6, 2):  # a score in hundredths does not prevent it
        seen, unseen = probed(rounds, ATTEMPTS, fresh=False, digits=digits)
        assert seen > 2.5 * error, "without the defence the board is beaten"
        assert unseen < 1.5 * error, "and what it praises is worth nothing"
    seen, unseen = probed(rounds, BUDGET, fresh=True)
    assert abs(seen) < 2 * error and seen - unseen < 2 * error, "fresh patients and a budget are enough"


def test_many_teams_of_one_person_win_no_more_than_luck_and_nothing_in_the_final(rounds):
    """Ten entries that are one with other pushes: the best of a round is no better than the others in another."""
    rng = np.random.default_rng(2)
    entries = [STEP * rng.choice([-1.0, 1.0], len(rounds[0][1])) for _team in range(10)]
    board, final = ([benefit(p, x + e) for e in entries] for p, x in (rounds[0], rounds[2]))
    error = noise(*rounds[0])
    best = int(np.argmax(board))
    assert board[best] - np.mean(board) < 3 * error
    assert final[best] - np.mean(final) < 2 * error


def test_what_an_entry_learns_of_its_rank_is_one_comparison_among_teams_that_are_tied(recipe, rounds):
    """Copies of one entry get one rank, whatever their names are."""
    rng = np.random.default_rng(3)
    score = 50 + rng.standard_normal((3, 101))
    names = ["zulu", "alpha", "mike"]
    board = make_board(dict.fromkeys(names, score), recipe.weights)
    assert set(board.rank) == {1} and set(board.rank_last) == {3}
    assert board.won == pytest.approx((1 / 3,) * 3)


def test_the_seed_is_too_long_to_be_found_by_trying(recipe):
    seeds = {seed_of(SECRET, "hospital", n) for n in range(200)}
    assert len(seeds) == 200 and max(seeds).bit_length() > 120


def test_the_oracle_needs_no_outcome(recipe, rounds):
    """100 can be reached in principle: its risk does not change when outcomes do."""
    patients, _log_odds = rounds[0]
    turned = replace(patients, disease=1 - patients.disease, label=1 - patients.label)
    assert np.array_equal(oracle_answers(recipe, patients).risk, oracle_answers(recipe, turned).risk)


@pytest.mark.xdist_group("contest")
def test_teams_play_and_the_overfitter_falls(tmp_path):
    """The demonstration, with the teams that this is about."""
    said = []
    teams = ("overfitter", "calibrated", "copycat", "explorers", "broken")
    play_demo(tmp_path / "demo", stays=800, rounds=1, teams=teams, show=said.append)
    with opened(tmp_path / "demo") as contest:
        board, final = (e.body["table"] for e in contest.record.of("scored"))
    score = [{r["team"]: r["total"]["score"] for r in t["rows"]} for t in (board, final)]
    assert max(score[0], key=score[0].get) == "overfitter"
    assert score[1]["overfitter"] < min(score[1][team] for team in ("calibrated", "explorers"))
    for table in (board, final):
        assert table["copies"] == {"copycat": "calibrated"}
        assert [(one["team"], one["reason"]) for one in table["unscored"]] == [("broken", "crashed")]
    assert any("closed" in line for line in said) and any("the same tables" in line for line in said)
    html = (tmp_path / "demo" / "board.fr.html").read_text(encoding="utf-8")
    assert "identique à Calibrated" in html and "One hospital" in html
