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


def asks_for_an_interval(task):
    criterion = getattr(task, "criterion", None)
    return criterion is not None and criterion.name in INTERVALS


TASKS = {
    (lab, t.id): t
    for lab in CONTENT.labs()
    for t in load_grader(CONTENT, lab).tasks
    if asks_for_an_interval(t)
}


def one_width_for_all(task, half):
    def flat(**arguments):
        middle = float(np.mean(np.ravel(task.right(**arguments))[:2]))
        return middle - half, middle + half

    flat.__signature__ = inspect.signature(task.right)
    return flat


@pytest.mark.parametrize(("lab", "name"), TASKS)
def test_one_width_for_all_cases_is_refused(lab, name):
    task = TASKS[lab, name]
    practice = build(task, lab, practice_seed(lab, name))
    flat = one_width_for_all(task, float(np.mean(practice.criterion.parameters["widths"])) / 2)
    seeds = [marking_seed(bytes([number]) * 16, lab, name) for number in range(3)]
    for bundle in (practice, *(build(task, lab, seed) for seed in seeds)):
        assert judge(LocalAnswer(flat), bundle=bundle, reveal=False).status == "wrong"
