"""No test rests on how fast a machine is, on a draw that nobody can repeat, or on a file being where it is only here.

One test that is red by chance stops everything, so these are held for all tests at once, by reading them.
"""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(p.relative_to(TESTS).as_posix() for p in TESTS.rglob("*.py"))
CLOCKS = {"monotonic", "perf_counter", "time"}
# Seconds that are so few on purpose, by file: what is asked is to be refused, or is asked again.
SHORT = {
    "browser/conftest.py": "asked again until it answers",
    "hub/exchange_hub.py": "asked again until it answers",
    "hub/lti/hub.py": "asked again until it answers",
    "hub/exchange/test_nothing_lost.py": "the service is killed at any moment",
    "kernels/test_forkserver.py": "a limit in seconds of processor",
    "kernels/test_limits.py": "the limit is what is tested",
    "kernels/test_sandbox.py": "a limit in seconds of processor",
}
FEWEST = 180


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def reads_the_clock(node):
    return any(called(call) in CLOCKS and not call.args for call in calls(node))


def faults(text):
    """(line, what) for what may be red by chance."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
            few = isinstance(node.test.ops[0], ast.Lt | ast.LtE)
            if few and reads_the_clock(node.test.left):
                yield node.lineno, "asserts that it was quick"
    for node in calls(tree):
        name, named = called(node), {k.arg: k.value for k in node.keywords}
        if "deadline" in named and not (
            name == "register_profile" and ast.unparse(named["deadline"]) == "None"
        ):
            yield node.lineno, "a deadline: the profile of tests/conftest.py has none"
        if name in ("default_rng", "RandomState", "Random") and not node.args and not named:
            yield node.lineno, "a generator without a seed"
        waited = named.get("timeout") or (node.args[0] if name == "wait" and len(node.args) == 1 else None)
        if isinstance(waited, ast.Constant) and isinstance(waited.value, int | float):
            milliseconds = isinstance(waited.value, int) and waited.value >= 1000
            if waited.value / (1000 if milliseconds else 1) < FEWEST:
                yield node.lineno, f"{waited.value} is short: tests.waiting says how long to wait"


def test_nothing_that_a_slow_machine_or_another_draw_turns_red():
    found = [(file, *fault) for file in FILES for fault in faults((TESTS / file).read_text(encoding="utf-8"))]
    short = {file for file, _line, what in found if "short" in what}
    assert [one for one in found if one[0] not in SHORT or "short" not in one[2]] == []
    assert short == set(SHORT), "a file that waits long enough is to be taken out of SHORT"


@pytest.mark.parametrize(
    "code",
    [
        "assert time.monotonic() - began < 3",
        "assert perf_counter() - a <= 1 + b",
        "settings(deadline=200)",
        "x = np.random.default_rng()",
        "page.wait_for(timeout=5_000)",
        "process.wait(20)",
        "requests.get(url, timeout=5)",
    ],
)
def test_what_may_be_red_by_chance_is_seen(code):
    assert len(list(faults(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "assert time.monotonic() - began > 3",
        "default_rng(3)",
        "wait(timeout=STEP)",
        "stop.wait()",
        "f(timeout=300)",
    ],
)
def test_what_holds_anywhere_is_let_through(code):
    assert list(faults(code)) == []
