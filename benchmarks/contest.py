"""What a round takes, and how it grows: patients, teams, resamples; then who could still be the best, beside honestboard.

python benchmarks/contest.py              scoring alone, then a round of nine teams in the sandbox
python benchmarks/contest.py --scoring    scoring alone
python benchmarks/contest.py --growth     entries asked: teams, patients, workers here and on a Dask scheduler
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from labkit.contest.anchors import oracle_risk
from labkit.contest.board import between_anchors, clearly_better
from labkit.contest.criteria import Answers, row_weights, values_of
from labkit.contest.demo.run import _files, _roster, write_notebook
from labkit.contest.demo.teams import CALIBRATED
from labkit.contest.folder import begin, enter, opened
from labkit.contest.hospitals import draw
from labkit.contest.play import play_final, play_round
from labkit.contest.recipe import competitions, read_recipe
from labkit.contest.scoring import score_round, shipped_answers
from labkit.contest.workers import Questions, ask_all
from labkit.data.world import expit

SECRET = b"b" * 32


def entries(patients, teams, noise=0.5):
    """Risks of as many teams, each the oracle's with errors of its own."""
    rng = np.random.default_rng(0)
    best = oracle_risk(patients)
    log_odds = np.log(best / (1 - best))
    return {
        f"t{i}": [Answers(risk, risk >= 0.1)]
        for i, risk in enumerate(expit(log_odds + noise * rng.standard_normal((teams, len(best)))))
    }


def scoring(recipe):
    """Seconds of a processor for drawing and for scoring: one uses one core, and a busy machine changes little."""
    print(f"{'stays':>8} {'teams':>6} {'draw s':>8} {'score s':>8}")
    (hospital,) = recipe.of("board")
    for stays, teams in [
        (2_000, 9),
        (5_000, 9),
        (20_000, 9),
        (50_000, 9),
        (20_000, 3),
        (20_000, 30),
        (20_000, 90),
    ]:
        started = time.process_time()
        patients = draw(hospital, SECRET, 1, stays)
        drawn = time.process_time() - started
        answers = entries(patients, teams)
        started = time.process_time()
        score_round(recipe, SECRET, 1, [patients], answers)
        print(f"{stays:>8} {teams:>6} {drawn:>8.2f} {time.process_time() - started:>8.2f}", flush=True)


