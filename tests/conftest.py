"""What every test has: the browser's name, the environment's language, one worker a file, and no skip that nobody stated."""

import os
import shutil
import sys

import pytest

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)

# Why a test may be left out, word for word; any other skip fails the run: what tests need is installed.
STATED_SKIPS = {
    "pgserver has wheels up to Python 3.12": sys.version_info >= (3, 13),
    "this kernel has no Landlock, or an old one": True,
    "numbers of x86_64": os.uname().machine != "x86_64",
    "OpenBLAS's kernels of x86_64": os.uname().machine != "x86_64",
    "needs root, to become someone else": os.geteuid() != 0,
    "this environment lies where only root can read": True,
    # One of scikit-learn's checks of an estimator: labkit's take numpy arrays and frames.
    "SCIPY_ARRAY_API is not set: not checking array_api input": True,
}
# Files whose tests share nothing: any worker takes any of them (`pytest -n`); the tests of another file stay together.
# The shortest come last, to fill up whichever worker is done first.
APART = ("tests/notebooks/test_copies.py", "tests/graders/test_graders.py")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if CHROMIUM is None:
        pytest.fail(
            "the browser tests need Chromium: run `make system-packages`, or `sudo apt-get install chromium`"
        )
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
        ],
    }


@pytest.fixture(autouse=True)
def environments_language():
    """A lab sets the language of its kernel's process: the next test starts from the environment's again."""
    from labkit.language import use

    yield
    use(None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep a file's tests on one worker, so that what they set up is set up once; a test may name a group itself."""
    for item in items:
        file = item.nodeid.split("::")[0]
        if file not in APART and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(file))
    items.sort(key=lambda item: _place(item.nodeid.split("::")[0]))


def _place(file):
    return 1 + APART.index(file) if file in APART else 0


_unstated: list[str] = []
_seconds: dict[str, float] = {}


def pytest_runtest_logreport(report):
    _note(report)
    kind = next((kind for kind in ("browser", "cycle") if kind in report.keywords), "unit")
    _seconds[kind] = _seconds.get(kind, 0.0) + report.duration


def pytest_collectreport(report):
    _note(report)


def _note(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ")
        if not STATED_SKIPS.get(reason):
            _unstated.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session):
    if _unstated and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if getattr(config.option, "numprocesses", None):
        told = ", ".join(f"{kind} {seconds / 60:.1f}" for kind, seconds in sorted(_seconds.items()))
        terminalreporter.line(f"minutes of a worker: {told}")
    if _unstated:
        terminalreporter.section("skipped for a reason that tests/conftest.py does not state", red=True)
        for line in _unstated:
            terminalreporter.line(line)
