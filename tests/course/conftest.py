"""A course of one small lab, in a folder of its own, for every test of this room."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from labkit import language
from labkit.content import Content
from labkit.course.source.lab_source import Source, check
from labkit.tasks.lab_file import read_lab_file
from tests.course.sample_lab.notebook import GRADER, LAB, sample_notebook


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A command sets the process's language: every test begins and ends with the environment's."""
    language.use(None)
    yield
    language.use(None)


@pytest.fixture
def notebook() -> NotebookNode:
    """The sample source notebook, free to be broken."""
    return sample_notebook()


@pytest.fixture
def source(notebook: NotebookNode) -> Source:
    return check(LAB, notebook, Path("s1_sample.ipynb"), read_lab_file(GRADER).passport)


@pytest.fixture
def make_content(tmp_path: Path) -> Callable[[NotebookNode], Content]:
    """Write a course that holds the given notebook as its one lab, with the sample's grader."""

    def make(notebook: NotebookNode, lab: str = LAB) -> Content:
        root = tmp_path / "content"
        (root / "notebooks" / lab).mkdir(parents=True, exist_ok=True)
        (root / "graders").mkdir(exist_ok=True)
        (root / "data").mkdir(exist_ok=True)
        nbformat.write(notebook, root / "notebooks" / lab / f"{lab}.ipynb")
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(GRADER, root / "graders" / lab, ignore=ignored, dirs_exist_ok=True)
        return Content(root)

    return make


@pytest.fixture
def content(make_content: Callable[[NotebookNode], Content], notebook: NotebookNode) -> Content:
    return make_content(notebook)
