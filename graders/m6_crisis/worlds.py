"""Registers drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np

NOWCASTS = [
    "labkit.evaluate.report_triangle",
    "labkit.evaluate.share_reported",
    "labkit.evaluate.nowcast",
    "labkit.evaluate.NowcastDisplay",
]
SCORES = ["labkit.evaluate.interval_score", "labkit.evaluate.weighted_interval_score"]


def draw_triangle(rng, days, shares, first=30.0, growth=0.12, later=None):
    """Counts by day and delay of a rising epidemic, NaN where the report has not come yet; from half-way on the shares are `later`."""
    counts = np.empty((days, len(shares)))
    for day in range(days):
        now = shares if later is None or day < days // 2 else later
        counts[day] = rng.multinomial(int(first * np.exp(growth * day) * rng.uniform(0.7, 1.3)), now)
    age = np.arange(days)[::-1, None]
    counts[np.arange(len(shares)) > age] = np.nan
    return counts
