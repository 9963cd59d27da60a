"""m3_negation's explorers read the sentences that its grader judges, in its order."""

import importlib

import pytest

from labkit.content import Content
from labkit.course.source.lab_source import read_source
from labkit.course.source.select import select
from labkit.tasks.load import load_grader

NEEDS = ("m3_negation",)


@pytest.mark.parametrize("task", ["plus_readings", "decisions"])
def test_the_notebook_shows_the_sentences_that_are_judged(task):
    course = Content.find()
    right = load_grader(course, "m3_negation").task("read").right
    sentences = importlib.import_module(f"{right.__module__.rpartition('.')[0]}.{task}").SENTENCES
    cells = select(read_source(course, "m3_negation"), "en", "explorer").cells
    (shown,) = (cell.source for cell in cells if cell.id == f"{task.replace('_', '-')}-answer")
    places = [shown.index(f'"{sentence}",') for sentence, _figure in sentences]
    assert len(places) >= 6 and places == sorted(places)
    assert f'"{"".join(figure for _sentence, figure in sentences)}"' in shown
