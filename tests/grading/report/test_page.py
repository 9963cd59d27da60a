"""The report of a class that the real pipeline graded."""

import re
import shutil
from dataclasses import replace

import pytest

from labkit.cli import main
from labkit.evaluate import DifficultyDisplay, DiscriminationDisplay, item_table
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.report.gathered import gather
from labkit.grading.report.misconceptions_display import MisconceptionsDisplay
from labkit.grading.report.page import page, write_reports
from labkit.grading.report.who import not_started, stuck
from labkit.notebook.lab import Lab
from tests.grading.grading_sample import LAB, SAMPLE
from tests.grading.report.conftest import HOW_MANY, ODD, put
from tests.language.plurals import beside_one

NEEDS = ("m6_cost",)

pytestmark = pytest.mark.xdist_group("tests/grading/report")


@pytest.fixture(scope="module")
def given(graded_class):
    return gather(CourseSettings.load(graded_class), LAB)


@pytest.fixture(scope="module")
def pages(given):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_CONTENT", str(SAMPLE))
        return {language: page(given, language) for language in ("en", "fr")}


def test_everybody_is_counted_once_in_one_state(given):
    states = {row.learner: row.state for row in given.rows}
    assert len(states) == len(given.rows) == sum(HOW_MANY.values()) + 3
    assert states["absent"] == "not_taken" and states["broken"] == "not_graded"
    assert states["blank0"] == "graded" and states["right0"] == "provisional"
    assert len(given.shares) == sum(HOW_MANY.values()) + 1
    assert list(given.points) == ["ppv", "threshold", "explain"]
    ppv = given.shares["ppv"]
    assert ppv.sum() == HOW_MANY["right"] + HOW_MANY["half"]
    assert given.shares["explain"].notna().sum() == HOW_MANY["blank"], "the others wait for a person"


def test_named_errors_are_counted_as_they_were_made(given):
    table = MisconceptionsDisplay(given.outcomes).table
    found = {(row.task, row.error): row.n for row in table.itertuples()}
    assert found["ppv", "belongs_to_test"] == HOW_MANY["naive"] + HOW_MANY["crashes"] + 1
    assert found["ppv", "forgets_false_alarms"] == HOW_MANY["forgets"]
    assert list(table["n"]) == sorted(table["n"], reverse=True)
    assert not [name for name in found if name[1] == "is_npv"]


def test_the_page_says_what_the_notebook_calls_its_tasks(given, monkeypatch):
    monkeypatch.delenv("LABKIT_CONTENT")  # a real lab's headings: the sample has none
    cost = replace(
        given,
        assignment="m6_cost_explorer",
        points={**given.points, "who_gains": 2.0},
        shares=given.shares.assign(who_gains=1.0),
    )
    for language, heading in {"en": "Who gains", "fr": "Qui y gagne"}.items():
        assert f">{heading}</td>" in page(cost, language)


def test_who_has_not_started_and_who_is_stuck(given):
    assert not_started(given) == ["absent", "blank0", "blank1"]
    table = stuck(given).set_index("learner")
    assert set(table.index) == {
        *(f"naive{n}" for n in range(6)),
        *(f"forgets{n}" for n in range(4)),
        *("crashes0", "crashes1", ODD),
    }
    assert table.loc["crashes0", "tasks"] == "ppv, threshold"
    assert table.loc["naive0", "tries"] == 6


def test_who_works_on_the_other_pathway_has_not_failed_to_start(taught):
    put(taught, "absent", None)
    folder = taught / "submitted" / "absent" / LAB
    folder.rename(folder.with_name(f"{LAB}_explorer"))
    assert "absent" not in {row.learner for row in gather(CourseSettings.load(taught), LAB).rows}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_each_figure_in_words_and_in_numbers(pages, language):
    text = pages[language]
    headings = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert headings[0] == 1 and headings.count(1) == 1 and set(headings[1:]) == {2}
    pictures = re.findall(r'<img alt="([^"]*)"', text)
    assert len(pictures) == 6 and all(len(alt) > 35 for alt in pictures)
    assert text.count("<table") == 7
    assert f'<html lang="{language}">' in text
    words = {
        "en": ("Not started: 3.", "belongs_to_test in ppv: 9", "Median".lower(), "The PPV is not a property"),
        "fr": ("N'ont pas commencé\u00a0: 3.", "belongs_to_test dans ppv\u00a0: 9", "La VPP n", "Bilan"),
    }[language]
    shown = text.replace("&#x27;", "'")
    assert all(word in shown for word in words), [word for word in words if word not in shown]
    if language == "fr":
        assert "Learners" not in text and "Task<" not in text
        assert not re.search(
            r"[^\s\u00a0;] [:;?!](?!\w)", re.sub(r"<style>.*?</style>|<[^>]+>", "", text, flags=re.S)
        )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("learners", [["naive0"], ["right0", "naive0"], ["blank0"]])
