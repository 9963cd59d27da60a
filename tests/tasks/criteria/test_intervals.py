"""Which mistake an interval was made with, by formula or by bootstrap."""

import numpy as np
import pytest

from labkit.tasks.criteria.intervals import made_with

CENTRES = np.random.default_rng(0).normal(0, 3, 100)


def around(centres, half):
    return np.stack([centres - half, centres + half], axis=1).tolist()


MISTAKES = {
    "turned_round": around(-CENTRES, 2.0),
    "one_standard_error": around(CENTRES, 1.0),
    "no_width": around(CENTRES, 0.0),
}


def drawn_again(intervals, noise, seed=1):
    bounds = np.array(intervals)
    width = (bounds[:, 1] - bounds[:, 0]).mean()
    return (bounds + np.random.default_rng(seed).normal(0, noise * width, bounds.shape)).tolist()


@pytest.mark.parametrize("noise", [0.0, 0.02, 0.05])
@pytest.mark.parametrize("mistake", ["turned_round", "one_standard_error"])
def test_it_is_told_from_other_draws(mistake, noise):
    assert made_with(drawn_again(MISTAKES[mistake], noise), MISTAKES) == mistake


def test_an_answer_far_from_all_is_none_of_them():
    assert made_with(around(CENTRES, 2.0), MISTAKES) is None
    assert made_with(around(CENTRES + 1, 1.0), MISTAKES) is None


def test_between_two_that_are_near_each_other_none_is_named():
    two = {"z": around(CENTRES, 1.0), "t": around(CENTRES, 1.06)}
    assert made_with(around(CENTRES, 1.03), two) is None
    assert made_with(around(CENTRES, 1.0), {"z": two["z"]}) == "z"


@pytest.mark.parametrize(
    "answer", [[None] * 100, [(1, 2, 3)] * 100, [(np.nan, 1)] * 100, [(1, 2)], [("a", "b")] * 100]
)
def test_what_is_no_interval_is_none_of_them(answer):
    assert made_with(answer, MISTAKES) is None
