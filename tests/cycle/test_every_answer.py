"""The real lab, every right answer and every mutant of both pathways: labkit's marks are due, and stock nbgrader's are the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labkit.content import Content, lab_of
from labkit.course.release.course_folder import make_course
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.demo import class_of, hand_in, wrong_answers
from labkit.grading.run.run import grade_class
from labkit.grading.run.writer import generate
from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import read_graded
from labkit.tasks.check_line import parse_check
from labkit.tasks.load import load_grader
from tests.grading.grading_sample import dump

NEEDS = ("m4_threshold",)

pytestmark = pytest.mark.cycle
LAB = "m4_threshold"


@pytest.fixture(scope="module")
def real_course(tmp_path_factory):
    from labkit.cli.grading import path_to_programs

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("LABKIT_CONTENT", raising=False)
        folder = tmp_path_factory.mktemp("real") / "course"
        make_course(Content.find(), folder, "en", [LAB])
        path_to_programs()
        for assignment in (LAB, f"{LAB}_explorer"):
            generate(CourseSettings.load(folder), assignment)
            for learner, notebook in class_of(folder, assignment, load_grader(Content.find(), LAB)):
                hand_in(folder, assignment, learner, notebook)
    return folder


@pytest.mark.parametrize("assignment", [LAB, f"{LAB}_explorer"])
def test_every_answer_gets_what_it_deserves_from_both(assignment, real_course, tmp_path, monkeypatch):
    monkeypatch.delenv("LABKIT_CONTENT", raising=False)
    ours, stock = tmp_path / "ours", tmp_path / "stock"
    shutil.copytree(real_course, ours)
    report = grade_class(CourseSettings.load(ours), assignment, workers=2)
    records = {r.learner: r for r in report.records}
    assert [r.faults for r in records.values() if r.faults] == []
    assert [r.tampering for r in records.values() if r.tampering] == []

    solved = read_graded(real_course / "source" / assignment / f"{assignment}.ipynb")
    tasks = [parse_check(c.source).task for c in solved.cells if role(c) == "check"]
    outcomes = {who: {o["task"]: o for o in r.outcomes} for who, r in records.items()}
    first = next(iter(records))
    assert [outcomes[first][t]["status"] for t in tasks] == ["right"] * len(tasks)

    # A mutant is told apart where the other answers, which it may call, are its like: one learner, one column of mutants.
    grader = load_grader(Content.find(), lab_of(assignment)[0])
    for learner, wrong in zip(list(records)[2:], wrong_answers(solved, grader), strict=False):
        if len(wrong) == len(tasks):
            assert {t: outcomes[learner][t]["status"] for t in tasks} == dict.fromkeys(tasks, "wrong")
            assert all(outcomes[learner][t]["misconception"] for t in tasks), learner
    found = {o["misconception"] for each in outcomes.values() for o in each.values()}
    wanted = {m.name for t in grader.tasks if t.id in tasks for m in t.mutants[:4]}
    assert wanted <= found

    # Stock nbgrader grades by the same pipeline and takes ten times as long a learner: the right ones in English, a column of mutants
    # in French, what crashes, what is empty and what cannot be read.
    everybody = list(records)
    chosen = {everybody[0], everybody[3], *everybody[-4:]}
    shutil.copytree(real_course, stock)
    for learner in set(everybody) - chosen:
        shutil.rmtree(stock / "submitted" / learner)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", assignment],
        cwd=stock,
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=False,
    )
    marks, expected = dump(stock, assignment), dump(ours, assignment)
    unreadable = {who for who, r in records.items() if r.reason != "graded"}
    assert len(unreadable) == 2
    assert unreadable < chosen
    assert {who: m for who, m in marks.items() if who not in unreadable} == {
        who: m for who, m in expected.items() if who in chosen - unreadable
    }
