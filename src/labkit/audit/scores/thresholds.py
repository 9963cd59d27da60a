"""Every threshold, every group: what moving the cut-off does to each."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.groups import aligned_groups
from labkit.audit.counts.members import group_members, reference_position
from labkit.audit.counts.metrics import denominators, metric_names, numerators, ratio
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import binary_problem
from labkit.evaluate.inputs.validation import thresholds as checked_thresholds
from labkit.evaluate.intervals.proportions import newcombe_difference, wilson_interval


def threshold_sweep(
    y_true: Any,
    y_prob: Any,
    groups: Any,
    thresholds: Any = None,
    metrics: str | Iterable[str] | None = ("sensitivity", "specificity"),
    *,
    reference: Any = None,
    confidence: float = 0.95,
    min_n: int = 30,
) -> pd.DataFrame:
    """Count metrics of each group at each threshold, from one pass over the data.

    Parameters
    ----------
    y_true, y_prob : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
        With several attributes, their observed combinations.
    thresholds : array-like of shape (n_thresholds,), optional
        A person is flagged where ``y_prob >= threshold``; by default 0.01, 0.02, ..., 0.99.
    metrics : str or iterable of str
    reference : level, optional
        Whom the others are compared with at the same threshold; by default the largest group.
    confidence : float
        Pointwise: the band as a whole covers less.
    min_n : int
        Denominators below it are ``imprecise``.

    Returns
    -------
    DataFrame
        One row a threshold, level and metric: ``threshold, attribute, level, metric, numerator, denominator,
        estimate, ci_low, ci_high, reference, difference, diff_low, diff_high, status``.

    Notes
    -----
    A person's probability matters only through the number of thresholds at or below it: one ``bincount`` over
    (group, truth, that number) and a cumulative sum give all tables. Intervals: Wilson (1927), Newcombe
    (1998).
    """
    min_n = settings.whole(min_n, "min_n")
    y_true, y_prob, groups = aligned(y_true=y_true, y_prob=y_prob, groups=groups)
    names = metric_names(metrics)
    truth, prob, _weight = binary_problem(y_true, y_prob)
    grid = np.unique(checked_thresholds(np.arange(1, 100) / 100 if thresholds is None else thresholds))
    attribute, labels, rows = group_members(aligned_groups(groups, len(truth)))
    chosen = reference_position(labels, rows, reference)
    counts = _counts(truth, prob, rows, grid)  # (n_thresholds, n_groups, 4)
    x, n = numerators(counts, names), denominators(counts, names)
    low, high = wilson_interval(x, n, confidence)
    others = x[:, [chosen]], n[:, [chosen]]
    difference, diff_low, diff_high = newcombe_difference(x, n, *others, confidence)
    for array in (difference, diff_low, diff_high):
        array[:, chosen] = np.nan
    n_thresholds, n_groups, n_metrics = x.shape
    return pd.DataFrame(
        {
            "threshold": np.repeat(grid, n_groups * n_metrics),
            "attribute": attribute,
            "level": np.tile(np.repeat(np.array(labels, dtype=object), n_metrics), n_thresholds),
            "metric": np.tile(np.array(names, dtype=object), n_thresholds * n_groups),
            "numerator": x.ravel(),
            "denominator": n.ravel(),
            "estimate": ratio(x, n).ravel(),
            "ci_low": low.ravel(),
            "ci_high": high.ravel(),
            "reference": labels[chosen],
            "difference": difference.ravel(),
            "diff_low": diff_low.ravel(),
            "diff_high": diff_high.ravel(),
            "status": np.select([n == 0, n < min_n], ["undefined", "imprecise"], default="ok").ravel(),
        }
    )


def _counts(truth: np.ndarray, prob: np.ndarray, rows: list[np.ndarray], grid: np.ndarray) -> np.ndarray:
    passed = np.searchsorted(grid, prob, side="right")
    width = len(grid) + 1
    key = truth.astype(np.int64) * width + passed
    for position, members in enumerate(rows):
        key[members] += 2 * width * position
    table = np.bincount(key, minlength=2 * width * len(rows)).reshape(len(rows), 2, width)
    # flagged at threshold j: everybody who passed more than j thresholds
    flagged = table[..., ::-1].cumsum(axis=-1)[..., ::-1][..., 1:]
    total = table.sum(axis=-1, keepdims=True)
    cells = np.stack([total - flagged, flagged], axis=2)  # (group, truth, decision, threshold)
    return np.moveaxis(cells.reshape(len(rows), 4, len(grid)), 2, 0)
