"""Every lab in the real JupyterLab: a fresh copy runs without an error, and with the right answers typed in, all are right.

By default the English builder's and the French explorer's copies; ``LABKIT_COPIES=all`` takes the other two as well.
"""

import os
import re

import pytest
from playwright.sync_api import expect

from labkit.content import Content, assignment_of
from labkit.course.source.lab_source import is_check, read_source
from labkit.course.source.select import select
from tests.browser.conftest import TOKEN
from tests.browser.notebook import SLOW, Notebook

pytestmark = pytest.mark.browser

COURSE = Content.find()
COPIES = [("en", "builder"), ("fr", "explorer")]
if os.environ.get("LABKIT_COPIES") == "all":
    COPIES += [("en", "explorer"), ("fr", "builder")]
SAYS = {"en": "Tasks right: {n} of {n}", "fr": "Tâches justes : {n} sur {n}"}
NOT_STARTED = {"en": "Not started", "fr": "Pas commencé"}
_MARKS = re.compile(r"^\s*### (BEGIN|END) (SOLUTION|HIDDEN TESTS)\s*$\n?", re.MULTILINE)


@pytest.fixture(scope="module", params=COPIES, ids=[" ".join(copy) for copy in COPIES])
def copy(request, start_learner):
    """JupyterLab on one learner's folder: language, path and address."""
    language, path = request.param
    with start_learner(language, path) as (url, _labs):
        yield language, path, url


def tasks(cells):
    """For each answer cell: the cells from it to its check (or itself alone), by place, and the right answer."""
    places = [n for n, c in enumerate(cells) if "### BEGIN SOLUTION" in c.source]
    for start, following in zip(places, [*places[1:], len(cells)], strict=True):
        checks = [n for n in range(start, following) if is_check(cells[n])]
        end = checks[-1] if checks else start
        code = [n for n in range(start, end + 1) if cells[n].cell_type == "code"]
        yield code, _MARKS.sub("", cells[start].source)


@pytest.mark.parametrize("lab", COURSE.labs())
def test_a_lab_is_run_fresh_and_then_answered_right(lab, copy, page, tmp_path):
    language, path, url = copy
    name = assignment_of(lab, path)
    page.goto(f"{url}/lab/workspaces/{name}/tree/{name}/{name}.ipynb?token={TOKEN}")
    notebook = Notebook(page)
    cells = select(read_source(COURSE, lab), language, path).cells
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
    said = notebook.cell("lab.progress()").locator(".jp-OutputArea")
    expect(said).to_contain_text(SAYS[language].format(n=checks), timeout=SLOW)
    for image in page.locator(".jp-NotebookPanel:visible .jp-OutputArea img").all():
        assert len(image.get_attribute("alt") or "") > 40
    page.screenshot(path=tmp_path / f"{name}-{language}.png")
