"""Typing is not the task: one number in a list is that number, other kinds are named; a function may name its arguments as it likes."""

import functools
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from labkit.tasks import Text, build, case, function_task, judge, value_task
from labkit.tasks.answers import LocalAnswer, by_position
from labkit.tasks.judge.error_words import meaning
from labkit.tasks.judge.typed_number import typed_number

T = Text("message", "message")


@pytest.fixture(scope="module")
def number():
    task = value_task(id="alarms", points=1, why=T, hints=[T], domain=range(1, 40))

    @task.reference
    def right():
        return 16

    for other in (7, 8):
        task.mutant(Text(f"that is {other}", f"c'est {other}"))(_is(other))
    return build(task, "tiny", 7)


def _is(other):
    def claims(answer):
        return answer == other

    claims.__name__ = f"is_{other}"
    return claims


@pytest.fixture(scope="module")
def share():
    task = function_task(id="share", points=1, why=T, hints=[T])

    @task.reference
    def right(part, whole):
        return part / whole

    @task.mutant(Text("upside down", "à l'envers"))
    def upside_down(part, whole):
        return whole / part

    @task.cases
    def numbers(rng):
        for part in rng.integers(1, 40, 4):
            yield case(whole=50, part=int(part))  # in no order

    return build(task, "tiny", 7)


def outcome(answer, bundle):
    return judge(LocalAnswer(answer, seconds=0.5), bundle, reveal=False)


SIXTEEN = [
    16,
    16.0,
    [16],
    (16,),
    {16},
    [[16]],
    np.array([16]),
    np.array(16),
    np.int8(16),
    pd.Series([16]),
    Decimal("16"),
    Fraction(32, 2),
    "16",
    " 16 ",
    "16,0",
    "16.0",
    "+16",
    "«\u00a016\u00a0»",
    "16\u202f%",
    "１６",
    "'16'",
    ["16"],
    np.str_("16"),
]


@pytest.mark.parametrize("answer", SIXTEEN, ids=repr)
def test_one_number_is_that_number_whatever_holds_it(answer, number):
    assert outcome(answer, number).status == "right"


TYPED = {
    "1 150": 1150,
    "1\u202f150,5": 1150.5,
    "-2,9": -2.9,
    "\u22122.9": -2.9,
    "0,125": 0.125,
    "1,15": 1.15,
    "1150": 1150,
    "007": 7,
}


@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_read_out_of_its_quotes_in_either_language(text):
    assert typed_number(text) == TYPED[text]


@pytest.mark.parametrize("text", ["1,150", "12 34", "7²", "1.2.3", "--2", "1e3", "nan", "%", "9" * 100])
def test_what_is_not_one_number_stays_a_text(text):
    assert typed_number(text) == text


OTHERS = {
    "two numbers": ("16 17", "quotation marks"),
    "one or the other": ("16 or 17", "quotation marks"),
    "another unit": ("16 mg", "quotation marks"),
    "a calculation": ("8 * 2", "quotation marks"),
    "thousands or decimals": ("16,000", "quotation marks"),
    "a word": ("seize", "quotation marks"),
    "no text": ("", "quotation marks"),
    "True": (True, "True or False"),
    "three": ([16, 1, 2], "a list of 3 elements"),
    "dictionary": ({"a": 16}, "a dictionary of 1 element"),
    "frame": (pd.DataFrame({"a": [16]}), "a table"),
    "bytes": (b"16", "bytes"),
    "nan": (float("nan"), "nan"),
    "nothing": ((), "nothing between the parentheses"),
    "dots": ((16, ...), "three dots"),
    "function": (lambda: 16, "a function"),
    "class": (int, "a class"),
    "generator": ((n for n in [16]), "a generator"),
    "complex": (16 + 0j, "a complex number"),
    "date": (date(2026, 1, 16), "a date"),
    "timestamp": (pd.Timestamp("2026-01-16"), "a date"),
    "range": (range(16, 17), "a range"),
}


@pytest.mark.parametrize(("answer", "part"), OTHERS.values(), ids=OTHERS)
def test_another_kind_is_named_with_what_to_give(answer, part, number):
    found = outcome(answer, number)
    assert (found.status, found.points) == ("wrong", 0)
    assert (
        part in found.message.en and "type" not in found.message.fr and found.message.en != found.message.fr
    )


