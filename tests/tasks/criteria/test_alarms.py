"""The criterion of an alarm: false alarms within chance of the promise, shifts caught in time, nothing of tomorrow."""

import numpy as np
import pandas as pd
import pytest

from labkit.tasks.criteria import run

WORLDS, MONTHS = 160, 18
PARAMETERS = {"truth": "shifted_from", "false_alarms": 0.02, "caught": 0.75, "within": 3}


def worlds(seed, size=4.0):
    """Months as standard normal numbers; in every second world they move by `size`, up or down, from some month on."""
    rng = np.random.default_rng(seed)
    drawn = []
    for place in range(WORLDS):
        first = int(rng.integers(4, 11)) if place % 2 else -1
        away = rng.normal(size=MONTHS)
        if first >= 0:
            away[first:] += size * rng.choice([-1, 1])
        drawn.append({"away": away, "shifted_from": first})
    return drawn


def judged(answer, seed, **parameters):
    return run("alarms", PARAMETERS | parameters, answer, worlds(seed), seed=0)


def beyond(limit):
    return lambda away: np.abs(away) > limit


def cusum(away):
    up, down, rings = 0.0, 0.0, []
    for month in away:
        up, down = max(0.0, up + month - 0.75), max(0.0, down - month - 0.75)
        rings.append(int(max(up, down) > 2.6))
        if rings[-1]:
            up = down = 0.0
    return rings


def as_objects(away):
    """Verdicts in a column that may hold anything, as `Series.where` or an empty array filled bit by bit leave them."""
    return pd.Series([bool(month) for month in np.abs(away) > 2.5], dtype=object)


@pytest.mark.parametrize(
    "answer",
    [beyond(2.4), beyond(2.5), beyond(3), cusum, as_objects],
    ids=["2.4", "2.5", "3", "cusum", "as objects"],
)
def test_a_rule_that_keeps_both_promises_is_not_refused_in_fifty_draws(answer):
    assert [seed for seed in range(50) if judged(answer, seed) is not None] == []


WRONG = {
    "two standard errors": (beyond(1.96), "false alarms"),
    "always": (lambda away: np.ones(len(away), bool), "false alarms"),
    "never": (lambda away: [False] * len(away), "Too slow"),
    "one side only": (lambda away: away > 2.5, "Too slow"),
    "five standard errors": (beyond(5), "Too slow"),
    "against the year's own mean": (lambda away: np.abs(away - away.mean()) > 2.5, "months after it"),
    "no verdicts": (lambda away: None, "verdict"),
    "one verdict": (lambda away: True, "verdict"),
    "one month short": (lambda away: (np.abs(away) > 2.5)[1:], "verdict"),
    "how far": (lambda away: away, "verdict"),
    "words": (lambda away: ["rings"] * len(away), "verdict"),
    "gaps": (lambda away: pd.Series([None, *(np.abs(away) > 2.5)[1:]], dtype=object), "verdict"),
}


@pytest.mark.parametrize(("answer", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_rule_is_refused_whatever_the_draw_and_told_why(answer, why):
    for seed in range(15):
        reason = judged(answer, seed)
        assert why in reason.en and reason.fr


def test_silent_worlds_count():
    """Where no world stays silent but for the months before its shift, a rule that rings too often is told so all the same."""
    shifted = [world for world in worlds(0) if world["shifted_from"] >= 0]
    assert "false alarms" in run("alarms", PARAMETERS, beyond(1.5), shifted, seed=0).en
    silent = [world for world in worlds(0) if world["shifted_from"] < 0]
    assert run("alarms", PARAMETERS, beyond(2.5), silent, seed=0) is None