def test_a_class_of_one_or_two_is_told_in_the_singular(given, monkeypatch, language, learners):
    monkeypatch.setenv("LABKIT_CONTENT", str(SAMPLE))
    few = replace(
        given,
        rows=[row for row in given.rows if row.learner in learners],
        shares=given.shares.loc[learners],
        outcomes={who: given.outcomes[who] for who in learners},
        events={who: mine for who, mine in given.events.items() if who in learners},
    )
    text = page(few, language)
    assert beside_one(text, language) == []
    said = {"en": ("1 learner:", "2 learners:"), "fr": ("1 personne\u00a0:", "2 personnes\u00a0:")}[language]
    assert said[len(learners) - 1] in text


def test_no_name_of_a_learners_is_markup(pages):
    text = pages["en"]
    assert "<b>x" not in text and "&lt;b&gt;x" in text
    assert "EVIL" not in text and "<script" not in text


def test_a_small_class_shows_no_correlation(taught):
    for kind in ("right", "naive"):
        for n in range(1, HOW_MANY[kind]):
            shutil.rmtree(taught / "submitted" / f"{kind}{n}")
    few = gather(CourseSettings.load(taught), LAB)
    with pytest.raises(ValueError, match="A correlation needs at least 20 learners"):
        DiscriminationDisplay(item_table(few.shares, few.points))
    assert len(DifficultyDisplay(item_table(few.shares, few.points)).table) == 2, "the rest is shown"


def test_a_record_that_the_notebook_itself_wrote_is_read(taught, tmp_path):
    folder = tmp_path / "labs" / LAB
    folder.mkdir(parents=True)
    lab = Lab(LAB, language="en", folder=folder)
    lab.check("threshold", 9)
    lab.check("threshold", 10)
    file = next((tmp_path / "labs").rglob("progress.jsonl"))
    put(taught, "half0", None, {"progress.jsonl": file.read_text()})
    events = gather(CourseSettings.load(taught), LAB).events["half0"]
    assert [(e.item, e.status) for e in events] == [("threshold", "wrong"), ("threshold", "right")]


def test_the_command_writes_both_pages_and_an_unknown_lab_is_told(taught, capsys):
    assert main(["report", LAB, "--course", str(taught), "--language", "fr"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [str(taught / "reports" / f"{LAB}.{language}.html") for language in ("en", "fr")]
    assert main(["report", "s1_alrm", "--course", str(taught), "--language", "en"]) == 2
    assert LAB in capsys.readouterr().err


def test_a_course_without_marks_has_a_page_all_the_same(course):
    files = write_reports(CourseSettings.load(course), LAB)
    assert "Nobody has a mark yet." in files[0].read_text()
    with pytest.raises(GradingError):
        write_reports(CourseSettings.load(course), "nonsense")


@pytest.mark.browser
def test_the_pages_have_no_accessibility_violation(pages, tmp_path, new_context):
    from axe_playwright_python.sync_playwright import Axe

    context = new_context(bypass_csp=True)  # the pages' own policy forbids every script, axe's too
    for language, text in pages.items():
        file = tmp_path / f"{LAB}.{language}.html"
        file.write_text(text, encoding="utf-8")
        page = context.new_page()
        page.goto(file.as_uri())
        for summary in page.locator("summary").all():
            summary.focus()
            page.keyboard.press("Enter")
        assert page.locator("details[open]").count() == 6
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == []
