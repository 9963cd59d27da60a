"""Paths by public: worked out from the labs that are there, whatever labs are there."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.cli import main
from labkit.content import Content
from labkit.course.authoring.lint import whole
from labkit.course.paths import names, page_of, plan, read_path
from labkit.course.paths.plan import Plan
from labkit.course.source.competencies import competencies
from labkit.course.source.outline import outline
from labkit.errors import CourseError
from labkit.language import LANGUAGES, Text
from labkit.tasks.lab_file import read_lab_file

CONTENT = Content.find()
PATHS = ["data_scientists", "ipa", "managers", "medico_social", "nursing_students", "one_hour", "pharmacists",
         "physicians", "pupils", "trainers", "workshop_alarm", "workshop_bias", "workshop_notes"]  # fmt: skip


def _held(found: Plan, content: Content) -> None:
    """What holds of every plan."""
    path, labs = found.path, {lab.id: lab for lab in outline(content)}
    core = [step.lab.id for step in found.steps]
    assert len(set(core)) == len(core)
    for planned in (*found.parts, *found.specialties):
        taken = core if planned in found.parts else [*core, *(step.lab.id for step in planned.steps)]
        for competency in planned.section.competencies:
            here = any(competency in labs[lab].competencies for lab in taken)
            assert here is (competency not in planned.missing), competency
        for competency in planned.missing:  # nobody in the course teaches it to them
            assert not any(
                competency in lab.competencies
                and path.pathway in lab.pathways
                and set(path.audiences) & set(lab.audiences)
                for lab in labs.values()
            )
        for step in planned.steps:
            assert path.pathway in step.lab.pathways
            left_out = sum(minutes for _kind, minutes in step.left_out)
            assert step.minutes + left_out == step.lab.minutes[path.pathway]
            if not path.alone:
                earlier = taken[: taken.index(step.lab.id)]
                assert set(step.lab.prerequisites) & set(labs) <= set(earlier) and step.before == ()
    assert {step.lab.id for step in found.further}.isdisjoint(core)


@pytest.mark.parametrize("name", PATHS)
def test_a_path_that_is_shipped_holds_and_fits_in_its_minutes(name):
    found = plan(CONTENT, read_path(CONTENT, name))
    _held(found, CONTENT)
    assert 0 < found.minutes <= found.path.minutes
    said = {lab: read_lab_file(CONTENT.grader(lab)).passport.minutes for lab in CONTENT.labs()}
    for step in found.steps:
        assert step.lab.minutes == said[step.lab.id]
        assert len(step.left_out) == len(found.path.leave_out)


def test_every_path_is_tested_and_no_file_of_a_path_names_a_lab():
    assert names(CONTENT) == PATHS
    labs = CONTENT.labs()
    assert len(labs) > 5
    for name in PATHS:
        text = (CONTENT.data / "paths" / f"{name}.toml").read_text(encoding="utf-8")
        assert not [lab for lab in labs if lab in text]


def test_the_core_is_the_same_for_who_shares_it_and_specialties_come_on_top():
    ipa, students = (plan(CONTENT, read_path(CONTENT, name)) for name in ("ipa", "nursing_students"))
    assert [step.lab.id for step in ipa.steps] == [step.lab.id for step in students.steps]
    assert len(ipa.specialties) == 5
    assert ipa.minutes == students.minutes + max(one.minutes for one in ipa.specialties)


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["ipa", "nursing_students", "one_hour"])
def test_a_page_says_each_lab_with_its_minutes_and_its_headings_go_step_by_step(name, language):
    found = plan(CONTENT, read_path(CONTENT, name))
    page = page_of(CONTENT, found, language)
    html = page.html()
    for step in found.steps:
        assert f"| {Text(**step.lab.title).in_language(language)} | {step.minutes} |" in page.text()
    read = _Outline()
    read.feed(html)
    levels = [int(tag[1]) for tag in read.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    assert {"script", "link", "iframe"}.isdisjoint(read.tags) and f'<html lang="{language}">' in html
    if language == "fr":
        assert not re.search(r"[^\s\u00a0] [:;!?»]", page.text().replace("| :", ""))
        assert "Pathway" not in html and "Labs," not in html


@pytest.mark.parametrize("name", ["workshop_alarm", "workshop_bias", "workshop_notes"])
def test_a_workshop_is_told_minute_by_minute_and_ends_in_time(name):
    found = plan(CONTENT, read_path(CONTENT, name))
    for language in LANGUAGES:
        rows = re.findall(
            r"^\| (\d):(\d\d) \| (\d+) \|", page_of(CONTENT, found, language).text(), re.MULTILINE
        )
        clock = [60 * int(hours) + int(minutes) for hours, minutes, _n in rows]
        ends = [at + int(row[2]) for at, row in zip(clock, rows, strict=True)]
        assert len(rows) > 10 and clock[0] == 0 and clock[1:] == ends[:-1]
        assert ends[-1] == found.minutes <= 120


def test_who_learns_alone_does_not_read_the_trainers_notes():
    students = plan(CONTENT, read_path(CONTENT, "nursing_students"))
    text = page_of(CONTENT, students, "en").text()
    notes = [read_lab_file(CONTENT.grader(step.lab.id)).trainer for step in students.steps]
    assert all(note.swaps["nurse"].en not in text for note in notes)
    assert all(note.debrief[0].en.split("|")[0] in text for note in notes)


# ---- a course of other labs ----


@pytest.fixture
def course(tmp_path) -> Callable[..., Content]:
    """Write a course: labs by name with (minutes, competencies, before), and one path."""

    def make(labs: dict, part: str = 'competencies = "core"', more: str = "") -> Content:
        return _write(tmp_path, labs, part, more)

    return make


def _write(root: Path, labs: dict, part: str, more: str = "") -> Content:
    (root / "data" / "paths").mkdir(parents=True, exist_ok=True)
    core = {name: {"en": name, "fr": name} for name in ("threshold", "fairness")}
    said = json.dumps({"core": core, "specialty": {}})
    (root / "data" / "competencies.json").write_text(said)
    for name, (minutes, taught, before) in labs.items():
        for folder in ("notebooks", "graders"):
            (root / folder / name).mkdir(parents=True, exist_ok=True)
        (root / "notebooks" / name / f"{name}.ipynb").write_text("{}")
        (root / "graders" / name / "lab.toml").write_text(
            f'module = 1\ntitle = {{en = "{name}", fr = "{name}"}}\nminutes = {{builder = {minutes}}}\n'
            f'prerequisites = {list(before)}\naudiences = ["nurse"]\ncompetencies = {list(taught)}\n[tasks]\nbuilder = ["t"]\n'
        )
    (root / "data" / "paths" / "mine.toml").write_text(
        f'title = {{en = "<b>Mine</b>", fr = "À moi"}}\nintro = {{en = "I", fr = "I"}}\naudiences = ["nurse"]\n'
        f'pathway = "builder"\nminutes = 100\n{more}\n[[parts]]\ntitle = {{en = "P", fr = "P"}}\n{part}\n'
    )
    return Content(root)


def _labs(content: Content) -> list[str]:
    found = plan(content, read_path(content, "mine"))
    _held(found, content)
    return [step.lab.id for step in found.steps]


def test_a_lab_that_is_added_changes_no_file_and_the_fewest_minutes_are_taken(course):
    labs = {"a": (60, ["threshold"], []), "b": (50, ["fairness"], ["a"])}
    assert _labs(course(labs)) == ["a", "b"]
    content = course({**labs, "c": (30, ["fairness"], []), "d": (80, ["fairness", "threshold"], [])})
    assert _labs(content) == ["a", "c"]
    assert [step.lab.id for step in plan(content, read_path(content, "mine")).further] == ["b", "d"]


def test_a_lab_whose_subject_it_is_comes_before_a_shorter_one_that_touches_it(course):
    labs = {
        "a": (60, ["threshold"], []),
        "b": (20, ["threshold", "fairness"], []),
        "c": (40, ["fairness"], []),
    }
    assert _labs(course(labs, 'competencies = ["fairness"]')) == ["c"]


def test_what_is_not_there_is_said_on_the_page_and_by_lint_and_stops_nothing(course):
    labs = {"a": (60, ["threshold"], []), "b": (50, ["fairness"], ["a", "z"])}
    assert _labs(course(labs)) == ["a", "b"]  # z need not be done first where it is not
    for asked, gone in (
        ((labs, 'labs = ["gone"]'), "gone"),
        ((labs, 'competencies = ["fairness", "walking_on_wards"]'), "walking_on_wards"),
        (({**labs, "b": (50, [], [])},), "fairness"),
    ):
        content, said = course(*asked), gone.replace("_", " ")
        found = plan(content, read_path(content, "mine"))
        _held(found, content)
        assert [name for _section, name in found.missing] == [gone]
        assert f"This course has no lab for: {said}" in page_of(content, found, "en").text()
        assert f"Ce cours n'a pas de TP pour\u00a0: {said}" in page_of(content, found, "fr").text()
        (told,) = (one for one in whole.check(content) if "parts[0]" in str(one))
        assert "parts[0]: " in str(told) and repr(gone) in str(told) and not told.blocks


def test_what_is_mistyped_is_told_with_file_and_key(course, capsys, monkeypatch):
    labs = {"a": (60, ["threshold"], []), "b": (50, ["fairness"], ["a"])}
    with pytest.raises(CourseError, match=r"competencies: 'treshold'.*did you mean \['threshold'\]"):
        _labs(course(labs, 'competencies = ["treshold"]'))
    with pytest.raises(CourseError, match=r"leave_out: 'cards' is none of"):
        _labs(course(labs, more='leave_out = ["cards"]'))
    with pytest.raises(CourseError, match=r"minuts: unknown; did you mean 'minutes'"):
        _labs(course(labs, more="minuts = 3"))
    monkeypatch.setenv("LABKIT_CONTENT", str(course(labs).root))
    assert main(["path", "mien"]) == 2
    assert "'mien'" in (told := capsys.readouterr().err) and "did you mean mine?" in told


def test_too_many_minutes_are_said_and_titles_are_text(course, capsys, monkeypatch, tmp_path):
    content = course({"a": (60, ["threshold"], []), "b": (50, ["fairness"], ["a"])})
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    assert main(["path", "mine", "--language", "en"]) == 0
    assert "10 minutes more than there are" in capsys.readouterr().out
    assert main(["path", "mine", "--to", str(tmp_path / "p.html"), "--language", "en"]) == 0
    html = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Mine&lt;/b&gt;" in html and "<b>" not in html
    assert main(["path", "--language", "en"]) == 0
    assert "minutes: 110" in capsys.readouterr().out


def test_labs_taken_alone_say_what_they_follow(course):
    labs = {"a": (60, ["threshold"], []), "b": (50, ["fairness"], ["a"])}
    content = course(labs, 'competencies = ["fairness"]', "alone = true")
    (step,) = plan(content, read_path(content, "mine")).steps
    assert (step.lab.id, step.before) == ("b", ("a",))


_TAUGHT = st.lists(st.sampled_from(["threshold", "fairness"]), unique=True)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(20, 120), _TAUGHT, st.lists(st.integers(0, 5), unique=True)), max_size=6)
)
def test_any_course_has_a_plan_that_holds_or_says_why_not(tmp_path_factory, drawn):
    labs = {
        f"l{i}": (minutes, taught, [f"l{b}" for b in before if b < i])
        for i, (minutes, taught, before) in enumerate(drawn)
    }
    content = _write(tmp_path_factory.mktemp("course"), labs, 'competencies = "core"')
    taught = {competency for _minutes, some, _before in labs.values() for competency in some}
    assert bool(_labs(content)) is bool(taught)
    missing = {name for _section, name in plan(content, read_path(content, "mine")).missing}
    assert missing == {"threshold", "fairness"} - taught
    assert len(competencies(content)) == 2
