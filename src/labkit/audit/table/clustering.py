"""Stays of one patient are not independent: how many independent rows are they worth?"""

from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.cells import Margin
from labkit.audit.counts.groups import Groups, binary
from labkit.audit.counts.metrics import denominators, numerators, ratio


def effective_denominators(
    groups: Groups, margin: Margin, names: tuple[str, ...], y_true: Any, y_pred: Any, patients: np.ndarray
) -> np.ndarray:
    """Denominators divided by the design effect, shape (n_levels, n_metrics).

    The variance of a proportion p = x / d over patients c is that of a ratio (linearised),
    ``C / (C - 1) * sum((x_c - p d_c) ** 2) / d ** 2``; the effective denominator is ``p (1 - p)`` over it,
    never more than d. At p = 0 or 1 the variance says nothing, so the number of patients at risk is taken.

    References
    ----------
    Rao JNK, Scott AJ (1992). A simple method for the analysis of clustered binary data. Biometrics
    48:577-585.
    """
    outcome = 2 * binary(y_true, "y_true").astype(np.int64) + binary(y_pred, "y_pred")
    level = _level_of_rows(groups, margin)
    n_levels = len(margin.counts)
    pair, observed = pd.factorize(patients * np.int64(n_levels) + level)
    by_pair = np.bincount(4 * pair + outcome, minlength=4 * len(observed)).reshape(-1, 4)
    level_of_pair = observed % n_levels
    x, d = numerators(by_pair, names), denominators(by_pair, names)
    total_x, total_d = numerators(margin.counts, names), denominators(margin.counts, names)
    p = ratio(total_x, total_d)
    out = np.zeros(p.shape)
    for column in range(len(names)):
        at_risk = d[:, column] > 0
        where = level_of_pair[at_risk]
        residual = x[at_risk, column] - p[where, column] * d[at_risk, column]
        squares = np.bincount(where, weights=residual**2, minlength=n_levels)
        patients_at_risk = np.bincount(where, minlength=n_levels).astype(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = patients_at_risk / (patients_at_risk - 1) * squares / total_d[:, column] ** 2
            effective = p[:, column] * (1 - p[:, column]) / variance
        degenerate = ~np.isfinite(effective) | (squares <= 1e-12)
        out[:, column] = np.where(degenerate, patients_at_risk, np.minimum(effective, total_d[:, column]))
    return out


def _level_of_rows(groups: Groups, margin: Margin) -> np.ndarray:
    key = np.zeros(groups.n_rows, dtype=np.int64)
    known = np.zeros(len(margin.levels), dtype=np.int64)
    for column, attribute in enumerate(margin.attributes):
        size = len(groups.levels[attribute])
        key = key * size + groups.codes[attribute]
        known = known * size + margin.levels[:, column]
    return np.searchsorted(known, key)
