"""Stays, folds and tables drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np

SCREENS = [
    "labkit.evaluate.leakage_report",
    "labkit.evaluate.single_feature_auc",
    "labkit.evaluate.target_derived",
    "labkit.evaluate.features_after_outcome",
    "labkit.evaluate.LeakageDisplay",
    "labkit.evaluate.leakage",
]
MINUTE = np.timedelta64(1, "m")
NEW_YEAR = np.datetime64("2024-01-01T00:00", "m")


def area(values, outcome):
    """AUC of the values alone: how often the ill one of a pair has the higher value, ties counted half."""
    ill, well = values[outcome == 1][:, None], values[outcome == 0]
    return float(((ill > well) + (ill == well) / 2).mean())


def draw_noise(rng, rows=48, columns=40, signal=(), folds=3):
    """Outcome, columns of noise (those of `signal` shifted where the outcome is 1) and folds, each with both outcomes."""
    y = rng.permutation(np.repeat([0, 1], [rows // 2, rows - rows // 2]))
    X = np.round(rng.standard_normal((rows, columns)), 4)
    for column, shift in signal:
        X[:, column] += shift * y
    X += rng.uniform(-1.5, 1.5, columns)  # as measurements are: not around 0
    fold = np.empty(rows, dtype=int)
    for value in (0, 1):
        here = np.flatnonzero(y == value)
        fold[here] = rng.permutation(np.arange(len(here)) % folds)
    return X, y, fold


def draw_stays(rng, n=60, people=26):
    """Patients who come back, when they came, when the outcome was known (not yet, for some), around a new year."""
    names = np.array([f"P{number:02d}" for number in 10 + rng.permutation(80)[:people]])
    patient = names[rng.integers(0, people, n)]
    admitted = NEW_YEAR + rng.integers(-60 * 1440, 45 * 1440, n) * MINUTE
    known = admitted + rng.integers(600, 16 * 1440, n) * MINUTE
    known[rng.random(n) < 0.12] = np.datetime64("NaT")
    # at the very minute of the cut: an admission, and an outcome that becomes known, of people who come only once
    admitted[:2] = NEW_YEAR
    known[0] = NEW_YEAR + 3000 * MINUTE
    admitted[2], known[2] = NEW_YEAR - 900 * MINUTE, NEW_YEAR
    patient[:3] = ["P97", "P98", "P99"]
    # came before the cut with an outcome known after it, and came back: the second stay may be tested
    patient[3:5] = "P95"
    admitted[3], known[3] = NEW_YEAR - 500 * MINUTE, NEW_YEAR + 900 * MINUTE
    admitted[4], known[4] = NEW_YEAR + 20000 * MINUTE, NEW_YEAR + 21000 * MINUTE
    # came before the cut with an outcome known before it, and came back
    patient[5:7] = "P96"
    admitted[5], known[5] = NEW_YEAR - 9000 * MINUTE, NEW_YEAR - 500 * MINUTE
    admitted[6], known[6] = NEW_YEAR + 9000 * MINUTE, NEW_YEAR + 9900 * MINUTE
    # an outcome nobody knows yet, of somebody who came before the cut
    patient[7], admitted[7], known[7] = "P94", NEW_YEAR - 700 * MINUTE, np.datetime64("NaT")
    order = rng.permutation(np.arange(8, n - 4))
    # learned in the very first and the very last row alone, and met again in between; a name may begin with another's
    patient = np.concatenate([["P92"], patient[:8], ["P92", "P93", "P921"], patient[order], ["P93"]])
    early, late = NEW_YEAR - 20000 * MINUTE, NEW_YEAR + 5000 * MINUTE
    admitted = np.concatenate([[early], admitted[:8], [late, late, late], admitted[order], [early]])
    known = np.concatenate([[early], known[:8], [late, late, late], known[order], [early]])
    return patient, admitted, known
