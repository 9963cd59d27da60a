"""A lab is two folders: whoever takes them away edits no test. A test that needs a lab of the course says so, and goes with it."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.conftest import LABS, labs_needed

TESTS = Path(__file__).parents[1]
# Names that stand for any: no lab need be there.
ANY = {
    "attacks/edited_notebooks.py": "a forged note in a notebook",
    "conftest.py": "groups that take long, by how their names begin",
    "course/test_documents.py": "the lab that CONTRIBUTING imagines",
    "course/test_own_words.py": "each test says it by itself",
    "graders/test_graders.py": "a task about which nothing is asked",
    "attacks/test_real_labs.py": "each case says it by itself",
    "grading/judging/test_reaching.py": "a line that a learner may write",
    "hub/lti/test_platforms.py": "a column of an LMS",
    "hub/lti/test_sign_in.py": "a column of an LMS",
    "hub/test_demo.py": "what the demo shows by itself",
    "lab/test_lab.py": "records of other labs",
    "notebooks/test_nbval_tolerance.py": "a name with a digit",
}


def named_in(file):
    """Labs of the course that the strings of a file's code name whole."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in told)
    return {lab for text in texts if isinstance(text, str) for lab in LABS if lab in text}


def test_every_test_that_names_a_lab_says_that_it_needs_it():
    named = {
        file.relative_to(TESTS).as_posix(): named_in(file) - labs_needed(file) for file in TESTS.rglob("*.py")
    }
    assert {file: sorted(labs) for file, labs in named.items() if labs and file not in ANY} == {}


def test_what_needs_a_lab_that_is_gone_is_not_collected(tmp_path):
    for folder in ("notebooks/here", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "notebooks" / "here" / "here.ipynb").write_text("{}")
    for name in ("conftest.py", "waiting.py", "__init__.py"):
        (tmp_path / "tests" / name).write_text((TESTS / name).read_text(encoding="utf-8"))
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  needs\n  xdist_group\n")
    (tmp_path / "tests" / "test_gone.py").write_text('NEEDS = ("gone",)\nopen("of the lab that is gone")\n')
    (tmp_path / "tests" / "test_here.py").write_text(
        'import pytest\n\nNEEDS = (\n    "here",\n)\n\n\ndef test_a(): ...\n\n\n@pytest.mark.needs("gone")\ndef test_b(): ...\n'
    )
    line = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True)
    assert "test_here.py::test_a" in done.stdout and "1/2 tests collected (1 deselected)" in done.stdout, (
        done.stdout
    )
