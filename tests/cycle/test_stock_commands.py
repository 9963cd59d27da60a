"""nbgrader's own commands, with nothing of ours in between, give the marks and the feedback that `labkit grade` gives."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.run import grade_class
from labkit.grading.submission.submissions import find
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, answered, dump

pytestmark = pytest.mark.cycle

NOISY = "import warnings\nwarnings.warn('careful')\n"
CLASS = {
    "right": (RIGHT, "en"),
    "explained": (RIGHT | {"explain": "Fewer are ill."}, "en"),
    "misled": (RIGHT | {"ppv-answer": NAIVE_PPV, "explain": "Moins de malades."}, "fr"),
    "crashed": (RIGHT | {"threshold-answer": "threshold = 1 / 0"}, "fr"),
    "blank": ({}, "en"),
    "borrowed": (RIGHT | {"ppv-answer": "from labkit.evaluate import ppv"}, "en"),
    "noisy": (RIGHT | {"ppv-answer": NOISY + RIGHT["ppv-answer"]}, "en"),
}


@pytest.fixture
def nbgrader(course, tmp_path):
    """Run a stock nbgrader command in the course folder; the exchange is a folder of the test's."""
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    def run(*words, cwd=None, ok=True):
        command = [sys.executable, "-m", "nbgrader", *words, f"--Exchange.root={exchange}"]
        done = subprocess.run(
            command, cwd=cwd or course, env=environment, capture_output=True, text=True, check=False
        )
        assert not ok or done.returncode == 0, done.stderr[-3000:]
        return done

    return run


def test_the_whole_cycle_with_stock_commands(course, nbgrader, release, tmp_path):
    """Generate, release, fetch, submit, collect, autograde, feedback, release it, fetch it, export."""
    nbgrader("generate_assignment", LAB, "--force")
    nbgrader("release_assignment", LAB)
    learner = tmp_path / "learner"
    learner.mkdir()
    as_learner = ["--course", CourseSettings.load(course).course_id]
    nbgrader("fetch_assignment", LAB, *as_learner, cwd=learner)
    fetched = learner / LAB / f"{LAB}.ipynb"
    assert (learner / LAB / "practice.json").is_file()
    text = fetched.read_text()
    assert "sensitivity * prevalence" not in text and "RUBRIC" not in text
    nbformat.write(answered(nbformat.read(fetched, 4), RIGHT | {"explain": "Fewer are ill."}), fetched)
    nbgrader("submit", LAB, *as_learner, cwd=learner)
    nbgrader("collect", LAB)
    handed_in = [p.parent.parent.name for p in (course / "submitted").glob(f"*/{LAB}/{LAB}.ipynb")]
    assert len(handed_in) == 1
    nbgrader("autograde", LAB)
    nbgrader("generate_feedback", LAB)
    nbgrader("release_feedback", LAB)
    nbgrader("fetch_feedback", LAB, *as_learner, cwd=learner)
    pages = list(learner.rglob("feedback/**/*.html"))
    assert len(pages) == 1 and "Provisional." in pages[0].read_text()
    nbgrader("export")
    with (course / "grades.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(r["student_id"], float(r["score"]), float(r["max_score"])) for r in rows] == [
        (handed_in[0], 3, 6)
    ]


def test_stock_autograde_and_labkit_grade_agree(course, nbgrader, hand_in, tmp_path):
    for learner, (answers, language) in CLASS.items():
        hand_in(learner, answers, language)
    ours = tmp_path / "ours"
    shutil.copytree(course, ours)
    nbgrader("autograde", LAB)
    nbgrader("generate_feedback", LAB)
    grade_class(CourseSettings.load(ours), LAB, workers=1)
    assert dump(course) == dump(ours)
    assert dump(ours)["noisy"][0] == 3
    assert dump(ours)["borrowed"][2]["ppv"] == (None, None, True)
    for learner in CLASS:
        page = Path("feedback") / learner / LAB / f"{LAB}.html"
        assert (course / page).read_text() == (ours / page).read_text()


def test_a_person_overrides_and_regrading_with_stock_commands_keeps_it(course, nbgrader, hand_in):
    hand_in("misled", *CLASS["misled"])
    nbgrader("autograde", LAB)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "") as book:
        grade = book.find_grade("explain", LAB, LAB, "misled")
        grade.manual_score, grade.needs_manual_grade = 2, False
        book.db.commit()
    nbgrader("autograde", LAB, "--force")
    assert dump(course)["misled"][2]["explain"] == (None, 2, False)


def test_stock_autograde_restores_what_it_can_and_leaves_no_stale_mark(course, nbgrader, hand_in, submission):
    notebook = submission(RIGHT)
    notebook.cells = [c for c in notebook.cells if c.source != 'lab.check("ppv", ppv)']
    notebook.cells.append(notebook.cells[-1])
    hand_in("deleted", content=nbformat.writes(notebook).encode())
    hand_in("broken", RIGHT)
    hand_in("right", RIGHT)
    nbgrader("autograde", LAB)
    marks = dump(course)
    assert marks["deleted"][0] == marks["right"][0] == marks["broken"][0] == 3
    hand_in("broken", content=b"{")
    assert nbgrader("autograde", LAB, "--force", "--student=broken", ok=False).returncode == 1
    assert dump(course)["broken"][2]["ppv"] == (None, None, True), "no stale mark stays"


def test_stock_autograde_follows_no_link_and_grades_what_is_odd_but_honest(
    course, nbgrader, hand_in, submission
):
    """Links and pipes in place of a notebook earn nothing; those beside one are not copied, into feedback neither."""
    for learner in ("victim", "curious", "late", "foldered"):
        hand_in(learner, RIGHT)
    hand_in("marked", content=b"\xef\xbb\xbf" + nbformat.writes(submission(RIGHT)).encode())
    hand_in("wide", content=nbformat.writes(submission(RIGHT)).encode("utf-16"))
    place = course / "submitted"
    theirs = place / "victim" / LAB / f"{LAB}.ipynb"
    hand_in("packed", content=b"PK\x03\x04 and so on")
    hand_in("zipped", RIGHT)
    (place / "zipped" / LAB / theirs.name).rename(place / "zipped" / LAB / f"{LAB}.zip")
    for thief in ("linker", "twin", "piper"):
        (place / thief / LAB).mkdir(parents=True)
    (place / "linker" / LAB / theirs.name).symlink_to(theirs)
    hand_in("copied", RIGHT)
    os.link(
        place / "copied" / LAB / theirs.name, place / "twin" / LAB / theirs.name
    )  # two names: a person looks
    os.mkfifo(place / "piper" / LAB / theirs.name)
    (place / "neighbour").mkdir()
    (place / "neighbour" / LAB).symlink_to(theirs.parent)
    (place / "namesake").symlink_to(theirs.parent.parent)
    curious = place / "curious" / LAB
    (curious / "secret.txt").symlink_to(course / ".labkit" / "course_secret")
    (curious / "deep").mkdir()
    (curious / "deep" / "marks.db").symlink_to(course / "gradebook.db")
    (curious / "more").symlink_to(course / ".labkit")
    os.mkfifo(curious / "pipe.txt")
    (place / "late" / LAB / "timestamp.txt").write_text("yesterday, about five")
    (place / "foldered" / LAB / "practice.json").mkdir()
    (place / "foldered" / LAB / "timestamp.txt").unlink(missing_ok=True)
    (place / "foldered" / LAB / "timestamp.txt").mkdir()

    run = nbgrader("autograde", LAB, ok=False)
    for learner in ("packed", "zipped"):
        assert f"Not graded: {learner}: An archive was handed in" in run.stdout + run.stderr
        assert all(person for _, _, person in dump(course)[learner][2].values())
    nbgrader("generate_feedback", LAB, ok=False)
    marks = {learner: row[0] for learner, row in dump(course).items() if row[2]}
    honest = {"victim", "curious", "late", "foldered", "marked", "wide"}
    assert {learner for learner, mark in marks.items() if mark} == honest
    assert {marks[learner] for learner in honest} == {3}
    secret = (course / ".labkit" / "course_secret").read_bytes()
    for step in ("autograded", "feedback"):
        files = [p for p in (course / step).rglob("*") if p.is_file()]
        assert {"curious"} < {p.relative_to(course / step).parts[0] for p in files}
        assert not [p for p in files if p.name in ("marks.db", "secret.txt") or secret in p.read_bytes()]
    assert {s.learner: s.problem for s in find(place, LAB)} == {
        "copied": "not_a_file",
        "curious": "",
        "foldered": "",
        "late": "",
        "linker": "not_a_file",
        "marked": "",
        "namesake": "not_a_file",
        "neighbour": "not_a_file",
        "packed": "",
        "piper": "not_a_file",
        "twin": "not_a_file",
        "victim": "",
        "wide": "",
        "zipped": "archive",
    }
