"""A small lab of our own (`sample/`), and submissions of it that are as right or as wrong as a test asks."""

import pytest
from nbformat import NotebookNode

from tests.grading.grading_sample import LAB, SAMPLE, answered


@pytest.fixture(autouse=True)
def sample_content(monkeypatch, request):
    """The sample's notebooks and graders are the course's in every test here, also in processes it starts."""
    if "kernels" in request.path.parts:
        return
    monkeypatch.setenv("LABKIT_CONTENT", str(SAMPLE))


@pytest.fixture
def release():
    """The learner's copy in a language."""
    from labkit.course.content import Content
    from labkit.course.release import learner_copy
    from labkit.course.source import read_source

    source = read_source(Content(SAMPLE), LAB)
    return lambda language="en": learner_copy(source, language, "builder")


@pytest.fixture
def template(release):
    return release("en")


@pytest.fixture
def submission(release):
    """A learner's notebook: answers by grade id, other cells as released."""

    def write(answers: dict[str, str] | None = None, language: str = "en") -> NotebookNode:
        return answered(release(language), answers or {})

    return write
