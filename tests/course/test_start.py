"""The folder a learner keeps: nothing they did is ever lost, and JupyterLab opens there in their language."""

import datetime
import json
import os
import re
import subprocess
import sys
import time
import urllib.request

import pytest

from labkit.course.learner.start import prepare, reset, tell
from labkit.course.learner.switch import switch
from labkit.course.release.copies import read_copy, untouched
from labkit.course.release.release import release
from labkit.course.source.lab_source import hash_of
from labkit.errors import CourseError
from labkit.hub.ports import free_ports
from labkit.notebook.lab import Lab
from tests.course.learner import begin
from tests.course.sample_lab.notebook import LAB, cell
from tests.waiting import PATIENCE, STEP


def new_version(content, make_content, notebook):
    """The course's authors change a word."""
    cell(notebook, "write-en").source = "Write `ppv`, please."
    cell(notebook, "write-fr").source = "Écrivez `ppv`, s'il vous plaît."
    cell(notebook, "write-fr").metadata.labkit["answers"] = hash_of("Write `ppv`, please.")
    return make_content(notebook)


def test_a_first_start_brings_the_lab_and_a_welcome_page(content, tmp_path):
    placed, page = prepare(content, tmp_path / "labs", "fr", "builder")
    assert [p.status for p in placed] == ["new"]
    assert read_copy(placed[0].notebook).metadata.labkit.language == "fr"
    assert tell(placed) == []
    text = page.read_text(encoding="utf-8")
    assert page.name == "bienvenue.md"
    assert "[Un test, plusieurs services (constructeur)](s1_sample/s1_sample.ipynb)" in text
    assert text.count("\n# ") + text.startswith("# ") == 1


def test_every_link_of_the_welcome_page_leads_somewhere(content, make_content, notebook, tmp_path):
    placed, _ = prepare(content, tmp_path / "labs", "en", "builder")
    begin(placed[0].notebook)
    content = new_version(content, make_content, notebook)
    _, page = prepare(content, tmp_path / "labs", "en", "builder")

    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert len(links) == 3  # the lab, its newer version, the lexicon
    assert all((page.parent / link).exists() for link in links)


def test_a_second_start_changes_nothing(content, tmp_path):
    labs = tmp_path / "labs"
    prepare(content, labs, "en", "builder")
    before = {p: p.read_bytes() for p in labs.rglob("*") if p.is_file()}
    placed, _ = prepare(content, labs, "en", "builder")
    assert placed[0].status == "untouched"
    assert before == {p: p.read_bytes() for p in labs.rglob("*") if p.is_file()}


def test_work_is_left_alone_when_nothing_is_new(content, tmp_path):
    placed, _ = prepare(content, tmp_path / "labs", "en", "builder")
    work = begin(placed[0].notebook)
    again, _ = prepare(content, tmp_path / "labs", "en", "builder")
    assert again[0].status == "started"
    assert placed[0].notebook.read_bytes() == work
    assert len(tell(again)) == 1


@pytest.mark.parametrize("spoil", [False, True])
def test_a_new_version_goes_beside_work_once(content, make_content, notebook, tmp_path, spoil):
    labs = tmp_path / "labs"
    placed, _ = prepare(content, labs, "en", "builder")
    work = begin(placed[0].notebook)
    if spoil:
        placed[0].notebook.write_text("{ half saved")
        work = placed[0].notebook.read_bytes()
    content = new_version(content, make_content, notebook)
    for _ in range(2):
        again, _page = prepare(content, labs, "en", "builder")
        assert again[0].status == "beside"
        assert placed[0].notebook.read_bytes() == work
        fresh = read_copy(again[0].fresh / "s1_sample.ipynb")
        assert cell(fresh, "write").source == "Write `ppv`, please."
    assert len(list(labs.glob("s1_sample-new-*"))) == 1
    assert str(again[0].fresh) in tell(again)[0]


