"""A mutant as a learner would type it stands alone: a sandbox has none of the lab's grader."""

import pytest

from labkit.content import Content
from labkit.grading.run.demo import mutant_source
from labkit.tasks.load import load_grader


@pytest.fixture
def real_labs(monkeypatch):
    monkeypatch.delenv("LABKIT_CONTENT", raising=False)
    return Content.find()


def test_no_typed_mutant_imports_the_grader_it_was_taken_from(real_labs):
    typed = 0
    for lab in real_labs.labs():
        grader = load_grader(real_labs, lab)
        package = grader.tasks[0].right.__module__.partition(".")[0]
        for task in grader.tasks:
            sources = [text for m in task.mutants if (text := mutant_source(task, m, task.id))]
            assert sources and not any(package in text for text in sources), (lab, task.id)
            typed += len(sources)
    assert typed > 300
