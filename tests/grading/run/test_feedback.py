"""The pages of a run: provisional until a person has marked, in the learner's language, the rubric for the marker alone."""

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.after_marking import renew_feedback
from tests.grading.grading_sample import LAB, RIGHT, book

EXPLAINED = RIGHT | {"explain": "Fewer are ill."}


def test_feedback_is_provisional_until_a_person_has_marked(course, hand_in, grade):
    hand_in("ada", EXPLAINED)
    hand_in("bob", EXPLAINED, "fr")
    grade()
    pages = {who: course / "feedback" / who / LAB / f"{LAB}.html" for who in ("ada", "bob")}
    assert "Provisional." in pages["ada"].read_text() and "Provisoire." in pages["bob"].read_text()
    settings = CourseSettings.load(course)
    assert renew_feedback(settings, LAB) == ["ada", "bob"]
    with book(course) as gb:
        grade_ = gb.find_grade("explain", LAB, LAB, "bob")
        grade_.manual_score, grade_.needs_manual_grade = 2, False
        gb.find_comment("explain", LAB, LAB, "bob").manual_comment = "Bien dit."
        gb.db.commit()
    assert renew_feedback(settings, LAB) == ["ada"]
    final = pages["bob"].read_text()
    assert "Provisoire" not in final and "5 / 6" in final and "Bien dit." in final


def test_the_rubric_is_for_the_marker_alone_and_in_the_learners_language(course, hand_in, grade):
    hand_in("ada", EXPLAINED)
    hand_in("bob", EXPLAINED, "fr")
    grade()
    words = {"ada": "RUBRIC", "bob": "BARÈME"}
    for who, word in words.items():
        assert word in (course / "autograded" / who / LAB / f"{LAB}.ipynb").read_text()
        page = (course / "feedback" / who / LAB / f"{LAB}.html").read_text()
        assert "RUBRIC" not in page and "BARÈME" not in page
        assert "true / (true" not in page and "alarms_right" in page
