"""What failed beside others is asked once more, by itself: a red test stays red, an unsteady one is named."""

import subprocess
import sys
from pathlib import Path

AGAIN = Path(__file__).resolve().parents[1] / "again.py"
UNSTEADY = """
import pathlib, pytest
@pytest.mark.xdist_group("served")
def test_unsteady():
    seen = pathlib.Path("seen")
    first = not seen.exists()
    seen.touch()
    assert not first
"""
RED = "def test_red():\n    assert False\n"


def asked(folder, **files):
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text)
    command = [sys.executable, str(AGAIN), "-q", "-n", "1", "--dist", "loadgroup", "--", "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_an_unsteady_test_is_named_and_a_red_one_fails_the_run(tmp_path):
    both = asked(tmp_path, unsteady=UNSTEADY, red=RED)
    assert both.returncode == 1
    told = both.stdout.partition("==== unsteady")[2]
    assert "test_unsteady.py::test_unsteady\n" in told and "test_red" not in told
    (tmp_path / "test_red.py").unlink()
    (tmp_path / "seen").unlink()
    assert asked(tmp_path).returncode == 0


def test_many_red_ones_are_a_fault_and_a_stopped_run_stays_stopped(tmp_path):
    many = asked(
        tmp_path,
        red=RED.replace("def", "import pytest\n@pytest.mark.parametrize('n', range(21))\ndef").replace(
            "()", "(n)"
        ),
    )
    assert many.returncode == 1 and "once more" not in many.stdout
    broken = asked(tmp_path, red="import nothing_of_this_name\n")
    assert broken.returncode not in (0, 5) and "unsteady" not in broken.stdout