def whole_round(recipe_file):
    """Seconds of a round and of the final with the nine teams of the demonstration, two asked at a time."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "contest.toml").write_bytes(recipe_file.read_bytes())
        (folder / "teams.toml").write_text(_roster(), encoding="utf-8")
        begin(folder)
        with opened(folder) as contest:
            for team, file in _files(folder, 1):
                enter(contest, team, file)
            for name, play in (("round", play_round), ("final", play_final)):
                started = time.perf_counter()
                play(contest)
                print(f"{name} of nine teams: {time.perf_counter() - started:.1f} s", flush=True)


def growth(recipe, sizes=((2_000, 1), (2_000, 9), (2_000, 27), (20_000, 9))):
    """Seconds to ask entries, the calibrated team's notebook each; a scheduler's workers are on this machine too."""
    from distributed import LocalCluster

    print(f"{'stays':>8} {'teams':>6} {'one':>8} {'two':>8} {'Dask, 1':>8} {'Dask, 2':>8}")
    how = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with (
        tempfile.TemporaryDirectory() as place,
        LocalCluster(**how) as single,
        LocalCluster(**{**how, "n_workers": 2}) as pair,
    ):
        practice = Path(place) / "practice.parquet"
        draw(recipe.of("practice")[0], SECRET, "practice").practice.to_parquet(practice)
        file = write_notebook(Path(place) / "entry.ipynb", CALIBRATED)
        for stays, teams in sizes:
            hospital = draw(recipe.of("board")[0], SECRET, 1, stays)
            questions = Questions(recipe, [hospital], practice, 1)
            entries = {f"t{i}": file for i in range(teams)}
            took = []
            places = [{"scheduler": cluster.scheduler_address} for cluster in (single, pair)]
            for where in ({"workers": 1}, {"workers": 2}, *places):
                started = time.perf_counter()
                assert not any(outcome.reason for _team, outcome in ask_all(entries, questions, **where))
                took.append(time.perf_counter() - started)
            print(f"{stays:>8} {teams:>6} " + " ".join(f"{seconds:>8.1f}" for seconds in took), flush=True)


def who_could_be_the_best(recipe):
    """On a score that is right or wrong for each patient: labkit's ties and honestboard's confidence set of the best."""
    try:
        from honestboard import Board
    except ImportError:
        print("honestboard is not installed: the comparison is left out")
        return
    (hospital,) = recipe.of("board")
    patients = draw(hospital, SECRET, 2, 4_000)
    rng = np.random.default_rng(1)
    best = oracle_risk(patients)
    log_odds = np.log(best / (1 - best))
    right = {}
    for i, noise in enumerate((0.3, 0.35, 1.0, 1.5, 3.0)):
        risk = expit(log_odds + noise * rng.standard_normal(len(best)))
        right[f"t{i}"] = ((risk >= 0.3) == patients.disease).astype(float)
    weights = row_weights(patients, 2_000, 1)
    total = 100 * np.array([hits @ weights / weights.sum(axis=0) for hits in right.values()])
    better = clearly_better(total)
    ours = {name for name, beaten in zip(right, better.any(axis=0), strict=True) if not beaten}
    tasks = [str(i) for i in range(len(best))]
    systems = [
        {"name": name, "date": "20260101", "resolved": [t for t, hit in zip(tasks, hits, strict=True) if hit]}
        for name, hits in right.items()
    ]
    theirs = Board.from_resolved(tasks, systems).confidence_set_best()
    print("labkit, cannot be told from the best:", sorted(ours))
    print("honestboard's confidence set of the best:", theirs)


def coverage(recipe, contests=40):
    """How often the interval of a total holds what a large draw says, and how often the best of nine comes first."""
    (hospital,) = recipe.of("board")

    def scored(patients, occasion, resamples=200):
        weights = row_weights(patients, resamples, occasion)

        def measured(answers):
            return values_of(
                patients, answers, weights, span=recipe.range, capacity=recipe.capacity, groups=recipe.groups
            )

        zero = measured(shipped_answers(recipe, patients))
        best = oracle_risk(patients)
        hundred = measured(Answers(best, np.ones(len(best), dtype=bool)))
        rng = np.random.default_rng(occasion)
        log_odds = np.log(best / (1 - best))
        w = np.array(list(recipe.weights.values()))
        totals = []
        for noise in np.linspace(0.2, 1.0, 9):
            risk = expit(log_odds + noise * rng.standard_normal(len(best)))
            totals.append(w @ between_anchors([measured(Answers(risk, risk >= 0.08))], [zero], [hundred]))
        return np.array(totals)

    for stays in (2_000, 20_000):
        first = [
            int(np.argmax(scored(draw(hospital, SECRET, f"c{i}", stays), i, 2)[:, 0]))
            for i in range(contests)
        ]
        print(
            f"{stays} stays: the best of nine comes first in {np.mean(np.array(first) == 0):.0%} of {contests} contests"
        )


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--scoring", action="store_true")
    asked.add_argument("--coverage", action="store_true")
    asked.add_argument("--growth", action="store_true")
    given = asked.parse_args()
    file = competitions() / "ia4care" / "contest.toml"
    recipe = read_recipe(file)
    if given.growth:
        growth(recipe)
        return
    if given.coverage:
        coverage(recipe)
        return
    scoring(recipe)
    who_could_be_the_best(recipe)
    if not given.scoring:
        whole_round(file)


if __name__ == "__main__":
    main()
