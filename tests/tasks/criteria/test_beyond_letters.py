"""What two readings have in common beyond letters: a reader of letters has nothing, whatever it learned."""

import numpy as np
import pytest

from labkit.tasks.criteria.beyond_letters import beyond_letters

LEARNED = ["toux depuis hier", "chute ce matin", "brûlure au doigt", "fièvre et frissons"]
LABELS = [1, 0, 0, 1]
RNG = np.random.default_rng(0)
TEXTS = ["".join(RNG.choice(list("abcdefgh iTU"), RNG.integers(3, 20))) for _ in range(200)]
MEANING = RNG.normal(size=200)


def common(one, other):
    return beyond_letters(one, other, TEXTS, LEARNED, LABELS)


def test_one_meaning_read_twice_with_noise_goes_together():
    assert common(MEANING, MEANING) == pytest.approx(1)
    assert common(MEANING + RNG.normal(0, 0.5, 200), MEANING) > 0.7
    assert common(-MEANING, MEANING) == pytest.approx(-1)


def test_a_scale_does_not_matter():
    assert common(np.exp(MEANING), MEANING) == pytest.approx(1)


@pytest.mark.parametrize(
    "trivial",
    [lambda text: len(text), lambda text: sum(letter.isupper() for letter in text) / len(text)],
    ids=["length", "capitals"],
)
def test_what_both_owe_to_length_or_capitals_is_taken_out(trivial):
    trivial = np.array([trivial(text) for text in TEXTS])
    mine, theirs = (5 * trivial / trivial.std() + RNG.normal(size=200) for _ in range(2))
    assert np.corrcoef(mine, theirs)[0, 1] > 0.9
    assert abs(common(mine, theirs)) < 0.3


def test_what_is_all_the_same_has_nothing_in_common():
    assert common(np.full(200, 0.5), MEANING) == 0
