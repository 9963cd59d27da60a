"""Every lab as its learners get it, in a real kernel: a fresh copy runs without an error; answered, every task is right.

A browser sees the same on one lab a language (tests/browser): what only it can find is how JupyterLab shows a copy.
"""

import os

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient

from labkit.content import Content, assignment_of
from labkit.course.release.release import release
from labkit.course.source.lab_source import is_check, read_source
from labkit.course.source.select import select
from labkit.notebook.watch import NOT_RUN
from tests.notebooks.answers import COPIES, NOT_STARTED, SAYS, tasks
from tests.notebooks.forked import forked_kernels

pytestmark = pytest.mark.cycle

COURSE = Content.find()
LABS = [
    pytest.param(*copy, marks=pytest.mark.xdist_group(f"copies-{'-'.join(copy)}"), id="-".join(copy))
    for copy in ((lab, *copy) for lab in COURSE.labs() for copy in COPIES)
]


@pytest.fixture(scope="module")
def kernel():
    with forked_kernels() as name:
        yield name


def shown(cell):
    """What a person reads of a cell's outputs: its text, that of its HTML, and its pictures."""
    texts, pictures = [], []
    for output in cell.outputs:
        page = BeautifulSoup(output.get("data", {}).get("text/html", ""), "html.parser")
        pictures += page.find_all("img")
        texts += [output.get("text", ""), page.get_text(" "), output.get("data", {}).get("text/plain", "")]
    return "\n".join(texts), pictures


def run(client, place):
    """One cell, whose id the kernel is told, as JupyterLab tells it."""
    cell = client.nb.cells[place]
    client.kc.session.metadata = {"cellId": cell.id}
    client.execute_cell(cell, place)


@pytest.mark.parametrize(("lab", "language", "pathway"), LABS)
def test_a_copy_runs_fresh_and_then_answered_right(lab, language, pathway, kernel, tmp_path, monkeypatch):
    monkeypatch.delenv("LABKIT_CONTENT", raising=False)
    made = release(COURSE, lab, language, pathway, tmp_path)
    notebook = nbformat.read(made.notebook, as_version=4)
    cells = select(read_source(COURSE, lab), language, pathway).cells
    checks = sum(map(is_check, cells))
    assert made.notebook.stem == assignment_of(lab, pathway)
    assert [cell.id for cell in notebook.cells] == [cell.id for cell in cells]

    client = NotebookClient(
        notebook, timeout=300, kernel_name=kernel, resources={"metadata": {"path": str(made.folder)}}
    )
    with client.setup_kernel(env=os.environ | {"LABKIT_LANGUAGE": language}):
        for place in range(len(notebook.cells)):
            run(client, place)
        fresh = "\n".join(shown(cell)[0] for cell in notebook.cells if cell.cell_type == "code")
        assert fresh.count(NOT_STARTED[language]) >= checks
        # Nobody has written anything, and nobody is told that they have.
        assert " ".join(fresh.split()).count(" ".join(NOT_RUN.in_language(language).split())) >= checks

        for places, source in tasks(cells):
            if notebook.cells[places[0]].cell_type == "code":
                notebook.cells[places[0]].source = source
                for place in places:
                    run(client, place)
        (last,) = (n for n, cell in enumerate(notebook.cells) if "lab.progress()" in cell.source)
        run(client, last)

    said = " ".join(shown(notebook.cells[last])[0].split())  # French no-break spaces are spaces here
    assert " ".join(SAYS[language].format(n=checks).split()) in said
    pictures = [picture for cell in notebook.cells if cell.cell_type == "code" for picture in shown(cell)[1]]
    assert pictures or not any("data:image" in str(cell.get("outputs")) for cell in cells)
    for picture in pictures:
        assert len(picture.get("alt") or "") > 40
