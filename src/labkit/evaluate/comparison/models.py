"""Two or more models on the same people: paired differences, never two separate intervals held side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.discrimination.auc import auc, auc_difference
from labkit.evaluate.inputs import settings, validation
from labkit.evaluate.inputs.identity import position
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import Vector
from labkit.evaluate.intervals.resample_counts import ResampleCounts
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("evaluate")
IMPORTED_LATE = ("scipy.special",)


def compare_models(
    y_true: Any,
    y_prob: Any,
    sample_weight: Any = None,
    *,
    reference: str | None = None,
    threshold: float | None = None,
    n_resamples: int = 2000,
    confidence: float = 0.95,
    cluster: Any = None,
    random_state: Any = None,
) -> pd.DataFrame:
    """Differences of models to a reference model: AUC, Brier score and, at a threshold, net benefit.

    Parameters
    ----------
    y_true : array of shape (n,)
    y_prob : mapping of names to arrays, or frame of shape (n, n_models)
        At least two models.
    sample_weight : array of shape (n,), optional
        Frequencies.
    reference : str, optional
        Name of the model to compare with; the first by default.
    threshold : float, optional
        Threshold probability of the net benefit.
    n_resamples : int
        For Brier score and net benefit.
    confidence : float
    cluster : array of shape (n,), optional
        Patients.
    random_state : int, Generator or None

    Returns
    -------
    DataFrame
        One row a model and statistic: ``model, reference, statistic, estimate, reference_estimate,
        difference, ci_low, ci_high, p_value, method``. A negative difference of the Brier score favours the
        model.

    Raises
    ------
    ValueError
        With fewer than two models or an unknown reference.

    Notes
    -----
    AUC: DeLong. The others are means over people, so a resample's difference is the mean of the resampled
    people's differences; percentile interval, p-value from the bootstrap's standard error. No correction for
    several models.
    """
    import pandas as pd
    from scipy.special import ndtr

    n_resamples = settings.whole(n_resamples, "n_resamples", least=1)

    y_true, y_prob, sample_weight, cluster = aligned(
        y_true=y_true, y_prob=y_prob, sample_weight=sample_weight, cluster=cluster
    )
    y = validation.outcome(y_true)
    named = validation.models(y_prob, len(y))
    w = validation.weights(sample_weight, len(y))
    validation.both_classes(y, w)
    level = validation.confidence(confidence)
    codes = None if cluster is None else validation.identifiers(cluster, len(y))
    if len(named) < 2:
        raise ValueError(_("A comparison needs at least two models."))
    found = 0 if reference is None else position(reference, named)
    if found is None:
        raise ValueError(
            _("Unknown reference {name}; the models are {models}.").format(
                name=repr(reference), models=", ".join(named)
            )
        )
    reference = list(named)[found]
    per_person = {"brier": {name: (p - y) ** 2 for name, p in named.items()}}
    if threshold is not None:
        t = float(validation.thresholds(threshold)[0])
        gain = np.where(y == 1, 1.0, -t / (1 - t))
        per_person["net_benefit"] = {name: np.where(p >= t, gain, 0.0) for name, p in named.items()}
    others = [name for name in named if name != reference]
    contrasts = np.column_stack(
        [values[name] - values[reference] for values in per_person.values() for name in others]
    )
    replicates = _mean_replicates(contrasts, w, codes, n_resamples, random_state)
    rows: list[dict[str, Any]] = []
    for name in others:
        ours = auc_difference(y, named[name], named[reference], w, confidence=confidence, cluster=codes)
        rows.append(
            {
                "model": name,
                "reference": reference,
                "statistic": "auc",
                "estimate": auc(y, named[name], w),
                "reference_estimate": auc(y, named[reference], w),
                "difference": ours.estimate,
                "ci_low": ours.ci_low,
                "ci_high": ours.ci_high,
                "p_value": ours.p_value,
                "method": "delong",
            }
        )
    pairs = [(statistic, name) for statistic in per_person for name in others]
    for (statistic, name), column in zip(pairs, replicates.T, strict=True):
        means = [float(np.average(per_person[statistic][m], weights=w)) for m in (name, reference)]
        low, high = np.quantile(column, [(1 - level) / 2, (1 + level) / 2])
        error = float(column.std(ddof=1))
        difference = means[0] - means[1]
        certain = 1.0 if abs(difference) < 1e-12 else 0.0
        rows.append(
            {
                "model": name,
                "reference": reference,
                "statistic": statistic,
                "estimate": means[0],
                "reference_estimate": means[1],
                "difference": difference,
                "ci_low": float(low),
                "ci_high": float(high),
                "p_value": float(2 * ndtr(-abs(difference) / error)) if error > 1e-12 else certain,
                "method": "percentile",
            }
        )
    return pd.DataFrame(rows)


def _mean_replicates(
    columns: Vector, w: Vector | None, cluster: Any, n_resamples: int, random_state: Any
) -> Vector:
    """Bootstrap means of the columns of an array of shape (n, k), as shape (n_resamples, k)."""
    weight = np.ones(len(columns)) if w is None else w
    sums = np.column_stack([columns * weight[:, None], weight])
    if cluster is not None:
        sums = np.column_stack([np.bincount(cluster, weights=c) for c in sums.T])
    counts = ResampleCounts(len(sums), np.random.default_rng(random_state))
    totals = np.stack([counts.draw().astype(np.float64) @ sums for _resample in range(n_resamples)])
    return totals[:, :-1] / totals[:, -1:]
