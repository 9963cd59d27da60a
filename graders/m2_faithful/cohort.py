"""What the notebook and its tasks both compute: the two readers' marks, and how wide kappa's interval is."""

from functools import cache

import numpy as np

# Sixty summaries; 0 harmless, 1 awkward, 2 could harm, 3 dangerous. The readers are simulated.
SUMMARIES, SHARES = 60, (0.40, 0.25, 0.20, 0.15)
WIDTH = 0.10


def two_readers():
    """The marks of two readers: one right three times in four, the other as often, and sometimes a step more severe."""
    rng = np.random.default_rng(5)
    truth = rng.choice(4, SUMMARIES, p=SHARES)
    first, second = (
        np.clip(truth + rng.choice([-1, 0, 1], SUMMARIES, p=[0.12, 0.76, 0.12]), 0, 3) for _ in range(2)
    )
    return first, np.minimum(second + (rng.random(SUMMARIES) < 0.15), 3)


@cache
def error_of_one():
    """Standard error of the quadratic kappa, times the root of the number of summaries."""
    from labkit.evaluate import cohen_kappa

    first, second = two_readers()
    return cohen_kappa(first, second, weights="quadratic").standard_error * np.sqrt(SUMMARIES)


def half_width(n):
    """Half the 95 % interval of kappa if `n` summaries are read twice, all else as in the sixty."""
    return 1.96 * error_of_one() / np.sqrt(n)
