"""The trainer's page says what the lab's source says; the doctor says what is missing and how to get it."""

import re
from textwrap import dedent

import pytest

from labkit import language as spoken
from labkit.content import Content
from labkit.course.learner import doctor
from labkit.course.source.competencies import competencies
from labkit.course.source.lab_source import read_source
from labkit.course.source.select import select
from labkit.course.teaching.trainer import Part, minutes_of, parts_of, trainer_page
from labkit.tasks.load import load_grader
from tests.course.sample_lab.notebook import LAB

LANGUAGES = ("en", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mutant_hint_and_rubric_line_is_on_the_page(content, language):
    page = trainer_page(content, LAB, language)
    grader = load_grader(content, LAB)
    for task in grader.tasks:
        for text in [task.why, *task.hints, *(mutant.message for mutant in task.mutants)]:
            assert text.in_language(language) in page
    for _points, text in grader.explanations[0].rubric:
        assert text.in_language(language) in page
    assert len(re.findall(r"^# ", page, re.MULTILINE)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", Content.find().labs())
def test_a_page_says_the_competencies_and_the_labs_before_in_words(lab, language):
    content = Content.find()
    page, passport = trainer_page(content, lab, language), read_source(content, lab).passport
    said = {c.id: c.says[language] for c in competencies(content)}
    assert all(said[c] in page for c in passport.competencies)
    assert all(content.titles()[before][language] in page for before in passport.prerequisites)


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_on_the_page_add_up_to_the_labs(content, language):
    page = trainer_page(content, LAB, language)
    tables = re.split(r"^## ", page, flags=re.MULTILINE)[1:3]
    for table, total in zip(tables, (30, 20), strict=True):
        rows = re.findall(r"^\| (\d+):(\d\d) \| (\d+) \|", table, re.MULTILINE)
        clock = 0
        for hours, minutes, length in rows:
            assert int(hours) * 60 + int(minutes) == clock
            clock += int(length)
        assert clock == total


@pytest.mark.parametrize("total", [0, 3, 7, 20, 61])
@pytest.mark.parametrize("weights", [[1.0], [1.0, 1.0, 1.0], [0.1, 5.0, 12.0, 3.3]])
def test_minutes_are_whole_at_least_one_and_add_up(weights, total):
    minutes = minutes_of([Part("x", weight) for weight in weights], total)
    assert min(minutes) >= 1
    assert sum(minutes) == max(total, len(weights))
    ordered = [m for _w, m in sorted(zip(weights, minutes, strict=True))]
    assert ordered == sorted(ordered)


def say_too(content, more):
    """Write more into the sample's lab.toml."""
    with (content.grader(LAB) / "lab.toml").open("a", encoding="utf-8") as file:
        file.write(dedent(more))


def test_an_authors_notes_win(make_content, notebook):
    content = make_content(notebook)
    say_too(
        content,
        """
        [trainer.say]
        case = { en = "Ask who has slept.", fr = "Demandez qui a dormi." }
        [[trainer.debrief]]
        en = "And tomorrow?"
        fr = "Et demain ?"
        [trainer.swaps]
        clinician = { en = "Bring your own.", fr = "Apportez le vôtre." }
        """,
    )
    for language, texts in {
        "en": ["Ask who has slept.", "And tomorrow?", "Bring your own."],
        "fr": ["Demandez qui a dormi.", "Et demain\u00a0?", "Apportez le vôtre."],
    }.items():
        page = trainer_page(content, LAB, language)
        assert all(text in page for text in texts)


def test_parts_follow_the_headings(content):
    parts = parts_of(select(read_source(content, LAB), "fr", "builder"), {}, "fr")
    assert [part.title for part in parts] == ["Ouverture", "Le cas", "Expliquez"]
    assert [part.tasks for part in parts] == [[], ["ppv"], []]


def test_the_doctor_finds_this_computer_fit():
    checks = doctor.examine()
    assert [check.name for check in checks if check.needed and not check.good] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_what_is_missing_and_the_command(language):
    with spoken.speaking(language):
        lacking = doctor.Check("jupyterlab", False, "absent", "python -m pip install jupyterlab")
        text = doctor.report([lacking, doctor.Check("Chromium", False, "absent", "apt", needed=False)])
        assert "✗ jupyterlab" in text and "python -m pip install jupyterlab" in text
        assert "– Chromium" in text
        assert text.strip().endswith("jupyterlab.")


def test_a_missing_package_is_named_with_its_extra(monkeypatch):
    real = doctor.metadata.version

    def without_nbgrader(name):
        if name == "nbgrader":
            raise doctor.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor.metadata, "version", without_nbgrader)
    (lacking,) = [check for check in doctor._packages() if not check.good]
    assert "nbgrader" in lacking.found and "labkit[grading]" in lacking.remedy
    assert not lacking.needed


def test_the_doctor_asks_the_sandbox_that_grading_takes(monkeypatch):
    from labkit.kernels.sandbox import sandbox

    assert (doctor._sandbox().good, doctor._sandbox().found) == (True, sandbox.find_sandbox().name)
    monkeypatch.setattr(sandbox, "_search", lambda: (None, "no namespaces here"))
    lacking = doctor._sandbox()
    assert not lacking.good and lacking.found == "no namespaces here" and not lacking.needed
