"""A class is graded in one run: every submission ends with a record, the bad ones by name, the others graded."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbgrader.api import Gradebook

from labkit.grading.gradebook import records
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.after_marking import extend, renew_feedback
from labkit.grading.run.report import as_json, lines, table
from labkit.grading.run.run import grade_class
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, dump

NAIVE = RIGHT | {"ppv-answer": NAIVE_PPV}
EXPLAINED = RIGHT | {"explain": "Fewer are ill."}


def book(course):
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "")


def autos(gradebook, learner):
    return {name: auto for name, (auto, _, _) in gradebook()[learner][2].items()}


def test_good_ones_are_graded_and_bad_ones_reported_by_name(course, hand_in, grade, gradebook, submission):
    hand_in("ada", EXPLAINED)
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


def test_a_killed_regrading_goes_on_and_still_lists_every_change(course, hand_in, grade, gradebook):
    for learner in ("ada", "bob", "cho"):
        hand_in(learner, NAIVE)
    grade()
    with book(course) as gb:
        for learner in ("ada", "bob", "cho"):
            gb.find_grade("ppv", LAB, LAB, learner).auto_score = 1.5  # as an earlier grader gave
        gb.db.commit()

    class Killed(BaseException):
        pass

    def kill(done, total, learner):
        if done == 1:
            raise Killed

    with pytest.raises(Killed):
        grade(regrade=True, progress=kill)
    report = grade(regrade=True)
    assert report.graded_now == 2
    assert {(c.learner, c.task, c.before, c.after) for c in report.changes} == {
        (learner, "ppv", 1.5, 0) for learner in ("ada", "bob", "cho")
    }
    again = grade(regrade=True)
    assert (again.graded_now, again.changes) == (3, [])


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


@pytest.mark.parametrize("how_many", [1, 2])
def test_the_class_is_the_same_in_parallel_and_when_workers_are_killed(
    how_many, course, hand_in, grade, gradebook
):
    for number in range(4):
        hand_in(f"learner{number}", NAIVE if number % 2 else EXPLAINED)
    grade()
    alone = gradebook()
    hand_in("killer", RIGHT | {"ppv-answer": "import time\ntime.sleep(2)"})
    killed = []

    def kill_a_worker(done, total, learner):
        if done == 1 and not killed:
            workers = [int(p) for p in children_of(os.getpid()) if b"spawn_main" in command_of(p)]
            killed.append(workers)
            for worker in workers[:how_many]:
                os.kill(worker, signal.SIGKILL)

    report = grade(regrade=True, workers=2, progress=kill_a_worker)
    assert killed
    assert all(r.reason == "graded" for r in report.records)
    together = gradebook()
    assert {who: together[who] for who in alone} == alone


def children_of(pid):
    return subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()


def command_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


def test_a_killed_run_resumes_and_ends_like_an_undisturbed_one(
    course, hand_in, gradebook, made_course, tmp_path
):
    for number in range(5):
        hand_in(f"learner{number}", NAIVE if number % 2 else EXPLAINED)
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(course, undisturbed)
    command = [sys.executable, "-m", "labkit.cli", "grade", LAB, "--workers", "1", "--json"]

    running = subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    first = course / ".labkit" / "runs" / LAB
    deadline = time.monotonic() + 60
    while len(list(first.glob("*.json"))) < 2 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    running.kill()
    running.wait()
    assert 2 <= len(list(records.load_all(course, LAB))) < 5
    resumed = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert resumed.returncode == 0, resumed.stderr
    assert 0 < json.loads(resumed.stdout)["graded_now"] < 5

    subprocess.run(command, cwd=undisturbed, capture_output=True, check=True)
    assert dump(course) == dump(undisturbed)
    pages = [p.relative_to(course) for p in sorted((course / "feedback").rglob("*.html"))]
    assert len(pages) == 5
    assert all((course / p).read_text() == (undisturbed / p).read_text() for p in pages)


def test_two_runs_do_not_write_at_once(course, hand_in, grade):
    hand_in("ada", RIGHT)
    nested = []

    def again(done, total, learner):
        with pytest.raises(GradingError, match="process"):
            grade()
        nested.append(learner)

    grade(progress=again)
    assert nested


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


def test_a_full_disk_ends_the_run_in_one_sentence_and_it_goes_on_later(
    course, hand_in, grade, gradebook, monkeypatch
):
    hand_in("ada", RIGHT)
    hand_in("bob", NAIVE)

    def full(course_, record, save=records.save):
        if record.learner == "bob":
            raise OSError(28, "No space left on device")
        save(course_, record)

    monkeypatch.setattr(records, "save", full)
    with pytest.raises(GradingError, match="No space left"):
        grade()
    monkeypatch.undo()
    monkeypatch.setenv(
        "LABKIT_CONTENT", str(os.path.join(os.path.dirname(os.path.dirname(__file__)), "sample"))
    )
    report = grade()
    assert report.graded_now == 1
    assert {r.learner: r.points for r in report.records} == {"ada": 3, "bob": 1}


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
            deadline = time.monotonic() + 60
            while learner not in output.read_text() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert records.load(course, LAB, learner).points == 3
    finally:
        watching.send_signal(signal.SIGINT)
        watching.wait(timeout=60)
    assert watching.returncode == 0, output.read_text()


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
