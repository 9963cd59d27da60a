"""Has what enters the model changed? Population stability index and Kolmogorov-Smirnov, feature by feature.

A drift of features is neither needed nor enough for harm: an irrelevant feature may move and nothing be lost,
and the outcome's relation to the features may change while no feature moves. Watch the outcomes as well
(`control_chart`).
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.features import Feature, comparable_features
from labkit.evaluate.inputs.identity import named_as
from labkit.evaluate.inputs.validation import fraction
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")
IMPORTED_LATE = ("scipy.stats",)


class StabilityIndex(NamedTuple):
    """A population stability index and what chance alone would give.

    ``psi`` : the index; ``expected`` : its mean without drift at these sizes, ``(bins - 1) (1/n + 1/m)``;
    ``p_value`` : of no drift; ``n_bins`` : bins used.
    """

    psi: float
    expected: float
    p_value: float
    n_bins: int


def population_stability_index(reference: Any, current: Any, *, n_bins: int = 10) -> StabilityIndex:
    """Population stability index of one feature between a reference period and the current one.

    Parameters
    ----------
    reference : array of shape (n,)
    current : array of shape (m,)
        Numbers are cut at quantiles of the reference; anything else is a category. Missing values are a bin
        of their own: a laboratory that stops reporting is drift. The same codes as numbers in one period and text
        in the other are compared as numbers; what cannot be compared is refused.
    n_bins : int
        Bins asked for; ties may leave fewer.

    Returns
    -------
    StabilityIndex

    Notes
    -----
    ``sum((q - p) * log(q / p))`` over bins, the symmetrised Kullback-Leibler divergence (Jeffreys 1946), half
    a person added to each bin so that an empty one does not make it infinite. The thresholds 0.1 and 0.25
    ignore n: without drift the index is about ``(1/n + 1/m)`` times a chi-squared on bins - 1 degrees of
    freedom (Yurdakul 2018).

    Examples
    --------
    >>> index = population_stability_index(["A"] * 50 + ["B"] * 50, ["A"] * 80 + ["B"] * 20)
    >>> round(index.psi, 2), index.p_value < 0.01
    (0.41, True)
    """
    before, after = comparable_features(reference, current, "current")
    return _index(before, after, n_bins)


def _index(before: Feature, after: Feature, n_bins: int) -> StabilityIndex:
    from scipy.stats import chi2

    p, q = _binned(before, after, n_bins)
    kept = (p + q) > 0
    p, q = p[kept], q[kept]
    k = len(p)
    n, m = p.sum(), q.sum()
    share_p, share_q = (p + 0.5) / (n + 0.5 * k), (q + 0.5) / (m + 0.5 * k)
    psi = float(((share_q - share_p) * np.log(share_q / share_p)).sum())
    scale = 1 / n + 1 / m
    p_value = float(chi2.sf(psi / scale, k - 1)) if k > 1 else 1.0
    return StabilityIndex(psi, float((k - 1) * scale), p_value, k)


def _binned(before: Feature, after: Feature, n_bins: int) -> tuple[Any, Any]:
    n_bins = settings.whole(n_bins, "n_bins", least=1)
    gone = [before.missing(), after.missing()]
    kept = [before.values[~gone[0]], after.values[~gone[1]]]
    if before.is_number and after.is_number:
        if not len(kept[0]):
            edges = np.array([])
        else:
            shares = np.arange(1, n_bins) / n_bins
            edges = np.unique(np.quantile(kept[0], shares, method="inverted_cdf"))
        counts = [np.bincount(np.searchsorted(edges, v, side="left"), minlength=len(edges) + 1) for v in kept]
    else:
        text = [v.astype(str) for v in kept]
        names = np.unique(np.concatenate(text))
        counts = [np.bincount(np.searchsorted(names, v), minlength=len(names)) for v in text]
    p, q = (np.append(c, missing.sum()).astype(float) for c, missing in zip(counts, gone, strict=True))
    return p, q


def drift_report(reference: Any, current: Any, *, n_bins: int = 10, alpha: float = 0.05) -> pd.DataFrame:
    """Drift of every feature that two frames share.

    Parameters
    ----------
    reference, current : pandas or polars frames of shapes (n, n_features) and (m, n_features)
    n_bins : int
        Of the stability index.
    alpha : float
        False discovery rate of the flag.

    Returns
    -------
    DataFrame
        One row a feature, the largest index first: ``feature, kind, psi, psi_expected, psi_p_value, ks,
        ks_p_value, missing_reference, missing_current, p_adjusted, drifted``. KS for numbers only.
        ``p_adjusted`` is Benjamini-Hochberg's over features, of the index's p-value.

    Raises
    ------
    ValueError
        On frames without a shared column, or without rows.

    Warns
    -----
    UserWarning
        Of columns that stand in one frame alone.
    """
    import narwhals as nw
    import pandas as pd
    from scipy.stats import false_discovery_control, ks_2samp

    before, after = nw.from_native(reference, eager_only=True), nw.from_native(current, eager_only=True)
    after = named_as(before.columns, after)
    shared = [name for name in before.columns if name in after.columns]
    if not shared:
        raise ValueError(_("The two frames share no column."))
    for frame, called in ((before, "reference"), (after, "current")):
        if alone := [str(name) for name in frame.columns if name not in shared]:
            warnings.warn(
                _(
                    "Columns of {frame} alone, whose drift was not judged: {names}. Give them the same names in both "
                    "periods; a column that is no longer there is a change by itself."
                ).format(frame=called, names=", ".join(alone)),
                stacklevel=2,
            )
    fraction(alpha, "alpha")
    rows: list[dict[str, Any]] = []
    for name in shared:
        x, y = comparable_features(before[name], after[name], str(name))
        index = _index(x, y, n_bins)
        gone = [x.missing(), y.missing()]
        numbers = x.is_number and y.is_number
        test = (np.nan, np.nan)
        if numbers and not gone[0].all() and not gone[1].all():
            result = ks_2samp(x.values[~gone[0]], y.values[~gone[1]])
            test = float(result.statistic), float(result.pvalue)
        rows.append(
            {
                "feature": name,
                "kind": "number" if numbers else "category",
                "psi": index.psi,
                "psi_expected": index.expected,
                "psi_p_value": index.p_value,
                "ks": test[0],
                "ks_p_value": test[1],
                "missing_reference": float(gone[0].mean()),
                "missing_current": float(gone[1].mean()),
            }
        )
    table = pd.DataFrame(rows)
    table["p_adjusted"] = false_discovery_control(table["psi_p_value"])
    table["drifted"] = table["p_adjusted"] < alpha
    return table.sort_values("psi", ascending=False, kind="stable").reset_index(drop=True)
