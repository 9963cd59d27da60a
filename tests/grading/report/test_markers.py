"""Explanations shared out among several people: evenly, blind, collected, settled."""

import csv
import io
import re

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from labkit.cli import main
from labkit.grading.markers.collecting import agreements, collect
from labkit.grading.markers.sharing import share, sheet_of
from labkit.grading.markers.sheets import SETTLED
from labkit.grading.markers.units import Unit, load
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.language import speaking
from tests.grading.grading_sample import LAB, book, dump
from tests.grading.report.conftest import HOW_MANY, ODD

pytestmark = pytest.mark.xdist_group("tests/grading/report")

WAITING = sum(HOW_MANY.values()) + 1 - HOW_MANY["blank"]


@pytest.fixture
def settings(taught):
    return CourseSettings.load(taught)


def fill(settings, marker, points):
    """Type marks into a sheet, as a spreadsheet would save it; `points` is asked for each code."""
    file = sheet_of(settings.root, LAB, marker)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    with file.open("w", newline="") as out:
        table = csv.DictWriter(out, rows[0], delimiter=";")
        table.writeheader()
        table.writerows(row | {"points": points(row["code"]), "comment": f"by {marker}"} for row in rows)
    return [row["code"] for row in rows]


def test_everything_is_shared_out_evenly_and_part_of_it_twice(settings):
    counts = share(settings, LAB, ["Ada", "Benoit", "Chloé"], double=0.4)
    units = load(settings, LAB)
    twice = [unit for unit in units.values() if len(unit.markers) == 2]
    assert len(units) == WAITING and len(twice) == int(WAITING * 0.4)
    assert all(len(set(unit.markers)) == len(unit.markers) for unit in units.values())
    assert max(counts.values()) - min(counts.values()) <= 1
    assert sum(counts.values()) == WAITING + len(twice)
    assert not [unit for unit in units.values() if unit.learner.startswith("blank")]


def test_a_marker_sees_texts_and_the_rubric_and_nobodys_name_or_mark(settings):
    share(settings, LAB, ["Ada", "Benoit"], double=1)
    fill(settings, "Ada", lambda code: "2")
    share(settings, LAB, ["Ada", "Benoit"], double=1)
    page = sheet_of(settings.root, LAB, "Benoit").with_suffix(".html").read_text()
    sheet = sheet_of(settings.root, LAB, "Benoit").read_text("utf-8-sig")
    assert page.count("<article") == WAITING and "RUBRIC says that prevalence" in page
    assert "most alarms are false" in page and "<script" not in page
    without_texts = re.sub(r"<article.*?</article>", "", page, flags=re.S) + sheet
    assert not [unit.learner for unit in load(settings, LAB).values() if unit.learner in without_texts]
    assert "by Ada" not in page + sheet
    assert sheet_of(settings.root, LAB, "Ada").read_text("utf-8-sig").count(";2;by Ada") == WAITING, (
        "marks stay"
    )


def test_marks_that_agree_are_written_and_the_others_are_settled_by_a_third(settings, taught):
    share(settings, LAB, ["Ada", "Benoit"], double=1)
    units = load(settings, LAB)
    order = sorted(units)
    fill(settings, "Ada", lambda code: "2,5" if order.index(code) % 2 else "1")
    fill(
        settings,
        "Benoit",
        lambda code: "2.5" if order.index(code) % 2 else ("1" if code != order[0] else "3"),
    )
    found = collect(settings, LAB)
    assert (found.written, found.disagreements, found.missing) == (WAITING - 1, [order[0]], {})
    marks = dump(taught)
    assert marks[units[order[1]].learner][2]["explain"] == (None, 2.5, False)
    assert marks[units[order[0]].learner][2]["explain"] == (None, None, True)
    (one,) = found.agreements
    assert (one.n, one.same, one.markers) == (WAITING, WAITING - 1, ("Ada", "Benoit"))

    fill(settings, SETTLED, lambda code: "2")
    again = collect(settings, LAB)
    assert (again.written, again.disagreements) == (WAITING, [])
    assert dump(taught)[units[order[0]].learner][2]["explain"] == (None, 2, False)
    with book(taught) as gradebook:
        comment = gradebook.find_comment("explain", LAB, LAB, units[order[1]].learner).manual_comment
    assert comment == "by Ada\n\nby Benoit"
    assert collect(settings, LAB).written == WAITING, "and once more changes nothing"


def test_kappa_is_that_of_scikit_learn_whatever_the_step():
    rng = np.random.default_rng(0)
    for step in (1.0, 0.5, 0.25):
        a = rng.integers(0, int(3 / step) + 1, 40) * step
        b = np.clip(a + rng.integers(-1, 2, 40) * step, 0, 3)
        a[0], b[0] = step, 0  # a mark that only this step has
        units = {str(i): Unit("x", "explain", "", 3.0, ["A", "B"]) for i in range(40)}
        given = {
            "A": {str(i): (float(v), "") for i, v in enumerate(a)},
            "B": {str(i): (float(v), "") for i, v in enumerate(b)},
        }
        (one,) = agreements(units, given)
        codes = [(values / step).astype(int) for values in (a, b)]
        expected = cohen_kappa_score(*codes, weights="quadratic", labels=range(int(3 / step) + 1))
        assert one.kappa.estimate == pytest.approx(expected)
        assert one.kappa.ci_low < expected < one.kappa.ci_high
        assert one.same == (a == b).sum()


def test_a_mark_of_somebody_elses_and_a_new_submission_are_left(settings, taught):
    share(settings, LAB, ["Ada"], double=0)
    units = load(settings, LAB)
    first, second = sorted(units)[:2]
    fill(settings, "Ada", lambda code: "1" if code in (first, second) else "")
    with book(taught) as gradebook:
        grade = gradebook.find_grade("explain", LAB, LAB, units[first].learner)
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.db.commit()
    record = taught / ".labkit" / "runs" / LAB / f"{units[second].learner}.json"
    record.write_text(record.read_text().replace(units[second].digest, "another"))
    found = collect(settings, LAB)
    assert sorted(found.left) == sorted(units[code].learner for code in (first, second))
    assert (found.written, found.missing) == (0, {"Ada": WAITING - 2})
    assert dump(taught)[units[first].learner][2]["explain"] == (None, 3, False)


@pytest.mark.parametrize("typed", ["4", "-1", "two", "nan", "inf", "1.1", "1e400"])
def test_what_is_no_mark_is_named_by_file_and_row_and_nothing_is_written(typed, settings, taught):
    share(settings, LAB, ["Ada"], double=0)
    order = sorted(load(settings, LAB))
    fill(settings, "Ada", lambda code: typed if code == order[1] else "1")
    before = dump(taught)
    with pytest.raises(GradingError, match=r"Ada\.csv, row 3, points"):
        collect(settings, LAB)
    assert dump(taught) == before


def test_a_sheet_is_read_as_it_was_saved_in_either_language(settings):
    with speaking("fr"):
        share(settings, LAB, ["Ada"], double=0)
        file = sheet_of(settings.root, LAB, "Ada")
        assert file.read_text("utf-8-sig").splitlines()[0] == "code;task;most;points;comment"
        rows = file.read_text("utf-8-sig").splitlines()
        rows[1] = rows[1].removesuffix(";;") + ";1,5;très juste"
        file.write_bytes("\r\n".join(rows).encode("cp1252"))
        found = collect(settings, LAB)
    assert found.written == 1
    file.write_text("a,b\n1,2\n")
    with pytest.raises(GradingError, match="code, points is missing"):
        collect(settings, LAB)


@pytest.mark.parametrize(
    ("markers", "double", "says"),
    [
        ([], 0, "Name the markers"),
        (["Ada", "ada"], 0, "each one once"),
        (["../Ada"], 0, "cannot name"),
        (["disagreements"], 0, "cannot name"),
        ([".hidden"], 0, "cannot name"),
        (["Ada"], 0.2, "two markers"),
        (["Ada", "Bob"], 20, "between 0 and 1"),
    ],
)
def test_who_cannot_mark_is_told(markers, double, says, settings):
    with pytest.raises(GradingError, match=says):
        share(settings, LAB, markers, double)
    assert not (settings.root / "markers").exists()


def test_the_commands(taught, capsys):
    course = ["--course", str(taught), "--language", "en"]
    assert main(["markers", "collect", LAB, *course]) == 2
    asked = ["markers", "share", LAB, "--marker", "Ada", "--marker", "Benoit", "--double", "1", *course]
    assert main(asked) == 0
    capsys.readouterr()
    settings = CourseSettings.load(taught)
    fill(settings, "Ada", lambda code: "1")
    assert main(["markers", "collect", LAB, *course]) == 1
    assert f"Benoit has {WAITING} answers without a mark" in capsys.readouterr().out
    fill(settings, "Benoit", lambda code: "1")
    assert main(["markers", "collect", LAB, *course]) == 0
    assert "kappa is not defined" in capsys.readouterr().out
    assert dump(taught)[ODD][2]["explain"] == (None, 1, False)
