"""Workers that are killed, runs that are killed, a full disk, two runs at once: no mark is lost or made up."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from labkit.grading.gradebook import records
from labkit.grading.nbgrader.course_settings import GradingError
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, SAMPLE, book, dump
from tests.waiting import until

NAIVE = RIGHT | {"ppv-answer": NAIVE_PPV}
EXPLAINED = RIGHT | {"explain": "Fewer are ill."}


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


@pytest.mark.parametrize("how_many", [1, 3])
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
            # Forked from this process: the same command line, which forkservers and their sandboxes do not have.
            mine = command_of(os.getpid())
            workers = [int(p) for p in children_of(os.getpid()) if command_of(p) == mine]
            killed.append(workers)
            for worker in workers[:how_many]:
                os.kill(worker, signal.SIGKILL)

    report = grade(regrade=True, workers=2, progress=kill_a_worker)
    assert len(killed[0]) == 3  # two that grade and the one that writes
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
    hand_in(
        "learner3", RIGHT | {"ppv-answer": "import time\ntime.sleep(3)"}
    )  # or all are done before it is killed
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(course, undisturbed)
    command = [sys.executable, "-m", "labkit.cli", "grade", LAB, "--workers", "1", "--json"]

    running = subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    first = course / ".labkit" / "runs" / LAB
    until(lambda: len(list(first.glob("*.json"))) >= 2 or running.poll() is not None, every=0.005)
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
    monkeypatch.setenv("LABKIT_CONTENT", str(SAMPLE))
    report = grade()
    assert report.graded_now == 1
    assert {r.learner: r.points for r in report.records} == {"ada": 3, "bob": 1}
