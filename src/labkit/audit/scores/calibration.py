"""Calibration by group: does a predicted 20 % mean the same for everybody?"""

from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from labkit.audit.counts.groups import aligned_groups
from labkit.audit.counts.members import everybody_and_each, group_members
from labkit.audit.table.comparisons import adjust_p_values
from labkit.evaluate.calibration.measures import (
    brier_score,
    expected_calibration_error,
    observed_expected,
    squared_calibration_error,
)
from labkit.evaluate.calibration.table import calibration_table
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import binary_problem
from labkit.evaluate.intervals.proportions import normal_quantile


def calibration_by_group(
    y_true: Any,
    y_prob: Any,
    groups: Any,
    *,
    n_bins: int = 10,
    confidence: float = 0.95,
    correction: str | None = "holm",
    min_n: int = 30,
) -> pd.DataFrame:
    """Brier score, O/E and calibration error of each group, without the bias that small groups have.

    Parameters
    ----------
    y_true, y_prob : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
        With several attributes, their observed combinations.
    n_bins : int
        Bins of equal numbers of people within each group.
    confidence : float
    correction : {"holm", "fdr_bh", None}
        Of the tests, over groups.
    min_n : int
        With fewer events, or fewer people without, a group is ``imprecise``.

    Returns
    -------
    DataFrame
        The first row is everybody, then one a group: ``attribute, level, n, events``; ``brier`` with
        ``brier_low, brier_high`` (normal); ``oe, oe_low, oe_high``; ``calibration_error``, the root of the
        debiased mean squared distance between predicted and observed risk, 0 where chance explains the
        distance, and ``squared_error``, unbiased and therefore sometimes negative, before that cut;
        ``plug_in_ece``, the usual figure, for comparison: it grows as groups shrink although nothing is
        wrong; ``z, p_value, p_adjusted`` (Spiegelhalter's test of calibration) and ``status``.

    References
    ----------
    Spiegelhalter DJ (1986). Probabilistic prediction in patient management and clinical trials. Statistics in
    Medicine 5:421-433. Kumar A, Liang P, Ma T (2019). Verified uncertainty calibration. NeurIPS.
    """
    min_n = settings.whole(min_n, "min_n")
    y_true, y_prob, groups = aligned(y_true=y_true, y_prob=y_prob, groups=groups)
    truth, prob, _weight = binary_problem(y_true, y_prob)
    attribute, labels, rows = group_members(aligned_groups(groups, len(truth)))
    found: list[dict[str, Any]] = []
    for label, members in everybody_and_each(len(truth), labels, rows):
        head = {"attribute": attribute if found else label, "level": label}
        found.append(head | _one(truth[members], prob[members], n_bins, confidence, min_n))
    table = pd.DataFrame(found)
    table["p_adjusted"] = np.nan
    table.loc[1:, "p_adjusted"] = adjust_p_values(table["p_value"].to_numpy()[1:], correction)
    return table[[*(c for c in table.columns if c != "status"), "status"]]


def _one(y: np.ndarray, p: np.ndarray, n_bins: int, confidence: float, min_n: int) -> dict[str, Any]:
    events = int(y.sum())
    row: dict[str, Any] = dict.fromkeys(
        ("brier", "brier_low", "brier_high", "oe", "oe_low", "oe_high", "calibration_error", "squared_error"),
        np.nan,
    )
    row = {"n": len(y), "events": events, **row, "plug_in_ece": np.nan, "z": np.nan, "p_value": np.nan}
    if len(y) == 0:
        return row | {"status": "undefined"}
    brier = brier_score(y, p)
    half = (
        normal_quantile(confidence) * np.std((p - y) ** 2, ddof=1) / np.sqrt(len(y)) if len(y) > 1 else np.nan
    )
    row |= {"brier": brier, "brier_low": max(brier - half, 0.0), "brier_high": brier + half}
    if p.any():
        oe = observed_expected(y, p, confidence=confidence)
        row |= {"oe": oe.estimate, "oe_low": oe.ci_low, "oe_high": oe.ci_high}
    squared = squared_calibration_error(y, p, n_bins=n_bins)
    row |= {"squared_error": squared, "calibration_error": float(np.sqrt(max(squared, 0.0)))}
    row["plug_in_ece"] = expected_calibration_error(y, p, n_bins=n_bins)
    variance = float((((1 - 2 * p) ** 2) * p * (1 - p)).sum())
    if variance > 0:
        z = float(((y - p) * (1 - 2 * p)).sum() / np.sqrt(variance))
        row |= {"z": z, "p_value": float(2 * special.ndtr(-abs(z)))}
    return row | {"status": "ok" if min(events, len(y) - events) >= min_n else "imprecise"}


def reliability_by_group(
    y_true: Any, y_prob: Any, groups: Any, *, n_bins: int = 10, confidence: float = 0.95
) -> pd.DataFrame:
    """Predicted and observed risk by bin, for each group.

    Parameters
    ----------
    y_true, y_prob : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
    n_bins : int
    confidence : float
        Of Wilson's interval of the observed risk.

    Returns
    -------
    DataFrame
        The columns of `labkit.evaluate.calibration_table`, after ``attribute`` and ``level``; groups without
        anybody are left out.
    """
    y_true, y_prob, groups = aligned(y_true=y_true, y_prob=y_prob, groups=groups)
    truth, prob, _weight = binary_problem(y_true, y_prob)
    attribute, labels, rows = group_members(aligned_groups(groups, len(truth)))
    parts = []
    for label, members in zip(labels, rows, strict=True):
        if len(members):
            part = calibration_table(truth[members], prob[members], n_bins=n_bins, confidence=confidence)
            part.insert(0, "level", label)
            part.insert(0, "attribute", attribute)
            parts.append(part)
    return pd.concat(parts, ignore_index=True)
