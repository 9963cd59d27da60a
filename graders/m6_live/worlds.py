"""Wards drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np

DRIFT = [
    "labkit.evaluate.population_stability_index",
    "labkit.evaluate.drift_report",
    "labkit.evaluate.DriftDisplay",
]
CHARTS = [
    "labkit.evaluate.control_chart",
    "labkit.evaluate.ControlChartDisplay",
    "labkit.evaluate.alarm_policy",
    "labkit.evaluate.risk_adjusted_cusum",
]
REPORTS = [
    "labkit.oversight.performance_numbers",
    "labkit.oversight.tripod_ai_report",
    "labkit.oversight.model_card",
]


def draw_stays(rng, n, mean_log_odds=-2.7, spread=1.2, odds_ratio=1.0):
    """Stated risks and outcomes of `n` stays whose true odds are `odds_ratio` times those stated."""
    odds = np.exp(rng.normal(mean_log_odds, spread, n))
    y_prob = np.round(np.clip(odds / (1 + odds), 0.002, 0.98), 4)
    true = odds_ratio * y_prob / (1 - y_prob + odds_ratio * y_prob)
    return (rng.random(n) < true).astype(np.int64), y_prob
