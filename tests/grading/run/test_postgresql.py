"""The gradebook in a real PostgreSQL: the same marks as in SQLite, regrading and people's points included."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.run import grade_class
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, dump_gradebook

if sys.version_info >= (3, 13):
    pytest.skip("pgserver has wheels up to Python 3.12", allow_module_level=True)

import pgserver


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of our own, on a socket in a short folder (a socket's path has 107 characters at most)."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    database = pgserver.get_server(folder / "data")
    yield database.get_uri()
    database.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_the_gradebook_is_the_same_in_postgresql(server, course, hand_in, grade, gradebook):
    hand_in("ada", RIGHT | {"explain": "Fewer are ill."})
    hand_in("bob", RIGHT | {"ppv-answer": NAIVE_PPV}, "fr")
    hand_in("broken", content=b"{")
    settings = CourseSettings.load(course, server)
    there = grade_class(settings, LAB, workers=1)
    grade(regrade=True)
    assert [r.reason for r in there.records] == ["graded", "graded", "not_json"]
    with Gradebook(settings.db_url, "") as book:
        assert dump_gradebook(book, LAB) == gradebook() and len(gradebook()) >= 2

        # What a person gave stays when everything is graded again.
        explained = book.find_grade("explain", LAB, LAB, "ada")
        explained.manual_score, explained.needs_manual_grade = 1.5, False
        book.db.commit()
    grade_class(settings, LAB, workers=1, regrade=True)
    with Gradebook(settings.db_url, "") as book:
        assert book.find_grade("explain", LAB, LAB, "ada").manual_score == 1.5
