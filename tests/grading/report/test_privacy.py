"""One learner exported and erased: all of theirs, nothing of anybody else's, whatever the name."""

import json
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from labkit.cli import main
from labkit.grading.markers.sharing import share, sheet_of
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.privacy.erasing import erase_learner
from labkit.grading.privacy.handing_over import export_learner
from labkit.grading.report.page import write_reports
from labkit.grading.requests.answering import collect
from labkit.grading.run.run import grade_class
from tests.grading.grading_sample import LAB, book, dump
from tests.grading.report.conftest import ODD, put

pytestmark = pytest.mark.xdist_group("tests/grading/report")


@pytest.fixture(scope="module")
def lived_in(graded_class, tmp_path_factory):
    """A course in which everything has happened: requests, markers, a report, marks out."""
    folder = tmp_path_factory.mktemp("lived") / "course"
    shutil.copytree(graded_class, folder)
    put(folder, ODD, None, {"regrade.txt": "# regrade ppv\nPlease."})
    settings = CourseSettings.load(folder)
    collect(settings, [LAB])
    share(settings, LAB, ["Ada", "Benoit"], double=1)
    write_reports(settings, LAB)
    assert main(["export", LAB, "--course", str(folder)]) == 0
    (folder / ".labkit" / "runs" / f"{LAB}.regrading.json").write_text(
        json.dumps(
            {"id": "x", "learners": "*", "fingerprint": "", "before": {ODD: {"ppv": 0}, "naive1": {"ppv": 0}}}
        )
    )
    return folder


