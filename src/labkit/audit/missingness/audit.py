"""Missing data that speak: whether a test was ordered often says more than its result."""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from labkit.audit.counts.groups import binary
from labkit.audit.table.comparisons import adjust_p_values, difference_p_value
from labkit.audit.table.rows import group_table
from labkit.evaluate.discrimination.auc import auc_interval
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.features import feature
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import both_classes, same_length
from labkit.evaluate.intervals.proportions import newcombe_difference
from labkit.language import catalogue

_ = catalogue("audit")

# What absent values become when a table passes through text.
_NOTHING = {"", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "<na>"}


def missingness_audit(
    frame: Any, y_true: Any, *, confidence: float = 0.95, correction: str | None = "holm", min_n: int = 30
) -> pd.DataFrame:
    """Does the absence of a value predict the outcome, and how does that compare with the value?

    Parameters
    ----------
    frame : pandas or polars DataFrame of shape (n_rows, n_columns)
        Only columns that are sometimes missing are audited.
    y_true : array-like of shape (n_rows,)
        Outcome, 0 or 1.
    confidence : float
    correction : {"holm", "fdr_bh", None}
        Over columns.
    min_n : int
        With fewer rows missing, or present, a line is ``imprecise``.

    Returns
    -------
    DataFrame
        One row a column: ``column, n, missing, share_missing, outcome_missing, outcome_present, difference,
        diff_low, diff_high`` (Newcombe), ``auc_indicator`` (of "is missing", above or below 0.5) and
        ``auc_value`` (of the number, among rows that have it) each with ``_low, _high``, ``p_adjusted,
        status``. A column without missing values is not listed; where nothing is missing the table is empty.

    Raises
    ------
    ValueError
        Also on a text such as ``"NA"`` or ``""`` among the values, which would count as present.

    Notes
    -----
    AUC intervals are DeLong's. The two AUCs are on different people: the value can only be judged where it
    is present.

    References
    ----------
    Agniel D, Kohane IS, Weber GM (2018). Biases in electronic health record data due to processes within the
    healthcare system: retrospective observational study. BMJ 361:k1479.
    """
    min_n = settings.whole(min_n, "min_n")
    frame, y_true = aligned(frame=frame, y_true=y_true)
    truth = binary(y_true, "y_true")
    both_classes(truth)
    rows = []
    for name, values, missing in _columns(frame):
        same_length(**{"y_true": truth, str(name): missing})
        if not missing.any():
            continue
        n1, n0 = int(missing.sum()), int((~missing).sum())
        x1, x0 = int(truth[missing].sum()), int(truth[~missing].sum())
        difference, low, high = map(float, newcombe_difference(x1, n1, x0, n0, confidence))
        rows.append(
            {
                "column": name,
                "n": len(truth),
                "missing": n1,
                "share_missing": n1 / len(truth),
                "outcome_missing": x1 / n1,
                "outcome_present": x0 / n0 if n0 else np.nan,
                "difference": difference,
                "diff_low": low,
                "diff_high": high,
                **_auc("auc_indicator", truth, missing.astype(float), confidence),
                **_auc("auc_value", truth[~missing], values, confidence),
                "p_value": float(difference_p_value(x1, n1, x0, n0)),
                "status": "undefined" if n0 == 0 else "imprecise" if min(n0, n1) < min_n else "ok",
            }
        )
    columns = [
        *("column", "n", "missing", "share_missing", "outcome_missing", "outcome_present"),
        *("difference", "diff_low", "diff_high"),
        *(f"auc_{kind}{end}" for kind in ("indicator", "value") for end in ("", "_low", "_high")),
        *("p_adjusted", "status"),
    ]
    if not rows:
        return pd.DataFrame(columns=columns)
    table = pd.DataFrame(rows)
    table["p_adjusted"] = adjust_p_values(table["p_value"], correction)
    return table[columns]


def missingness_by_group(frame: Any, groups: Any, **options: Any) -> pd.DataFrame:
    """Share of missing values by group: whose tests are not ordered?

    Parameters
    ----------
    frame : pandas or polars DataFrame of shape (n_rows, n_columns)
    groups : anything `encode_groups` takes
    **options
        Those of `group_table` (reference, intersections, cluster, ...).

    Returns
    -------
    DataFrame
        The table of `group_table`, its ``metric`` being the column's name.
    """
    frame, groups = aligned(frame=frame, groups=groups)
    parts = []
    for name, _values, missing in _columns(frame):
        if missing.any():
            part = group_table(missing, missing, groups, "prevalence", **options)
            parts.append(part.assign(metric=name))
    if not parts:
        raise ValueError(_("frame has no missing value: there is nothing to compare."))
    return pd.concat(parts, ignore_index=True)


def _columns(frame: Any) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Name, numbers where present (empty for text), and whether each row is missing."""
    native = nw.from_native(frame, eager_only=True)
    out = []
    for name in native.columns:
        held = feature(native[name], str(name))
        missing = held.missing()
        _refuse_words_for_nothing(held.values, str(name))
        values = held.values[~missing] if held.held in ("number", "duration") else np.array([])
        out.append((name, values, missing))
    return out


def _refuse_words_for_nothing(values: np.ndarray, name: str) -> None:
    """Refuse a column in which an absent value is written as text: it would count as present, and the audit see nothing."""
    for row, value in enumerate(values if values.dtype == object else ()):
        if isinstance(value, str) and value.strip().lower() in _NOTHING:
            raise ValueError(
                _(
                    "{name} holds {word} at row {row}, a text that looks like a missing value and would count as "
                    "present. Make it a missing value (None), or write in full what it means."
                ).format(name=name, word=repr(value), row=row)
            )


def _auc(name: str, truth: np.ndarray, score: np.ndarray, confidence: float) -> dict[str, float]:
    if len(score) == 0 or not np.isfinite(score).all() or truth.min() == truth.max():
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), np.nan)
    found = auc_interval(truth, score, confidence=confidence)
    return {name: found.estimate, f"{name}_low": found.ci_low, f"{name}_high": found.ci_high}
