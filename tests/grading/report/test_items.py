"""Difficulty, correlation with the rest, time and calibration: laws, and what another library says."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from labkit.evaluate import DiscriminationDisplay, item_table
from labkit.grading.report.class_calibration_display import ClassCalibrationDisplay
from labkit.grading.report.first_right_display import FirstRightDisplay, minutes_to_first_right
from labkit.grading.report.progress import Event, read_progress

POINTS = {"a": 1.0, "b": 2.0, "c": 5.0}


def answers(n, rng):
    """Tasks that go with one ability, as right or wrong."""
    ability = rng.normal(size=n)
    return pd.DataFrame({name: (ability + rng.normal(size=n) > 0).astype(float) for name in POINTS})


def test_a_task_is_correlated_with_the_others_and_not_with_itself():
    shares = answers(60, np.random.default_rng(1))
    items = item_table(shares, POINTS).set_index("task")
    for task in POINTS:
        others = sum(shares[name] * POINTS[name] for name in POINTS if name != task)
        expected = shares[task].corr(others)
        assert items.loc[task, "correlation"] == pytest.approx(expected)
        # Fisher 1921: z is normal with a standard error of 1 / sqrt(n - 3)
        ends = np.tanh(np.arctanh(expected) + np.array([-1, 1]) * 1.959964 / np.sqrt(57))
        assert [*items.loc[task, ["ci_low", "ci_high"]]] == pytest.approx(ends, abs=1e-6)
        assert items.loc[task, "share"] == shares[task].mean()


def test_the_interval_holds_what_it_promises_for_answers_that_are_right_or_wrong():
    rng = np.random.default_rng(2)
    many = answers(50_000, rng)
    true = many["a"].corr(many["b"] * 2 + many["c"] * 5)
    inside = [
        row.ci_low <= true <= row.ci_high
        for _ in range(150)
        for row in item_table(answers(40, rng), POINTS).head(1).itertuples()
    ]
    assert np.mean(inside) >= 0.90  # 95%, less three standard errors of 150 draws


def test_few_learners_and_equal_marks_have_no_correlation():
    shares = answers(40, np.random.default_rng(3))
    assert item_table(shares.head(19), POINTS)["correlation"].isna().all()
    assert item_table(shares.head(20), POINTS)["correlation"].notna().all()
    with pytest.raises(ValueError, match="20"):
        DiscriminationDisplay(item_table(shares.head(19), POINTS))
    items = item_table(shares.assign(a=1.0), POINTS).set_index("task")
    assert np.isnan(items.loc["a", "correlation"]) and items.loc["a", "share"] == 1
    assert np.isfinite(items.loc["b", "correlation"])


def test_a_task_that_waits_for_people_is_left_out_of_the_rest():
    shares = answers(40, np.random.default_rng(4))
    waiting = shares.assign(c=np.where(np.arange(40) < 3, 0.0, np.nan))
    items = item_table(waiting, POINTS).set_index("task")
    assert np.isnan(items.loc["c", "share"]) and items.loc["c", "n"] == 3
    assert items.loc["a", "correlation"] == pytest.approx(shares["a"].corr(shares["b"]))
    assert items.loc["a", "n"] == 40


def test_a_share_of_points_has_no_interval_for_right_and_wrong():
    shares = answers(40, np.random.default_rng(5))
    items = item_table(shares.assign(b=shares["b"] * 0.5), POINTS).set_index("task")
    assert np.isnan(items.loc["b", "share_low"]) and items.loc["a", "share_low"] < items.loc["a", "share"]


START = datetime(2026, 11, 20, 9, tzinfo=UTC)


def check(minute, status, item="ppv"):
    return Event(START + timedelta(minutes=minute), "check", item, status)


def test_minutes_are_those_of_work_until_the_first_right_answer():
    events = [
        Event(START, "predict", "alarm"),
        check(10, "not_started"),
        check(20, "wrong"),
        check(400, "crashed"),  # after lunch
        check(405, "right"),
        check(420, "wrong"),
        check(425, "right"),
    ]
    assert minutes_to_first_right(events) == {"ppv": (25.0, 3)}
    display = FirstRightDisplay({"ada": events, "bob": [check(0, "wrong")]}, ["ppv", "threshold"])
    assert display.table[["task", "n", "of", "median", "tries"]].to_dict("records") == [
        {"task": "ppv", "n": 1, "of": 2, "median": 25.0, "tries": 3.0}
    ]
    with pytest.raises(ValueError, match="no time is known"):
        FirstRightDisplay({"bob": [check(0, "wrong")]}, ["ppv"])


def test_each_learners_first_prediction_counts():
    def said(sure, right, item="alarm"):
        return Event(START, "predict", item, "", right, sure)

    display = ClassCalibrationDisplay.from_class(
        {"ada": [said(90, True), said(60, False)], "bob": [said(90, False)], "cho": [said(None, True)]}
    )
    (row,) = display.table.itertuples()
    assert (row.n, row.right, row.sure) == (2, 0.5, 0.9)
    assert display.brier == pytest.approx((0.1**2 + 0.9**2) / 2)


HOSTILE = [
    "[" * 100_000,
    "null",
    "[]",
    '{"at": "2026-11-20T09:00:00+00:00"}',
    '{"lab": "x", "pathway": "builder", "at": "yesterday", "kind": "check", "item": "ppv"}',
    '{"lab": "x", "pathway": "builder", "at": "2026-11-20T09:00:00", "kind": "check", "item": "ppv"}',
    '{"lab": "x", "pathway": "builder", "at": 12, "kind": "check", "item": "ppv"}',
    '{"lab": "x", "pathway": "builder", "at": "2026-11-20T09:00:00+00:00", "kind": ["check"], "item": "ppv"}',
    '{"lab": "y", "pathway": "builder", "at": "2026-11-20T09:00:00+00:00", "kind": "check", "item": "ppv"}',
    '{"lab": "x", "pathway": "explorer", "at": "2026-11-20T09:00:00+00:00", "kind": "check", "item": "ppv"}',
]


def test_a_hostile_record_costs_its_own_lines_alone(tmp_path):
    about = {"lab": "x", "pathway": "builder", "at": "2026-11-20T09:00:00+00:00", "item": "alarm"}
    good = [
        about | {"kind": "predict", "confidence": value, "right": True} for value in (70, 1e999, True, -3)
    ]
    lines = [
        *HOSTILE,
        *map(json.dumps, good),
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ]
    (tmp_path / "progress.jsonl").write_text("\n".join(lines))
    found = read_progress(tmp_path, "x", "builder")
    assert [event.confidence for event in found] == [70, None, None, None]


def test_a_link_is_not_followed_and_a_flood_is_not_read(tmp_path):
    line = (
        '{"lab": "x", "pathway": "builder", "at": "2026-11-20T09:00:00+00:00", "kind": "hint", "item": "a"}\n'
    )
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    (other / "progress.jsonl").write_text(line)
    (mine / "progress.jsonl").symlink_to(other / "progress.jsonl")
    (mine / ".labkit").symlink_to(other)
    assert read_progress(mine, "x", "builder") == []
    (mine / "progress.jsonl").unlink()
    (mine / "progress.jsonl").write_text(line * 60_000)
    assert read_progress(mine, "x", "builder") == []
    (mine / "progress.jsonl").write_text(line)
    assert len(read_progress(mine, "x", "builder")) == 1
