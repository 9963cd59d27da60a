"""Whatever was done to a notebook, its graded cells come back as released, in place, and each repair has a name."""

import copy
import json

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import UnreadableNotebook, read
from labkit.grading.submission.restore import restore
from labkit.tasks.check_line import Check, parse_check
from tests.grading.grading_sample import RIGHT, answered, cell_of

GRADED = ("ppv", "threshold", "explain")


def deleted(nb):
    nb.cells.remove(cell_of(nb, "ppv"))


def deleted_all(nb):
    nb.cells = []


def duplicated(nb):
    nb.cells.append(copy.deepcopy(cell_of(nb, "ppv")))


def edited(nb):
    cell_of(nb, "ppv").source = 'print("2.0")'


def skipped(nb):
    cell_of(nb, "ppv").metadata["tags"] = ["skip-execution"]


def skipped_answer(nb):
    cell_of(nb, "ppv-answer").metadata["tags"] = ["skip-execution"]


def worth_more(nb):
    cell_of(nb, "ppv").metadata.nbgrader["points"] = 200


def no_longer_graded(nb):
    cell_of(nb, "ppv").metadata.nbgrader["grade"] = False


def turned_into_solution(nb):
    cell_of(nb, "ppv").metadata.nbgrader["solution"] = True


def without_marks(nb):
    del cell_of(nb, "ppv").metadata["nbgrader"]


def renamed(nb):
    cell_of(nb, "ppv").metadata.nbgrader["grade_id"] = "other"


def renamed_twice(nb):
    cell_of(nb, "ppv").id = "something"
    renamed(nb)


def turned_into_text(nb):
    cell = cell_of(nb, "ppv")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def moved_first(nb):
    cell = cell_of(nb, "ppv")
    nb.cells.remove(cell)
    nb.cells.insert(0, cell)


def other_kernel(nb):
    nb.metadata.kernelspec = {"name": "bash", "display_name": "bash", "language": "bash"}


def forged_outcome(nb):
    cell_of(nb, "explain").metadata["labkit"] = {"outcome": "right", "rubric": True}


def stolen_id(nb):
    nb.cells.insert(0, new_code_cell("1", id=cell_of(nb, "ppv").id))
    cell_of(nb, "ppv").id = "elsewhere"


def invented(nb):
    nb.cells.append(
        new_code_cell("1", metadata={"nbgrader": {"grade": True, "grade_id": "bonus", "points": 9}})
    )


def unhashable_id(nb):
    cell_of(nb, "ppv").metadata.nbgrader["grade_id"] = ["a", "list"]


def one_id_on_every_cell(nb):
    """Among them blank cells that are another answer's own."""
    cell_of(nb, "threshold-answer").source = "threshold = (\n    # YOUR ANSWER HERE\n    ...\n)"
    for cell in nb.cells:
        cell.metadata.setdefault("nbgrader", {})["grade_id"] = "ppv-answer"


TRICKS = {
    deleted: "deleted",
    deleted_all: "deleted",
    duplicated: "duplicated",
    edited: "source",
    skipped: "tags",
    skipped_answer: "tags",
    worth_more: "metadata",
    no_longer_graded: "metadata",
    turned_into_solution: "metadata",
    without_marks: "renamed",
    renamed: "renamed",
    renamed_twice: "renamed",
    turned_into_text: "cell_type",
    moved_first: "moved",
    other_kernel: "kernel",
    forged_outcome: "forged",
    stolen_id: None,
    invented: "unknown",
    unhashable_id: "renamed",
    one_id_on_every_cell: "duplicated",
}


