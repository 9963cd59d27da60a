"""The table of what the labs take: complete, adds up, and refused where it is far from a run."""

import re

import pytest

from labkit.content import Content
from labkit.course.authoring.lint import budget
from labkit.course.source.lab_source import read_source
from labkit.course.teaching.costs import FILE, Row, far_from, read_costs, table

COURSE = Content.find()


def test_every_lab_has_its_rows_and_the_totals_add_up():
    rows = read_costs(COURSE)
    wanted = {(lab, path) for lab in COURSE.labs() for path in read_source(COURSE, lab).paths()}
    assert set(rows) == wanted
    assert table(list(rows.values())) in (COURSE.root / FILE).read_text(encoding="utf-8")
    text = table(list(rows.values()))
    for path in ("builder", "explorer"):
        whole = float(re.search(rf"whole course \| {path} \| ([\d.]+)", text)[1])
        assert whole == pytest.approx(sum(r.seconds for r in rows.values() if r.path == path), abs=0.1)


@pytest.mark.parametrize(
    ("seconds", "mebibytes", "faults"),
    [(20, 500, 0), (50, 600, 0), (61, 500, 1), (6, 500, 1), (20, 320, 1), (20, 700, 1), (1, 9000, 2)],
)
def test_a_run_far_from_its_row_is_told(seconds, mebibytes, faults):
    row = Row("m1_x", "builder", 20.0, 500.0)
    assert len(list(far_from(row, seconds, mebibytes))) == faults


def test_a_lab_without_a_row_is_told():
    assert "no row" in next(far_from(None, 1.0, 1.0))


def test_lint_holds_the_table_to_its_run(content):
    (content.root / "docs").mkdir()
    (content.root / FILE).write_text(
        table([Row("s1_sample", "builder", 1.0, 9000.0), Row("s1_sample", "explorer", 1.0, 200.0)])
    )
    found = [f for f in budget.check(content, read_source(content, "s1_sample")) if f.rule == "costs"]
    assert found and "where docs/costs.md says 9000" in str(found[0])


def test_a_course_without_a_table_is_not_held_to_one(content):
    assert read_costs(content) is None
