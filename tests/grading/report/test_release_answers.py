"""The model answer leaves the course when nobody can hand in any more, and not a minute before."""

from datetime import UTC, datetime, timedelta

import nbformat
import pytest

from labkit.cli import main
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.after_marking import extend
from labkit.grading.run.release_answers import release_answers
from tests.grading.grading_sample import LAB, book, cell_of

DUE = datetime(2026, 11, 20, 12, tzinfo=UTC)


def due(course, when="2026-11-20 12:00:00 UTC", assignment=LAB):
    with book(course) as gradebook:
        gradebook.update_or_create_assignment(assignment, duedate=when)


def test_it_is_refused_until_the_last_extension_has_ended(course):
    settings = CourseSettings.load(course)
    with pytest.raises(GradingError, match="no due date"):
        release_answers(settings, LAB, DUE)
    due(course)
    with pytest.raises(GradingError, match="may be handed in until"):
        release_answers(settings, LAB, DUE - timedelta(seconds=1))
    with book(course) as gradebook:
        gradebook.add_student("ada")
        gradebook.add_student("bob")
    extend(settings, LAB, "ada", days=2)
    extend(settings, LAB, "bob", hours=1)
    with pytest.raises(GradingError, match="1 learner has more time.*ada"):
        release_answers(settings, LAB, DUE + timedelta(days=1))
    assert not (course / "answers").exists()
    files = release_answers(settings, LAB, DUE + timedelta(days=2))
    assert [f.relative_to(course).as_posix() for f in files] == [
        f"answers/{language}/{LAB}/{LAB}.ipynb" for language in ("en", "fr")
    ]
    for file, heading in zip(files, ("The threshold", "Le seuil"), strict=True):
        notebook = nbformat.read(file, 4)
        assert "threshold = 10" in cell_of(notebook, "threshold-answer").source
        assert any(heading in cell.source for cell in notebook.cells)
        assert "RUBRIC" not in file.read_text() and "belongs_to_test" not in file.read_text()


def test_the_other_pathway_must_be_closed_as_well(course):
    settings = CourseSettings.load(course)
    due(course)
    with book(course) as gradebook:
        gradebook.add_assignment(f"{LAB}_explorer")
        gradebook.add_notebook(f"{LAB}_explorer", f"{LAB}_explorer")
    later = DUE + timedelta(days=1)
    with pytest.raises(GradingError, match=f"{LAB}_explorer has no due date"):
        release_answers(settings, LAB, later)
    due(course, "2026-11-25 12:00:00 UTC", f"{LAB}_explorer")
    with pytest.raises(GradingError, match=f"{LAB}_explorer may be handed in"):
        release_answers(settings, LAB, later)
    assert release_answers(settings, LAB, DUE + timedelta(days=6))


def test_a_course_that_was_never_generated_and_the_command(course, capsys):
    (course / "gradebook.db").unlink()
    with pytest.raises(GradingError, match="not in the gradebook"):
        release_answers(CourseSettings.load(course), LAB)
    assert main(["release-answers", LAB, "--course", str(course), "--language", "fr"]) == 2
    assert "carnet de notes" in capsys.readouterr().err
