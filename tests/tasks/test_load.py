"""A lab's grader is loaded as it stands on disk: what was mended is new, what somebody holds stays, neighbours do not count."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labkit.content import Content, data_file
from labkit.errors import CourseError
from labkit.tasks.load import fingerprint, load_grader

LAB = "s1_two"


@pytest.fixture
def content(tmp_path) -> Content:
    """A course of one lab, whose task rests on a helper module and whose file says its order."""
    folder = tmp_path / "graders" / LAB
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(
        "from labkit.tasks import lab_grader\n\ngrader = lab_grader(__name__)\n"
    )
    (folder / "lab.toml").write_text('[tasks]\nbuilder = ["double"]\nexplorer = ["double"]\n')
    (folder / "factor.py").write_text("FACTOR = 2\n")
    (folder / "double.py").write_text(
        "from labkit.tasks import Text, function_task\n\nfrom .factor import FACTOR\n\n"
        'task = function_task(points=1, why=Text("w", "w"), hints=[])\n\n\n'
        "@task.reference\ndef right(x):\n    return FACTOR * x\n\n\n"
        '@task.mutant(Text("m", "m"))\ndef square(x):\n    return x * x\n'
    )
    return Content(tmp_path)


def test_ids_come_from_file_and_function_and_the_pathway_from_the_lab(content):
    (task,) = load_grader(content, LAB).tasks
    assert (task.id, task.pathway, [m.name for m in task.mutants]) == ("double", "both", ["square"])


def test_a_mended_helper_is_new_at_once_and_the_old_grader_stays_what_it_was(content):
    """As many bytes, within the same second: Python alone would take the compiled file for the new one."""
    old = load_grader(content, LAB)
    for factor in (3, 4, 5):
        (content.grader(LAB) / "factor.py").write_text(f"FACTOR = {factor}\n")
        assert load_grader(content, LAB).task("double").right(10) == 10 * factor
    assert old.task("double").right(10) == 20


def test_the_same_files_are_loaded_once(content):
    grader = load_grader(content, LAB)
    assert grader is load_grader(content, LAB)
    assert {grader: 1}[grader] == 1  # what marking makes for a grader is kept by it


def test_a_lab_is_outdated_by_its_own_files_and_by_no_other_labs(content):
    folder = content.grader(LAB)
    before = fingerprint(folder)
    load_grader(content, LAB)  # leaves compiled files behind
    shutil.copytree(folder, content.grader(f"{LAB}_more"))
    (content.grader(f"{LAB}x")).mkdir()
    (content.grader(f"{LAB}x") / "factor.py").write_text("FACTOR = 9\n")
    (content.graders / f"{LAB}x.py").write_text("x = 1\n")
    assert fingerprint(folder) == before
    marks = {before}
    for name in ("factor.py", "lab.toml", "double.py"):
        (folder / name).write_text((folder / name).read_text() + "# mended\n")
        marks.add(fingerprint(folder))
    assert len(marks) == 4


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("__init__.py", None, "no grader"),
        ("__init__.py", "x = 1\n", "lab_grader"),
        ("factor.py", "import nowhere_at_all\n", "does not import.*nowhere_at_all"),
        ("double.py", "x = 1\n", r"double\.py declares no task"),
        ("double.py", None, r"lab\.toml.*double\.py"),
        ("lab.toml", None, r"lab\.toml is missing"),
        ("lab.toml", "[tasks\n", r"lab\.toml does not read"),
        ("lab.toml", "[tasks]\nbuilder = 3\n", r"lab\.toml: tasks\.builder: must be a list"),
        (
            "lab.toml",
            '[tasks]\nbuildr = ["double"]\n',
            r"lab\.toml: tasks\.buildr: unknown; did you mean 'builder'",
        ),
        ("lab.toml", "rubrics.explain = []\n", r"lab\.toml: rubrics: unknown; did you mean 'rubric'"),
        ("lab.toml", f'asks = ["{LAB}/x"]\n[tasks]\nbuilder = ["double"]\n', r"asks: .*no question 'x'"),
        (
            "lab.toml",
            '[tasks]\nbuilder = ["double"]\n[predictions.p]\nright = "b"\nen = "?"\nfr = "?"\n'
            'comment = {en = "c", fr = "c"}\nchoices.a = {en = "a", fr = "a"}\n',
            r"lab\.toml: predictions\.p\.right: 'b'",
        ),
        (
            "lab.toml",
            '[tasks]\nbuilder = ["double"]\n[[rubric.explain]]\npoints = 2\nen = "says"\n',
            r"lab\.toml: rubric\.explain\[0\]\.fr: missing",
        ),
    ],
)
def test_a_lab_that_cannot_serve_is_told_with_file_and_key(content, file, text, fault):
    path = content.grader(LAB) / file
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(CourseError, match=fault):
        load_grader(content, LAB)


def test_a_lab_mended_after_it_did_not_import_is_loaded(content):
    path = content.grader(LAB) / "factor.py"
    path.write_text("import nowhere_at_all\n")
    with pytest.raises(CourseError):
        load_grader(content, LAB)
    path.write_text("FACTOR = 7\n")
    assert load_grader(content, LAB).task("double").right(1) == 7


def test_data_is_found_in_the_content_in_force_first_and_in_labkits_own_else(tmp_path, monkeypatch):
    own = data_file("lexicon.json")
    assert own is not None and Path(own).is_file()
    monkeypatch.setenv("LABKIT_CONTENT", str(tmp_path))
    assert data_file("lexicon.json") == own
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "lexicon.json").write_text("[]")
    assert data_file("lexicon.json") == tmp_path / "data" / "lexicon.json"
    assert data_file("nothing", "here") is None


@pytest.mark.parametrize("lab", Content.find().labs())
def test_nothing_is_computed_when_a_lab_is_imported(lab):
    """No model is fitted, no cohort drawn, and what only a check needs is not imported yet."""
    code = (
        "import sys; from labkit.content import Content; from labkit.tasks.load import load_grader\n"
        f"load_grader(Content.find(), {lab!r})\n"
        "print(sorted({'sklearn', 'scipy.stats', 'torch', 'transformers', 'labkit.data.stays'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stdout + done.stderr
