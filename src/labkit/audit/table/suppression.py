"""Small cells hidden before a table leaves the room: fewer than a handful of people can be recognised."""

import numpy as np
import pandas as pd

from labkit.evaluate.inputs import settings
from labkit.language import catalogue

_ = catalogue("audit")

HIDDEN = (
    "n",
    "numerator",
    "denominator",
    "estimate",
    "ci_low",
    "ci_high",
    "difference",
    "diff_low",
    "diff_high",
)


def suppress_small_cells(table: pd.DataFrame, below: int = 5, rule: str = "denominator") -> pd.DataFrame:
    """Blank a metric table's rows that rest on fewer than `below` people.

    Parameters
    ----------
    table : DataFrame
        As `group_table` returns it.
    below : int
        Smallest count that may be shown. Owners of data differ: ask (the US Centers for Medicare and Medicaid
        hide counts of 1 to 10: CMS cell size suppression policy).
    rule : {"denominator", "cells"}
        ``"denominator"`` looks at the people at risk; ``"cells"`` also at those with and without the event,
        which is what statistical disclosure control asks of a published table: a prevalence of 4 in 500 gives
        the sensitivity's denominator away.

    Returns
    -------
    DataFrame
        A copy. Where exactly one level of an attribute would be hidden, the next smallest is hidden too:
        otherwise subtracting the others from the total gives the number away (secondary suppression).
        Overlapping attributes and intersections can still be played against one another; a table for
        publication needs its own review.
    """
    below = settings.whole(below, "below")
    if rule not in ("denominator", "cells"):
        raise ValueError(_("rule must be 'denominator' or 'cells', not {rule!r}.").format(rule=rule))
    denominator = table["denominator"].to_numpy(float)
    small = (denominator > 0) & (denominator < below)
    if rule == "cells":
        with_event = table["numerator"].to_numpy(float)
        without = denominator - with_event
        small |= ((with_event > 0) & (with_event < below)) | ((without > 0) & (without < below))
    if not small.any():
        return table.copy()
    hidden = small.copy()
    for _key, rows in table.groupby(["attribute", "metric"], sort=False).indices.items():
        if small[rows].sum() == 1 and len(rows) > 1:
            others = rows[~small[rows] & (denominator[rows] > 0)]
            if len(others):
                hidden[others[np.argmin(denominator[others])]] = True
    out = table.copy()
    out.loc[hidden, list(HIDDEN)] = np.nan
    out.loc[hidden, "p_adjusted"] = np.nan
    out.loc[hidden, "status"] = "suppressed"
    # a difference to a reference that is hidden would give the reference away
    lost = set(zip(out["attribute"][hidden], out["level"][hidden], out["metric"][hidden], strict=True))
    if lost:
        told = [key in lost for key in zip(out["attribute"], out["reference"], out["metric"], strict=True)]
        out.loc[told, ["difference", "diff_low", "diff_high", "p_adjusted"]] = np.nan
    return out
