"""What belongs to one lab lies in its two folders: they can be taken away, and others put in, without another file changing."""

import json
import os
import re
import shutil
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from labkit import Lab
from labkit.content import Content
from labkit.course.authoring.lint import own_words, passport, prose, tasks, whole
from labkit.course.authoring.new import new_lab
from labkit.course.paths import names, page_of, plan, read_path
from labkit.course.release.packaging import _gather
from labkit.course.release.release import solved
from labkit.course.source.competencies import competencies, own, shared
from labkit.course.source.lab_source import read_source
from labkit.course.source.outline import outline
from labkit.course.teaching.catalogue import as_table, catalogue_of
from labkit.course.teaching.law import law_table
from labkit.errors import CourseError
from labkit.language import LANGUAGES, WORDS, label, speaking, use_words, words_in
from labkit.lexicon import entries, is_among, known_to, look_up, names_of
from labkit.notebook.own_page import own_page
from labkit.site.course_pages import Course as SiteCourse
from labkit.tasks.declare import LabGrader
from labkit.tasks.lab_file import read_asked, read_lab_file
from labkit.tasks.load import load_grader
from labkit.tasks.practice import write_pack

COURSE = Content.find()
LABS = COURSE.labs()
NEW = "m4_new_lab"
SAID_MISSING = {"en": "This course has no lab for: ", "fr": "Ce cours n'a pas de TP pour\u00a0: "}


@pytest.fixture(autouse=True)
def _no_words_left():
    yield
    use_words({})


def course_without(gone: str, root: Path) -> Content:
    """The course as links, but for one lab's two folders."""
    for part in ("notebooks", "graders", "data"):
        (root / part).mkdir(parents=True)
        for entry in (COURSE.root / part).iterdir():
            if entry.name != gone and entry.name != "__pycache__":
                (root / part / entry.name).symlink_to(entry)
    return Content(root)


@pytest.fixture
def other(tmp_path, monkeypatch):
    """A course of one's own, in force, without the lab named."""

    def make(gone: str) -> Content:
        content = course_without(gone, tmp_path / "course")
        monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
        return content

    return make


