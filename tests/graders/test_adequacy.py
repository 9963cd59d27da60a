"""Every lab's cases are adequate: a right answer changed mechanically is refused, in practice and with each marking seed."""

import pytest

from labkit.content import Content
from labkit.tasks.adequacy import adequacy_of_lab, lines
from labkit.tasks.load import load_grader

CONTENT = Content.find()
# Labs whose cases still let changes pass: `labkit lint LAB --adequacy` names them.
TO_MEND = {"m2_finetune", "m3_negation", "m5_groups"}


@pytest.mark.parametrize("lab", [lab for lab in CONTENT.labs() if lab not in TO_MEND])
def test_no_change_of_a_right_answer_survives(lab):
    found = list(adequacy_of_lab(load_grader(CONTENT, lab), name=False))
    assert all(one.holds for one in found), "\n".join(lines(found))


@pytest.mark.parametrize("lab", sorted(TO_MEND))
def test_a_lab_still_to_mend_is_one_that_needs_it(lab):
    found = adequacy_of_lab(load_grader(CONTENT, lab), name=False)
    assert not all(one.holds for one in found)
