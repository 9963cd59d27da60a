"""The quick look: one row a group, one column a metric, nothing else."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.cells import Cells, Margin, count_cells
from labkit.audit.counts.metrics import denominators, metric_names, numerators, ratio


def group_metrics(
    y_true: Any,
    y_pred: Any,
    groups: Any,
    metrics: str | Iterable[str] | None = None,
    sample_weight: Any = None,
) -> pd.DataFrame:
    """Count metrics for every combination of the attributes, from one pass over the data.

    Parameters
    ----------
    y_true, y_pred : array-like of shape (n_rows,)
        Truth and decision, 0 or 1.
    groups : anything `encode_groups` takes
        With several attributes, the rows of the result are their observed combinations.
    metrics : str or iterable of str, optional
        See `labkit.audit.DEFINITIONS`; by default sensitivity, specificity, PPV, NPV, selection rate,
        prevalence.
    sample_weight : array-like of shape (n_rows,), optional

    Returns
    -------
    DataFrame
        Indexed by level(s); column ``n`` (rows) and one column a metric. A metric without anybody at risk is
        NaN: a group without positives has no sensitivity (fairlearn's ``MetricFrame`` says 0).

    See Also
    --------
    group_table : the same with intervals, differences and a status.
    """
    names = metric_names(metrics)
    cells = count_cells(y_true, y_pred, groups, sample_weight)
    margin = cells.margin(tuple(range(len(cells.groups.names))))
    values = ratio(numerators(margin.counts, names), denominators(margin.counts, names))
    columns = {"n": margin.rows.sum(axis=1).astype(np.int64)}
    columns.update(zip(names, values.T, strict=True))
    return pd.DataFrame(columns, index=level_index(cells, margin))


def level_index(cells: Cells, margin: Margin) -> pd.Index:
    """Index of a margin's levels, named after the attributes."""
    attributes = margin.attributes
    names = [cells.groups.names[a] for a in attributes]
    if len(attributes) == 1:
        return pd.Index([cells.groups.levels[attributes[0]][i] for i in margin.levels[:, 0]], name=names[0])
    return pd.MultiIndex(
        levels=[pd.Index(cells.groups.levels[a]) for a in attributes],
        codes=[margin.levels[:, column] for column in range(len(attributes))],
        names=names,
        verify_integrity=False,
    )
