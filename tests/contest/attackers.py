"""What cheats do to a board, measured with and without what stands against them, in points of the total score.

``python -m tests.contest.attackers`` prints the table of docs/contest-shown.md.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd

from labkit.contest.anchors import linear_risk
from labkit.contest.board import between_anchors
from labkit.contest.criteria import Answers, values_of
from labkit.contest.hospitals import draw
from labkit.contest.recipe import CRITERIA
from labkit.contest.scoring import oracle_answers, shipped_answers
from labkit.data.world import expit

SECRET = b"s" * 32
STEP = 0.3
THRESHOLD = 0.08


@dataclass(frozen=True, eq=False)
class Round:
    """One draw of the board hospital, and what anybody's risk scores on it."""

    recipe: object
    patients: object

    @cached_property
    def log_odds(self):
        """The entry that is to be pushed up: the second readable model."""
        risk = linear_risk(self.recipe.models["house"], self.patients.stays)
        return np.log(risk / (1 - risk))

    @cached_property
    def _anchors(self):
        return tuple([self._values(a(self.recipe, self.patients))] for a in (shipped_answers, oracle_answers))

    def _values(self, answers):
        whole = np.ones((len(self.patients), 1))
        said = self.recipe
        return values_of(
            self.patients, answers, whole, span=said.range, capacity=said.capacity, groups=said.groups
        )

    def total(self, log_odds):
        """Points of the total score."""
        risk = expit(log_odds)
        scores = between_anchors([self._values(Answers(risk, risk >= THRESHOLD))], *self._anchors)[:, 0]
        return float(np.array([self.recipe.weights[name] for name in CRITERIA]) @ scores)

    @cache  # noqa: B019 - rounds live as long as the measurement
    def pushed(self, key):
        """Points of the entry after a push."""
        return self.total(self.log_odds + STEP * self.push(key))

    def push(self, key):
        """-1 or 1 for each patient, told from the patient's own values: what an entry can do to patients that it knows."""
        seen = pd.util.hash_pandas_object(
            self.patients.stays[["lactate", "crp", "age"]], index=False
        ).to_numpy()
        return np.where(pd.util.hash_array(seen ^ np.uint64(key * 2654435761 + 1)) % 2 == 0, 1.0, -1.0)


def rounds_of(recipe, n, stays=2000):
    """The board hospital's first `n` rounds."""
    return [Round(recipe, draw(recipe.of("board")[0], SECRET, i, stays)) for i in range(n)]


def boosted(rounds, unseen, *, a_round, digits=6, first=0):
    """Boosting by the board alone (Blum and Hardt, ICML 2015): pushes that know nothing, weighed by what the board says.

    Parameters
    ----------
    rounds : list of Round
        One after the other; a board whose patients stay is one round.
    unseen : Round
        Patients whom the board never showed.
    a_round : int
        Entries that are scored each round.
    digits : int
        Decimals of the points that are published.
    first : int
        Seed of the pushes.

    Returns
    -------
    seen, unseen : float
        Points won by the boosted entry on the last round's patients and on unseen ones.
    """
    praised = []
    for number, now in enumerate(rounds):
        before = round(now.total(now.log_odds), digits)
        for entry in range(a_round):
            key = 10_000 * first + number * a_round + entry
            praised.append((key, round(now.pushed(key), digits) - before))

    def won(there):
        direction = sum(gain * there.push(key) for key, gain in praised)
        return there.total(there.log_odds + STEP * np.sign(direction)) - there.total(there.log_odds)

    return won(rounds[-1]), won(unseen)


def lucky(now, unseen, teams, first=0):
    """The best of as many entries that differ by a push: points above their mean, where it was best and elsewhere."""
    keys = [90_000 + 1000 * first + team for team in range(teams)]
    there, elsewhere = (np.array([r.pushed(k) for k in keys]) for r in (now, unseen))
    best = int(there.argmax())
    return float(there[best] - there.mean()), float(elsewhere[best] - elsewhere.mean())


def noise(now, n=60):
    """Standard deviation of what a push that knows nothing does to a total."""
    return float(np.std([now.pushed(70_000 + i) for i in range(n)]))


def main():
    """Print what the documentation says."""
    from labkit.contest.recipe import competitions, read_recipe

    recipe = read_recipe(competitions() / "ia4care" / "contest.toml")
    rounds = rounds_of(recipe, 12)
    stay, fresh, unseen = rounds[:1], rounds[1:11], rounds[11]
    repeats = range(5)
    print(f"standard deviation of one push: {noise(stay[0]):.2f} points")
    for name, given in {
        "patients stay, 400 entries": (stay, 400, 6),
        "patients stay, 400 entries, 1 decimal": (stay, 400, 1),
        "patients stay, 400 entries, whole points": (stay, 400, 0),
        "patients stay, 20 entries": (stay, 20, 6),
        "fresh patients, 10 rounds of 1": (fresh, 1, 6),
        "fresh patients, 10 rounds of 1, 1 decimal": (fresh, 1, 1),
        "fresh patients, 10 rounds of 40": (fresh, 40, 6),
        "ten teams of one person, patients stay, 100 entries": (stay, 100, 6),
        "ten teams of one person, fresh patients, 10 rounds of 10": (fresh, 10, 6),
    }.items():
        found = np.array(
            [boosted(given[0], unseen, a_round=given[1], digits=given[2], first=i) for i in repeats]
        )
        (seen, other), (low, low_other) = found.mean(axis=0), found.min(axis=0)
        high, high_other = found.max(axis=0)
        print(
            f"{name:<58} {seen:+6.2f} ({low:+.2f} to {high:+.2f})   unseen {other:+6.2f} ({low_other:+.2f} to {high_other:+.2f})"
        )
    for teams in (2, 10, 50):
        found = np.mean([lucky(stay[0], unseen, teams, i) for i in repeats], axis=0)
        print(
            f"best of {teams} teams of one person: {found[0]:+.2f} where it was best, {found[1]:+.2f} elsewhere"
        )


if __name__ == "__main__":
    main()
