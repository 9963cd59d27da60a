"""What the labs say they take: complete, adds up, and refused where it is far from a run."""

import re

import pytest

from labkit.content import Content
from labkit.course.authoring.lint import budget
from labkit.course.source.lab_source import read_source
from labkit.course.teaching.costs import Row, far_from, read_costs, table, write_costs
from labkit.tasks.lab_file import LAB_FILE, read_lab_file
from tests.course.sample_lab.notebook import LAB

COURSE = Content.find()


def test_every_lab_says_its_costs_and_the_totals_add_up():
    rows = read_costs(COURSE)
    wanted = {(lab, pathway) for lab in COURSE.labs() for pathway in read_source(COURSE, lab).pathways()}
    assert set(rows) == wanted
    text = table(list(rows.values()))
    for pathway in ("builder", "explorer"):
        whole = float(re.search(rf"whole course \| {pathway} \| ([\d.]+)", text)[1])
        assert whole == pytest.approx(sum(r.seconds for r in rows.values() if r.pathway == pathway), abs=0.1)


def test_what_was_measured_is_written_once_and_read_back(content):
    file = content.grader(LAB) / LAB_FILE
    for seconds in (3.25, 4.0):
        write_costs(content, [Row(LAB, pathway, seconds, 300.0) for pathway in ("builder", "explorer")])
    assert {row.seconds for row in read_costs(content).values()} == {4.0}
    assert file.read_text().count("costs.builder") == 1
    assert read_lab_file(content.grader(LAB)).passport.minutes == {"builder": 30, "explorer": 20}


@pytest.mark.parametrize(
    ("seconds", "mebibytes", "faults"),
    [(20, 500, 0), (70, 600, 0), (81, 500, 1), (20, 320, 1), (20, 700, 1), (81, 9000, 2)],
)
def test_a_run_far_from_its_row_is_told(seconds, mebibytes, faults):
    row = Row("m1_x", "builder", 20.0, 500.0)
    assert len(list(far_from(row, seconds, mebibytes))) == faults


def test_a_much_faster_run_is_told_too():
    assert list(far_from(Row("m1_x", "builder", 40.0, 500.0), 9.0, 500.0))


def test_a_lab_that_says_no_costs_is_told():
    assert "no costs" in next(far_from(None, 1.0, 1.0))


def test_lint_holds_a_lab_to_what_it_says(content):
    write_costs(content, [Row(LAB, "builder", 1.0, 9000.0), Row(LAB, "explorer", 1.0, 200.0)])
    found = [f for f in budget.check(content, read_source(content, LAB)) if f.rule == "costs"]
    assert found and "where lab.toml says 9000" in str(found[0])


def test_a_course_that_says_no_costs_is_not_held_to_any(content):
    assert read_costs(content) is None
