"""The criterion of a share of right answers: what is of another kind than the truth is told so, with the mutants named first."""

import pytest

from labkit.language import Text
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build
from labkit.tasks.criteria import Criterion, run
from labkit.tasks.declare import case, function_task
from labkit.tasks.judge import judge

CASES = [{"n": n, "truth": "" if n % 4 == 0 else "even" if n % 2 == 0 else "odd"} for n in range(20)]
PARAMETERS = {"truth": "truth", "least": 0.9, "message": ["wrong too often", "trop souvent fausse"]}


def said(n):
    return CASES[n % 4]["truth"]


def judged(answer):
    return run("floor", PARAMETERS, answer, CASES, seed=0)


def test_a_share_above_the_floor_is_right():
    assert judged(said) is None
    assert judged(lambda n: "odd" if n == 2 else said(n)) is None


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda n: said(n) or None, "In 5 cases of 20 your function returns None"),
        (lambda n: [said(n)], "In 20 cases of 20 your function returns a list"),
        (lambda n: n, "The answer should be a text."),
        (lambda n: "odd", "wrong too often"),
        (lambda n: None if n % 2 else "odd", "wrong too often"),
    ],
    ids=["nothing for an empty text", "a list", "a number", "another text", "nothing, and another text"],
)
def test_another_kind_is_told_where_nothing_else_is_wrong(answer, told):
    assert told in judged(answer).en


@pytest.fixture
def bundle():
    task = function_task(
        points=1,
        criterion=Criterion("floor", PARAMETERS),
        why=Text("yes", "oui"),
        hints=[Text("odd?", "impair ?")],
    )
    task.reference(said)

    @task.mutant(Text("never odd", "jamais impair"))
    def never_odd(n):
        return None if n % 2 else said(n)

    @task.cases
    def cases(rng):
        for one in CASES:
            yield case(**one)

    return build(task, "named", 1)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda n: print(n), "Your function returns nothing."),
        (lambda n: None if n % 2 else said(n), "never odd"),
        (lambda n: said(n) or None, "In 5 cases of 20"),
        (said, "yes"),
    ],
    ids=["prints in place of returning", "a mutant of that kind", "nothing for an empty text", "right"],
)
def test_the_judge_names_a_mutant_first_then_what_the_function_returned(answer, message, bundle):
    assert judge(LocalAnswer(answer), bundle, reveal=True).message.en.startswith(message)
