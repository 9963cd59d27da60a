"""An answer, or a part of it, that stands below its check is read where all of it is there."""

import pytest
from nbformat.v4 import new_code_cell

from labkit.content import Content
from labkit.grading.judging.notebook import grade_notebook
from labkit.grading.submission.reading import read
from labkit.grading.submission.restore import restore
from labkit.kernels.limits import Limits
from labkit.tasks.load import load_grader
from tests.grading.grading_sample import LAB, RIGHT_PPV, SAMPLE, SECRET, cell_of

QUICK = Limits(cell_seconds=5, call_seconds=2, total_seconds=40)


@pytest.fixture
def run(template, tmp_path):
    def go(notebook):
        restored, _repairs = restore(read(notebook), template)
        grader = load_grader(Content(SAMPLE), LAB)
        return grade_notebook(restored, grader, SECRET, workdir=tmp_path, template=template, limits=QUICK)

    return go


def statuses(graded):
    return {o.task: o.status for o in graded.outcomes}


def test_an_answer_below_its_check_is_read_where_it_is(run, submission):
    notebook = submission({"threshold-answer": "threshold = 10"})
    notebook.cells.append(new_code_cell(RIGHT_PPV))
    graded = run(notebook)
    assert statuses(graded)["ppv"] == "right" and graded.points == 3
    assert "below its check" in cell_of(graded.notebook, "ppv").outputs[0].data["text/html"]


@pytest.mark.parametrize("answer", ["weigh(a, b, c)", "through(a, b, c)"])
def test_an_answer_whose_helper_stands_below_its_check_is_read_once_it_is_there(run, submission, answer):
    own = f"def through(*given):\n    return weigh(*given)\n\ndef ppv(a, b, c):\n    return {answer}"
    notebook = submission({"ppv-answer": own, "threshold-answer": "threshold = 10"})
    notebook.cells.append(new_code_cell(RIGHT_PPV.replace("def ppv", "def weigh")))
    graded = run(notebook)
    assert statuses(graded)["ppv"] == "right" and graded.points == 3
    told = cell_of(graded.notebook, "ppv").outputs[0].data["text/html"]
    assert "weigh" in told and "from top to bottom" in told


def test_a_helper_below_that_is_wrong_leaves_the_crash_as_it_was_told(run, submission):
    notebook = submission(
        {"ppv-answer": "def ppv(a, b, c):\n    return weigh(a)", "threshold-answer": "threshold = 10"}
    )
    notebook.cells.append(new_code_cell("def weigh(a):\n    return 0.5"))
    graded = run(notebook)
    assert statuses(graded)["ppv"] == "crashed"
    assert "weigh" in graded.outcomes[0].message.en
