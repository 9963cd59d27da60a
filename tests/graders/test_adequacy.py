"""Every lab's cases are adequate: a right answer changed mechanically is refused, in practice and with each marking seed."""

import pytest

from labkit.content import Content
from labkit.tasks.adequacy import SECRETS, adequacy_of_lab, lines
from labkit.tasks.criteria import FLOORS
from labkit.tasks.declare import FunctionTask
from labkit.tasks.load import load_grader

CONTENT = Content.find()
EACH = [pytest.param(lab, marks=pytest.mark.xdist_group(f"adequacy-{lab}"), id=lab) for lab in CONTENT.labs()]


def tasks_that_can_fail(grader):
    """Not those that a floor decides: what stays above it is right, so that no change of them tells anything."""
    functions = [task for task in grader.tasks if isinstance(task, FunctionTask)]
    return [task.id for task in functions if not (task.criterion and task.criterion.name in FLOORS)]


@pytest.mark.parametrize("lab", EACH)
def test_no_change_of_a_right_answer_survives(lab):
    # Two courses' cases; `labkit lint LAB --adequacy`, which an author runs, asks a third.
    grader = load_grader(CONTENT, lab)
    names = tasks_that_can_fail(grader)
    found = list(adequacy_of_lab(grader, names, secrets=SECRETS[:2], name=False)) if names else []
    assert [one.task for one in found] == names
    assert all(one.holds for one in found), "\n".join(lines(found))
