"""What changed more where something was done: a difference of differences."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.estimate import Estimate
from labkit.language import catalogue

_ = catalogue("evaluate")


def difference_in_differences(before: Any, after: Any, treated: Any) -> Estimate:
    """Mean change of the treated less mean change of the others, with its 95 % interval.

    It removes what changes for both groups alike: a winter, and the fall towards the mean of people taken in after a bad period, if the others
    were taken by the same rule (Daw and Hatfield, Health Serv Res 2018;53:4138, on what goes wrong where they were not).

    Parameters
    ----------
    before, after : array of shape (n,)
        Of each person.
    treated : array of shape (n,)
        1 for those for whom something was done, 0 for the others.

    Returns
    -------
    Estimate

    Raises
    ------
    ValueError
        Where a group has fewer than two people.
    """
    before, after, treated = aligned(before=before, after=after, treated=treated)
    first, last = validation.numeric(before, "before"), validation.numeric(after, "after")
    group = validation.outcome(treated)
    validation.same_length(before=first, after=last, treated=group)
    ours, theirs = ((last - first)[group == value] for value in (1, 0))
    if min(len(ours), len(theirs)) < 2:
        raise ValueError(_("Each group needs at least two people."))
    difference = float(ours.mean() - theirs.mean())
    error = float(np.sqrt(ours.var(ddof=1) / len(ours) + theirs.var(ddof=1) / len(theirs)))
    half = 1.959963984540054 * error
    return Estimate(difference, difference - half, difference + half, error, method="welch")
