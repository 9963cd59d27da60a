"""A class is graded again: what changed is named, what people gave is kept, late policies and extensions hold."""

import os
import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.after_marking import extend, set_due
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, book

NAIVE = RIGHT | {"ppv-answer": NAIVE_PPV}


def test_a_second_run_grades_only_what_is_new(hand_in, grade):
    hand_in("ada", RIGHT)
    assert grade().graded_now == 1
    hand_in("bob", NAIVE)
    assert grade().graded_now == 1
    assert grade().graded_now == 0
    hand_in("bob", RIGHT)
    report = grade()
    assert report.graded_now == 1
    assert [(c.learner, c.task, c.before, c.after) for c in report.changes] == [("bob", "ppv", 0, 2)]


def test_a_mended_grader_changes_marks_by_name_and_keeps_what_people_gave(
    course, hand_in, grade, gradebook, tmp_path, monkeypatch
):
    content = tmp_path / "content"
    shutil.copytree(os.environ["LABKIT_CONTENT"], content)
    monkeypatch.setenv("LABKIT_CONTENT", str(content))
    hand_in("ada", NAIVE | {"explain": "Fewer are ill."})
    hand_in("bob", NAIVE)
    hand_in("cho", RIGHT)
    grade()
    with book(course) as gb:
        explained = gb.find_grade("explain", LAB, LAB, "ada")
        explained.manual_score, explained.needs_manual_grade = 3, False
        overridden = gb.find_grade("ppv", LAB, LAB, "ada")
        overridden.manual_score, overridden.needs_manual_grade = 1.5, False
        gb.db.commit()

    grader = content / "graders" / LAB / "ppv.py"
    mended = grader.read_text().replace(
        "true = sensitivity * prevalence\n    return true / (true + (1 - spec",
        "return sensitivity\n    true = 0\n    return true / (true + (1 - spec",
    )
    mended = mended.replace("return odds / (1 + odds)", "return sensitivity").replace(
        "def belongs_to_test(sensitivity, specificity, prevalence):\n    return sensitivity",
        "def belongs_to_test(sensitivity, specificity, prevalence):\n    return specificity",
    )
    grader.write_text(mended)

    report = grade()
    assert report.graded_now == 0 and report.outdated == ["ada", "bob", "cho"]
    report = grade(regrade=True)
    changes = {(c.learner, c.task, c.before, c.after, c.kept) for c in report.changes}
    assert changes == {("ada", "ppv", 0, 2, 1.5), ("bob", "ppv", 0, 2, None), ("cho", "ppv", 2, 0, None)}
    marks = gradebook()
    assert marks["ada"][2]["explain"] == (None, 3, False)
    assert marks["ada"][2]["ppv"] == (2, 1.5, True)
    assert marks["ada"][0] == 3 + 1.5 + 1
    assert report.outdated == []


def test_extensions_and_the_late_policy(course, hand_in, grade, gradebook):
    config = course / "nbgrader_config.py"
    config.write_text(
        config.read_text()
        + """
from nbgrader.plugins import LateSubmissionPlugin
class HalfOff(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
c.AssignLatePenalties.plugin_class = HalfOff
"""
    )
    with book(course) as gb:
        gb.update_or_create_assignment(LAB, duedate="2026-11-19 10:00:00 UTC")
    hand_in("late", RIGHT)
    hand_in("later", RIGHT, when="2026-11-25 10:00:00 UTC")
    hand_in("punctual", RIGHT, when="2026-11-18 10:00:00 UTC")
    hand_in("odd", RIGHT, when="yesterday-ish")
    report = grade()
    penalties = {who: penalty for who, (_, penalty, _) in gradebook().items()}
    assert penalties == {"late": 1.5, "later": 1.5, "punctual": 0, "odd": 0}
    assert report.scores["late"] == 1.5
    odd = next(r for r in report.records if r.learner == "odd")
    assert [t["kind"] for t in odd.tampering] == ["timestamp"]

    settings = CourseSettings.load(course)
    extend(settings, LAB, "late", days=2)
    assert gradebook()["late"][1] == 0
    grade(regrade=True)
    assert {who: p for who, (_, p, _) in gradebook().items()} == {
        "late": 0,
        "later": 1.5,
        "punctual": 0,
        "odd": 0,
    }
    with pytest.raises(GradingError, match="nobody"):
        extend(settings, LAB, "nobody", days=1)

    def penalised():
        return {who for who, (_, penalty, _) in gradebook().items() if penalty}

    # The hub's deadline, written where penalties are computed; 11:00 in Paris is 10:00 UTC.
    paris = ZoneInfo("Europe/Paris")
    set_due(settings, LAB, datetime(2026, 11, 25, 11, tzinfo=paris))
    assert penalised() == set()
    set_due(settings, LAB, datetime(2026, 11, 18, 10, tzinfo=paris))
    assert penalised() == {"late", "later", "punctual"}
    set_due(settings, LAB, datetime(2026, 11, 18, 11, tzinfo=paris))
    assert penalised() == {"later"}, "late has two days more"
    set_due(settings, LAB, datetime(2026, 11, 25, 11, tzinfo=paris), "later")
    assert penalised() == set()
    set_due(settings, LAB, None, "later")
    assert penalised() == {"later"}
    set_due(settings, LAB, None)
    assert penalised() == set()
    with pytest.raises(GradingError, match="no due date"):
        set_due(settings, LAB, datetime(2026, 11, 25, 11, tzinfo=paris), "later")
