"""The same cheats on every task of the real labs, without a kernel: what counts is that a seed nobody knows draws the cases."""

import collections
import copy
import functools
import json

import numpy as np
import pytest

from labkit.content import Content
from labkit.tasks import codec
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build, marking_seed, practice_seed
from labkit.tasks.declare import FunctionTask
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader

CONTENT = Content.find()
ALL = [
    (lab, task)
    for lab in CONTENT.labs()
    for task in load_grader(CONTENT, lab).tasks
    if isinstance(task, FunctionTask)
]
TASKS = [(lab, task) for lab, task in ALL if task.criterion is None]
# Judged by how often they are right over many drawn worlds; trainings and readers of sentences have tests of their own.
WORLDS = [
    (lab, task)
    for lab, task in ALL
    if task.criterion is not None and task.criterion.name in ("floor", "coverage", "exact_coverage", "alarms")
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
def test_the_practice_result_of_the_case_nearest_in_size_earns_nothing(lab, task):
    """Sizes of what is asked tell cases apart that differ from course to course in nothing but their numbers."""
    practice = bundles(lab, task.id)[0]
    known = {len(key(case.arguments)): case.expected for case in practice.cases}

    def guesses(**arguments):
        size = len(key(arguments))
        return known[min(known, key=lambda other: abs(other - size))]

    assert earned(guesses, lab, task) == 0


def measured(value):
    """The numbers in a result that nobody hits by chance: more than three decimals."""
    if isinstance(value, dict):
        return [number for part in value.values() for number in measured(part)]
    if hasattr(value, "to_dict"):
        return measured(value.to_dict())
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return [number for part in value for number in measured(part)]
    fine = isinstance(value, (float, np.floating)) and np.isfinite(value) and round(value, 3) != value
    return [round(float(value), 9)] if fine else []


@each_task
def test_what_is_measured_differs_from_course_to_course(lab, task):
    """Otherwise the practice results are all there is to know, and telling the cases apart is enough."""
    known, asked = (
        [number for case in bundle.cases for number in measured(case.expected)]
        for bundle in bundles(lab, task.id)
    )
    assert not asked or not set(asked) <= set(known)


@pytest.mark.parametrize(
    ("lab", "id"),
    [
        pytest.param(lab, id, marks=pytest.mark.needs(lab))
        for lab, id in (("m6_privacy", "k_and_l"), ("m6_live", "incident_note"))
    ],
)
def test_whole_results_are_drawn_too(lab, id):
    """A pair of whole numbers or a list of names has no digits of its own: which of them occur must differ."""
    practice, marking = (sorted(str(case.expected) for case in bundle.cases) for bundle in bundles(lab, id))
    other = build(
        next(task for named, task in TASKS if (named, task.id) == (lab, id)),
        lab,
        marking_seed(b"another secret of 16", lab, id),
    )
    assert practice != marking != sorted(str(case.expected) for case in other.cases)


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


@pytest.mark.parametrize(("lab", "task"), WORLDS, ids=[f"{lab}-{task.id}" for lab, task in WORLDS])
def test_in_many_worlds_the_commonest_right_answer_earns_nothing(lab, task):
    """Nor does the first one that comes: where truths are drawn, no single answer fits more worlds than the criterion lets pass."""
    hidden = task.criterion.parameters.get("truth")
    task = copy.copy(task)
    task.mutants = []
    practice, marking = (
        build(task, lab, seed)
        for seed in (practice_seed(lab, task.id), marking_seed(b"a secret of sixteen bytes", lab, task.id))
    )
    shown = [{k: v for k, v in case.arguments.items() if k != hidden} for case in practice.cases[:40]]
    found = collections.Counter(codec.dumps(task.right(**arguments)) for arguments in shown)
    for said in {found.most_common(1)[0][0], next(iter(found))}:
        assert (
            judge(LocalAnswer(lambda said=said, **arguments: codec.loads(said)), marking, reveal=False).points
            == 0
        )
