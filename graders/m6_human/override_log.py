"""Logs of overrides as the last builder task draws them: valid lines, planted faults, what stops the system."""

from functools import cache

import numpy as np
import pandas as pd

HARMS = ("none", "minor", "serious", "unknown")
KEYS = ("refused", "set_aside", "serious", "stopped")
WINDOW, LIMIT = 10, 4


def were_set_aside(log):
    return (log["suggestion"] != log["decision"]).to_numpy()


def reason_given(log):
    return (log["reason"] != "").to_numpy()


def harm_is_known(log):
    return log["harm"].isin(HARMS).to_numpy()


def valid_lines(log):
    return (were_set_aside(log) == reason_given(log)) & harm_is_known(log)


def triggers_of(aside, serious, max_serious, window, limit):
    """Line by line: is the rule on harms triggered, is the one on suggestions set aside."""
    recent = pd.Series(aside).rolling(window, min_periods=1).sum().to_numpy()
    return np.cumsum(serious) > max_serious, recent >= limit


def first_line(triggered):
    return int(np.argmax(triggered)) if triggered.any() else len(triggered)


def log_of(rng, aside, serious):
    """A log without a fault: what is planted is where the suggestion is set aside, and where harm is serious."""
    suggestion = rng.choice(["call", "wait"], len(aside))
    other = np.where(suggestion == "call", "wait", "call")
    harm = rng.choice(["none", "minor", "unknown"], len(aside), p=[0.8, 0.1, 0.1])
    return pd.DataFrame(
        {
            "suggestion": suggestion,
            "decision": np.where(aside, other, suggestion),
            "reason": np.where(aside, "clinical_context", ""),
            "harm": np.where(serious, "serious", harm),
        }
    )


@cache
def faulty():
    """Lines that break the schema, one of each kind."""
    return pd.DataFrame(
        [
            ("call", "wait", "", "none"),
            ("wait", "call", "", "serious"),
            ("wait", "wait", "capacity", "serious"),
            ("call", "call", "clinical_context", "none"),
            ("wait", "call", "", "grave"),  # two faults, one line
            ("call", "wait", "data_error", "SERIOUS"),
            ("wait", "wait", "", "none noted"),
        ],
        columns=["suggestion", "decision", "reason", "harm"],
    )


def with_faults(log, places):
    """The log with a faulty line, of each kind in turn, before each of those places."""
    faults = faulty().iloc[np.arange(len(places)) % len(faulty())].set_index(np.asarray(places) - 0.5)
    return pd.concat([log, faults]).sort_index(kind="stable").reset_index(drop=True)


def complete(log):
    """The log with the schema's other columns, so that labkit can validate it."""
    return log.assign(
        time=[f"2026-03-{1 + i // 24:02d}T{i % 24:02d}:10:00+01:00" for i in range(len(log))],
        case=[f"case-{i + 1:03d}" for i in range(len(log))],
        model="sepsis",
        version="1.0",
        probability=0.5,
        role="physician",
    )
