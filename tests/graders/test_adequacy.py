"""Every lab's cases are adequate: a right answer changed mechanically is refused, in practice and with each marking seed."""

import pytest

from labkit.content import Content
from labkit.tasks.adequacy import SECRETS, adequacy_of_lab, lines
from labkit.tasks.load import load_grader

CONTENT = Content.find()
EACH = [pytest.param(lab, marks=pytest.mark.xdist_group(f"adequacy-{lab}"), id=lab) for lab in CONTENT.labs()]


@pytest.mark.parametrize("lab", EACH)
def test_no_change_of_a_right_answer_survives(lab):
    # Two courses' cases; `labkit lint LAB --adequacy`, which an author runs, asks a third.
    found = list(adequacy_of_lab(load_grader(CONTENT, lab), secrets=SECRETS[:2], name=False))
    assert all(one.holds for one in found), "\n".join(lines(found))
