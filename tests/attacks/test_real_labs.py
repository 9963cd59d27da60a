"""The same cheats on every task of the real labs, without a kernel: what counts is that a seed nobody knows draws the cases."""

import copy
import functools
import json

import pytest

from labkit.content import Content
from labkit.tasks import codec
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build, marking_seed, practice_seed
from labkit.tasks.declare import FunctionTask
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader

CONTENT = Content.find()
TASKS = [
    (lab, task)
    for lab in CONTENT.labs()
    for task in load_grader(CONTENT, lab).tasks
    if isinstance(task, FunctionTask) and task.criterion is None
]
each_task = pytest.mark.parametrize(("lab", "task"), TASKS, ids=[f"{lab}-{task.id}" for lab, task in TASKS])


@functools.cache
def bundles(lab, id):
    """Those of practice and of marking, without the mutants: their results are not needed here, and cost most."""
    task = copy.copy(next(task for named, task in TASKS if (named, task.id) == (lab, id)))
    task.mutants = []
    return [
        build(task, lab, seed)
        for seed in (practice_seed(lab, id), marking_seed(b"a secret of sixteen bytes", lab, id))
    ]


def earned(answer, lab, task):
    return judge(LocalAnswer(answer), bundles(lab, task.id)[1], reveal=False).points


def key(arguments):
    return json.dumps(codec.encode(arguments), sort_keys=True)


@each_task
def test_the_practice_results_in_their_order_earn_nothing(lab, task):
    practice = bundles(lab, task.id)[0]
    for order in (range(len(practice.cases)), practice.order()):
        known, asked = [practice.cases[place].expected for place in order], []

        def counts(known=known, asked=asked, **arguments):
            asked.append(1)
            return known[(len(asked) - 1) % len(known)]

        assert earned(counts, lab, task) == 0


@each_task
def test_a_table_of_the_practice_cases_earns_nothing(lab, task):
    practice = bundles(lab, task.id)[0]
    known = {key(case.arguments): case.expected for case in practice.cases}
    usual = practice.cases[0].expected
    assert earned(lambda **arguments: known.get(key(arguments), usual), lab, task) == 0


@each_task
def test_a_right_answer_is_right_however_often_it_is_asked_and_may_remember(lab, task):
    known, asked = {}, []

    def remembers(**arguments):
        asked.append(1)
        asked_for = key(arguments)
        if asked_for not in known:
            known[asked_for] = task.right(**arguments)
        return known[asked_for]

    if not task.changes_arguments:
        assert earned(remembers, lab, task) == task.points

    cases = len(bundles(lab, task.id)[1].cases)
    asked.clear()

    def tires(**arguments):
        asked.append(1)
        return task.right(**arguments) if len(asked) <= cases else None

    assert earned(tires, lab, task) == 0
