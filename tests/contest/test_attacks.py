"""Attacks on the board itself, with and without what stands against them."""

from dataclasses import replace

import numpy as np
import pytest

from labkit.contest.board import make_board
from labkit.contest.copies import ALIKE, alike, as_questions, copies
from labkit.contest.criteria import Answers
from labkit.contest.demo.run import play_demo, write_notebook
from labkit.contest.demo.teams import CALIBRATED, COPYCAT
from labkit.contest.entries.asking import ask
from labkit.contest.entries.notebook import code_cells, fingerprint
from labkit.contest.folder import Contest, opened
from labkit.contest.hospitals import draw, seed_of
from labkit.contest.order import agreements, agreements_explained
from labkit.contest.record import Record
from labkit.contest.scoring import oracle_answers
from labkit.contest.teams import read_teams
from labkit.data.world import expit
from labkit.errors import CourseError
from labkit.language import speaking
from tests.contest.attackers import boosted, lucky, noise, rounds_of
from tests.contest.conftest import SECRET
from tests.contest.lookalikes import risk_of
from tests.contest.test_entries import GOOD, UNSTABLE


@pytest.fixture(scope="module")
def rounds(recipe):
    """The board hospital in twelve rounds of 2,000 patients."""
    return rounds_of(recipe, 12)


def test_probing_flatters_on_patients_that_stay_and_wins_nothing_on_others(rounds):
    """Four hundred attempts, with whole points published too: a score with fewer digits prevents nothing."""
    error = noise(rounds[0], 30)
    for digits in (6, 0):
        seen, unseen = boosted(rounds[:1], rounds[11], a_round=400, digits=digits)
        assert seen > 1.2 * error, "without the defence the board is beaten"
        assert unseen < seen - error, "and what it praises is worth nothing"


def test_ten_rounds_of_fresh_patients_cannot_be_probed_by_one_team_or_by_ten_of_one_person(rounds):
    error = noise(rounds[0], 30)
    for a_round, digits in ((1, 6), (1, 1), (10, 6)):
        seen, unseen = boosted(rounds[1:11], rounds[11], a_round=a_round, digits=digits)
        assert seen < 2 * error and unseen < 2 * error


def test_the_best_of_ten_teams_of_one_person_was_lucky_and_is_nothing_elsewhere(rounds):
    found = [lucky(rounds[0], rounds[11], 10, first) for first in range(5)]
    board, elsewhere = np.mean(found, axis=0)
    error = noise(rounds[0], 30)
    assert board > error, "without the defence the luckiest of ten entries leads"
    assert abs(elsewhere) < error


@pytest.mark.parametrize(
    "other", ["One@example.org", "o.n.e@example.org", " one+two@example.org", "oné@EXAMPLE.org"]
)
def test_one_person_is_one_person_however_the_address_is_written(tmp_path, other):
    file = tmp_path / "teams.toml"
    file.write_text(f'[a]\nmembers = ["one@example.org"]\n[b]\nmembers = ["{other}"]\n', encoding="utf-8")
    with pytest.raises(CourseError, match="one person plays in one team"):
        read_teams(file)


# The calibrated team's notebook, as somebody who took it might hand it in.
TAKEN = {
    "under other names": COPYCAT,
    "with comments and blank lines": [f"# our own\n\n{cell}\n" for cell in CALIBRATED],
    "with a number written otherwise": [cell.replace("0.08", "8 / 100") for cell in CALIBRATED],
    "with code that does nothing": [*CALIBRATED, "unused = 3"],
    "in one cell": ["\n".join(CALIBRATED)],
}


# The same with its risks changed, each patient's own way; of these, nothing is left the same but the order.
MOVED = {
    "a risk moved by a hair": "* 0.9999",
    "bent by a rising curve": "** 1.3",
    "with small noise of each patient's own": "* (1 - 0.12 * (1 + np.sin(1e4 * stays['lactate'] + 1e3 * stays['crp'])))",
}


@pytest.mark.xdist_group("contest")
@pytest.mark.parametrize("how", [*TAKEN, *MOVED])
def test_another_team_s_notebook_is_found_by_its_code_its_answers_or_its_order(recipe, tmp_path, how):
    """Without comparing answers, most of these would pass for a team's own work; whose order alone is the same, a person looks at."""
    moved = MOVED.get(how, "")
    cells = TAKEN.get(how) or [cell.replace("[:, 1]", f"[:, 1] {moved}") for cell in CALIBRATED]
    contest, answered, answers, hospital = _two_entries(recipe, tmp_path, CALIBRATED, cells)
    found = copies(contest, answered, answers)
    assert (found == {"taker": "author"}) == (how in TAKEN) and set(found) <= {"taker"}
    asked = alike(contest, 1, answers, found, [hospital])
    assert [(pair["later"], pair["earlier"]) for pair in asked] == [("taker", "author")] * (how in MOVED)
    same_code = fingerprint(cells) == fingerprint(CALIBRATED)
    assert same_code == (how in ("under other names", "with comments and blank lines"))


