"""A course of the grader's sample lab, graded once, and the attestations that it makes."""

import shutil
from pathlib import Path

import nbformat
import pytest

from labkit import language
from labkit.attestation.issue import issue
from labkit.content import Content
from labkit.course.release.release import learner_copy
from labkit.course.source.lab_source import read_source
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.run import grade_class
from tests.grading.conftest import made_course  # noqa: F401
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, SAMPLE, answered


@pytest.fixture(autouse=True)
def _sample(monkeypatch):
    monkeypatch.setenv("LABKIT_CONTENT", str(SAMPLE))
    yield
    language.use(None)


def hand_in(course: Path, learner: str, answers: dict[str, str]) -> None:
    """Put a notebook where `nbgrader collect` would."""
    folder = course / "submitted" / learner / LAB
    folder.mkdir(parents=True, exist_ok=True)
    copy = learner_copy(read_source(Content(SAMPLE), LAB), "en", "builder")
    (folder / f"{LAB}.ipynb").write_text(nbformat.writes(answered(copy, answers)), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(made_course, tmp_path_factory) -> Path:  # noqa: F811
    """Ada has both tasks right, Bob only the single answer, Cleo nothing, Dan handed in again since."""
    folder = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(made_course, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_CONTENT", str(SAMPLE))
        for learner, answers in {
            "ada": RIGHT,
            "bob": RIGHT | {"ppv-answer": NAIVE_PPV},
            "cleo": {"ppv-answer": NAIVE_PPV},
            "dan": RIGHT,
        }.items():
            hand_in(folder, learner, answers)
        grade_class(CourseSettings.load(folder), LAB, workers=1)
        hand_in(folder, "dan", {})
        issue(CourseSettings.load(folder), "ada", "en", name="Ada Lovelace", issuer="Hospital of Example")
    return folder


@pytest.fixture
def course(graded, tmp_path) -> Path:
    """A copy to change."""
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture(scope="module")
def attested(graded) -> Path:
    """Ada's attestation."""
    (file,) = (graded / "attestations").glob("*.html")
    return file