@pytest.mark.parametrize("gone", LABS)
def test_without_one_lab_all_else_stands(gone, tmp_path, monkeypatch):
    """What names it says so where labs are written, and stops nothing where they are taught and learnt."""
    content = course_without(gone, tmp_path)
    assert gone not in {lab.id for lab in outline(content)} and len(outline(content)) == len(LABS) - 1
    said = {competency.id for competency in competencies(content)}
    known = {entry.id for entry in entries(content)}
    for lab in content.labs():
        folder, there = content.grader(lab), read_lab_file(content.grader(lab))
        assert set(there.passport.competencies) <= said and set(there.passport.terms) <= known, lab
        asked = [choice.from_lab for choice in read_asked(folder, there.asks)]
        lacking = [q for q in there.asks if "/" in q and q.partition("/")[0] not in content.labs()]
        assert gone not in asked and len(asked) >= len(there.asks) - len(lacking)
        naming = [n for n in (*there.passport.prerequisites, *there.asks) if n.partition("/")[0] == gone]
        found = passport.check(content, SimpleNamespace(lab=lab, passport=there.passport))
        assert [f.blocks for f in found if gone in f.what] == [False] * len(naming), lab
    # How long each part of a lab is, is another's business: it is read from the notebooks. The labs are read once for all paths.
    planning = sys.modules[plan.__module__]
    monkeypatch.setattr(planning, "_left_out", lambda *_: ())
    monkeypatch.setattr(planning, "outline", cache(outline))
    assert not any(f.blocks for f in whole.check(content))
    assert content.shown() in content.labs()
    pages = SiteCourse(content)
    assert gone not in {lab for one in pages.labs for lab, _title in pages.row(one, "en")["before_links"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_and_paths_without_one_lab_say_what_lacks(language, tmp_path):
    gone = next(lab for lab in reversed(LABS) if own(COURSE, lab))  # it alone teaches something
    content = course_without(gone, tmp_path)
    with speaking(language):
        assert not re.search(rf"\b{gone}\b", as_table(catalogue_of(content), content))
    assert gone not in law_table(content, language)
    plans = [plan(content, read_path(content, name)) for name in names(content)]
    assert any(found.missing for found in plans)
    for found in sorted(plans, key=lambda each: -len(each.missing))[:2]:
        page = page_of(content, found, language).text()
        assert bool(found.missing) == (SAID_MISSING[language] in page) and gone not in page


def test_a_question_about_a_lab_that_is_not_there_is_not_asked(other, tmp_path):
    """A learner is told, the other question is asked, and nothing is compared of what was asked when the lab was solved."""
    asks = {lab: read_lab_file(COURSE.grader(lab)).asks for lab in LABS}
    lab, about = next((lab, q.partition("/")[0]) for lab in LABS for q in asks[lab] if "/" in q)
    content = other(about)
    pack = tmp_path / "labs" / lab / "practice.json"
    pack.parent.mkdir(parents=True)
    write_pack(LabGrader(lab, quizzes=load_grader(content, lab).quizzes), "builder", pack)
    for language in LANGUAGES:
        mine = Lab(lab, language=language, folder=pack.parent, records=False)
        for question in asks[lab]:
            told = repr(mine.quiz(question))
            assert (f"{about}, " in told) is question.startswith(f"{about}/")
    assert not any(f.blocks for f in tasks.check(content, read_source(content, lab)))
    solved(content, lab, "en", "builder", tmp_path / "solved")
    notebook = nbformat.read(tmp_path / "solved" / lab / f"{lab}.ipynb", as_version=4)
    (cell,) = [c for c in notebook.cells if f'"{about}/' in c.source and "lab.quiz" in c.source]
    assert "nbval-ignore-output" in cell.metadata.tags
    assert sum("nbval-ignore-output" in c.metadata.get("tags", ()) for c in notebook.cells) == 1


@pytest.mark.needs("m5_swap")
def test_one_lab_gone_and_one_come_change_no_other_file(other):
    gone = "m5_swap"
    content = other(gone)
    before = {p: p.resolve().read_bytes() for p in content.root.rglob("*") if p.is_file()}
    new_lab(content, NEW)
    folder, beside = content.grader(NEW), content.notebooks / NEW
    said = (folder / "lab.toml").read_text(encoding="utf-8")
    said = said.replace("competencies = []", 'competencies = ["wards"]').replace(
        "terms = [", 'terms = ["ward_round",'
    )
    (folder / "lab.toml").write_text(
        f'{said}\n[own_competencies.wards]\naudiences = ["nurse"]\nen = "Walk a ward."\nfr = "Faire le tour d’un service."\n'
    )
    entry = {
        "id": "ward_round", "en": "ward round", "fr": "visite", "also": {"en": [], "fr": []},
        "definition": {"en": "Seeing each patient.", "fr": "Voir chaque personne."}, "false_friend": None, "source": None,
    }  # fmt: skip
    (folder / "lexicon.json").write_text(json.dumps([entry]))
    (beside / WORDS.format("fr")).write_text('"patients seen" = "personnes vues"\n')
    try:
        assert NEW in as_table(catalogue_of(content), content)
        assert [e.id for e in look_up("visite")] == ["ward_round"]
        assert [e.id for e in look_up("ward rounds")] == ["ward_round"]
        assert "wards" in {c.id for c in competencies(content)}
        source = read_source(content, NEW)
        told = [
            *own_words.check(content, NEW),
            *passport.check(content, source),
            *prose.check(content, source),
        ]
        assert [f for f in told if f.rule not in ("todo", "length")] == []
        assert not len(look_up("swap_only_term_that_nobody_has"))
        pages = SiteCourse(content)
        assert {NEW} <= {lab.id for lab in pages.labs} and gone not in {lab.id for lab in pages.labs}
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(beside)
    assert {p: p.resolve().read_bytes() for p in content.root.rglob("*") if p.is_file()} == before
    assert not len(look_up("visite"))


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_rests_on_its_own_words_and_on_the_courses(lab):
    assert list(own_words.check(COURSE, lab)) == []
    assert {c.id for c in own(COURSE, lab)}.isdisjoint(c.id for c in shared(COURSE))
    there = read_lab_file(COURSE.grader(lab)).passport
    assert set(there.terms) <= {e.id for e in known_to(COURSE, lab)}
    assert set(there.competencies) <= {c.id for c in (*shared(COURSE), *own(COURSE, lab))}


@pytest.mark.needs("m5_swap", "m4_leakage")
def test_two_labs_may_bring_one_entry_and_not_two_things_of_one_name(other):
    content = other("m5_swap")
    file = content.grader("m4_leakage") / "lexicon.json"
    own_entries = json.loads(file.read_text(encoding="utf-8"))
    new_lab(content, NEW)
    copy = content.grader(NEW) / "lexicon.json"
    copy.write_text(json.dumps(own_entries[:1]))
    assert list(own_words.check(content, NEW)) == []
    assert sum(e.id == own_entries[0]["id"] for e in entries(content)) == 1
    own_entries[0]["fr"] = "autre chose"
    copy.write_text(json.dumps(own_entries[:1]))
    os.utime(copy, ns=(1, 1))
    (told,) = own_words.check(content, NEW)
    assert told.blocks and "something else in another lab" in str(told)
    course = json.loads((content.data / "lexicon.json").read_text(encoding="utf-8"))
    copy.write_text(json.dumps(course[:1]))
    os.utime(copy, ns=(2, 2))
    (told,) = own_words.check(content, NEW)
    assert "stands twice" in str(told)
    copy.write_text('[{"id": "half"}]')
    with pytest.raises(CourseError, match=r"m4_new_lab.lexicon\.json: each entry has id"):
        entries(content)


def test_a_labs_labels_come_before_labkits_and_are_of_that_lab_alone(tmp_path):
    (tmp_path / WORDS.format("fr")).write_text(
        '"ward" = "unité"\n"ten beds" = "dix lits"\n', encoding="utf-8"
    )
    with speaking("fr"):
        assert (label("ward"), label("ten_beds")) == ("service", "ten beds")
        use_words(words_in(tmp_path))
        assert (label("ward"), label("ten_beds"), label("ten beds")) == ("unité", "dix lits", "dix lits")
        assert label("ward", own={}) == "service"
        with speaking("en"):
            assert label("ten_beds") == "ten beds"
        use_words(words_in(tmp_path / "another"))
        assert label("ward") == "service"


@pytest.mark.parametrize("broken", [b"\xff", b'"a" = ', b"a = 3", b'"a" = ["b"]'])
def test_a_learners_broken_file_of_labels_costs_nothing_but_its_words(broken, tmp_path):
    (tmp_path / WORDS.format("fr")).write_bytes(broken)
    use_words(words_in(tmp_path))
    with speaking("fr"):
        assert (label("a"), label("ward")) == ("a", "service")


@pytest.mark.parametrize(
    ("line", "told"),
    [('"a" = ', "does not read"), ('"a" = 3', "must be a text"), ('"ten_beds" = "dix lits"', "looked up as 'ten beds'"),
     ('"ward" = "service"', "says the same already")],
)  # fmt: skip
@pytest.mark.needs("m5_swap", "m4_leakage")
def test_lint_says_what_is_amiss_in_a_file_of_labels(line, told, other):
    content = other("m5_swap")
    new_lab(content, NEW)
    (content.notebooks / NEW / WORDS.format("fr")).write_text(line, encoding="utf-8")
    (found,) = own_words.check(content, NEW)
    assert told in str(found) and found.blocks


def test_a_term_that_only_another_lab_brings_is_not_known():
    (entry,) = [e for e in known_to(COURSE, "m5_swap") if e not in known_to(COURSE, "m4_leakage")][:1]
    assert is_among(entry.fr, names_of(known_to(COURSE, "m5_swap")))
    assert not is_among(entry.fr, names_of(known_to(COURSE, "m4_leakage")))
    assert is_among(entry.fr, names_of(entries()))


def test_a_learners_wheel_without_graders_knows_every_term_and_competency(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for name in ("lexicon.json", "competencies.json"):
        shutil.copyfile(COURSE.data / name, data / name)
    _gather(COURSE, data)
    wheel = Content(tmp_path)
    assert entries(wheel) == entries(COURSE) and len(entries(wheel)) > len(
        json.loads((COURSE.data / "lexicon.json").read_text())
    )
    assert {c.id: c for c in competencies(wheel)} == {c.id: c for c in competencies(COURSE)}


def test_a_learners_own_page_uses_the_words_of_each_lab(tmp_path):
    lab, words = next((lab, words) for lab in LABS if (words := words_in(COURSE.notebooks / lab).get("fr")))
    name, said = next(iter(words.items()))
    copy = tmp_path / lab
    copy.mkdir()
    shutil.copyfile(COURSE.notebooks / lab / WORDS.format("fr"), copy / WORDS.format("fr"))
    events = [{"lab": lab, "pathway": "builder", "kind": "ward", "numbers": {name: 1}}]
    assert said in own_page(events, {}, "fr", folder=tmp_path).html()
    assert said not in own_page(events, {}, "fr", folder=tmp_path / "elsewhere").html()


def test_what_is_said_of_a_lab_is_said_of_no_other():
    """French of one lab alone is not in the course's catalogue: a cell of another lab that looks the same is left as it is."""
    with speaking("fr"):
        for lab in LABS:
            file = COURSE.notebooks / lab / WORDS.format("fr")
            for name, said in (tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}).items():
                assert label(name, own={}) != said or name == said, (lab, name)
