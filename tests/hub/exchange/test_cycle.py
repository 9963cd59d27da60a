"""nbgrader's whole cycle through the exchange on a real JupyterHub."""

import os
import shutil

import nbformat
import pytest
from nbgrader.exchange import ExchangeError
from nbgrader.utils import parse_utc

from labkit.errors import CourseError
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.run import grade_class
from labkit.hub.exchange.bundle import pack
from labkit.hub.exchange.signature import verified
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, answered
from tests.hub.exchange_hub import NOTEBOOK, hand_in, refused

pytestmark = pytest.mark.xdist_group("hub-exchange")


def test_a_lab_goes_out_comes_back_and_its_feedback_reaches_the_learner(hub, step, made_course, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(made_course, course)
    step("prof", "ReleaseAssignment", root=course)
    with pytest.raises(ExchangeError, match="already exists"):
        step("prof", "ReleaseAssignment", root=course)
    for learner, answers in (("ada", RIGHT), ("bob", RIGHT | {"ppv-answer": NAIVE_PPV})):
        (found,) = [lab for lab in step(learner, "List", lab="", course="") if lab["assignment_id"] == LAB]
        assert (found["status"], found["course_id"]) == ("released", "c1")
        step(learner, "FetchAssignment")
        file = tmp_path / learner / LAB / f"{LAB}.ipynb"
        nbformat.write(answered(nbformat.read(file, 4), answers), file)
        assert (file.parent / "practice.json").exists(), "files come at fetch, names before"
        step(learner, "Submit")
        (receipt,) = (tmp_path / learner / "receipts").iterdir()
        said = verified(receipt.read_text().split()[-1], hub.client(learner).said("GET", "key")["key"])
        assert (said["learner"], said["lab"], said["late"]) == (learner, LAB, False)
    (mine,) = step("ada", "List", cached=True)
    assert mine["student_id"] == "ada" and not mine["submissions"][0]["has_exchange_feedback"]
    assert {row["student_id"] for row in step("prof", "List", root=course, inbound=True)} == {"ada", "bob"}

    step("prof", "Collect", root=course)
    assert sorted(os.listdir(course / "submitted")) == ["ada", "bob"]
    report = grade_class(CourseSettings.load(course), LAB, workers=1)
    assert [record.reason for record in report.records] == ["graded", "graded"]
    step("prof", "ReleaseFeedback", root=course)
    (mine,) = step("ada", "List", cached=True)
    assert mine["submissions"][0]["has_exchange_feedback"]
    step("ada", "FetchFeedback")
    (page,) = (tmp_path / "ada" / LAB / "feedback").glob(f"*/{LAB}.html")
    assert page.read_text() == (course / "feedback" / "ada" / LAB / f"{LAB}.html").read_text()
    (mine,) = step("ada", "List", cached=True)
    submission = mine["submissions"][0]
    assert submission["has_local_feedback"] and not submission["feedback_updated"]

    # A second submission, and feedback that changes: both are seen.
    (tmp_path / "ada" / LAB / "mine.txt").write_text("mine")
    step("ada", "Submit")
    step("prof", "Collect", root=course, update=True)
    assert (course / "submitted" / "ada" / LAB / "mine.txt").read_text() == "mine"
    html = course / "feedback" / "bob" / LAB / f"{LAB}.html"
    step("bob", "FetchFeedback")
    html.write_text(html.read_text() + "<!-- read again -->")
    step("prof", "ReleaseFeedback", root=course)
    (theirs,) = step("bob", "List", cached=True)
    assert theirs["submissions"][0]["feedback_updated"]

    # Unrelease: gone from the list, work is still taken.
    step("prof", "List", root=course, remove=True)
    assert LAB not in [lab["assignment_id"] for lab in step("ada", "List", lab="")]
    with pytest.raises(ExchangeError):
        step("bob", "FetchAssignment")
    refused(hand_in(hub, "bob", "b" * 32, lab=LAB), 200)


def test_of_what_was_handed_in_late_collect_takes_what_was_in_time(hub, step, tmp_path, made_course):
    course = tmp_path / "course"
    shutil.copytree(made_course, course)
    assert hub.ask("prof", "PUT", "released/c1/due", data=pack({"due.ipynb": NOTEBOOK["lab1.ipynb"]})).ok

    def due(when, learner=""):
        return hub.client("prof").said(
            "PUT", "deadlines", "c1", json={"lab": "due", "when": when, "learner": learner}
        )

    assert due("2050-03-01 18:00")["due"] == "2050-03-01T18:00:00+01:00", "as the clock on the wall shows it"
    first = [
        hand_in(hub, who, f"{n:032x}", {"due.ipynb": b"1"}, lab="due").json()
        for n, who in enumerate(("ada", "bob"))
    ]
    assert not any(said["late"] for said in first)
    due("2020-03-01")
    due("2050-03-01", "bob")
    second = [
        hand_in(hub, who, f"{n:032x}", {"due.ipynb": b"2"}, lab="due").json()
        for n, who in enumerate(("ada", "bob"), 2)
    ]
    assert [bool(said["late"]) for said in second] == [True, False], (
        "kept all the same, and said on the receipt"
    )
    due("2050-03-01")
    due("2020-03-01", "ada")
    step("prof", "Collect", lab="due", root=course, before_duedate=True)
    taken = {who: (course / "submitted" / who / "due" / "due.ipynb").read_bytes() for who in ("ada", "bob")}
    assert taken == {"ada": b"2", "bob": b"2"}, "nothing of ada's was in time: the newest"
    stamp = (course / "submitted" / "bob" / "due" / "timestamp.txt").read_text()
    assert stamp == second[1]["stamp"] and parse_utc(stamp)
    assert hub.ask("ada", "GET", "tree").json()["courses"]["c1"]["due"]["due"].startswith("2020")
    for wrong in ("tomorrow", "2026-03-29 02:30"):
        with pytest.raises(CourseError, match="2026-03"):
            due(wrong)
