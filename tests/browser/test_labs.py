"""A whole lab in the real JupyterLab, one in each language: fresh without an error, and with the right answers typed in, all right.

A browser alone finds how JupyterLab shows a copy: cells that do not appear, a kernel that it does not connect, a cell that it will not run
again, an image without its alt text once it is sanitised. What a copy gives is found in a kernel, for every lab (tests/notebooks/test_copies.py).
``LABKIT_COPIES=all`` takes every lab and all four copies through the browser: for an author who has written one (``-k LAB``).
"""

import os

import pytest
from playwright.sync_api import expect

from labkit.content import Content, assignment_of
from labkit.course.source.lab_source import is_check, read_source
from labkit.course.source.select import select
from tests.browser.conftest import TOKEN
from tests.browser.notebook import SLOW, Notebook
from tests.notebooks.answers import COPIES, NOT_STARTED, SAYS, tasks

NEEDS = ("m5_groups", "m6_human")

pytestmark = pytest.mark.browser

COURSE = Content.find()
KEEP = {"en": "Keep a page of this lab", "fr": "Garder une page de ce TP"}
# The learner's journey (test_learner.py) goes through m4_threshold; these two are those that take least.
WHOLE = [("m5_groups", "en", "builder"), ("m6_human", "fr", "explorer")]
if os.environ.get("LABKIT_COPIES") == "all":
    WHOLE = [(lab, *copy) for copy in COPIES for lab in COURSE.labs()]
WHOLE = [pytest.param(*copy, marks=pytest.mark.xdist_group(f"browser-{copy[1]}")) for copy in WHOLE]


@pytest.mark.parametrize(("lab", "language", "pathway"), WHOLE)
def test_a_lab_is_run_fresh_and_then_answered_right(lab, language, pathway, learner, page, tmp_path):
    url, _labs = learner(language, pathway)
    name = assignment_of(lab, pathway)
    page.goto(f"{url}/lab/workspaces/{name}/tree/{name}/{name}.ipynb?token={TOKEN}")
    notebook = Notebook(page)
    cells = select(read_source(COURSE, lab), language, pathway).cells
    checks = sum(map(is_check, cells))
    expect(notebook.cells).to_have_count(len(cells), timeout=SLOW)

    notebook.run_everything()
    assert not notebook.errors()
    assert page.get_by_text(NOT_STARTED[language]).count() >= checks

    for places, source in tasks(cells):
        if cells[places[0]].cell_type == "code":
            notebook.write(notebook.cells.nth(places[0]), source)
            for place in places:
                notebook.run(notebook.cells.nth(place))
    assert not notebook.errors()
    notebook.run(notebook.cell("lab.progress()"))
    last = notebook.cell("lab.progress()")
    said = last.locator(".jp-Cell-outputArea")
    expect(said).to_contain_text(SAYS[language].format(n=checks), timeout=SLOW)
    last.get_by_role("button", name=KEEP[language]).press("Enter")
    expect(last.locator(".widget-output a")).to_be_visible(timeout=SLOW)
    pictures = page.locator(".jp-NotebookPanel:visible .jp-OutputArea img").all()
    # A lab of tables alone has none; one whose solved outputs have a picture shows it here too.
    assert bool(pictures) == ("<img" in str([cell.get("outputs") for cell in cells]))
    for image in pictures:
        assert len(image.get_attribute("alt") or "") > 40
    page.screenshot(path=tmp_path / f"{name}-{language}.png")
