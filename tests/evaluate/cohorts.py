"""Cohorts with known risks, small enough that the whole folder runs in seconds."""

import numpy as np


def cohort(n: int = 500, seed: int = 0, slope: float = 1.0, shift: float = 0.0, ties: bool = False):
    """Outcome drawn from a known risk, and a prediction whose logit is off by `shift` and `slope`."""
    rng = np.random.default_rng(seed)
    logit = rng.normal(-1.0, 1.2, n)
    y = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
    y[:2] = 0, 1
    p = 1 / (1 + np.exp(-(shift + slope * logit)))
    return y, np.round(p, 2) if ties else p
