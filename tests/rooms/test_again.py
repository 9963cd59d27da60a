"""What is red beside others is asked once more by itself (`tests/again.py`), in the order in which it stands in its file."""

import subprocess
import sys
from pathlib import Path

import pytest

AGAIN = Path(__file__).parents[1] / "again.py"
# The first run's journey fails at its start, as in a browser that was too slow; the tests rest on each other.
JOURNEY = """
from pathlib import Path

import pytest

RUNS, DONE = Path("runs"), Path("done")


@pytest.fixture(scope="session", autouse=True)
def began():
    RUNS.write_text(RUNS.read_text() + "." if RUNS.exists() else ".")
    DONE.unlink(missing_ok=True)
    assert len(RUNS.read_text()) >= {green_from}


def test_opens():
    DONE.touch()


def test_closes():
    assert DONE.exists()
"""


def once_more(folder, journey, *options):
    (folder / "test_journey.py").write_text(journey)
    (folder / "pytest.ini").touch()
    line = [sys.executable, str(AGAIN), *options, "-q", "--", "test_journey.py"]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("options", [(), ("-n", "1", "--dist", "loadgroup")])
def test_tests_that_rest_on_each_other_keep_their_order_and_are_named(tmp_path, options):
    ran = once_more(tmp_path, JOURNEY.format(green_from=2), *options)
    assert ran.returncode == 0, ran.stdout
    named = ran.stdout.partition("unsteady, to be mended")[2]
    assert named.index("test_opens") < named.index("test_closes")


def test_what_is_red_alone_too_fails_the_run(tmp_path):
    ran = once_more(tmp_path, JOURNEY.format(green_from=9))
    assert ran.returncode == 1 and "unsteady" not in ran.stdout
