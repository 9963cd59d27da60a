"""Work that is there is seen: graded where it can be, named with what to do where not, and never a silent nought."""

import copy
import io
import json
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.judging.needed import names_in
from labkit.grading.submission.belongs import assignment_named
from labkit.grading.submission.reading import UnreadableNotebook, read
from labkit.grading.submission.restore import restore
from labkit.language import LANGUAGES
from tests.grading.grading_sample import LAB, RIGHT, answered, cell_of

NAME = f"{LAB}.ipynb"
SAID = "The alarm is the same, but fewer of our patients are ill."
OTHER = f"{LAB}_explorer"


def saved(notebook):
    return nbformat.writes(notebook).encode()


def zipped(notebook):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{LAB}/{NAME}", saved(notebook))
    return packed.getvalue()


def of(lab, pathway, notebook):
    other = copy.deepcopy(notebook)
    other.metadata["labkit"] = {"lab": lab, "pathway": pathway, "language": "en"}
    for cell in other.cells:
        marks = cell.metadata.get("nbgrader")
        if marks and marks["grade_id"] != "explain":
            marks["grade_id"] = f"x-{marks['grade_id']}"
    return other


def without_names(notebook):
    bare = copy.deepcopy(notebook)
    for number, cell in enumerate(bare.cells):
        cell.metadata, cell.id = nbformat.NotebookNode(), f"n{number}"
    return bare


# What lies in the learner's folder, the reason, and a word that must be in the sentence. None: graded, all 3 points.
FOLDERS = {
    "a complete copy beside an untouched one": (
        lambda blank, full: {NAME: saved(blank), "s1_alarm-Copy1.ipynb": saved(full)},
        "untouched",
        "s1_alarm-Copy1.ipynb",
    ),
    "a complete copy beside an empty file": (
        lambda blank, full: {NAME: b"", "mine.ipynb": saved(full)},
        "empty",
        "mine.ipynb",
    ),
    "a script beside an untouched one": (
        lambda blank, full: {NAME: saved(blank), "answers.py": b"x"},
        "untouched",
        "answers.py",
    ),
    "a zip": (lambda blank, full: {f"{LAB}.zip": zipped(full)}, "archive", f"{LAB}.zip"),
    "a zip under the notebook's name": (lambda blank, full: {NAME: zipped(full)}, "archive", NAME),
    "a nested folder": (lambda blank, full: {f"{LAB}/{NAME}": saved(full)}, "nested", f"{LAB}/{NAME}"),
    "another name": (lambda blank, full: {"mine.ipynb": saved(full)}, "renamed", "mine.ipynb"),
    "a browser's name": (lambda blank, full: {f"{NAME}.txt": saved(full)}, "renamed", f"{NAME}.txt"),
    "two names": (lambda blank, full: {"a.ipynb": saved(full), "b.ipynb": saved(full)}, "several", "b.ipynb"),
    "the other pathway's, under its own name": (
        lambda blank, full: {f"{OTHER}.ipynb": saved(of(LAB, "explorer", full))},
        "other_assignment",
        f"submitted/ada/{OTHER}/",
    ),
    "the other pathway's, renamed": (
        lambda blank, full: {NAME: saved(of(LAB, "explorer", full))},
        "other_assignment",
        f"submitted/ada/{OTHER}/",
    ),
    "another lab's": (lambda blank, full: {NAME: saved(of("m9", "builder", full))}, "other_assignment", "m9"),
    "the other pathway's beside an untouched one": (
        lambda blank, full: {NAME: saved(blank), "mine.ipynb": saved(of(LAB, "explorer", full))},
        "untouched",
        OTHER,
    ),
    "no notebook at all": (lambda blank, full: {"answers.docx": b"x"}, "other_files", "answers.docx"),
    "some other notebook": (
        lambda blank, full: {NAME: saved(nbformat.v4.new_notebook(cells=[new_code_cell("a = 1")]))},
        "not_this_lab",
        NAME,
    ),
    "UTF-16": (lambda blank, full: {NAME: saved(full).decode().encode("utf-16")}, None, ""),
    "Latin-1": (lambda blank, full: {NAME: saved(full).decode().encode("latin-1")}, None, ""),
    "two encodings": (lambda blank, full: {NAME: saved(full) + "é".encode() + b"\xe9"}, "encoding", "0xE9"),
    "names lost": (lambda blank, full: {NAME: saved(without_names(full))}, None, ""),
    "metadata of another lab, cells of this one": (
        lambda blank, full: {NAME: saved(full).replace(b'"pathway": "builder"', b'"pathway": "explorer"')},
        None,
        "",
    ),
}


@pytest.fixture
def folder(course, submission, hand_in):
    def put(make):
        home = course / "submitted" / "ada" / LAB
        for name, data in make(submission(), submission(RIGHT | {"explain": f"{SAID} é"})).items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(data)

    return put


@pytest.mark.parametrize("case", FOLDERS)
def test_what_lies_in_the_folder_is_graded_or_named(case, folder, grade, gradebook, course):
    make, reason, word = FOLDERS[case]
    folder(make)
    (record,) = grade().records
    if reason is None:
        assert (record.reason, record.points) == ("graded", 3), (record.detail, record.outcomes)
        assert gradebook()["ada"][2]["explain"] == (None, None, True)
        return
    assert record.reason == reason, record.detail
    told = [what_to_do(record, language) for language in LANGUAGES]
    assert all(word in text and text.strip() for text in told) and told[0] != told[1]
    assert "rename" not in told[0] or reason == "renamed"
    assert all(needs for _auto, _manual, needs in gradebook()["ada"][2].values()), "a person looks"
    page = (course / "feedback" / "ada" / LAB / f"{LAB}.html").read_text()
    assert word in page


