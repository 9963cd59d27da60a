"""Every lab's cases are adequate: a right answer changed mechanically is refused, in practice and with each marking seed."""

import pytest

from labkit.content import Content
from labkit.tasks.adequacy import adequacy_of_lab, lines
from labkit.tasks.load import load_grader

CONTENT = Content.find()
EACH = [pytest.param(lab, marks=pytest.mark.xdist_group(f"adequacy-{lab}"), id=lab) for lab in CONTENT.labs()]


@pytest.mark.parametrize("lab", EACH)
def test_no_change_of_a_right_answer_survives(lab):
    found = list(adequacy_of_lab(load_grader(CONTENT, lab), name=False))
    assert all(one.holds for one in found), "\n".join(lines(found))
