"""Leaks inside a feature: one that predicts too well alone, or that was computed from the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labkit.evaluate.discrimination.auc import auc, auc_interval
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.leakage.findings import finding, finding_rows
from labkit.language import catalogue, number

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")


def single_feature_auc(X: Any, y_true: Any, *, suspect_above: float = 0.9) -> pd.DataFrame:
    """How well each feature predicts alone, and how well its mere presence does.

    Parameters
    ----------
    X : pandas or polars frame of shape (n, n_features)
    y_true : array of shape (n,)
    suspect_above : float
        AUC (of the feature or of its missingness, in either direction) from which a person should explain it.

    Returns
    -------
    DataFrame
        Two checks a feature: ``single_feature`` and, where some values are missing, ``missingness``; `value`
        is the AUC folded at 0.5, `n` the people used.

    Notes
    -----
    A category is scored by the event's share in the other half of the data (two folds), so that rare
    categories do not predict themselves. Missing values of a number are left out of ``single_feature``.
    """
    import narwhals as nw

    table = nw.from_native(X, eager_only=True)
    y = validation.outcome(y_true)
    validation.both_classes(y)
    rows = []
    for name in table.columns:
        values = validation.vector(table[name].to_numpy(), name)
        validation.same_length(**{"y_true": y, name: values})
        present = _present(values)
        score = _score(values, y, present)
        for check, s, kept in (
            ("single_feature", score, present if _is_number(values) else np.ones(len(y), bool)),
            ("missingness", present.astype(float), np.ones(len(y), bool)),
        ):
            if check == "missingness" and present.all():
                continue
            inside = y[kept]
            if len(inside) == 0 or inside.min() == inside.max():
                continue
            folded, sure = _folded(inside, s[kept])
            status = "suspect" if folded >= suspect_above and sure else "ok"
            subject = _("its value") if check == "single_feature" else _("whether it is present")
            detail = _("{subject} alone has an AUC of {auc}.").format(subject=subject, auc=number(folded, 2))
            rows.append(finding(check, name, int(kept.sum()), folded, status, detail))
    return finding_rows(rows)


def _is_number(values: NDArray[Any]) -> bool:
    return values.dtype.kind in "biuf"


def _score(values: NDArray[Any], y: NDArray[np.int8], present: NDArray[np.bool_]) -> Vector:
    if _is_number(values):
        return values.astype(float)
    text = np.where(present, values.astype(str), "∅")
    codes = np.unique(text, return_inverse=True)[1]
    fold = np.zeros(len(y), int)
    for value in (0, 1):  # both classes in both halves
        fold[np.flatnonzero(y == value)[1::2]] = 1
    score = np.empty(len(y))
    for half in (0, 1):
        other = fold != half
        n = np.bincount(codes[other], minlength=codes.max() + 1)
        events = np.bincount(codes[other], weights=y[other], minlength=codes.max() + 1)
        prevalence = y[other].mean()
        score[~other] = ((events + prevalence) / (n + 1))[codes[~other]]
    return score


def _folded(y: NDArray[np.int8], score: Vector) -> tuple[float, bool]:
    """AUC in the better direction, and whether its interval leaves 0.5 out (small samples reach 0.9 by luck)."""
    value = auc(y, score)
    direction = 1 if value >= 0.5 else -1
    interval = auc_interval(y, direction * score, method="logit")
    certain = interval.ci_low > 0.5 and min(y.sum(), len(y) - y.sum()) >= 5
    return max(value, 1 - value), bool(certain)


def target_derived(X: Any, y_true: Any, *, min_repeats: int = 5) -> pd.DataFrame:
    """Features that determine the outcome: each of their values goes with one class only.

    Parameters
    ----------
    X : pandas or polars frame of shape (n, n_features)
    y_true : array of shape (n,)
    min_repeats : int
        Mean number of people a value must have: an identifier determines everything and proves nothing.

    Returns
    -------
    DataFrame
        One row a feature: `value` is the share of people whose value of the feature gives their outcome away.
    """
    import narwhals as nw

    table = nw.from_native(X, eager_only=True)
    y = validation.outcome(y_true)
    validation.both_classes(y)
    rows = []
    for name in table.columns:
        values = validation.vector(table[name].to_numpy(), name)
        validation.same_length(**{"y_true": y, name: values})
        codes = np.unique(np.where(_present(values), values.astype(str), "∅"), return_inverse=True)[1]
        n = np.bincount(codes)
        events = np.bincount(codes, weights=y)
        pure = ((events == 0) | (events == n)) & (n >= 2)
        share = float(n[pure].sum() / len(y))
        leak = share == 1.0 and len(y) / len(n) >= min_repeats
        detail = (
            _("Each value goes with one outcome only: it was computed from the outcome, or is the outcome.")
            if leak
            else _("Its values do not give the outcome away.")
        )
        rows.append(finding("target_derived", name, len(y), share, "leak" if leak else "ok", detail))
    return finding_rows(rows)


def _present(values: NDArray[Any]) -> NDArray[np.bool_]:
    return ~validation.missing(values)
