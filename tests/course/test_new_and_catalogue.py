"""A new lab passes lint apart from its TODOs and its grader tells right from wrong; the catalogue counts what is there."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labkit.cli import main
from labkit.content import Content
from labkit.course.authoring.lint import budget, lint_lab
from labkit.course.authoring.lint import lint as run_lint
from labkit.course.authoring.new import add_prose, add_task, new_lab
from labkit.course.learner.start import prepare
from labkit.course.source.lab_source import read_source
from labkit.course.source.outline import LabOutline, in_order, module_name, outline
from labkit.course.teaching.catalogue import as_json, as_table, catalogue_of
from labkit.course.teaching.costs import Row, read_costs, table, write_costs
from labkit.course.teaching.trainer import trainer_page
from labkit.errors import CourseError
from labkit.site.citizens import for_citizens
from labkit.tasks.declared import Declared, declared
from labkit.tasks.load import load_grader
from labkit.tasks.verify import verify
from tests.course.sample_lab.notebook import LAB

NEW = "m4_new_lab"


@pytest.fixture
def fresh(tmp_path) -> Content:
    content = Content(tmp_path)
    new_lab(content, NEW)
    return content


def test_a_new_lab_lacks_only_its_todos(fresh):
    found = lint_lab(fresh, NEW)
    assert {f.rule for f in found} == {"todo"}
    assert for_citizens(fresh, NEW) is not None


def test_a_new_labs_grader_tells_right_from_wrong(fresh):
    grader = load_grader(fresh, NEW)
    trials = [trial for task in grader.tasks for trial in verify(task, NEW, seed=7)]
    assert len(trials) > 12
    assert [t for t in trials if not t.held] == []


def test_a_new_lab_runs_as_it_is(fresh, monkeypatch):
    monkeypatch.setenv("LABKIT_CONTENT", str(fresh.root))
    assert list(budget.check(fresh, read_source(fresh, NEW))) == []


def test_further_tasks_and_prose_keep_every_law_of_a_new_lab(fresh, monkeypatch):
    """JupyterLab names no cells, so these come from the command: nothing is left to mend but TODOs, and all of it runs."""
    for task, pathway in (("first_dose", "builder"), ("second_dose", "explorer"), ("third_dose", "builder")):
        add_task(fresh, NEW, task, pathway)
    add_prose(fresh, NEW, "read-doses", after="first_dose-check")
    add_prose(fresh, NEW, "more-doses", after="read-doses")
    add_prose(fresh, NEW, "last-word")
    ids = [cell.id for cell in read_source(fresh, NEW).cells]
    start = ids.index("first_dose-check")
    assert ids[start + 1 : start + 5] == ["read-doses-en", "read-doses-fr", "more-doses-en", "more-doses-fr"]
    assert ids.index("last-word-fr") + 1 == ids.index("explain-prompt-en")
    assert {f.rule for f in lint_lab(fresh, NEW)} == {"todo"}
    test_a_new_labs_grader_tells_right_from_wrong(fresh)
    (lab,) = catalogue_of(fresh)
    assert [t.id for t in lab.tasks] == ["share", "first_dose", "third_dose", "percent", "second_dose"]
    test_a_new_lab_runs_as_it_is(fresh, monkeypatch)


@pytest.mark.parametrize("task", ["share", "First", "a-b", "1st", "lab x", "explain"])
def test_a_task_that_is_taken_or_misnamed_changes_nothing(fresh, task):
    before = {p: p.read_bytes() for p in fresh.root.rglob("*") if p.is_file()}
    with pytest.raises(CourseError):
        add_task(fresh, NEW, task, "builder")
    with pytest.raises(CourseError):
        add_prose(fresh, NEW, "case")
    with pytest.raises(CourseError, match="no cell"):
        add_prose(fresh, NEW, "new-words", after="nowhere")
    assert before == {
        p: p.read_bytes() for p in fresh.root.rglob("*") if p.is_file() and "__pycache__" not in p.parts
    }


def test_a_lab_comes_after_what_it_needs_then_by_name():
    def lab(name, *before):
        return LabOutline(int(name[1]), {}, {}, list(before), [], [], [], id=name, pathways=[])

    labs = [lab("m4_a", "m4_c", "m1_z"), lab("m4_b"), lab("m4_c", "m4_d"), lab("m4_d"), lab("m1_z", "m4_b")]
    assert [one.id for one in in_order(labs)] == ["m1_z", "m4_b", "m4_d", "m4_c", "m4_a"]
    assert [one.id for one in in_order([lab("m2_b", "m2_a"), lab("m2_a", "m2_b")])] == ["m2_a", "m2_b"]


def test_a_module_with_a_letter_is_a_module_like_the_others_after_the_numbered_ones(tmp_path, monkeypatch):
    content = Content(tmp_path)
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    for name in ("t1_first", "a2_other", "m6_last"):
        new_lab(content, name)
    found = [(lab.id, lab.module) for lab in outline(content)]
    assert found == [("m6_last", 6), ("a2_other", "a2"), ("t1_first", "t1")]
    said = as_table(catalogue_of(content), content)
    assert said.index("m6_last") < said.index("a2_other") < said.index("t1_first")
    _placed, welcome = prepare(content, tmp_path / "labs", "fr", "builder")
    assert "t1_first" in welcome.read_text(encoding="utf-8")
    # A numbered lab may come before one for trainers, and not the other way round.
    for name, before, faults in (("t1_first", "m6_last", 0), ("m6_last", "t1_first", 1)):
        file = content.grader(name) / "lab.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("prerequisites = .*", f'prerequisites = ["{before}"]', text), encoding="utf-8")
        assert sum(one.rule == "prerequisite" for one in lint_lab(content, name)) == faults


def test_a_module_with_a_letter_bears_its_name_alone():
    assert module_name("t1", "en").startswith("For trainers")
    assert module_name("t1", "fr").startswith("Pour les formateurs")
    assert module_name("x9", "en") == "Module x9"


@pytest.mark.parametrize("name", ["m4", "lab", "m4_New", "m0_x", "m4_x_explorer", "../m4_x", "m4_x y"])
def test_a_name_that_would_not_do_is_refused(tmp_path, name):
    with pytest.raises(CourseError):
        new_lab(Content(tmp_path), name)
    assert list(tmp_path.iterdir()) == []


def where_a_lab_shows(content: Content, labs: Path, monkeypatch) -> dict[str, bool]:
    """Each place that tells of labs, and whether it tells of the new one."""
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    _placed, welcome = prepare(content, labs, "en", "builder")
    lint: list[str] = []
    run_lint(content, show=lint.append)
    return {
        "catalogue": NEW in as_table(catalogue_of(content), content),
        "catalogue as JSON": NEW in as_json(catalogue_of(content)),
        "welcome page": NEW in welcome.read_text(encoding="utf-8"),
        "lexicon": NEW in (labs / "lexicon.md").read_text(encoding="utf-8"),
        "costs": NEW in table(list((read_costs(content) or {}).values())),
        "lint": any(NEW in line for line in lint),
        "trainer": NEW in content.labs() and "A new lab" in trainer_page(content, NEW, "en"),
    }


def test_a_lab_is_two_folders_and_without_them_it_is_nowhere(content, tmp_path, monkeypatch):
    before = {p for p in content.root.rglob("*") if "__pycache__" not in p.parts}
    assert not any(where_a_lab_shows(content, tmp_path / "before", monkeypatch).values())
    new_lab(content, NEW)
    write_costs(content, [Row(NEW, "builder", 3.0, 300.0)])  # into its own lab.toml
    assert all(where_a_lab_shows(content, tmp_path / "there", monkeypatch).values())
    for folder in (content.notebooks / NEW, content.graders / NEW):
        shutil.rmtree(folder)
    assert not any(where_a_lab_shows(content, tmp_path / "gone", monkeypatch).values())
    assert {p for p in content.root.rglob("*") if "__pycache__" not in p.parts} == before


def test_an_existing_lab_is_never_touched(fresh):
    before = {p: p.read_bytes() for p in fresh.root.rglob("*") if p.is_file()}
    with pytest.raises(CourseError, match="exists"):
        new_lab(fresh, NEW)
    assert before == {p: p.read_bytes() for p in fresh.root.rglob("*") if p.is_file()}


def test_catalogue_counts_what_was_found(content, monkeypatch, capsys):
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    assert main(["catalogue", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads(as_json(catalogue_of(content)))
    assert shown == {
        "labs": [
            {
                "id": LAB,
                "module": 1,
                "languages": ["en", "fr"],
                "pathways": ["builder", "explorer"],
                "minutes": {"builder": 30, "explorer": 20},
                "tasks": [
                    {"id": "ppv", "points": 2, "mutants": 4, "alternatives": 2, "hints": 2},
                    {"id": "alarms", "points": 1, "mutants": 4, "alternatives": 2, "hints": 2},
                ],
            }
        ]
    }
    assert "ppv" in as_table(catalogue_of(content), content)


def test_catalogue_leaves_out_a_task_that_no_cell_checks(make_content, notebook):
    notebook.cells = [c for c in notebook.cells if c.id != "ppv"]
    (lab,) = catalogue_of(make_content(notebook))
    assert [task.id for task in lab.tasks] == ["alarms"]


def test_what_is_read_of_a_tasks_file_is_what_its_grader_has():
    course = Content.find()
    for lab in course.labs():
        for task in load_grader(course, lab).tasks:
            found = declared(course.grader(lab) / f"{task.id}.py")
            has = (task.points, len(task.mutants), len(task.alternatives), len(task.hints))
            assert found == Declared(*has), (lab, task.id)


def test_a_task_that_is_declared_in_a_way_of_its_own_is_counted_by_its_grader(content):
    before = catalogue_of(content)
    file = content.grader(LAB) / "ppv.py"
    text = file.read_text(encoding="utf-8")
    assert text.count("points=2") == 1
    file.write_text(text.replace("points=2", "points=1 + 1"), encoding="utf-8")
    assert declared(file) is None
    assert catalogue_of(content) == before


def test_a_catalogue_loads_no_library_of_any_lab():
    """Twenty labs are listed in under two seconds: see benchmarks/course_catalogue.py."""
    heavy = ["pandas", "torch", "sklearn", "scipy", "transformers", "nbformat", "matplotlib"]
    code = (
        "import sys; from labkit.cli import main; main(['catalogue', '--json']); "
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["labs"]
    assert done.stderr.strip() == "[]"
