"""Search all subgroups for the badly served ones, without being fooled by their number."""

from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.cells import count_cells
from labkit.audit.counts.metrics import denominators, metric_names, numerators
from labkit.audit.subgroups.exact_test import fisher_p_value
from labkit.audit.subgroups.lattice import Lattice, search_lattice
from labkit.audit.table.comparisons import adjust_p_values, difference_p_value
from labkit.evaluate.inputs import settings
from labkit.evaluate.intervals.proportions import newcombe_difference
from labkit.language import catalogue

_ = catalogue("audit")

STATISTICS = (
    "depth",
    "n",
    "numerator",
    "denominator",
    "estimate",
    "difference",
    "diff_low",
    "diff_high",
    "p_value",
    "p_adjusted",
)
REFINED = 0.05
"""Approximate p-values below it are replaced by exact ones."""


def search_subgroups(
    y_true: Any,
    y_pred: Any,
    groups: Any,
    metric: str = "false_negative_rate",
    *,
    max_depth: int | None = 3,
    min_n: int = 30,
    min_support: float = 0.0,
    correction: str | None = "fdr_bh",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare every subgroup of up to `max_depth` attributes with everybody else.

    Parameters
    ----------
    y_true, y_pred : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
        The attributes to combine; bin numbers first.
    metric : str
        One count metric (see `labkit.audit.DEFINITIONS`).
    max_depth : int or None
        Most attributes in a subgroup; None for no limit.
    min_n : int
        Smallest denominator looked at.
    min_support : float
        Smallest share of all rows looked at.
    correction : {"fdr_bh", "holm", None}
        Over all subgroups searched, not only those shown: with 1,406 subgroups and no disparity, about 45 to
        70 have p < 0.05 by themselves.
    confidence : float
        Of each difference's interval (Newcombe), not corrected.

    Returns
    -------
    DataFrame
        One row a subgroup, the most convincing first: one column an attribute (missing means any level), then
        ``depth, n, numerator, denominator, estimate, difference`` (to all others), ``diff_low, diff_high,
        p_value, p_adjusted``. `subgroup_labels` writes the subgroups out.

    Notes
    -----
    P-values: pooled z test, replaced by the exact conditional test where it is below 0.05.

    References
    ----------
    Pastor E, de Alfaro L, Baralis E (2021). Looking for trouble: analyzing classifier behavior via pattern
    divergence. SIGMOD. Benjamini Y, Hochberg Y (1995). JRSS B 57:289-300.
    """
    min_n = settings.whole(min_n, "min_n")
    settings.real(min_support, "min_support", least=0, most=1)
    (name,) = metric_names(metric)
    if max_depth is not None:
        max_depth = settings.whole(max_depth, "max_depth", least=1)
    cells = count_cells(y_true, y_pred, groups)
    names = cells.groups.names
    if set(names) & set(STATISTICS):
        raise ValueError(
            _("An attribute must not be named {name!r}: rename it.").format(
                name=sorted(set(names) & set(STATISTICS))[0]
            )
        )
    x, d = (f(np.eye(4, dtype=np.int64), (name,))[:, 0].astype(bool) for f in (numerators, denominators))
    # one entry an observed profile and outcome: at most as many as rows, often far fewer
    profile, outcome = np.nonzero(cells.counts)
    weight = cells.counts[profile, outcome]
    found = search_lattice(
        [cells.codes[profile, a] for a in range(len(names))],
        [len(levels) for levels in cells.groups.levels],
        d[outcome],
        x[outcome],
        None if weight.max() == 1 else weight.astype(float),
        min_n=max(min_support * weight.sum(), 1) - 1e-9,
        min_denominator=max(min_n, 1),
        max_depth=len(names) if max_depth is None else int(max_depth),
    )
    events, total = int(weight[x[outcome] & d[outcome]].sum()), int(weight[d[outcome]].sum())
    return _table(found, events, total, cells.groups.names, cells.groups.levels, correction, confidence)


def _table(
    found: Lattice,
    events: int,
    total: int,
    names: tuple[str, ...],
    levels: tuple[list[Any], ...],
    correction: str | None,
    confidence: float,
) -> pd.DataFrame:
    x, d = found.numerator, found.denominator
    difference, low, high = newcombe_difference(x, d, events - x, total - d, confidence)
    p_value = difference_p_value(x, d, events - x, total - d)
    refine = np.flatnonzero(p_value < REFINED)
    p_value[refine] = fisher_p_value(x[refine], d[refine], np.asarray(events), np.asarray(total))
    adjusted = adjust_p_values(p_value, correction)
    order = np.lexsort((-np.abs(np.nan_to_num(difference)), p_value))
    codes = found.codes[order]
    columns: dict[str, Any] = {
        name: pd.Categorical.from_codes(codes[:, a], categories=pd.Index(levels[a]))
        for a, name in enumerate(names)
    }
    values = {
        "depth": (found.codes >= 0).sum(axis=1),
        "n": found.n.astype(np.int64),
        "numerator": x.astype(np.int64),
        "denominator": d.astype(np.int64),
        "estimate": x / d,
        "difference": difference,
        "diff_low": low,
        "diff_high": high,
        "p_value": p_value,
        "p_adjusted": adjusted,
    }
    columns.update({name: values[name][order] for name in STATISTICS})
    return pd.DataFrame(columns)


def subgroup_labels(table: pd.DataFrame) -> list[str]:
    """``"sex=F & age=65+"`` for each row of a table from `search_subgroups`."""
    attributes = [column for column in table.columns if column not in STATISTICS]
    return [
        " & ".join(
            f"{name}={value}" for name, value in zip(attributes, row, strict=True) if not pd.isna(value)
        )
        for row in table[attributes].astype(object).itertuples(index=False, name=None)
    ]
