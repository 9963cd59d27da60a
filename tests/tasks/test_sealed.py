"""A sealed text opens to its answer only, and the box tells nothing about which answer is right."""

import numpy as np
import pytest

from labkit.tasks.sealed import canonical, seal, unseal

BOX = seal("salt", [(n, {"right": n == 7, "en": "x" * n}) for n in range(30)])


def test_it_opens_to_its_answer_only():
    assert unseal("salt", BOX, 7)["right"] is True
    assert unseal("salt", BOX, 8)["right"] is False
    assert unseal("salt", BOX, 99) is None
    assert unseal("another salt", BOX, 7) is None


def test_every_text_has_the_same_length():
    assert len({len(text) for text in BOX.values()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [(9, 9.0), (9, np.int64(9)), ("b", " B "), ([1, 2], (1.0, 2)), ({"a": 1, "b": 2}, {"b": 2, "a": 1.0})],
)
def test_spellings_of_one_answer(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [(1, "1"), (True, 1), ("ab", ["a", "b"]), (0.1, 0.2)])
def test_different_answers_stay_different(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("answer", [print, object(), {1, 2}, None])
def test_what_cannot_be_compared_is_a_type_error(answer):
    with pytest.raises(TypeError):
        canonical(answer)
