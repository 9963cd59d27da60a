"""AUC by group, and its difference to a reference group."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from labkit.audit.counts.groups import aligned_groups
from labkit.audit.counts.members import everybody_and_each, group_members, reference_position
from labkit.audit.table.comparisons import adjust_p_values
from labkit.evaluate.discrimination.auc import auc_interval
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import binary_problem, identifiers
from labkit.evaluate.intervals.proportions import normal_quantile


def auc_by_group(
    y_true: Any,
    y_prob: Any,
    groups: Any,
    *,
    sample_weight: Any = None,
    cluster: Any = None,
    reference: Any = None,
    confidence: float = 0.95,
    correction: str | None = "holm",
    min_n: int = 30,
) -> pd.DataFrame:
    """Area under the ROC curve of each group, by ranks within the group.

    A group's AUC compares its own people with one another: two groups may have the same AUC although one
    threshold misses far more of one of them. Read it beside `threshold_sweep` and `calibration_by_group`.

    Parameters
    ----------
    y_true, y_prob : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
        With several attributes, their observed combinations.
    sample_weight : array-like, optional
        Frequencies.
    cluster : array-like, optional
        Patient of each row.
    reference : level, optional
        By default the largest group.
    confidence : float
    correction : {"holm", "fdr_bh", None}
    min_n : int
        With fewer people in the rarer class an AUC is ``imprecise``.

    Returns
    -------
    DataFrame
        ``attribute, level, n, events, estimate, ci_low, ci_high, reference, difference, diff_low, diff_high,
        p_adjusted, status``; the first row is everybody. A group with one class only is ``undefined``.

    Notes
    -----
    DeLong's variance on the logit scale (Pepe 2003) for each group; groups share nobody, so the variance of a
    difference is the sum (with patients who move between groups this is an approximation).
    """
    min_n = settings.whole(min_n, "min_n")
    y_true, y_prob, groups, sample_weight, cluster = aligned(
        y_true=y_true, y_prob=y_prob, groups=groups, sample_weight=sample_weight, cluster=cluster
    )
    truth, prob, weight = binary_problem(y_true, y_prob, sample_weight)
    attribute, labels, rows = group_members(aligned_groups(groups, len(truth)))
    chosen = reference_position(labels, rows, reference)
    patients = None if cluster is None else identifiers(cluster, len(truth))
    found: list[dict[str, Any]] = []
    for label, members in everybody_and_each(len(truth), labels, rows):
        if weight is not None:
            members = members[weight[members] > 0]
        events = int(truth[members].sum())
        row: dict[str, Any] = {
            "attribute": attribute if found else label,
            "level": label,
            "n": len(members),
            "events": events,
            "estimate": np.nan,
            "ci_low": np.nan,
            "ci_high": np.nan,
            "error": np.nan,
            "status": "undefined",
        }
        rarer = min(events, len(members) - events)
        if rarer > 0:
            one = auc_interval(
                truth[members],
                prob[members],
                None if weight is None else weight[members],
                method="logit",
                confidence=confidence,
                cluster=None if patients is None else patients[members],
            )
            row |= {"estimate": one.estimate, "ci_low": one.ci_low, "ci_high": one.ci_high}
            row |= {"error": one.standard_error, "status": "ok" if rarer >= min_n else "imprecise"}
        found.append(row)
    table = pd.DataFrame(found)
    difference = (table["estimate"] - table["estimate"].iloc[chosen + 1]).to_numpy(copy=True)
    error = np.sqrt(table["error"] ** 2 + table["error"].iloc[chosen + 1] ** 2).to_numpy()
    difference[[0, chosen + 1]] = np.nan
    half = normal_quantile(confidence) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = 2 * special.ndtr(-np.abs(difference) / error)
    table["reference"] = [None, *[labels[chosen]] * len(labels)]
    table["difference"], table["diff_low"], table["diff_high"] = (
        difference,
        difference - half,
        difference + half,
    )
    table["p_adjusted"] = adjust_p_values(p_value, correction)
    last = ["reference", "difference", "diff_low", "diff_high", "p_adjusted", "status"]
    return table[["attribute", "level", "n", "events", "estimate", "ci_low", "ci_high", *last]]
