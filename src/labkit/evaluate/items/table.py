"""How hard each task was, and whether it goes with the rest of the lab, from the parts of their points that learners got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from labkit.evaluate.inputs import settings

if TYPE_CHECKING:
    import pandas as pd

IMPORTED_LATE = ("scipy.stats",)

# Fewer learners, and an interval of the correlation covers most of what there is (at 20 and r = 0.3: -0.16 to 0.66).
FEWEST = 20
# A task that people have still to mark for more of the learners than the rest of this says little: those who left it
# blank have their 0 at once, the others wait.
_MOSTLY_MARKED = 0.8


def item_table(shares: pd.DataFrame, points: Mapping[str, float], fewest: int = FEWEST) -> pd.DataFrame:
    """Difficulty and item-rest correlation of each task.

    Parameters
    ----------
    shares : DataFrame of shape (n_learners, n_tasks)
        Part of a task's points, 0 to 1; NaN where it is not marked.
    points : mapping of str to float
        What each task is worth, by the frame's columns.
    fewest : int
        Learners that a correlation needs; with fewer it is NaN.

    Returns
    -------
    DataFrame
        One row a task: ``task, n, share, share_low, share_high, correlation, ci_low, ci_high``; the numbers of a task
        that is marked for less than 80% of the learners are NaN. The interval of the
        share is Wilson's and is given for tasks that are all or nothing. The correlation is Pearson's, of a task
        with the points of all others (its own left out, or it would go with itself), with Fisher's interval
        (``scipy.stats.pearsonr``); NaN too where everybody has the same.
    """
    import pandas as pd
    from scipy.stats import pearsonr

    from labkit.evaluate.intervals.proportions import wilson_interval

    fewest = settings.whole(fewest, "fewest", least=1)

    columns = ["task", "n", "share", "share_low", "share_high", "correlation", "ci_low", "ci_high"]
    whole = [task for task in shares if shares[task].notna().mean() >= _MOSTLY_MARKED]
    rows = []
    for task in shares:
        mine = shares[task].dropna()
        if task not in whole:
            rows.append((task, len(mine), *[float("nan")] * 6))
            continue
        low = high = float("nan")
        if mine.isin([0.0, 1.0]).all():
            low, high = wilson_interval(mine.sum(), len(mine))
        others = [name for name in whole if name != task]
        both = shares.loc[mine.index, [task, *others]].dropna()
        rest = sum((both[name] * points[name] for name in others), start=both[task] * 0)
        found = [float("nan")] * 3
        if len(both) >= max(fewest, 4) and both[task].nunique() > 1 and rest.nunique() > 1:
            said = pearsonr(both[task], rest)
            found = [float(said.statistic), *map(float, said.confidence_interval(0.95))]
        rows.append((task, len(mine), float(mine.mean()), float(low), float(high), *found))
    return pd.DataFrame(rows, columns=columns)
