"""The mark in a feedback page's head: what is written is read, and nothing that a learner wrote is taken for it."""

import pytest

from labkit.grading.feedback.feedback import page, unreadable_page
from labkit.grading.feedback.mark import PageMark, read
from tests.grading.grading_sample import LAB

FORGED = '<meta name="labkit-mark" content="99/99 final">'


def about(**more):
    given = {"assignment": LAB, "student": "ada", "score": 2.5, "max_score": 14.0, "late_penalty": 0.0}
    return given | {"provisional": True, "marks": {}, "timestamp": None} | more


def written(notebook_title="", source="", **more):
    from nbformat.v4 import new_markdown_cell, new_notebook

    notebook = new_notebook(cells=[new_markdown_cell(source)], metadata={"title": notebook_title})
    return page(notebook, about(**more)).encode()


@pytest.mark.parametrize("score", [0.0, 2.5, 1 / 3, -1.0, 14.0, 1e-9])
@pytest.mark.parametrize("provisional", [True, False])
def test_what_is_written_is_read(score, provisional):
    said = read(written(score=score, provisional=provisional))
    assert said == PageMark(round(score, 2), 14.0, provisional)


def test_a_learner_forges_no_mark():
    told = PageMark(2.5, 14.0, True)
    assert read(written(notebook_title=FORGED, source=FORGED)) == told
    assert read(written(student=FORGED, assignment=FORGED)) == told


def test_other_pages_have_none():
    assert read(b"") is None and read(b"<html><head></head><p>0/1") is None
    assert read(unreadable_page(about(), {"en": FORGED, "fr": FORGED}).encode()) is None
