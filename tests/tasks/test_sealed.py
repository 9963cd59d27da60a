"""A sealed text opens to its answer only, and the box tells nothing about which answer is right."""

import base64
import json

import numpy as np
import pytest

from labkit.tasks import sealed
from labkit.tasks.sealed import canonical, new_salt, seal, unseal

BOX = seal("salt", [(n, {"right": n == 7, "en": "x" * n}) for n in range(30)])


def test_it_opens_to_its_answer_only():
    assert unseal("salt", BOX, 7)["right"] is True
    assert unseal("salt", BOX, 8)["right"] is False
    assert unseal("salt", BOX, 99) is None
    assert unseal("another salt", BOX, 7) is None


def test_a_salt_says_its_rounds_and_one_from_before_that_still_opens():
    salt = new_salt("lab", "task", 1)
    assert salt == new_salt("lab", "task", 1) != new_salt("lab", "task", 2)
    assert unseal(salt, seal(salt, [(7, "seven")]), 7) == "seven"
    assert unseal(salt.replace("100$", "2000$"), seal(salt, [(7, "seven")]), 7) is None
    assert sealed._keys("0000aa", 7)[0] == "7962db0813a8520d6f7e33365fcc977b"


def test_lengths_tell_keys_from_texts_and_nothing_more():
    keys, texts = sorted({len(entry) for entry in BOX.values()})
    assert keys < texts
    assert [len(entry) for entry in BOX.values()].count(keys) == 30


@pytest.mark.parametrize("answers", [10, 100])
def test_a_text_that_many_answers_share_is_stored_once(answers):
    shared = seal("salt", [(n, {"en": "one" if n % 2 else "the other"}) for n in range(answers)])
    assert len(shared) == answers + 2
    assert len(set(shared.values())) == answers + 2
    assert all(unseal("salt", shared, n)["en"] == ("one" if n % 2 else "the other") for n in range(answers))


def test_the_place_of_a_text_opens_nothing():
    assert all(unseal("salt", BOX, digest) is None for digest in BOX)


def test_a_pack_that_holds_each_text_with_its_answer_still_opens():
    digest, key = sealed._keys("salt", "b")
    text = json.dumps({"right": True}).ljust(40).encode()
    old = {digest: base64.b64encode(sealed._cipher(key, text)).decode()}
    assert unseal("salt", old, "b") == {"right": True}


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