def own_names(partie, tout):
    return partie / tout


def in_their_order(part, whole, /):
    return part / whole


def whatever(*numbers):
    return numbers[0] / numbers[1]


@functools.wraps(own_names)
def wrapped(*numbers):
    return own_names(*numbers)


class Share:
    def __call__(self, a, b):
        return a / b

    def method(self, a, b):
        return a / b


RIGHT = [own_names, in_their_order, whatever, wrapped, Share(), Share().method, lambda a, b, c=1: a / b * c]


@pytest.mark.parametrize("answer", RIGHT)
def test_a_function_names_its_arguments_as_it_likes(answer, share):
    assert outcome(answer, share).status == "right"


def test_in_the_order_of_the_starting_text_and_by_name_where_the_names_are_known(share):
    assert outcome(lambda whole, part: part / whole, share).status == "right"
    assert outcome(lambda tout, partie: partie / tout, share).misconception == "upside_down"
    assert share.parameters == ["part", "whole"]
    assert not by_position(max, {"a": 1}) and not by_position(lambda a: a, {"a": 1, "b": 2})


@pytest.mark.parametrize(
    ("answer", "status", "part"),
    [
        (lambda part: part, "crashed", "def share(part, whole):"),
        (lambda a, b, c: a, "crashed", "def share(part, whole):"),
        (lambda part, whole: part / seuil, "crashed", "`seuil` has no value"),  # noqa: F821
        (lambda part, whole: {}[part], "crashed", "not there"),
        (lambda part, whole: part / 0, "crashed", "division by zero"),
        (lambda part, whole: "a" + part, "crashed", "different kinds"),
        (0.5, "wrong", "def share(part, whole):"),
        (lambda part, whole: print(part / whole), "wrong", "print"),
        (lambda part, whole: [part / whole], "wrong", "a list"),
        (lambda part, whole: str(part / whole), "wrong", "a text"),
        (lambda part, whole: (n for n in [part]), "wrong", "a generator"),
        (lambda part, whole: Share(), "wrong", "type Share"),
    ],
)
def test_what_a_function_lacks_is_told(answer, status, part, share):
    found = outcome(answer, share)
    assert found.status == status and part in found.message.en


def test_a_function_of_pythons_that_has_become_a_value_is_named():
    said = meaning("TypeError", "'int' object is not callable", "return abs(a) + sum(b)")
    assert "`abs`, `sum`" in said.en and "another name" in said.en
    assert "`" not in meaning("TypeError", "'float' object is not callable", "return 2 (3)").en
    assert meaning("OSError", "no room") is None


@pytest.mark.parametrize("ends", [lambda part, whole: sys.exit(), lambda part, whole: exit(3)])
def test_an_answer_that_ends_the_program_is_told_so_in_either_language(ends, share):
    found = outcome(ends, share)
    assert found.status == "crashed"
    assert "use `return`" in found.message.en and "utilisez `return`" in found.message.fr


@pytest.mark.parametrize("chosen", [np.array([True, False]), pd.Series([True, False]), [0, 1], "first"])
def test_whoever_cuts_a_list_as_if_it_were_an_array_is_told_how_to_choose(chosen):
    with pytest.raises(TypeError) as raised:
        ["I10", "I50.9"][chosen]
    assert "one by one" in meaning("TypeError", str(raised.value)).en


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (["P1", "P2"], "`array == name`"),
        (0.5, "no decimal number"),
        (np.array([True, False]), "another length"),
        ((0, 1), "dimensions"),
        (7, "past the end"),
    ],
    ids=["names", "a decimal number", "a mask of another length", "two places", "past the end"],
)
def test_what_stands_between_the_brackets_of_an_array_is_told_apart(chosen, told):
    with pytest.raises(IndexError) as raised:
        np.arange(3)[chosen]
    assert told in meaning("IndexError", str(raised.value)).en


def test_a_missing_value_that_a_library_refuses_is_named():
    from sklearn.metrics import roc_auc_score

    with pytest.raises(ValueError, match="NaN") as raised:
        roc_auc_score([0, 1], [np.nan, 1.0])
    assert "missing" in meaning("ValueError", str(raised.value)).en
