"""What every test has: the browser's name, the environment's language, one worker a file, and no skip that nobody stated."""

import ast
import hashlib
import os
import random
import re
import secrets
import shutil
import sys
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from tests.waiting import STEP

# Examples are the same on every machine and on every day, and none is refused for taking its time: a fault that a new draw
# would find is looked for by whoever changes the code.
settings.register_profile(
    "labkit",
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("labkit")

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)

# Why a test may be left out, word for word; any other skip fails the run: what tests need is installed.
STATED_SKIPS = {
    "pgserver has wheels up to Python 3.12": sys.version_info >= (3, 13),
    "this kernel has no Landlock, or an old one": True,
    "numbers of x86_64": os.uname().machine != "x86_64",
    "OpenBLAS's kernels of x86_64": os.uname().machine != "x86_64",
    "this system does not tell who waits": not os.path.exists("/proc/self/schedstat"),
    "needs root, to become someone else": os.geteuid() != 0,
    "this environment lies where only root can read": True,
    # One of scikit-learn's checks of an estimator: labkit's take numpy arrays and frames.
    "SCIPY_ARRAY_API is not set: not checking array_api input": True,
}
# The exit code of a run that skipped what it should not, or set a group up twice: not one test's failure.
REFUSED = 9
# Labs of the course that is tested, and how a file says which of them it needs.
LABS = {file.parent.name for file in Path(__file__).parents[1].glob("notebooks/*/*.ipynb")}
_NEEDS = re.compile(r"^NEEDS = (\([^)]*\))", re.MULTILINE)
# Groups of tests by how their names begin, those that take most first: a long one begun last leaves the other workers idle.
# A group stays on one worker (`pytest -n 2 --dist loadgroup --no-loadscope-reorder`).
LONGEST = (
    "graders-m2_finetune-fine_tune",
    "browser-",
    "tests/attacks/",
    "tests/cycle/test_every_answer.py",
    "copies-m2_finetune",
    "adequacy-",
    "tests/cycle/",
    "tests/grading/",
    "tests/course/",
    "notes-drawn-once",
    "copies-",
    "tests/kernels/",
)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if CHROMIUM is None:
        pytest.fail(
            "the browser tests need Chromium: run `make system-packages`, or `sudo apt-get install chromium`"
        )
    expect.set_options(timeout=1000 * STEP)  # 5 s by themselves
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
        ],
    }


@pytest.fixture(scope="session", autouse=True)
def the_same_secrets_and_draws():
    """What the course draws by itself is the same in every run: its secret, so the hidden cases, and generators without a seed."""
    real, draw = secrets.token_bytes, np.random.default_rng

    def token(n=None):  # 32 bytes are a course's or a contest's
        return hashlib.sha256(b"%d" % next(_draws)).digest() if n == 32 else real(n)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_bytes", token)  # `token_hex` asks it
        patch.setattr(
            np.random, "default_rng", lambda seed=None: draw(next(_draws) if seed is None else seed)
        )
        yield


_draws = count()


@pytest.fixture(autouse=True)
def from_the_first_draw():
    """Each test draws from the beginning, whichever ran before it on its worker."""
    global _draws
    random.seed(0)
    np.random.seed(0)
    if torch := sys.modules.get("torch"):
        torch.manual_seed(0)
    yield
    _draws = count()


@pytest.fixture
def new_context(new_context):
    """A browser's context that waits for a busy machine."""

    def patient(**options):
        made = new_context(**options)
        made.set_default_timeout(1000 * STEP)  # 30 s by itself
        return made

    return patient


@pytest.fixture(autouse=True)
def environments_language():
    """A lab sets the language of its kernel's process: the next test starts from the environment's again."""
    from labkit.language import use

    yield
    use(None)


def labs_needed(file):
    """Labs without which a file of tests says nothing: its own `NEEDS`, and its folder's in conftest.py."""
    found = set()
    for source in {file, file.with_name("conftest.py")}:
        said = _NEEDS.search(source.read_text(encoding="utf-8")) if source.is_file() else None
        found |= set(ast.literal_eval(said[1])) if said else set()
    return found


def pytest_ignore_collect(collection_path):
    """What tests one lab goes with it: a lab that is taken away edits no test."""
    gone = collection_path.suffix == ".py" and labs_needed(collection_path) - LABS
    return True if gone else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Keep a file's tests on one worker, so that what they set up is set up once; a test may name a group itself."""
    gone = [item for item in items if {lab for m in item.iter_markers("needs") for lab in m.args} - LABS]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    items.sort(key=lambda item: _place(item.get_closest_marker("xdist_group").args[0]))


def _place(group):
    return next((place for place, begins in enumerate(LONGEST) if group.startswith(begins)), len(LONGEST))


_unstated: list[str] = []
_seconds: dict[str, float] = {}
_of_group: dict[str, float] = {}
_workers: dict[str, set[str]] = {}


def pytest_runtest_logreport(report):
    _note(report)
    kind = next((kind for kind in ("browser", "cycle") if kind in report.keywords), "unit")
    _seconds[kind] = _seconds.get(kind, 0.0) + report.duration
    if worker := getattr(report, "node", None):
        group = report.nodeid.rpartition("@")[2]
        _of_group[group] = _of_group.get(group, 0.0) + report.duration
        _workers.setdefault(group if "@" in report.nodeid else report.fspath, set()).add(worker.gateway.id)


def pytest_collectreport(report):
    _note(report)


def _note(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ")
        if not STATED_SKIPS.get(reason):
            _unstated.append(f"{report.nodeid}: {reason}")


def _split(config):
    """Groups of which more than one worker ran tests, where they should be kept together: what they set up was set up twice."""
    asked = getattr(config.option, "dist", None) == "loadgroup"
    return sorted(group for group, workers in _workers.items() if len(workers) > 1) if asked else []


def pytest_sessionfinish(session):
    if (_unstated or _split(session.config)) and not hasattr(session.config, "workerinput"):
        session.exitstatus = REFUSED


def pytest_terminal_summary(terminalreporter, config):
    if getattr(config.option, "numprocesses", None):
        told = ", ".join(f"{kind} {seconds / 60:.1f}" for kind, seconds in sorted(_seconds.items()))
        terminalreporter.line(f"minutes of a worker: {told}")
        longest = sorted(_of_group.items(), key=lambda each: -each[1])[:30]
        terminalreporter.line("groups that took longest, in seconds of a worker:")
        for group, seconds in longest:
            terminalreporter.line(f"{seconds:7.1f} {group}")
        for group in _split(config):
            terminalreporter.line(f"not kept on one worker: {group}", red=True)
    if _unstated:
        terminalreporter.section("skipped for a reason that tests/conftest.py does not state", red=True)
        for line in _unstated:
            terminalreporter.line(line)
