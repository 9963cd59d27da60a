"""What git keeps is small, and a file of code is one idea: what is large or long is named here, with the reason."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MIB = 2**20
MOST_OF_ONE, MOST_OF_ALL, LONGEST = 1 * MIB, 32 * MIB, 300
LARGE = {
    "data/models/encoder/model.safetensors": "the tiny BERT that the labs fine-tune",
    "data/models/causal/model.safetensors": "the tiny GPT-2 that goes on from a note",
    "data/notes.jsonl": "the hospital's notes, in both languages",
}
LONG = {
    "src/labkit/cli/grading.py": "the sub-commands of one room",
    "src/labkit/evaluate/inputs/validation.py": "what every function of the room asks of its input",
    "src/labkit/oversight/override_log.py": "one format: its fields, how it is read, refused and summed up",
    "tests/data/notes/_bedside.py": "what a clinician would refuse in a note, rule by rule",
    "tests/data/test_planted.py": "each planted effect by its own law",
    "tests/deploy/test_kubernetes.py": "one chart's values against what they become",
    "tests/hub/lti/test_marks.py": "a mark's way to the platform, every answer it may get",
    "tests/hub/lti/test_sign_in.py": "one launch, and each forgery of it",
    "tests/tasks/test_judge.py": "one judge, every outcome",
}


def tracked():
    """Path and size of each file that git keeps, as it is in the working tree."""
    whoever_owns_it = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(whoever_owns_it, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {name: ROOT / name for name in listed.split("\0") if name}
    return {name: file.stat().st_size for name, file in found.items() if file.is_file()}


def test_no_large_file_is_kept_but_those_named():
    sizes = tracked()
    assert len(sizes) > 1000
    assert {name for name, size in sizes.items() if size > MOST_OF_ONE} == set(LARGE)
    assert sum(sizes.values()) < MOST_OF_ALL


def test_no_file_is_kept_that_a_build_or_a_download_leaves_behind():
    left = (
        ".whl",
        ".pyc",
        ".egg",
        ".tar.gz",
        ".bz2",
        ".zip",
        ".db",
        ".sqlite",
        ".log",
        ".bin",
        ".pkl",
        ".part",
    )
    assert [name for name in tracked() if name.endswith(left)] == []


def code_lines(file):
    """Lines of a file of code. Of a lab's task, without the texts in both languages that stand beside each wrong answer."""
    text = file.read_text(encoding="utf-8")
    lines = set(range(1, len(text.splitlines()) + 1))
    if file.is_relative_to(ROOT / "graders"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
                lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


def test_files_of_code_are_short_but_those_named():
    files = [name for name in tracked() if name.endswith(".py")]
    assert {name for name in files if code_lines(ROOT / name) > LONGEST} == set(LONG)


@pytest.mark.parametrize("named", [LARGE, LONG], ids=["large", "long"])
def test_each_that_is_named_has_its_reason(named):
    assert all(len(reason.split()) > 2 or "lists" in reason for reason in named.values())
