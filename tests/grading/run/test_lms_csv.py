"""What an LMS imports holds the marks that stand, and nothing that is none."""

import csv
import io

import pytest

from labkit.cli import main
from labkit.grading.run.export import STATES, Row
from labkit.grading.run.lms_csv import LAYOUTS, as_lms_csv
from tests.grading.grading_sample import LAB, RIGHT


def row(lab, learner, state, score, last="Lovelace", first="Ada"):
    return Row(lab, learner, last, first, f"{learner}@x.example", state, score, 6.0, 0.0)


CLASS = [row("m4", name, state, 3.5) for name, state in zip("abcde", STATES, strict=True)]
CLASS += [row("m5", "a", "provisional", 1.0), row("m5", "z", "graded", 0.0)]


@pytest.mark.parametrize(
    ("lms", "header", "first"),
    [
        (
            "moodle",
            ["Username", "First name", "Last name", "Email address", "m4", "m5"],
            ["a", "Ada", "Lovelace", "a@x.example", "3.5", ""],
        ),
        (
            "canvas",
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "m4", "m5"],
            ["Lovelace, Ada", "", "", "a", "", "3.5", ""],
        ),
        (
            "brightspace",
            ["Username", "m4 Points Grade", "m5 Points Grade", "End-of-Line Indicator"],
            ["a", "3.5", "", "#"],
        ),
    ],
)
def test_marks_that_stand_and_no_other(lms, header, first):
    table = list(csv.reader(io.StringIO(as_lms_csv(CLASS, lms))))
    assert table[:2] == [header, first] and len(table) == 7
    at = header.index(next(name for name in header if name.startswith("m4")))
    assert [line[at] for line in table[1:]] == ["3.5", "", "", "", "", ""], "graded alone"
    assert table[-1][at + 1] == "0", "a nought that was marked is a nought"


@pytest.mark.parametrize("lms", LAYOUTS)
def test_no_cell_is_a_formula(lms):
    text = as_lms_csv([row("m4", "=cmd()", "graded", 1.0, last="+1", first="@x")], lms)
    for cell in list(csv.reader(io.StringIO(text)))[1]:
        assert not cell.startswith(("=", "+", "@"))


def test_the_command_writes_it_beside_the_states(course, hand_in, grade, capsys):
    hand_in("ada", RIGHT)
    hand_in("bob", RIGHT | {"explain": "Fewer are ill."})
    grade()
    assert main(["export", LAB, "--course", str(course), "--for", "canvas"]) == 0
    assert "marks-canvas.csv" in capsys.readouterr().out
    table = list(csv.reader(io.StringIO((course / "marks-canvas.csv").read_text("utf-8"))))
    assert [line[3:] for line in table] == [
        ["SIS Login ID", "Section", LAB],
        ["ada", "", "3"],
        ["bob", "", ""],
    ]
    assert "provisional" in (course / "marks.csv").read_text("utf-8-sig")
