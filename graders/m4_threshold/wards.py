"""Wards drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np

EVALUATE = [
    "labkit.evaluate.net_benefit",
    "labkit.evaluate.decision_curve",
    "labkit.evaluate.decision.benefit",
    "labkit.evaluate.compare_models",
    "labkit.evaluate.comparison.models",
    "dcurves",
]


def draw_ward(rng, n):
    """A ward with a model that is of some use: events and predicted risks, no two risks alike."""
    y_true = (rng.random(n) < rng.uniform(0.08, 0.4)).astype(int)
    y_true[:2] = [0, 1]
    y_prob = 1 / (1 + np.exp(-(rng.normal(-2, 1, n) + 1.8 * y_true)))
    return y_true, y_prob
