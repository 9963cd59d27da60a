"""The instructor's folder: plain sources, a secret that stays, nothing of theirs overwritten, stock nbgrader works."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from labkit.course.learner.switch import switch
from labkit.course.release.copies import fingerprint, read_copy, untouched
from labkit.course.release.course_folder import SECRET, make_course
from labkit.course.release.release import release
from labkit.errors import CourseError
from tests.course.sample_lab.notebook import LAB, cell


@pytest.fixture
def course(content, tmp_path) -> Path:
    make_course(content, tmp_path / "course", "fr")
    return tmp_path / "course"


@pytest.mark.parametrize("assignment", [LAB, f"{LAB}_explorer"])
def test_sources_are_plain_and_complete(course, assignment):
    folder = course / "source" / assignment
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert names == sorted([f"{assignment}.ipynb", "practice.json", f"variants/{assignment}.en.json"])
    notebook = read_copy(folder / f"{assignment}.ipynb")
    assert notebook.metadata.labkit.language == "fr"
    assert not any({"en", "fr"} & set(c.metadata.get("tags", ())) for c in notebook.cells)


def test_the_secret_is_its_owners_and_only_in_its_place(course):
    secret = (course / SECRET).read_text()
    assert len(secret) == 64
    assert stat.S_IMODE((course / SECRET).stat().st_mode) == 0o600
    for file in course.rglob("*"):
        if file.is_file() and file != course / SECRET:
            assert secret not in file.read_text(encoding="utf-8", errors="replace")


def test_two_courses_have_two_secrets_and_a_renewed_one_keeps_its_own(content, course, tmp_path):
    secret = (course / SECRET).read_text()
    make_course(content, course, "fr")
    assert (course / SECRET).read_text() == secret
    make_course(content, tmp_path / "other", "fr")
    assert (tmp_path / "other" / SECRET).read_text() != secret


def test_renewing_leaves_alone_what_the_instructor_changed(content, make_content, notebook, course):
    config = course / "nbgrader_config.py"
    mine = config.read_text() + "\nc.Exchange.root = '/srv/exchange'\n"
    config.write_text(mine)
    assert len(make_course(content, course, "fr")) == 1
    told = make_course(content, course, "en")  # what ours would be has changed as well
    assert config.read_text() == mine
    assert (course / "nbgrader_config.py.new").exists()
    assert any("nbgrader_config.py" in line for line in told)
    assert read_copy(course / "source" / LAB / f"{LAB}.ipynb").metadata.labkit.language == "en"


def test_an_unknown_lab_and_a_file_in_place_of_the_folder_are_refused(content, tmp_path):
    with pytest.raises(CourseError, match="m9_nothing"):
        make_course(content, tmp_path / "course", "en", ["m9_nothing"])
    (tmp_path / "taken").write_text("")
    with pytest.raises(CourseError, match="file"):
        make_course(content, tmp_path / "taken", "en")


def test_stock_nbgrader_releases_what_labkit_releases_and_it_can_be_switched(content, course, tmp_path):
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", LAB],
        cwd=course,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    theirs = course / "release" / LAB
    ours = release(content, LAB, "fr", "builder", tmp_path / "ours").folder
    one, two = read_copy(theirs / f"{LAB}.ipynb"), read_copy(ours / f"{LAB}.ipynb")
    assert fingerprint(one) == fingerprint(two)
    assert [c.metadata.get("nbgrader") for c in one.cells] == [c.metadata.get("nbgrader") for c in two.cells]
    assert (theirs / "practice.json").read_bytes() == (ours / "practice.json").read_bytes()
    assert untouched(one)
    fetched = tmp_path / "home" / LAB
    shutil.copytree(theirs, fetched)
    switch("en", fetched)
    assert cell(read_copy(fetched / f"{LAB}.ipynb"), "write").source == "Write `ppv`."
    with pytest.raises(CourseError):
        switch("en", tmp_path / "nowhere")