@pytest.fixture
def used(lived_in, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(lived_in, folder)
    return folder


NUMBER = "0b9a7d3e-0000-4000-8000-00000000000a"


def attested(folder, learner):
    """What `labkit attest` leaves in the folder, of this learner and of somebody else."""
    (folder / ".labkit" / "attestations").mkdir()
    (folder / "attestations").mkdir()
    register = folder / ".labkit" / "attestations" / "issued.jsonl"
    others = NUMBER.replace("a", "b")
    lines = [
        {"id": NUMBER, "learner": learner, "at": "2026"},
        {"id": others, "learner": "right1", "at": "2026"},
    ]
    register.write_text("".join(json.dumps(line) + "\n" for line in lines))
    for number, name in ((NUMBER, learner), (others, "right1")):
        (folder / "attestations" / f"{number}.html").write_text(f"<p>{name}</p>")
    return register


def files(folder):
    """Every file's bytes; the gradebook is compared by what it says."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(("gradebook.db", "grade."))
    }


@pytest.mark.parametrize("learner", [ODD, "naive1"])
def test_nothing_of_an_erased_learner_is_left_and_nothing_of_anybody_elses_is_touched(used, learner):
    before, marks = files(used), dump(used)
    told = erase_learner(CourseSettings.load(used), learner)
    after = files(used)
    assert not [name for name in after if learner in name]
    names = (learner.encode(), json.dumps(learner)[1:-1].encode())
    assert not [name for name, data in after.items() if any(n in data for n in names)]
    database = (used / "gradebook.db").read_bytes()
    assert learner.encode() not in database, "not in the free pages of the file either"
    assert dump(used) == {who: mark for who, mark in marks.items() if who != learner}
    shared = re.compile(r"marks\.csv|markers/|\.labkit/markers/|reports/|\.regrading\.json")
    assert {n: d for n, d in after.items() if not shared.search(n)} == {
        n: d for n, d in before.items() if not shared.search(n) and learner not in n
    }
    assert (
        "right1" in after["marks.csv"].decode() and "naive2" in after[f".labkit/markers/{LAB}.json"].decode()
    )
    if learner == ODD:
        assert json.loads(after[f".labkit/runs/{LAB}.regrading.json"])["before"] == {"naive1": {"ppv": 0}}
    pages = [d.decode() for n, d in after.items() if n.startswith("markers/") and n.endswith(".html")]
    earlier = [d.decode() for n, d in before.items() if n.startswith("markers/") and n.endswith(".html")]
    assert [p.count("<article") for p in pages] == [p.count("<article") - 1 for p in earlier]
    said = "\n".join(told.removed)
    assert all(
        part in said
        for part in ("submitted/", "autograded/", "feedback/", "gradebook", "marks.csv", "markers/")
    )
    assert any("backups" in line for line in told.kept) and any("law" in line for line in told.kept)
    with pytest.raises(GradingError, match="nobody called"):
        erase_learner(CourseSettings.load(used), learner)


def test_files_of_other_rooms_that_name_them_are_told_and_left(used):
    (used / ".nbgrader.log").write_text("collecting naive1")
    (used / ".labkit" / "sent.jsonl").write_text('{"who": "naive1"}')
    (used / ".labkit" / "others.jsonl").write_text('{"who": "naive11"}')
    (used / "marks-moodle.csv").write_text("ada@example.org,3")
    kept = "\n".join(erase_learner(CourseSettings.load(used), "naive1").kept)
    assert (
        "marks-moodle.csv" in kept
        and ".nbgrader.log" in kept
        and ".labkit/sent.jsonl" in kept
        and "others.jsonl" not in kept
    )
    assert (used / ".labkit" / "sent.jsonl").read_text() == '{"who": "naive1"}'
    assert f".labkit/markers/{LAB}.json" not in kept and ".regrading" not in kept


def test_the_class_goes_on_after_an_erasure(used):
    settings = CourseSettings.load(used)
    erase_learner(settings, ODD)
    assert grade_class(settings, LAB, workers=1).graded_now == 0
    with sqlite3.connect(used / "gradebook.db") as database:
        (orphans,) = database.execute(
            "SELECT count(*) FROM submitted_assignment WHERE student_id NOT IN (SELECT id FROM student)"
        ).fetchone()
    assert orphans == 0 and collect(settings, [LAB]) and write_reports(settings, LAB)


def test_marks_can_be_kept_and_a_look_touches_nothing(used):
    settings = CourseSettings.load(used)
    before, marks = files(used), dump(used)
    looked = erase_learner(settings, ODD, really=False)
    assert files(used) == before and dump(used) == marks
    done = erase_learner(settings, ODD, keep_marks=True)
    assert dump(used) == marks and ODD in (used / "marks.csv").read_text("utf-8-sig")
    assert not [name for name in files(used) if ODD in name]
    assert set(done.removed) < set(looked.removed)
    assert any("as you asked" in line for line in done.kept)


@pytest.mark.parametrize(
    "name", ["../..", ".", "..", "", "right1/..", "right1/s1_alarm", "/etc", "*", "right?"]
)
def test_no_name_escapes_or_means_several(name, used, tmp_path):
    before = files(tmp_path)
    settings = CourseSettings.load(used)
    with pytest.raises(GradingError, match="nobody called"):
        erase_learner(settings, name)
    with pytest.raises(GradingError, match="nobody called"):
        export_learner(settings, name, tmp_path / "out")
    assert files(tmp_path) == before


@pytest.mark.parametrize("name", ["../../outside", "..", "right1/.."])
def test_a_name_that_the_gradebook_knows_leads_nowhere_either(name, used, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "precious").write_text("x")
    with book(used) as gradebook:
        gradebook.add_student(name)
    before = {n: d for n, d in files(tmp_path).items() if ".regrading" not in n}
    settings = CourseSettings.load(used)
    out = export_learner(settings, name, tmp_path / "out")
    assert sorted(p.name for p in out.iterdir()) == ["gradebook.json", "index.html"]
    told = erase_learner(settings, name)
    assert told.removed == ["the learner, with marks and comments, from the gradebook"]
    after = {n: d for n, d in files(tmp_path).items() if not n.startswith("out/")}
    assert {n: d for n, d in after.items() if ".regrading" not in n} == before


def test_a_link_goes_and_what_it_leads_to_stays(used, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    (used / "submitted" / "naive0" / LAB / "link").symlink_to(outside)
    (used / "submitted" / "linked").symlink_to(outside)
    settings = CourseSettings.load(used)
    out = export_learner(settings, "naive0", tmp_path / "out")
    assert not [p for p in out.rglob("*") if p.name in ("link", "precious")]
    assert not list(export_learner(settings, "linked", tmp_path / "out2").rglob("precious"))
    erase_learner(settings, "naive0")
    erase_learner(settings, "linked")
    assert (outside / "precious").read_text() == "x" and not (used / "submitted" / "linked").is_symlink()


def test_the_export_holds_all_of_theirs_and_nothing_of_anybody_elses(used, tmp_path):
    settings = CourseSettings.load(used)
    file = sheet_of(used, LAB, "Ada")
    codes = json.loads((used / ".labkit" / "markers" / f"{LAB}.json").read_text())
    mine = next(code for code, unit in codes.items() if unit["learner"] == ODD)
    file.write_text(file.read_text("utf-8-sig").replace(f"{mine},explain,3,,", f"{mine},explain,3,2,clear"))
    out = export_learner(settings, ODD, tmp_path / "out")
    names = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert {
        f"submitted/{LAB}/{LAB}.ipynb",
        f"submitted/{LAB}/regrade.txt",
        f"autograded/{LAB}/{LAB}.ipynb",
        f"feedback/{LAB}/{LAB}.html",
        f"records/{LAB}.json",
        "requests.jsonl",
        "gradebook.json",
        "index.html",
    } <= names
    said = json.loads((out / "gradebook.json").read_text())
    assert said["learner"]["id"] == ODD
    assert said["markers"] == [{"assignment": LAB, "task": "explain", "points": 2.0, "comment": "clear"}]
    ppv = next(row for row in said["gradebook"] if row["cell"] == "ppv" and "score" in row)
    assert (ppv["automatic"], ppv["most"], ppv["handed_in"]) == (0, 2, "2026-11-20 10:00:00")
    whole = "".join(p.read_text(errors="replace") for p in out.rglob("*") if p.is_file())
    secret = (used / ".labkit" / "course_secret").read_text()
    assert "RUBRIC" not in whole and secret not in whole and mine not in whole
    assert not re.search(r"naive\d|right\d|forgets\d", whole)
    assert "<b>x" not in (out / "index.html").read_text()
    with pytest.raises(GradingError, match="already"):
        export_learner(settings, ODD, tmp_path / "out")


def test_a_zip_holds_the_same_and_unpacks_in_one_folder(used, tmp_path):
    settings = CourseSettings.load(used)
    folder = export_learner(settings, ODD, tmp_path / "out")
    packed = export_learner(settings, ODD, tmp_path / "mine.zip")
    with zipfile.ZipFile(packed) as found:
        assert found.testzip() is None
        inside = {name.removeprefix("mine/") for name in found.namelist()}
    assert inside == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert packed.stat().st_mode & 0o077 == 0 and folder.stat().st_mode & 0o077 == 0


def test_the_commands_ask_before_they_erase_and_name_the_nearest(used, tmp_path, capsys):
    course = ["--course", str(used), "--language", "en"]
    assert main(["learner", "export", "naive1", "--to", str(tmp_path / "x.zip"), *course]) == 0
    assert main(["learner", "erase", "naive1", *course]) == 1
    assert "add --yes" in capsys.readouterr().out and "naive1" in dump(used)
    assert main(["learner", "erase", "naive1", "--yes", *course]) == 0
    assert "Removed:" in capsys.readouterr().out and "naive1" not in dump(used)
    assert main(["learner", "erase", "Naive2", *course]) == 2
    assert "naive2" in capsys.readouterr().err


def test_attestations_go_with_the_learner_and_their_numbers_stay(used, tmp_path, capsys):
    register = attested(used, "naive1")
    course = ["--course", str(used), "--language", "en"]
    assert main(["learner", "export", "naive1", "--to", str(tmp_path / "out"), *course]) == 0
    assert (tmp_path / "out" / "attestations" / f"{NUMBER}.html").read_text() == "<p>naive1</p>"
    assert not [p for p in (tmp_path / "out").rglob("*") if p.is_file() and b"right1" in p.read_bytes()]
    before = files(used)
    assert main(["learner", "erase", "naive1", *course]) == 1
    assert "attestations (pages: 1)" in capsys.readouterr().out and files(used) == before
    assert main(["learner", "erase", "naive1", "--yes", *course]) == 0
    assert "issued.jsonl names them" not in capsys.readouterr().out
    assert [p.name for p in (used / "attestations").iterdir()] == [f"{NUMBER.replace('a', 'b')}.html"]
    noted = [json.loads(line) for line in register.read_text().splitlines()]
    assert [(one["id"] == NUMBER, one["learner"]) for one in noted] == [(True, ""), (False, "right1")]


# A row of the first table, from its second column: `submitted/NAME/`, `.labkit/runs/LAB/NAME.json`, `*.log`.
PAGES = [("docs/privacy.md", "NAME", "LAB"), ("docs/privacy.fr.md", "NOM", "TP")]


@pytest.mark.parametrize(("page", "name", "lab"), PAGES)
def test_each_place_where_a_learner_is_named_stands_on_the_page_with_how_long(page, name, lab, used):
    """Everything has happened in this course: what names somebody is found by looking, not by a list."""
    attested(used, "naive1")
    (used / ".nbgrader.log").write_text("collecting naive1")
    assert main(["export", LAB, "--for", "moodle", "--course", str(used)]) == 0
    text = (Path(__file__).parents[3] / page).read_text("utf-8")
    rows = [line.strip("|").split("|") for line in text.split("## ")[1].splitlines() if line.startswith("| ")]
    assert all(len(row) == 4 and row[3].strip() for row in rows), "a row without how long"
    places = {place for row in rows for place in re.findall(r"`([^`]+)`", row[1])}
    known = [re.escape(p).replace(name, "[^/]+").replace(lab, "[^/]+").replace(r"\*", ".*") for p in places]
    for path, data in (files(used) | {"gradebook.db": (used / "gradebook.db").read_bytes()}).items():
        # Whose course it is, and everybody's: neither is a learner's.
        if b"naive1" in data or "naive1" in path or path.startswith("markers/"):
            assert any(re.match(pattern, path) for pattern in known), path


@pytest.mark.browser
def test_the_handed_over_page_has_no_accessibility_violation(used, tmp_path, new_context):
    from axe_playwright_python.sync_playwright import Axe

    out = export_learner(CourseSettings.load(used), ODD, tmp_path / "out")
    context = new_context(bypass_csp=True)
    for file in (out / "index.html", sheet_of(used, LAB, "Ada").with_suffix(".html")):
        page = context.new_page()
        page.goto(file.as_uri())
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == []
