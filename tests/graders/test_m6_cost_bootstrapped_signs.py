"""`net_benefit_interval`: a sign that is turned round is named, also where the interval was drawn and not worked out."""

import functools

import numpy as np
import pytest

from labkit.content import Content
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build, marking_seed, practice_seed
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader

NEEDS = ("m6_cost",)

SIGNS = {
    "turned_round": lambda cost, stays, worth: worth * stays + cost,
    "stays_are_a_gain": lambda cost, stays, worth: worth * stays - cost,
    "cost_is_a_gain": lambda cost, stays, worth: cost - worth * stays,
    "cost_alone": lambda cost, stays, worth: -cost,
}


@functools.cache
def bundle_of(which):
    task = next(
        each for each in load_grader(Content.find(), "m6_cost").tasks if each.id == "net_benefit_interval"
    )
    name = "m6_cost", "net_benefit_interval"
    seed = practice_seed(*name) if which == "practice" else marking_seed(b"a secret of sixteen bytes", *name)
    return build(task, "m6_cost", seed)


def drawn(person, draws, seed):
    """The interval of a person's number by bootstrap; nothing says with which draws, so they are other ones in each call."""
    rng = np.random.default_rng(seed)

    def interval(cost, stays, programme, worth):
        net = person(cost, stays, worth)
        ours, theirs = (
            rng.choice(net[programme == arm], (draws, (programme == arm).sum())).mean(axis=1)
            for arm in (1, 0)
        )
        return np.quantile(ours - theirs, [0.025, 0.975]).tolist()

    return interval


@pytest.mark.parametrize("which", ["practice", "marking"])
@pytest.mark.parametrize("draws", [200, 1000])
@pytest.mark.parametrize("mistake", SIGNS)
def test_a_sign_is_named_however_the_interval_was_made(mistake, draws, which):
    for seed in range(3):
        outcome = judge(LocalAnswer(drawn(SIGNS[mistake], draws, seed)), bundle_of(which), reveal=False)
        assert (outcome.status, outcome.misconception) == ("wrong", mistake)


def test_a_right_bootstrap_stays_right():
    def right(cost, stays, worth):
        return -worth * stays - cost

    outcomes = [
        judge(LocalAnswer(drawn(right, 1000, seed)), bundle_of("marking"), reveal=False) for seed in range(3)
    ]
    assert [outcome.status for outcome in outcomes] == ["right"] * 3
