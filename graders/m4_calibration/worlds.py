"""Wards drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np

CALIBRATION = [
    "labkit.evaluate.calibration_table",
    "labkit.evaluate.CalibrationDisplay",
    "labkit.evaluate.calibration.table",
]
RECALIBRATION = [
    "labkit.evaluate.recalibrate",
    "labkit.evaluate.calibration_in_the_large",
    "labkit.evaluate.UpdatedClassifier",
    "labkit.evaluate.recalibration",
]


def log_odds(risk):
    return np.log(risk) - np.log1p(-risk)


def risk_of(log_odds):
    return 1 / (1 + np.exp(-log_odds))


def draw_ward(rng, n, intercept=0.0, slope=1.0, middle=-1.6, spread=1.5):
    """A ward whose true log-odds are ``intercept + slope * those the model states``: outcomes and stated risks."""
    y_prob = np.round(np.clip(risk_of(rng.normal(middle, spread, n)), 0.002, 0.998), 4)
    true = risk_of(intercept + slope * log_odds(y_prob))
    y_true = (rng.random(n) < true).astype(np.int32)
    y_true[:2] = [0, 1]
    return y_true, y_prob
