"""A nowcast: how many events the last days will have once all are reported."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.evaluate.epidemics.triangle import counts_of, shares
from labkit.language import catalogue

_ = catalogue("evaluate")
IMPORTED_LATE = ("scipy.stats",)


def nowcast(triangle: pd.DataFrame, *, by_weekday: bool = False, level: float = 0.9) -> pd.DataFrame:
    """Estimate each day's final count from what is known of it and the share usually reported by then.

    Parameters
    ----------
    triangle : DataFrame
        As `labkit.evaluate.report_triangle` returns it, its index days.
    by_weekday : bool
        Learn the shares for each weekday by itself: offices that rest at weekends delay Saturday's events more than Tuesday's.
    level : float
        Of the interval, strictly between 0 and 1.

    Returns
    -------
    DataFrame, one row a day
        ``known``, ``share`` (usually reported by then), ``estimate`` (known / share), ``low``, ``high``. NaN where the share is 0 or unknown.

    Raises
    ------
    ValueError
        For a level that is not between 0 and 1, or a triangle that holds what is no count.

    Notes
    -----
    Of N events, a share p is known: k is binomial. With every N alike before, what is still missing follows a negative binomial distribution of k + 1
    and p, whose quantiles are the interval. It takes p for known and stable: where it is learned from few days, or offices slow down, the interval is too narrow.
    """
    from scipy.stats import nbinom

    if not 0 < level < 1:
        raise ValueError(_("level must be between 0 and 1, not {level}.").format(level=level))
    counts = counts_of(triangle)
    known = np.nansum(counts, axis=1)
    age = np.minimum(np.arange(len(triangle))[::-1], triangle.shape[1] - 1)
    share = np.empty(len(triangle))
    weekday = (
        pd.DatetimeIndex(triangle.index).day_of_week.to_numpy() if by_weekday else np.zeros(len(triangle))
    )
    for day in np.unique(weekday):
        here = weekday == day
        share[here] = shares(counts[here])[age[here]]
    usable = np.where(share > 0, share, np.nan)
    low, high = known.copy(), known.copy()
    waits = ~(share == 1)
    for bound, q in ((low, (1 - level) / 2), (high, (1 + level) / 2)):
        bound[waits] += nbinom.ppf(q, known[waits] + 1, usable[waits])
    columns = {"known": known, "share": share, "estimate": known / usable, "low": low, "high": high}
    return pd.DataFrame(columns, index=triangle.index)
