"""Do the groups differ at all, and by how much? Instead of the largest minus the smallest.

The spread between the best and the worst served group grows with the number of groups and shrinks with their
size even where nothing differs: five groups of 100 positives are 0.11 apart by chance alone, 120 groups of
30 are 0.42 apart. And no resampling of it ever reaches 0. Its place is taken by a test of homogeneity and by
the standard deviation between groups, corrected for the chance within them.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy import optimize, stats

from labkit.audit.counts.cells import count_cells
from labkit.audit.counts.metrics import denominators, metric_names, numerators
from labkit.audit.table.rows import attribute_label
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.validation import confidence as confidence_level

EXPECTED = 5
"""Below this smallest expected count the test is simulated instead of taken from the chi-square (Cochran
1954).
"""


def dispersion(
    y_true: Any,
    y_pred: Any,
    groups: Any,
    metrics: str | Iterable[str] | None = None,
    *,
    intersection: bool = False,
    confidence: float = 0.95,
    n_simulations: int = 2_000,
    random_state: int | np.random.Generator | None = 0,
) -> pd.DataFrame:
    """Test of homogeneity and corrected spread of each metric over each attribute's levels.

    Parameters
    ----------
    y_true, y_pred : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
    metrics : str or iterable of str, optional
    intersection : bool
        Look at the full intersection of the attributes instead of each one.
    confidence : float
    n_simulations : int
        Draws for the expected range, and for the test where expected counts are small.
    random_state : int, Generator or None

    Returns
    -------
    DataFrame
        One row an attribute and metric: ``attribute, metric, groups`` (levels with somebody at risk),
        ``chi2, df, p_value``, ``sd_between, sd_low, sd_high`` (0 where chance explains it all), and for
        comparison ``range`` (largest minus smallest) with ``range_by_chance`` (its mean had every group the
        same truth).

    References
    ----------
    DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7:177-188
    (the moment estimate). Viechtbauer W (2007). Confidence intervals for the amount of heterogeneity in
    meta-analysis. Statistics in Medicine 26:37-52 (the interval, by profiling Q).
    """
    n_simulations = settings.whole(n_simulations, "n_simulations", least=1)
    names = metric_names(metrics)
    confidence_level(confidence)
    rng = np.random.default_rng(random_state)
    cells = count_cells(y_true, y_pred, groups)
    attributes = range(len(cells.groups.names))
    chosen = [tuple(attributes)] if intersection else [(a,) for a in attributes]
    rows = []
    for attributes_of in chosen:
        margin = cells.margin(attributes_of)
        x, n = numerators(margin.counts, names), denominators(margin.counts, names)
        for column, name in enumerate(names):
            found = _spread(x[:, column], n[:, column], confidence, n_simulations, rng)
            rows.append({"attribute": attribute_label(cells, margin), "metric": name, **found})
    return pd.DataFrame(rows)


def _spread(
    x: np.ndarray, n: np.ndarray, confidence: float, n_simulations: int, rng: np.random.Generator
) -> dict[str, Any]:
    x, n = x[n > 0], n[n > 0]
    k = len(n)
    nothing: dict[str, Any] = dict.fromkeys(
        ("chi2", "df", "p_value", "sd_between", "sd_low", "sd_high", "range", "range_by_chance"), np.nan
    )
    if k < 2:
        return {"groups": k, **nothing}
    pooled = x.sum() / n.sum()
    spread = float(np.ptp(x / n))
    if pooled in (0.0, 1.0):
        return {
            "groups": k,
            **nothing,
            "chi2": 0.0,
            "df": k - 1,
            "p_value": 1.0,
            "sd_between": 0.0,
            "range": 0.0,
        }
    variance = pooled * (1 - pooled) / n
    q = float((((x / n - pooled) ** 2) / variance).sum())
    weight = 1 / variance
    tau2 = (q - (k - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    low, high = _profile(x / n, variance, confidence)
    if (n * min(pooled, 1 - pooled)).min() < EXPECTED:
        tables = rng.multivariate_hypergeometric(n.astype(np.int64), int(x.sum()), size=n_simulations)
        simulated = (((tables / n - pooled) ** 2) / variance).sum(axis=1)
        p_value = (1 + (simulated >= q - 1e-9).sum()) / (1 + n_simulations)
    else:
        p_value = float(stats.chi2.sf(q, k - 1))
    chance = np.ptp(rng.binomial(n.astype(np.int64), pooled, size=(n_simulations, k)) / n, axis=1).mean()
    return {
        "groups": k,
        "chi2": q,
        "df": k - 1,
        "p_value": float(p_value),
        "sd_between": float(np.sqrt(max(tau2, 0.0))),
        "sd_low": low,
        "sd_high": high,
        "range": spread,
        "range_by_chance": float(chance),
    }


def _profile(p: np.ndarray, variance: np.ndarray, confidence: float) -> tuple[float, float]:
    """Between-group sd at which Q would be at the edges of its chi-square."""

    def q_at(tau2: float) -> float:
        weight = 1 / (variance + tau2)
        return float((weight * (p - (weight * p).sum() / weight.sum()) ** 2).sum())

    edges = []
    for tail in ((1 + confidence) / 2, (1 - confidence) / 2):
        target = stats.chi2.ppf(tail, len(p) - 1)
        if q_at(0.0) <= target:
            edges.append(0.0)
        else:
            upper = 1.0
            while q_at(upper) > target:
                upper *= 4
            edges.append(float(np.sqrt(optimize.brentq(lambda t, goal=target: q_at(t) - goal, 0.0, upper))))
    return edges[0], edges[1]
