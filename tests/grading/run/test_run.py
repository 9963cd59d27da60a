"""A class is graded in one run: every submission ends with a record, the bad ones by name, the others graded."""

import json
import os

import nbformat
import pytest

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.report import as_json, lines, table
from labkit.grading.run.run import grade_class
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, book, dump

NAIVE = RIGHT | {"ppv-answer": NAIVE_PPV}
EXPLAINED = RIGHT | {"explain": "Fewer are ill."}


def autos(gradebook, learner):
    return {name: auto for name, (auto, _, _) in gradebook()[learner][2].items()}


def test_good_ones_are_graded_and_bad_ones_reported_by_name(course, hand_in, grade, gradebook, submission):
    hand_in("ada", EXPLAINED)
    beside = course / "submitted" / "ada" / LAB
    (beside / "notes.txt").symlink_to("/etc/passwd")
    os.mkfifo(beside / "pipe")
    hand_in("bob", NAIVE, "fr")
    hand_in("broken", content=b'{"cells": [')
    hand_in("hollow", content=b"")
    hand_in("other", content=b'{"a": 1}')
    (hand_in("renamed") / f"{LAB}.ipynb").rename(course / "submitted" / "renamed" / LAB / "mine.ipynb")
    (course / "submitted" / "nothing" / LAB).mkdir(parents=True)
    (course / "submitted" / "absent").mkdir(parents=True)
    link = course / "submitted" / "link" / LAB
    link.mkdir(parents=True)
    (link / f"{LAB}.ipynb").symlink_to(course / "source" / LAB / f"{LAB}.ipynb")

    report = grade()
    reasons = {r.learner: r.reason for r in report.records}
    assert reasons == {
        "ada": "graded",
        "bob": "graded",
        "broken": "not_json",
        "hollow": "empty",
        "link": "not_a_file",
        "nothing": "no_notebook",
        "other": "not_a_notebook",
        "renamed": "renamed",
    }
    assert all(r.recorded for r in report.records)
    told = {t["detail"].split(": ")[1]: t["kind"] for t in report.records[0].tampering}
    assert told == {"notes.txt": "working_copy", "pipe": "working_copy"}
    marks = gradebook()
    assert marks["ada"] == (
        3.0,
        0.0,
        {"ppv": (2, None, False), "threshold": (1, None, False), "explain": (None, None, True)},
    )
    assert marks["bob"] == (
        1.0,
        0.0,
        {"ppv": (0, None, False), "threshold": (1, None, False), "explain": (0, None, False)},
    )
    assert marks["broken"][2]["ppv"] == (None, None, True)
    assert marks["nothing"][2]["ppv"] == (0, None, False)
    for learner in reasons:
        assert (course / "feedback" / learner / LAB / f"{LAB}.html").is_file()
    json.dumps(as_json(report))
    assert table(report).row_count == len(reasons)
    assert any("mine.ipynb" in r["why"] for r in as_json(report)["learners"])
    assert any("broken" in line for line in lines(report))


@pytest.mark.parametrize("bad", [b"", b"{", b'{"cells": 1}'], ids=["empty", "cut", "odd"])
def test_no_stale_mark_stays_and_a_persons_score_is_kept(bad, course, hand_in, grade, gradebook):
    hand_in("ada", EXPLAINED)
    grade()
    with book(course) as gb:
        gb.find_grade("explain", LAB, LAB, "ada").manual_score = 2.5
        gb.db.commit()
    hand_in("ada", content=bad)
    grade()
    assert gradebook()["ada"][2] == {
        "ppv": (None, None, True),
        "threshold": (None, None, True),
        "explain": (None, 2.5, True),
    }
    assert not (course / "autograded" / "ada" / LAB / f"{LAB}.ipynb").exists()
    hand_in("ada", EXPLAINED)
    grade()
    assert autos(gradebook, "ada") == {"ppv": 2, "threshold": 1, "explain": None}


def test_the_record_names_repairs_and_missing_sandbox(course, hand_in, grade, submission):
    notebook = submission(RIGHT)
    notebook.cells[4].metadata["tags"] = ["skip-execution"]
    notebook.cells[4].source = "2.0"
    hand_in("eve", content=nbformat.writes(notebook).encode())
    report = grade(sandbox=False)
    record = report.records[0]
    assert {"tags", "source"} <= {t["kind"] for t in record.tampering}
    assert record.sandboxed is False
    assert record.points == 3


def test_the_plain_function_agrees_with_the_class(course, hand_in, grade, submission):
    from labkit.grading import grade as grade_notebook

    hand_in("bob", NAIVE | {"explain": "Moins."}, "fr")
    result = grade_notebook(submission(NAIVE | {"explain": "Moins."}, "fr"), LAB)
    record = grade().records[0]
    assert [(o["task"], o["status"], o["points"]) for o in result.outcomes] == [
        (o["task"], o["status"], o["points"]) for o in record.outcomes
    ]
    assert result.reasons["ppv"] == "La VPP n'appartient pas au test."
    assert json.loads(json.dumps(result.to_json()))["points"] == result.points == record.points


def test_the_courses_own_files_are_put_back_and_the_learners_are_there(course, hand_in, grade):
    (course / "source" / LAB / "wards.csv").write_text("n\n10\n")
    folder = hand_in(
        "ada", RIGHT | {"threshold-answer": "threshold = int(open('wards.csv').read().split()[1])"}
    )
    (folder / "wards.csv").write_text("n\n11\n")
    hand_in("bob", RIGHT | {"threshold-answer": "import mine\nthreshold = mine.ten"})
    (course / "submitted" / "bob" / LAB / "mine.py").write_text("ten = 10")
    report = grade()
    assert {r.learner: r.points for r in report.records} == {"ada": 3, "bob": 3}
    assert [t for t in report.records[0].tampering if t["kind"] == "companion"][0]["cell"] == "wards.csv"
    assert (course / "autograded" / "ada" / LAB / "wards.csv").read_text() == "n\n10\n"


def test_an_assignment_without_a_grader_is_marked_by_its_own_tests(course, grade):
    from nbformat.v4 import new_code_cell, new_notebook

    def cell(source, **marks):
        return new_code_cell(source, metadata={"nbgrader": {"schema_version": 3, "task": False} | marks})

    answer = {"grade": False, "solution": True, "locked": False, "grade_id": "square-answer"}
    check = {"grade": True, "solution": False, "locked": True, "grade_id": "square", "points": 2}
    tests = "assert square(2) == 4\n### BEGIN HIDDEN TESTS\nassert square(3) == 9\n### END HIDDEN TESTS"

    def notebook(body, test=tests):
        made = new_notebook(cells=[cell(f"def square(x):\n    {body}", **answer), cell(test, **check)])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        return nbformat.writes(made)

    (course / "source" / "own").mkdir()
    (course / "source" / "own" / "own.ipynb").write_text(
        notebook("### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION")
    )
    for learner, body in {"right": "return x ** 2", "wrong": "return x + 2"}.items():
        (course / "submitted" / learner / "own").mkdir(parents=True)
        text = notebook(body, "assert square(2) == 4")
        (course / "submitted" / learner / "own" / "own.ipynb").write_text(text)
    report = grade_class(CourseSettings.load(course), "own", workers=1)
    assert {r.learner: r.points for r in report.records} == {"right": 2, "wrong": 0}
    assert dump(course, "own")["wrong"][2] == {"square": (0, None, False)}
