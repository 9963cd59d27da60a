"""A promised coverage is judged by chance's own interval: right limits keep it, limits that are one rank off do not."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta, binom

from labkit.tasks import Text, laws
from labkit.tasks.laws.promise import covered_by_chance, promise_broken, rank

LEVELS = (0.8, 0.9, 0.93)
T = Text("m", "m")


def limits(shift=0, pooled=False, promises_anyway=False):
    """Limits by group at `confidence`, of a rank that is `shift` off, from own scores or from everybody's."""

    def of(confidence, scores, groups):
        found = {}
        for name in np.unique(groups):
            own = np.sort(scores if pooled else scores[groups == name])
            place = rank(len(own), confidence) + shift
            missing = own[-1] if promises_anyway else np.inf
            found[str(name)] = own[place - 1] if place <= len(own) else missing
        return found

    return of


def broken(of, confidence, seed):
    return promise_broken(lambda s, g: of(confidence, s, g), confidence, np.random.default_rng(seed))


@pytest.mark.parametrize("confidence", LEVELS)
def test_right_limits_keep_the_promise_on_every_draw(confidence):
    assert not any(broken(limits(), confidence, seed) for seed in range(100))


WRONG = {
    "one rank too few": limits(-1),
    "one rank too many": limits(1),
    "one limit for all": limits(pooled=True),
    "the largest score where there are too few": limits(promises_anyway=True),
    "everything for everybody": lambda c, s, g: dict.fromkeys(np.unique(g).tolist(), np.inf),
    "no number": lambda c, s, g: dict.fromkeys(np.unique(g).tolist(), np.nan),
}


@pytest.mark.parametrize("confidence", LEVELS)
@pytest.mark.parametrize("who", WRONG)
def test_wrong_limits_break_it(who, confidence):
    assert all(broken(WRONG[who], confidence, seed) for seed in range(20))


@pytest.mark.parametrize("confidence", LEVELS)
@pytest.mark.parametrize("n", [20, 37, 60])
def test_the_number_covered_is_a_binomial_whose_share_is_beta(n, confidence):
    k, new = rank(n, confidence), 15
    chance = covered_by_chance(n, confidence, new)
    mixed = [
        quad(lambda p, x=x: binom.pmf(x, new, p) * beta.pdf(p, k, n + 1 - k), 0, 1, points=[k / n])[0]
        for x in range(new + 1)
    ]
    assert chance == pytest.approx(mixed, abs=1e-7)
    assert chance @ np.arange(new + 1) / new == pytest.approx(k / (n + 1))
    assert confidence <= k / (n + 1) < confidence + 1 / (n + 1)


@pytest.mark.parametrize("confidence", LEVELS)
def test_too_few_people_are_promised_everything(confidence):
    assert covered_by_chance(3, confidence, 10).tolist() == [0] * 10 + [1]


def test_the_distribution_is_that_of_draws():
    n, confidence, new, rng = 24, 0.9, 30, np.random.default_rng(1)
    limit = np.sort(rng.random((40_000, n)))[:, rank(n, confidence) - 1]
    counts = (rng.random((40_000, new)) <= limit[:, None]).sum(axis=1)
    seen = np.bincount(counts, minlength=new + 1) / len(counts)
    chance = covered_by_chance(n, confidence, new)
    assert (np.abs(seen - chance) <= 5 * np.sqrt(chance * (1 - chance) / len(counts)) + 1e-4).all()


def test_the_law_renames_arguments_and_takes_a_series():
    import pandas as pd

    law = laws.keeps_promise("values", "who", "level", T)
    arguments = {"values": None, "who": None, "level": 0.9}

    def answer(values, who, level):
        return pd.Series(limits()(level, values, who))

    assert not law.broken(answer, arguments, np.random.default_rng(3))
    assert law.broken(lambda **a: answer(**a | {"level": 0.7}), arguments, np.random.default_rng(3))
