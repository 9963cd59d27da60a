"""The log of lab m6_human is labkit's: its faults, its figures and its stop recompute with `labkit.oversight`."""

import sys

import numpy as np
import pytest

from labkit.content import Content
from labkit.oversight import StopRule, override_summary, validate_override_log
from labkit.tasks.load import load_grader

GRADER = load_grader(Content.find(), "m6_human")
TASK = GRADER.task("read_log")


def complete(log):
    return sys.modules[f"{TASK.right.__module__.rpartition('.')[0]}.override_log"].complete(log)


@pytest.mark.parametrize("seed", range(12))
def test_refused_lines_figures_and_stop_are_those_of_the_library(seed):
    for drawn in TASK.draw(seed):
        log, rule = drawn.arguments["log"], {k: v for k, v in drawn.arguments.items() if k != "log"}
        page = TASK.right(log=log, **rule)

        full = complete(log)
        refused = validate_override_log(full)["row"].unique()
        kept = full.drop(index=refused)
        summary = override_summary(kept).iloc[0]
        stop = StopRule(**rule).evaluate(kept)
        assert page == {
            "refused": len(refused),
            "set_aside": pytest.approx(summary["rate"]),
            "serious": summary["serious"],
            "stopped": stop.position if stop.stop else len(kept),
        }


@pytest.mark.parametrize("seed", range(12))
def test_cases_stop_early_late_and_never_with_and_without_faults(seed):
    pages = [TASK.right(**drawn.arguments) for drawn in TASK.draw(seed)]
    lines = [
        len(drawn.arguments["log"]) - page["refused"]
        for drawn, page in zip(TASK.draw(seed), pages, strict=True)
    ]
    stopped = [page["stopped"] for page in pages]
    assert any(position == n for position, n in zip(stopped, lines, strict=True))
    assert min(stopped) < TASK.draw(seed)[0].arguments["window"] < np.sort(stopped)[-3]
    assert {page["refused"] == 0 for page in pages} == {True, False}
