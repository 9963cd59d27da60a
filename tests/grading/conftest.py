"""A small lab of our own (`sample/`), and submissions of it that are as right or as wrong as a test asks."""

import shutil

import nbformat
import pytest
from nbformat import NotebookNode

from tests.grading.grading_sample import LAB, SAMPLE, answered, dump


@pytest.fixture(autouse=True)
def sample_content(monkeypatch):
    """The sample's notebooks and graders are the course's in every test here, also in processes it starts."""
    monkeypatch.setenv("LABKIT_CONTENT", str(SAMPLE))


@pytest.fixture
def release():
    """The learner's copy in a language."""
    from labkit.content import Content
    from labkit.course.release.release import learner_copy
    from labkit.course.source.lab_source import read_source

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


@pytest.fixture(scope="session")
def made_course(tmp_path_factory):
    """A course folder of the sample, generated once; tests copy it."""
    from labkit.cli.grading import path_to_programs
    from labkit.content import Content
    from labkit.course.release.course_folder import make_course
    from labkit.grading.nbgrader.course_settings import CourseSettings
    from labkit.grading.run.writer import generate

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_CONTENT", str(SAMPLE))
        folder = tmp_path_factory.mktemp("made") / "course"
        make_course(Content(SAMPLE), folder, "en")
        path_to_programs()
        generate(CourseSettings.load(folder), LAB)
    return folder


@pytest.fixture
def course(made_course, tmp_path):
    """A course folder of one's own, nothing handed in yet."""
    folder = tmp_path / "course"
    shutil.copytree(made_course, folder)
    return folder


@pytest.fixture
def hand_in(course, submission):
    """Put a notebook, or any bytes, where `nbgrader collect` would."""

    def put(learner, answers=None, language="en", *, content=None, when="2026-11-20 10:00:00 UTC"):
        folder = course / "submitted" / learner / LAB
        folder.mkdir(parents=True, exist_ok=True)
        if content is None:
            content = nbformat.writes(submission(answers, language)).encode()
        (folder / f"{LAB}.ipynb").write_bytes(content)
        (folder / "timestamp.txt").write_text(when)
        return folder

    return put


@pytest.fixture
def grade(course):
    """Grade the course in this process; `**options` as for `grade_class`."""
    from labkit.grading.nbgrader.course_settings import CourseSettings
    from labkit.grading.run.run import grade_class

    def run(**options):
        return grade_class(CourseSettings.load(course), LAB, **{"workers": 1} | options)

    return run


@pytest.fixture
def gradebook(course):
    """The gradebook as plain data: learner to (score, penalty, {cell: (auto, manual, needs a person)})."""
    return lambda: dump(course)
