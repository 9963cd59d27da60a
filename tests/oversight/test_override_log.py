import json

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats import binom

from labkit import language
from labkit.oversight import (
    OVERRIDE_FIELDS,
    StopRule,
    override_schema,
    override_summary,
    read_override_log,
    validate_override_log,
)


def log(n=40, overrides=(3, 7), serious=()):
    rows = []
    for i in range(n):
        aside = i in overrides
        rows.append(
            {
                "time": f"2026-01-{1 + i // 24:02d}T{i % 24:02d}:00:00+01:00",
                "case": f"c{i}",
                "model": "sepsis",
                "version": "1.2" if i < n // 2 else "1.3",
                "probability": 0.4,
                "suggestion": "call",
                "decision": "wait" if aside else "call",
                "role": "nurse" if i % 3 else "physician",
                "reason": "clinical_context" if aside else None,
                "harm": "serious" if i in serious else "none",
            }
        )
    return rows


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_valid_log_has_no_problem_and_its_figures_recompute(frame):
    table = frame(log())
    assert len(validate_override_log(table)) == 0
    whole = override_summary(table).iloc[0]
    assert (whole["n"], whole["overridden"], whole["rate"]) == (40, 2, 0.05)
    by_role = override_summary(table, by="role")
    assert (by_role["n"].sum(), by_role["overridden"].sum()) == (40, 2)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("time", "yesterday", "Not a date"),
        ("time", "2026-01-01T10:00:00", "time zone"),
        ("time", None, "Required value"),
        ("probability", 1.4, "between 0 and 1"),
        ("probability", "0.4", "between 0 and 1"),
        ("probability", True, "between 0 and 1"),
        ("role", "Dr Tremblay", "Must be one of"),
        ("harm", "", "Required value"),
        ("case", 12, "Must be text"),
        ("reason", "because", "Must be one of"),
        ("decision", "wait", "without a reason"),
        ("reason", "capacity", "although the suggestion was followed"),
    ],
)
def test_each_problem_is_named_with_its_row_and_column(column, value, problem):
    rows = log()
    rows[5][column] = value
    found = validate_override_log(pd.DataFrame(rows))
    expected = "reason" if column == "decision" else column
    hit = found[(found["row"] == 5) & (found["column"] == expected)]
    assert hit["problem"].str.contains(problem).any()
    with pytest.raises(ValueError, match=f"row 5, column {expected}"):
        override_summary(pd.DataFrame(rows))


def test_missing_undeclared_and_repeated():
    table = pd.DataFrame(log()).drop(columns="harm").assign(patient_name="x")
    found = validate_override_log(table)
    assert {("harm", "Required column missing."), ("patient_name", found["problem"].iloc[0])} == set(
        zip(found["column"], found["problem"], strict=True)
    )
    with pytest.raises(ValueError, match="row –, column patient_name"):
        override_summary(table)
    twice = pd.DataFrame(log() + log()[:1])
    assert validate_override_log(twice)["row"].tolist() == [40]
    with pytest.raises(ValueError, match="empty"):
        override_summary(pd.DataFrame(log()[:0], columns=[f.name for f in OVERRIDE_FIELDS]))
    with pytest.raises(ValueError, match="Unknown column"):
        override_summary(pd.DataFrame(log()), by="ward")


def test_reading_names_the_file_and_the_line(tmp_path):
    path = tmp_path / "overrides.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in log()) + "\n\n", encoding="utf-8")
    assert len(validate_override_log(read_override_log(path))) == 0
    path.write_text(json.dumps(log()[0]) + "\n{oops\n", encoding="utf-8")
    with pytest.raises(ValueError, match="overrides.jsonl, line 2"):
        read_override_log(path)
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: one decision"):
        read_override_log(path)


def test_the_schema_is_complete_in_both_languages():
    english = override_schema()
    with language.speaking("fr"):
        french = override_schema()
        assert list(english["field"]) == [f.name for f in OVERRIDE_FIELDS]
        assert (english["meaning"] != french["meaning"]).all()


def test_the_first_trigger_stops_whatever_follows():
    rule = StopRule(max_serious=0, window=10, limit=4)
    assert not rule.evaluate(pd.DataFrame(log())).stop
    stopped = rule.evaluate(pd.DataFrame(log(overrides=(20, 22, 24, 26, 27, 28))))
    assert (stopped.stop, stopped.position) == (True, 26)
    harmed = rule.evaluate(pd.DataFrame(log(serious=(12, 30))))
    assert (harmed.position, harmed.at) == (12, "2026-01-01T12:00:00+01:00")
    # four overrides spread wider than the window do not trigger it
    assert not rule.evaluate(pd.DataFrame(log(overrides=(0, 10, 20, 30)))).stop
    shuffled = pd.DataFrame(log(overrides=(20, 22, 24, 26))).sample(frac=1, random_state=0)
    assert rule.evaluate(shuffled).position == 26, "time decides, not the order of the rows"


@pytest.mark.parametrize(("acceptable", "window"), [(0.1, 50), (0.3, 30), (0.02, 100)])
def test_the_limit_is_the_smallest_that_chance_seldom_reaches(acceptable, window):
    rule = StopRule.for_rate(acceptable, window=window, false_alarm=0.001)
    assert (
        binom.sf(rule.limit - 1, window, acceptable) <= 0.001 < binom.sf(rule.limit - 2, window, acceptable)
    )


def test_rules_that_make_no_sense():
    with pytest.raises(ValueError, match="too short"):
        StopRule.for_rate(0.9, window=5)
    for bad in ({"limit": 0}, {"limit": 60, "window": 50}, {"max_serious": -1}):
        with pytest.raises(ValueError, match="stop rule"):
            StopRule(**bad)
    with pytest.raises(ValueError, match="strictly between"):
        StopRule.for_rate(0.0)


def test_false_stops_are_counted_by_simulation():
    rng, stops = np.random.default_rng(0), 0
    rule = StopRule.for_rate(0.2, window=20, false_alarm=0.0005)
    for _ in range(20):
        chosen = tuple(np.flatnonzero(rng.random(40) < 0.2))
        stops += rule.evaluate(pd.DataFrame(log(overrides=chosen))).stop
    assert stops <= 1


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_a_problem_in_words_still_lists_the_values_as_they_must_be_typed(tongue):
    rows = log()
    rows[0]["reason"] = "contexte clinique"
    with language.speaking(tongue):
        problem = validate_override_log(pd.DataFrame(rows)).problem[0]
        for shown in (problem, language.label(problem)):  # a lab's table words its cells
            assert "clinical_context, patient_preference" in shown
