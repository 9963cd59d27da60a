"""What the lab says of its stop rules: a task's answer is the library's, and the four logs say what their messages tell."""

import sys

import numpy as np
import pandas as pd

from labkit.content import Content
from labkit.oversight import StopRule
from labkit.tasks.load import load_grader

NEEDS = ("m6_human",)

GRADER = load_grader(Content.find(), "m6_human")
PACKAGE = GRADER.task("stopped_at").right.__module__.rpartition(".")[0]


def as_log(events):
    """A log whose suggestions are set aside where an event stands."""
    aside = np.asarray(events)
    return pd.DataFrame(
        {
            "time": [f"2026-03-{1 + i // 24:02d}T{i % 24:02d}:10:00+01:00" for i in range(len(aside))],
            "case": [f"case-{i + 1:03d}" for i in range(len(aside))],
            "model": "sepsis",
            "version": "1.0",
            "probability": 0.5,
            "suggestion": "call",
            "decision": np.where(aside, "wait", "call"),
            "role": "physician",
            "reason": np.where(aside, "clinical_context", ""),
            "harm": "none",
        }
    )


def test_a_week_stops_where_the_library_stops_its_log():
    task = GRADER.task("stopped_at")
    for drawn in task.draw(0)[2:4]:
        window, limit = drawn.arguments["window"], drawn.arguments["limit"]
        found = task.right(**drawn.arguments)
        for week, when in zip(drawn.arguments["events"], found, strict=True):
            stop = StopRule(max_serious=0, window=window, limit=limit).evaluate(as_log(week))
            assert when == (stop.position + 1 if stop.stop else np.inf)


def test_the_rule_chosen_is_told_with_its_two_numbers():
    weeks = sys.modules[f"{PACKAGE}.weeks"]
    chosen = GRADER.task("stop_rule")
    limit = sys.modules[f"{PACKAGE}.stop_rule"].right()
    told = [round(weeks.weeks_stopped(system, limit)) for system in ("as_it_is", "after_the_update")]
    assert limit == 11 and told == [2, 89]
    assert f"in {told[0]} weeks of 100" in chosen.why.en and f"in {told[1]}" in chosen.why.en
    assert weeks.weeks_stopped("as_it_is", limit - 1) > 5


def test_the_four_logs_say_what_the_messages_tell():
    pages = sys.modules[f"{PACKAGE}.ward_logs"].pages()
    assert [page["rescued"] for page in pages.values()] == [4, 11, 6, 0]
    assert [page["refused"] for page in pages.values()] == [0, 0, 38, 0]
    assert [page["rescued_in_all"] for page in pages.values()] == [4, 11, 12, 0]
    assert [page["unseen"] for page in pages.values()] == [1, 7, 1, 14]
    assert sys.modules[f"{PACKAGE}.stop_or_keep"].right() == "2133"
