"""The synthetic labs of the benchmarks are labs: what a lab must have changes, and nobody runs a benchmark every day."""

import runpy
from pathlib import Path

import pytest

from labkit.content import Content
from labkit.course.source.lab_source import read_source
from labkit.tasks.load import load_grader

MADE = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "grading_labs.py"))


@pytest.mark.parametrize("lab", MADE["LABS"].values(), ids=MADE["LABS"])
def test_it_is_read_and_loaded(tmp_path, lab):
    MADE["labkit_content"](lab, tmp_path)
    content = Content(tmp_path)
    assert content.labs() == [lab.name]
    assert read_source(content, lab.name).pathways() == ["builder"]
    assert [task.id for task in load_grader(content, lab.name).on_pathway("builder")] == list(lab.answers)
