"""An interval whose width never changes, right on average, earns nothing in any lab."""

import inspect

import numpy as np
import pytest

from labkit.content import Content
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build, marking_seed, practice_seed
from labkit.tasks.criteria import INTERVALS
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader

CONTENT = Content.find()
NEEDS = ("lab",)


def interval_tasks(lab):
    return [
        task
        for task in load_grader(CONTENT, lab).tasks
        if (criterion := getattr(task, "criterion", None)) and criterion.name in INTERVALS
    ]


def one_width_for_all(task, half):
    def flat(**arguments):
        middle = float(np.mean(np.ravel(task.right(**arguments))[:2]))
        return middle - half, middle + half

    flat.__signature__ = inspect.signature(task.right)
    return flat


@pytest.mark.parametrize("lab", CONTENT.labs())
def test_one_width_for_all_cases_is_refused(lab):
    for task in interval_tasks(lab):
        practice = build(task, lab, practice_seed(lab, task.id))
        flat = one_width_for_all(task, float(np.mean(practice.criterion.parameters["widths"])) / 2)
        seeds = [marking_seed(bytes([number]) * 16, lab, task.id) for number in range(3)]
        for bundle in (practice, *(build(task, lab, seed) for seed in seeds)):
            assert judge(LocalAnswer(flat), bundle=bundle, reveal=False).status == "wrong", task.id


def test_there_are_intervals_to_try():
    assert sum(len(interval_tasks(lab)) for lab in CONTENT.labs()) >= 5
