"""`make install` takes torch's build for processors only where one is offered, and says what happens where none is."""

import platform
import subprocess

import pytest

from labkit.content import Content

ROOT = Content.find().root

# Stands for the environment's Python: notes what pip is asked for, and has the small build of torch only while the index offers it.
PIP = """#!/bin/sh
echo "$@" >> "{asked}"
case "$*" in *+cpu*) test -e "{offered}";; esac
"""


@pytest.fixture
def install(tmp_path):
    python, asked, offered = tmp_path / "env" / "bin" / "python", tmp_path / "asked", tmp_path / "offered"
    python.parent.mkdir(parents=True)
    python.write_text(PIP.format(asked=asked, offered=offered))
    python.chmod(0o755)

    def run(*options: str, offers: bool) -> tuple[int, list[str], str]:
        if offers:
            offered.touch()
        made = subprocess.run(
            ["make", "--no-print-directory", "install", f"VENV={python.parents[1]}", *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        return made.returncode, asked.read_text().splitlines(), made.stdout + made.stderr

    return run


linux_on_x86 = pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"), reason="elsewhere torch has one build"
)


@linux_on_x86
def test_the_small_torch_comes_first_where_it_is_offered(install):
    code, (torch, all_of_it), said = install(offers=True)
    assert code == 0 and "--no-deps" in torch and "+cpu" in torch
    assert "-e .[" in all_of_it and "+cpu" not in all_of_it
    assert "TORCH_INDEX" not in said and "Installed: " in said


@linux_on_x86
def test_where_it_is_not_offered_the_weight_is_said_and_the_ordinary_one_installed(install):
    code, (_torch, all_of_it), said = install(offers=False)
    assert code == 0 and "-e .[" in all_of_it
    assert "gigabytes" in said and "TORCH_INDEX=" in said


@linux_on_x86
def test_an_index_that_was_named_and_has_none_is_a_mistake(install):
    code, asked, said = install("TORCH_INDEX=file:///nowhere", offers=False)
    assert code == 2 and len(asked) == 1 and "file:///nowhere" in asked[0]
    assert "correct the address" in said
