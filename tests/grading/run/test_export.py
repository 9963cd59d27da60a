"""What leaves the course says what it is: no mark that is none passes for a nought."""

import csv
import io
import os
import shutil
from types import SimpleNamespace

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.export import STATES, Row, as_csv, counted, rows
from tests.grading.grading_sample import LAB, RIGHT


def test_each_mark_has_its_state(course, hand_in, grade):
    hand_in("ada", RIGHT)
    hand_in("bob", RIGHT | {"explain": "Fewer are ill."})
    hand_in("cho", content=b"{")
    hand_in("dan", RIGHT)
    hand_in("eve", RIGHT)
    grade()
    shutil.rmtree(course / "submitted" / "dan")
    shutil.rmtree(course / "submitted" / "eve" / LAB)
    hand_in("fay", RIGHT)
    hand_in("ada2", RIGHT)
    settings = CourseSettings.load(course)
    found = {row.learner: row for row in rows(settings, [LAB])}
    assert {name: (row.state, row.score) for name, row in found.items()} == {
        "ada": ("graded", 3),
        "bob": ("provisional", 3),
        "cho": ("not_graded", None),
        "dan": ("withdrawn", None),
        "eve": ("withdrawn", None),
        "fay": ("not_graded", None),
        "ada2": ("not_graded", None),
    }
    assert all(row.max_score == 6 for row in found.values())
    assert found["cho"].why and not found["ada"].why
    table = list(csv.DictReader(io.StringIO(as_csv(found.values()))))
    assert {
        r["learner"]: r["score"] for r in table if r["state"] not in ("graded", "provisional")
    } == dict.fromkeys(("cho", "dan", "eve", "fay", "ada2"), "")
    assert counted(found.values()) == {"graded": 1, "provisional": 1, "not_graded": 3, "withdrawn": 2}
    assert set(counted(found.values())) <= set(STATES)
    hand_in("ada", {})
    assert next(rows(settings, [LAB])).state == "not_graded", "what was handed in since has no mark yet"


def test_no_cell_is_a_formula_and_no_name_breaks_the_file():
    row = Row(LAB, "=cmd()", "+1", "@x", "-y", "graded", 3.0, 6.0, 0.0, "\x1b[2J\udce9")
    (told,) = csv.DictReader(io.StringIO(as_csv([row])))
    assert not [value for value in told.values() if value.startswith(("=", "+", "@", "-"))]
    as_csv([row]).encode()
    assert "\x1b" not in as_csv([row])


def test_one_name_that_is_not_utf8_is_told_and_everybody_else_is_graded(course, hand_in, grade, gradebook):
    hand_in("ada", RIGHT)
    hand_in("zoe", RIGHT)
    os.rename(course / "submitted" / "zoe", os.fsencode(course / "submitted") + b"/Zo\xe9")
    report = grade()
    assert {r.learner: r.reason for r in report.records} == {"ada": "graded", "Zo\udce9": "bad_name"}
    assert report.records[0].detail == "Zoé" and set(gradebook()) == {"ada"}
    assert grade().graded_now == 0
    found = {row.learner: row.state for row in rows(CourseSettings.load(course), [LAB])}
    assert found == {"ada": "graded", "Zo\udce9": "not_graded"}
    assert list((course / "feedback").rglob("*.html"))


def test_the_command_writes_the_file_and_counts(course, hand_in, grade, capsys):
    from labkit.cli.grading import run_export

    hand_in("ada", RIGHT)
    grade()
    assert run_export(SimpleNamespace(course=course, db=None, labs=[LAB], to=None, lms=None)) == 0
    assert (course / "marks.csv").read_text("utf-8-sig").splitlines()[1].startswith(f"{LAB},ada,")
    assert "graded: 1" in capsys.readouterr().out