def test_an_untouched_lab_is_renewed_in_place(content, make_content, notebook, tmp_path):
    labs = tmp_path / "labs"
    prepare(content, labs, "en", "builder")
    content = new_version(content, make_content, notebook)
    placed, _ = prepare(content, labs, "en", "builder")
    assert placed[0].status == "renewed"
    assert cell(read_copy(placed[0].notebook), "write").source == "Write `ppv`, please."


def test_starting_in_the_other_language_leaves_work_in_the_first(content, tmp_path):
    placed, _ = prepare(content, tmp_path / "labs", "en", "builder")
    work = begin(placed[0].notebook)
    again, _ = prepare(content, tmp_path / "labs", "fr", "builder")
    assert again[0].status == "started"
    assert again[0].notebook.read_bytes() == work


def test_both_pathways_live_side_by_side(content, tmp_path, capsys):
    labs = tmp_path / "labs"
    builder, _ = prepare(content, labs, "en", "builder")
    explorer, _ = prepare(content, labs, "en", "explorer")
    told = [line.strip() for line in capsys.readouterr().err.splitlines() if LAB in line]
    assert told == [LAB, f"{LAB}_explorer"]  # each copy by its name, not one lab twice
    assert builder[0].notebook != explorer[0].notebook
    assert builder[0].notebook.exists() and explorer[0].notebook.exists()


def test_reset_keeps_every_old_copy(content, tmp_path):
    labs = tmp_path / "labs"
    placed, _ = prepare(content, labs, "en", "builder")
    works = []
    for answer in ("one", "two", "three"):
        works.append(begin(placed[0].notebook, answer))
        reset(content, labs, LAB, "en")
        assert untouched(read_copy(placed[0].notebook))
    kept = [p.read_bytes() for p in labs.glob("s1_sample-old-*/s1_sample.ipynb")]
    assert sorted(kept) == sorted(works)


def test_reset_keeps_the_language_of_the_copy_unless_told_otherwise(content, tmp_path):
    labs = tmp_path / "labs"
    placed, _ = prepare(content, labs, "fr", "builder")
    for asked, expected in ((None, "fr"), ("en", "en"), (None, "en")):
        reset(content, labs, LAB, asked)
        assert read_copy(placed[0].notebook).metadata.labkit.language == expected
    placed[0].notebook.write_text("{ half saved")
    reset(content, labs, LAB)
    assert untouched(read_copy(placed[0].notebook))


def test_switch_is_an_involution_while_untouched(content, tmp_path):
    made = release(content, LAB, "en", "builder", tmp_path)
    before = {p.name: p.read_bytes() for p in made.folder.rglob("*") if p.is_file()}
    switch("fr", made.folder)
    assert read_copy(made.notebook).metadata.labkit.language == "fr"
    switch("fr", tmp_path)
    switch("en", tmp_path)
    assert before == {p.name: p.read_bytes() for p in made.folder.rglob("*") if p.is_file()}


def test_switch_leaves_work_alone_and_says_so(content, tmp_path):
    made = release(content, LAB, "en", "builder", tmp_path)
    work = begin(made.notebook)
    with pytest.raises(CourseError, match="begun"):
        switch("fr", made.folder)
    assert made.notebook.read_bytes() == work
    switch("fr", made.folder, beside=True)
    assert made.notebook.read_bytes() == work
    beside = made.folder.with_name(f"{LAB}-fr")
    assert untouched(read_copy(beside / f"{LAB}.ipynb")) and (beside / "practice.json").exists()
    with pytest.raises(CourseError, match="exists"):
        switch("fr", made.folder, beside=True)
    made.notebook.rename(tmp_path / "mine.ipynb")
    switch("fr", made.folder)
    assert read_copy(made.notebook).metadata.labkit.language == "fr"


