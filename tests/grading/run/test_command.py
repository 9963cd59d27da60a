"""`labkit grade`: as a command that watches, writes another gradebook, and tells what it cannot find or open."""

import json
import signal
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook

from labkit.grading.gradebook import records
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.run import grade_class
from tests.grading.grading_sample import LAB, RIGHT, dump
from tests.waiting import PATIENCE, until

EXPLAINED = RIGHT | {"explain": "Fewer are ill."}


@pytest.mark.parametrize(
    ("lab", "says"),
    [("s1_alrm", "s1_alarm"), ("nonsense", "s1_alarm"), ("../../etc", "s1_alarm")],
)
def test_an_unknown_lab_is_told_by_name_with_what_there_is(lab, says, course):
    with pytest.raises(GradingError, match=says):
        grade_class(CourseSettings.load(course), lab)


def test_nobody_and_the_wrong_folder_are_told(course, hand_in, grade, tmp_path):
    with pytest.raises(GradingError, match="submitted"):
        grade()
    hand_in("ada", RIGHT)
    with pytest.raises(GradingError, match="ada"):
        grade(learners="bob")
    with pytest.raises(GradingError, match="nbgrader_config.py"):
        CourseSettings.load(tmp_path)


def test_watching_grades_what_arrives(course, hand_in):
    command = [
        sys.executable,
        "-m",
        "labkit.cli",
        "grade",
        LAB,
        "--watch",
        "--every",
        "0.2",
        "--workers",
        "1",
    ]
    output = course / "watch.txt"
    with output.open("w") as out:
        watching = subprocess.Popen(command, cwd=course, stdout=out, stderr=subprocess.STDOUT)
    try:
        for learner in ("ada", "bob"):
            hand_in(learner, RIGHT)
            assert until(lambda who=learner: who in output.read_text()), output.read_text()
            assert records.load(course, LAB, learner).points == 3
    finally:
        watching.send_signal(signal.SIGINT)
        watching.wait(timeout=PATIENCE)
    assert watching.returncode == 0, output.read_text()


def test_the_command_writes_another_gradebook_and_prints_json(course, hand_in, tmp_path):
    hand_in("ada", EXPLAINED)
    hand_in("broken", content=b"{")
    other = tmp_path / "other.db"
    command = [sys.executable, "-m", "labkit.cli", "grade", LAB, "--course", str(course), "--workers", "1"]
    done = subprocess.run(
        [*command, "--db", f"sqlite:///{other}", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    told = {r["learner"]: (r["reason"], r["score"]) for r in json.loads(done.stdout)["learners"]}
    assert told == {"ada": ("graded", 3), "broken": ("not_json", 0)}
    with Gradebook(f"sqlite:///{other}", "") as elsewhere:
        assert elsewhere.find_submission(LAB, "ada").score == 3
    assert not dump(course)


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////no/such/folder/x.db", "oracle+nothing://x/y"])
def test_a_gradebook_that_cannot_be_opened_is_told(url, course, hand_in):
    hand_in("ada", RIGHT)
    with pytest.raises(GradingError, match="database|cannot be opened"):
        grade_class(CourseSettings.load(course, url), LAB, workers=1)
