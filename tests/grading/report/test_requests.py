"""Regrade requests: found in a file or a cell, listed, answered with a reason, marked again, logged."""

import json

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from labkit.cli import main
from labkit.grading.gradebook import records
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.requests import log
from labkit.grading.requests.answering import answer, ask, collect
from tests.grading.grading_sample import LAB, book, dump
from tests.grading.report.conftest import ODD, put

pytestmark = pytest.mark.xdist_group("tests/grading/report")


def with_cell(course, learner, text):
    file = course / "submitted" / learner / LAB / f"{LAB}.ipynb"
    notebook = nbformat.read(file, 4)
    notebook.cells.append(new_markdown_cell(text))
    nbformat.write(notebook, file)


def test_requests_are_found_in_files_and_in_cells_and_once(taught):
    with_cell(
        taught,
        "naive2",
        "## Re\u0301examen : ppv\nLa question parle *du test*.\n\n# regrade threshold\nIt was 9.",
    )
    with_cell(taught, "naive3", "I regrade nothing: ppv is fine")
    put(taught, ODD, None, {"regrade.txt": "# regrade ppv\n" + "x" * 10_000})
    settings = CourseSettings.load(taught)
    found = collect(settings, [LAB])
    told = {(one.request.learner, one.request.task): one.request.text for one in found.values()}
    assert told["naive1", "ppv"] == "The question said *the test*."
    assert (
        told["naive2", "ppv"] == "La question parle *du test*." and told["naive2", "threshold"] == "It was 9."
    )
    assert len(told[ODD, "ppv"]) == 4000
    assert len(told) == 4
    assert collect(settings, []).keys() == found.keys(), "the same words are the same request"
    assert (taught / log.FOLDER / f"{ODD}.jsonl").is_file()


def test_other_peoples_files_are_no_request(taught):
    theirs = taught / "submitted" / "naive1" / LAB / "regrade.md"
    (taught / "submitted" / "naive4" / LAB / "regrade.md").symlink_to(theirs)
    (taught / "submitted" / "naive5" / LAB / "regrade.txt").hardlink_to(theirs)
    found = collect(CourseSettings.load(taught), [LAB])
    assert not {"naive4", "naive5"} & {one.request.learner for one in found.values()}


def test_a_mark_that_is_changed_is_told_with_its_reason_and_logged(taught):
    settings = CourseSettings.load(taught)
    (key,) = collect(settings, [LAB])
    before_all = dump(taught)
    request, before, after = answer(settings, key, "points", "The text was unclear.", 1.5)
    assert (request.learner, before.score, after.score) == ("naive1", 0, 1.5)
    now = dump(taught)
    assert now["naive1"][2]["ppv"] == (0, 1.5, False)
    assert {k: v for k, v in now.items() if k != "naive1"} == {
        k: v for k, v in before_all.items() if k != "naive1"
    }
    page = (taught / "feedback" / "naive1" / LAB / f"{LAB}.html").read_text()
    assert "The text was unclear." in page and "1.5 / 2" in page.replace("1,5", "1.5")
    (one,) = log.read_log(taught).values()
    assert not one.open and one.answers[0]["reason"] == "The text was unclear."
    assert (one.answers[0]["before"], one.answers[0]["after"]) == (0, 1.5)
    answer(settings, key, "kept", "Read again, the same.")
    assert len(log.read_log(taught)[key].answers) == 2 and dump(taught)["naive1"][2]["ppv"] == (0, 1.5, False)


def test_marking_again_runs_this_learner_alone_whatever_the_name_means_as_a_pattern(taught):
    settings = CourseSettings.load(taught)
    key = ask(settings, LAB, "ppv", ODD, "Look again.")
    before = {r.learner: r.regrading for r in records.load_all(taught, LAB)}
    request, _before, _after = answer(settings, key, "again", "Marked again.", workers=1)
    assert request.learner == ODD
    changed = {r.learner for r in records.load_all(taught, LAB) if r.regrading != before[r.learner]}
    assert changed == {ODD}


def test_what_cannot_be_is_refused_and_changes_nothing(taught):
    settings = CourseSettings.load(taught)
    (key,) = collect(settings, [LAB])
    before = dump(taught)
    with pytest.raises(GradingError, match="no request"):
        answer(settings, "nonsense", "kept", "x")
    for points in (-1, 2.5, None, float("nan")):
        with pytest.raises(GradingError, match="0 to 2 points"):
            answer(settings, key, "points", "x", points)
    with pytest.raises(GradingError, match="reason"):
        answer(settings, key, "kept", "  ")
    with pytest.raises(GradingError, match="its tasks are"):
        ask(settings, LAB, "nothing", "naive1", "x")
    with pytest.raises(GradingError, match="no mark"):
        ask(settings, LAB, "ppv", "nobody", "x")
    assert dump(taught) == before and log.read_log(taught)[key].open


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own way of adding a submission
def test_a_name_in_the_gradebook_leads_nowhere(taught):
    evil = "../../../evil"
    with book(taught) as gradebook:
        gradebook.add_student(evil)
        gradebook.add_submission(LAB, evil)
    with pytest.raises(GradingError, match="no name of a learner"):
        ask(CourseSettings.load(taught), LAB, "ppv", evil, "x")
    assert not list(taught.parent.rglob("evil*"))


def test_a_damaged_log_keeps_what_can_be_read(taught):
    settings = CourseSettings.load(taught)
    (key,) = collect(settings, [LAB])
    file = taught / log.FOLDER / "naive1.jsonl"
    file.write_text(file.read_text() + '{"event": "asked"}\n[1]\n{half\n')
    assert list(log.read_log(taught)) == [key]


def test_the_commands(taught, capsys):
    course = ["--course", str(taught), "--language", "en"]
    assert main(["regrade", "list", LAB, *course]) == 0
    listed = capsys.readouterr().out
    key = listed.split()[0]
    assert "naive1" in listed and "[open]" in listed
    assert main(["regrade", "answer", key, "--points", "2", "--reason", "You are right.", *course]) == 0
    assert "0 → 2 points" in capsys.readouterr().out
    assert main(["regrade", "list", *course]) == 0
    assert "answered: You are right." in capsys.readouterr().out
    assert main(["regrade", "ask", LAB, "ppv", "naive0", "--reason", "By mail.", *course]) == 0
    assert json.loads((taught / log.FOLDER / "naive0.jsonl").read_text())["request"]["text"] == "By mail."