def test_teams_that_chose_for_themselves_are_not_taken_for_copies_and_copies_are(recipe):
    """`tests.contest.lookalikes` measures it with more teams, patients and draws."""
    teams = ("all", "without age", "without spo2", "vital signs", "charts", "boosted")
    practice = draw(recipe.of("practice")[0], SECRET, "practice", 20_000).practice
    patients = draw(recipe.of("board")[0], SECRET, 1, 10_000).stays
    risks = [risk_of(team, practice, patients, seed) for seed, team in enumerate(teams)]
    found, pairs = agreements(risks), np.triu_indices(len(teams), 1)
    assert found[pairs].max() < ALIKE
    assert agreements_explained(risks, patients)[pairs].max() < ALIKE, "nor by what explains their orders"
    assert found[0, 1] > 0.95, "they are alike, as good entries are"
    noise = np.random.default_rng(1).standard_normal(len(patients))
    for risk in risks:
        log_odds = np.log(risk / (1 - risk))
        assert agreements([risk, log_odds + 0.03 * noise])[0, 1] >= ALIKE
        assert agreements([risk, np.exp(log_odds)])[0, 1] == pytest.approx(1)
        hidden = [risk, log_odds + 0.2 * noise]
        assert agreements(hidden)[0, 1] < ALIKE <= agreements_explained(hidden, patients)[0, 1]


def test_with_too_few_patients_nothing_is_said_of_what_explains_an_order(recipe, board):
    risk = board.stays["lactate"].to_numpy()
    assert np.isnan(agreements_explained([risk, risk], board.stays.iloc[:500])).all()
    assert agreements_explained([risk, -risk], board.stays)[0, 1] == pytest.approx(-1)


def test_noise_of_each_patient_s_own_does_not_hide_a_copy_from_the_organisers(recipe, board, tmp_path):
    """Of two thousand patients, too: another order, and the same but for what no value of a patient explains."""
    risk = expit(1.5 * (board.stays["lactate"] - 2) + 0.06 * (board.stays["age"] - 60) - 3).to_numpy()
    log_odds = np.log(risk / (1 - risk)) + 0.25 * np.random.default_rng(2).standard_normal(len(risk))
    other = expit(board.stays["lactate"] - 5).to_numpy()
    answers = {
        team: [Answers(one, one > 0.1)]
        for team, one in (("author", risk), ("taker", expit(log_odds)), ("other", other))
    }
    record = Record(tmp_path / "record.jsonl", SECRET)
    for team in answers:
        record.add("entered", team=team, entry=team, code=team)
        record.add("answered", occasion=1, team=team, entry=team)
    contest = Contest(tmp_path, recipe, {}, SECRET, record)
    (pair,) = alike(contest, 1, answers, {}, [board])
    assert (pair["later"], pair["earlier"]) == ("taker", "author")
    assert pair["agreement"] < ALIKE <= pair["explained"]
    for language, word in (("en", "noise"), ("fr", "bruit")):
        with speaking(language):
            (said,) = as_questions([pair], {})
        assert word in said and "taker" in said and "author" in said


def _two_entries(recipe, place, first, second):
    """What `copies` needs of a contest: two entries asked, one after the other."""
    hospital = draw(recipe.of("board")[0], SECRET, 1, 500)
    practice = place / "practice.parquet"
    draw(recipe.of("practice")[0], SECRET, "practice", 800).practice.to_parquet(practice)
    record = Record(place / "record.jsonl", SECRET)
    answered, answers = {}, {}
    for team, cells in (("author", first), ("taker", second)):
        file = write_notebook(place / f"{team}.ipynb", cells)
        record.add("entered", team=team, entry=team, code=fingerprint(code_cells(file)))
        outcome = ask(file, recipe, [hospital], practice, order=1)
        assert not outcome.reason
        answered[team], answers[team] = {"entry": team}, list(outcome.answers)
        record.add("answered", occasion=1, team=team, entry=team)
    return Contest(place, recipe, {}, SECRET, record), answered, answers, hospital


@pytest.mark.xdist_group("contest")
@pytest.mark.parametrize("how", UNSTABLE)
def test_what_depends_on_more_than_the_patient_would_pass_were_it_not_asked_again(
    recipe, board, tmp_path, monkeypatch, how
):
    """`test_entries` has each of them refused."""
    monkeypatch.setattr("labkit.contest.entries.asking._TOLERANCE", np.inf)
    file = write_notebook(tmp_path / "entry.ipynb", [GOOD, UNSTABLE[how]])
    assert ask(file, recipe, [board], tmp_path / "none", order=1).reason == ""


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
    patients = rounds[0].patients
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
