"""What computes without end takes all the time it is given once; what only waited may be right in a kernel of its own."""

import pytest

from labkit.content import Content
from labkit.grading.judging.notebook import grade_notebook
from labkit.grading.submission.reading import read
from labkit.grading.submission.restore import restore
from labkit.kernels.limits import Limits
from labkit.kernels.session.session import open_session
from labkit.tasks.load import load_grader
from tests.grading.grading_sample import LAB, RIGHT_PPV, SAMPLE, SECRET

QUICK = Limits(cell_seconds=5, call_seconds=2, total_seconds=40)


@pytest.fixture
def run(submission, template, tmp_path):
    def go(answers):
        restored, _repairs = restore(read(submission(answers)), template)
        grader = load_grader(Content(SAMPLE), LAB)
        return grade_notebook(restored, grader, SECRET, workdir=tmp_path, template=template, limits=QUICK)

    return go


def statuses(graded):
    return {o.task: o.status for o in graded.outcomes}


def test_what_does_not_come_back_is_not_tried_twice(run, monkeypatch):
    """Each try takes all the time that a cell, or an answer, is given; a class waits for it."""
    opened = []
    monkeypatch.setattr(
        "labkit.grading.judging.kernel_run.open_session",
        lambda *args, **options: opened.append(1) or open_session(*args, **options),
    )
    graded = run({"ppv-answer": f"while True: pass\n{RIGHT_PPV}", "threshold-answer": "threshold = 10"})
    assert statuses(graded)["ppv"] == "crashed" and graded.points == 1
    graded = run({"ppv-answer": "def ppv(**_):\n    while True: pass", "threshold-answer": "threshold = 10"})
    assert statuses(graded)["ppv"] == "crashed" and graded.points == 1
    assert len(opened) == 2


def test_what_only_waited_for_a_thread_of_the_notebooks_is_read_alone(run):
    """An answer's own process has none of the kernel's threads: a pool that was used before waits for ever."""
    pooled = f"{RIGHT_PPV}\nfrom concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\nplain = ppv\n"
    pooled += (
        "pool.submit(len, '').result()\ndef ppv(**given):\n    return pool.submit(plain, **given).result()"
    )
    graded = run({"ppv-answer": pooled, "threshold-answer": "threshold = 10"})
    assert graded.points == 3 and graded.faults == []
