"""Deferral when people's time is short: who gets the eight slots tonight, and who never gets one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.identity import position
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.proportions import newcombe_difference, wilson_interval
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")


def defer_within_capacity(
    gain: Any, capacity: int, *, period: Any = None, minimum: float = 0.0
) -> NDArray[np.bool_]:
    """Cases to hand to a person, the most useful first, never more than there are slots.

    Parameters
    ----------
    gain : array of shape (n,)
        What asking a person is worth for each case: `decision_costs` less the cost of asking, or any score of
        doubt. Equal gains are served in the order of the rows.
    capacity : int
        Slots in all, or in each period.
    period : array of shape (n,), optional
        Night, shift or week of each case: slots unused in one do not serve the next.
    minimum : float
        Cases whose gain is not above it are not deferred even when slots are free.

    Returns
    -------
    bool array of shape (n,)

    Raises
    ------
    ValueError
        On a negative or fractional capacity, or a missing gain.

    Examples
    --------
    >>> defer_within_capacity([0.1, 0.4, 0.3], capacity=2).tolist()
    [False, True, True]
    """
    gain, period = aligned(gain=gain, period=period)
    value = validation.numeric(gain, "gain")
    if capacity < 0 or int(capacity) != capacity:
        raise ValueError(
            _("capacity must be a whole number, 0 or more; it is {value}.").format(value=capacity)
        )
    codes = (
        np.zeros(len(value), np.intp)
        if period is None
        else validation.identifiers(period, len(value), "period")
    )
    order = np.lexsort((np.arange(len(value)), -value, codes))
    sorted_codes = codes[order]
    first = np.searchsorted(sorted_codes, sorted_codes, side="left")
    rank = np.arange(len(value)) - first
    deferred = np.zeros(len(value), bool)
    deferred[order] = rank < capacity
    return deferred & (value > minimum)


def deferral_by_group(
    deferred: Any, groups: Any, *, reference: Any = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Share of each group that is handed to a person, against a reference group.

    Parameters
    ----------
    deferred : bool array of shape (n,)
    groups : array of shape (n,)
    reference : optional
        The group to compare with; the largest by default.
    confidence : float

    Returns
    -------
    DataFrame
        ``group, n, deferred, rate, ci_low, ci_high, difference, diff_low, diff_high`` (Wilson; Newcombe).

    Raises
    ------
    ValueError
        On an unknown reference.
    """
    deferred, groups = aligned(deferred=deferred, groups=groups)
    import pandas as pd

    mask = validation.outcome(deferred, "deferred")
    codes = validation.identifiers(groups, len(mask), "groups")
    labels = validation.vector(groups, "groups")[np.unique(codes, return_index=True)[1]]
    n, x = np.bincount(codes), np.bincount(codes, weights=mask).astype(int)
    if reference is None:
        at = int(np.argmax(n))
    else:
        found = position(reference, labels)
        if found is None:
            raise ValueError(_("Unknown reference group {name}.").format(name=repr(reference)))
        at = found
    low, high = wilson_interval(x, n, confidence)
    difference, diff_low, diff_high = newcombe_difference(x, n, x[at], n[at], confidence)
    for column in (difference, diff_low, diff_high):
        column[at] = 0.0
    return pd.DataFrame(
        {
            "group": labels,
            "n": n,
            "deferred": x,
            "rate": x / n,
            "ci_low": low,
            "ci_high": high,
            "difference": difference,
            "diff_low": diff_low,
            "diff_high": diff_high,
        }
    )