def test_a_start_with_nothing_new_makes_no_copy_and_a_change_is_not_missed(content, tmp_path, capsys):
    """Loading six graders and computing their packs costs twenty seconds of processor."""
    labs = tmp_path / "labs"

    def made(language):
        capsys.readouterr()
        placed, _ = prepare(content, labs, language, "builder")
        return LAB in capsys.readouterr().err, placed

    assert made("en")[0] and not made("en")[0]
    grader = next(content.grader(LAB).glob("*.py"))
    grader.write_text(grader.read_text() + "\n# mended\n")
    assert made("en")[0]  # a grader that changed is read
    assert made("fr")[0]  # so is one whose copy in this language was never made
    for language in ("en", "fr"):
        assert not made(language)[0]
        reset(content, labs, LAB, language)
        assert not made(language)[0]
    (content.notebooks / LAB / "figure.svg").write_text("<svg/>")
    new, placed = made("en")
    assert new and (placed[0].notebook.parent / "figure.svg").exists()


def test_jupyterlab_answers_in_french_on_the_welcome_page(content, tmp_path):
    port = free_ports(1)[0]
    env = {**os.environ, "LABKIT_CONTENT": str(content.root), "LANGUAGE": "fr_CA:en", "JUPYTER_TOKEN": "t"}
    env.pop("LABKIT_LANGUAGE", None)
    line = [sys.executable, "-m", "labkit.cli", "start", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(
        [*line, "--pathway", "explorer"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )

    def ask(what: str) -> bytes:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}{what}?token=t", timeout=STEP).read()

    try:
        for _ in range(2 * PATIENCE):
            try:
                ask("/api")
                break
            except OSError:
                assert server.poll() is None, server.stdout.read().decode()
                time.sleep(0.5)
        locale = json.loads(ask("/lab/api/settings/@jupyterlab/translation-extension:plugin"))
        assert locale["schema"]["properties"]["locale"]["default"] == "fr_FR"
        news = json.loads(ask("/lab/api/settings/@jupyterlab/apputils-extension:notification"))
        assert news["schema"]["properties"]["fetchNews"]["default"] == "false"
        page = json.loads(ask("/api/contents/bienvenue.md"))
        assert "Un test, plusieurs services" in page["content"]
        assert "@jupyter/nbgrader:formgrader" in ask("/lab").decode()
    finally:
        server.terminate()
        server.wait(PATIENCE)
    assert (tmp_path / "labs" / "s1_sample_explorer" / "s1_sample_explorer.ipynb").exists()


def test_dates_in_names_can_be_read(content, make_content, notebook, tmp_path):
    from labkit.course.learner.learner_folder import place

    labs = tmp_path / "labs"
    first = release(content, LAB, "en", "builder", tmp_path / "one")
    begin(place(first.folder, labs, LAB, "builder").notebook)
    second = release(new_version(content, make_content, notebook), LAB, "en", "builder", tmp_path / "two")
    put = place(second.folder, labs, LAB, "builder", datetime.date(2026, 11, 22))
    assert put.fresh.name == "s1_sample-new-2026-11-22"


def test_the_page_asks_what_one_wants_to_do_and_offers_both_ways(content, tmp_path):
    placed, page = prepare(content, tmp_path / "labs", "fr")
    assert {one.pathway for one in placed} == {"builder", "explorer"}
    text = page.read_text(encoding="utf-8")
    assert "Que voulez-vous faire" in text and 'lang="en">In English' in text
    assert text.index("s1_sample_explorer.ipynb") < text.index("s1_sample/s1_sample.ipynb")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all((page.parent / link).exists() for link in links)
    _, alone = prepare(content, tmp_path / "alone", "fr", "explorer")
    assert "Que voulez-vous faire" not in alone.read_text(encoding="utf-8")


def test_the_page_shows_where_one_stopped(content, tmp_path, monkeypatch):
    labs = tmp_path / "labs"
    placed, page = prepare(content, labs, "en")
    assert "You stopped here" not in page.read_text(encoding="utf-8")
    lab = Lab(LAB, language="en", pathway="explorer", folder=labs / f"{LAB}_explorer")
    lab.check("alarms", 3)
    (labs / ".labkit" / "progress.jsonl").open("a").write('half a line\n[1]\n{"kind": "hint"}\n')
    _, page = prepare(content, labs, "en")
    said = page.read_text(encoding="utf-8")
    assert f"({LAB}_explorer/{LAB}_explorer.ipynb) (explorer), task `alarms`" in said
    assert all(one.notebook.exists() for one in placed)