def test_a_notebook_in_the_other_pathways_folder_is_told_to_whoever_grades(
    course, hand_in, grade, submission
):
    elsewhere = course / "submitted" / "ada" / OTHER
    elsewhere.mkdir(parents=True)
    (elsewhere / f"{OTHER}.ipynb").write_bytes(saved(submission(RIGHT)))
    hand_in("bob", RIGHT)
    reasons = {r.learner: (r.reason, r.detail) for r in grade().records}
    assert reasons["ada"] == ("misplaced", f"ada/{OTHER}/{OTHER}.ipynb") and reasons["bob"][0] == "graded"


def test_more_answers_in_a_copy_are_told_beside_the_marks(course, hand_in, grade, submission):
    home = hand_in("ada", {"threshold-answer": "threshold = 10"})
    (home / "copy.ipynb").write_bytes(saved(submission(RIGHT)))
    (record,) = grade().records
    assert record.points == 1
    assert [(t["cell"], t["detail"]) for t in record.tampering] == [("copy.ipynb", "ppv-answer")]
    assert "copy.ipynb" in (course / "feedback" / "ada" / LAB / f"{LAB}.html").read_text()


# ---- an explanation that stands in another cell ------------------------------------------------------------------------


def at(notebook, name):
    return next(i for i, c in enumerate(notebook.cells) if c is cell_of(notebook, name))


def copied(notebook):
    second = copy.deepcopy(cell_of(notebook, "explain"))
    second.id, second.source = "second", SAID
    notebook.cells.insert(at(notebook, "explain") + 1, second)


def in_a_new_cell(notebook):
    notebook.cells.insert(at(notebook, "explain") + 1, new_markdown_cell("Fewer are ill."))


def under_the_question(notebook):
    notebook.cells[at(notebook, "explain") - 1].source += f"\n\n{SAID}"


def far_away(notebook):
    notebook.cells.append(new_markdown_cell(f"## My answer\n{SAID}"))


def in_a_code_cell(notebook):
    notebook.cells.insert(at(notebook, "explain") + 1, new_code_cell(SAID))


def as_a_comment(notebook):
    notebook.cells.insert(at(notebook, "explain"), new_code_cell(f"# {SAID}"))


def names_lost(notebook):
    cell_of(notebook, "explain").source = SAID
    notebook.cells = without_names(notebook).cells


PLACES = (copied, in_a_new_cell, under_the_question, far_away, in_a_code_cell, as_a_comment, names_lost)


@pytest.mark.parametrize("place", PLACES, ids=lambda f: f.__name__)
def test_an_explanation_in_another_cell_is_read_by_a_person(place, submission, template):
    from labkit.grading.judging.graded_cells import manual

    notebook = submission()
    place(notebook)
    restored, _repairs = restore(read(saved(notebook)), template)
    assert manual(cell_of(restored, "explain")).status == "needs_person"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [{}, RIGHT], ids=["blank", "no explanation"])
def test_nobody_is_called_where_nothing_was_written(language, answers, submission, release, template):
    from labkit.grading.judging.graded_cells import manual
    from labkit.grading.submission.given import Given

    notebook = submission(answers, language)
    notebook.cells.insert(2, new_markdown_cell("To do"))
    notebook.cells.append(new_code_cell("1 + 1"))
    given = Given(template, [release("fr")])
    restored, _repairs = restore(read(saved(notebook)), template, given)
    assert manual(cell_of(restored, "explain")).status == "not_started"


def test_the_filled_one_of_two_cells_counts_and_the_starting_text_does_not_run_after_it(submission, template):
    for first in (True, False):
        notebook = answered(submission(), RIGHT)
        blank = copy.deepcopy(cell_of(template, "ppv-answer"))
        notebook.cells.insert(at(notebook, "ppv-answer") + (0 if first else 1), blank)
        restored, repairs = restore(read(saved(notebook)), template)
        assert cell_of(restored, "ppv-answer").source == RIGHT["ppv-answer"]
        assert [c.source for c in restored.cells].count(blank.source) == 0
        assert [r.kind for r in repairs] == ["duplicated"]


@pytest.mark.parametrize("place", ["ppv", "threshold"])
def test_the_starting_text_of_a_lost_cell_does_not_run_after_the_answer_above_it(place, submission, template):
    """Both answers in one cell of one's own, the two cells for them deleted: what comes back must not take a name again."""
    notebook = submission()
    for name in ("ppv-answer", "threshold-answer"):
        notebook.cells.remove(cell_of(notebook, name))
    mine = new_code_cell("\n\n".join([RIGHT["ppv-answer"], RIGHT["threshold-answer"]]))
    notebook.cells.insert(at(notebook, place), mine)
    restored, _repairs = restore(read(saved(notebook)), template)
    giving = {
        name: [c.source for c in restored.cells if c.cell_type == "code" and name in names_in(c.source).bound]
        for name in ("ppv", "threshold")
    }
    assert {name: sources[-1] for name, sources in giving.items()} == dict.fromkeys(giving, mine.source)


def test_a_byte_order_mark_and_every_utf_are_read():
    text = json.dumps({"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "source": "été"}]})
    raw = text.replace("\\u00e9", "é")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"):
        assert read(raw.encode(encoding)).cells[0].source == "été", encoding
    with pytest.raises(UnreadableNotebook, match="web page"):
        read(b"<!DOCTYPE html><title>m4</title>")


@pytest.mark.parametrize("key", ["pathway", "path"])
def test_a_copy_released_when_the_pathway_was_called_path_says_its_assignment(key):
    mark = nbformat.v4.new_notebook(metadata={"labkit": {"lab": LAB, key: "explorer"}})
    assert assignment_named(mark) == f"{LAB}_explorer"