@pytest.mark.parametrize("trick", TRICKS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_graded_cells_come_back_as_released(trick, language, submission, template):
    nb = submission(RIGHT, language)
    trick(nb)
    restored, repairs = restore(read(nb), template)

    marked = [c for c in restored.cells if role(c)]
    expected = [c for c in template.cells if role(c)]
    names = [c.metadata.nbgrader.grade_id for c in marked]
    assert names == [c.metadata.nbgrader.grade_id for c in expected]
    for cell, original in zip(marked, expected, strict=True):
        assert cell.metadata == original.metadata
        assert (cell.cell_type, cell.id) == (original.cell_type, original.id)
        if role(original) == "check":
            assert cell.source == original.source
    assert len({c.id for c in restored.cells}) == len(restored.cells)
    assert restored.metadata.kernelspec == template.metadata.kernelspec
    kinds = {r.kind for r in repairs}
    assert TRICKS[trick] in kinds if TRICKS[trick] else not kinds


@pytest.mark.parametrize("trick", TRICKS, ids=lambda f: f.__name__)
def test_restoring_twice_changes_nothing_more(trick, submission, template):
    nb = submission(RIGHT)
    trick(nb)
    once, _ = restore(read(nb), template)
    twice, repairs = restore(once, template)
    assert twice == once and repairs == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "answers", [{}, RIGHT, RIGHT | {"explain": "Fewer are ill."}], ids=["blank", "right", "all"]
)
def test_an_honest_notebook_needs_no_repair_and_keeps_every_word(language, answers, submission, template):
    nb = submission(answers, language)
    nb.cells.insert(3, new_markdown_cell("My own note"))
    nb.cells.append(new_code_cell("1 + 1"))
    restored, repairs = restore(read(nb), template)
    assert repairs == []
    assert [c.source for c in restored.cells] == [c.source for c in nb.cells]
    assert restored.metadata.labkit.language == language


def test_a_check_that_was_deleted_stands_right_after_its_answer(submission, template):
    nb = submission(RIGHT)
    deleted(nb)
    restored, _ = restore(read(nb), template)
    names = [c.metadata.get("nbgrader", {}).get("grade_id") for c in restored.cells]
    assert names.index("ppv") == names.index("ppv-answer") + 1


@pytest.mark.parametrize("blank", ["", "   \n", "\n\t "])
def test_blank_space_is_no_explanation(blank, submission, template):
    restored, _ = restore(read(submission({"explain": blank})), template)
    assert cell_of(restored, "explain").source == cell_of(template, "explain").source


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"{", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_a_notebook"),
        (b'{"cells": 3}', "not_a_notebook"),
        (b'"text"', "not_a_notebook"),
    ],
)
def test_what_is_no_notebook_is_told_by_its_reason(content, reason):
    with pytest.raises(UnreadableNotebook) as caught:
        read(content)
    assert caught.value.reason == reason


STRANGE = [
    {"cell_type": "evil", "source": "x"},
    {"cell_type": "code"},
    {"cell_type": "code", "source": ["a\n", 3, "b"], "metadata": [], "outputs": "no", "id": 7},
    {
        "cell_type": "markdown",
        "source": "\ud800",
        "metadata": {"nbgrader": "no", "tags": "no"},
        "attachments": 4,
    },
    {"cell_type": "code", "source": {"a": 1}, "metadata": {"tags": [1, None, "x"]}, "id": "../../etc"},
    "not a cell",
    {"cell_type": "code", "id": "same"},
    {"cell_type": "code", "id": "same"},
]


def test_strange_cells_get_a_shape_that_can_be_saved_and_graded(template):
    nested: dict = {}
    for _ in range(300):
        nested = {"a": nested}
    raw = {"nbformat": 4, "nbformat_minor": 2, "metadata": {"deep": nested}, "cells": STRANGE}
    shaped = read(json.dumps(raw).encode())
    restored, _ = restore(shaped, template)
    json.dumps(restored).encode()
    assert len({c.id for c in restored.cells}) == len(restored.cells)
    assert all(
        name in [c.metadata.get("nbgrader", {}).get("grade_id") for c in restored.cells] for name in GRADED
    )


@pytest.mark.parametrize(
    ("source", "check"),
    [
        ('lab.check("ppv", ppv)', Check("ppv", "ppv")),
        ("lab.check('a', f(x)[0])\n", Check("a", "f(x)[0]")),
        ('lab.check("a", b); print(1)', None),
        ("lab.check(a, b)", None),
        ("assert x == 1", None),
        ("lab.check(", None),
        ("", None),
    ],
)
def test_a_check_is_read_without_being_run(source, check):
    assert parse_check(source) == check


def test_answers_stay_the_learners(submission, template):
    nb = answered(submission(), {"ppv-answer": "anything at all ("})
    restored, _ = restore(read(nb), template)
    assert cell_of(restored, "ppv-answer").source == "anything at all ("
