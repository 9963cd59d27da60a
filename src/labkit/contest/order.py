"""The order in which an entry puts the patients, and how much of it the patients' own values explain: noise of each patient's own is what they do not."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtri
from scipy.stats import rankdata

# Beyond as many levels a column is a measure, and its curve is drawn with knots at these quantiles.
_LEVELS, _KNOTS = 12, 8
# Patients for each number that is fitted: with fewer, what is fitted keeps too much of the noise.
_ENOUGH = 10


def normal_scores(values: np.ndarray) -> np.ndarray:
    """Ranks as normal scores (van der Waerden): what a rising curve does to a risk does not change them; shape (n,)."""
    return ndtri((rankdata(values) - 0.5) / len(values))


def agreements(risks: Sequence[np.ndarray]) -> np.ndarray:
    """Spearman correlation of each pair of risks, shape (n_entries, n_entries)."""
    return np.corrcoef([rankdata(risk) for risk in risks])


def agreements_explained(risks: Sequence[np.ndarray], stays: pd.DataFrame) -> np.ndarray:
    """The same of what the patients' values explain of each order: noise added to a risk, however it is drawn, falls out.

    Each order, as normal scores, is projected on curves of every measure, levels of every other column and products of
    pairs of both. A risk made from those values keeps nearly all of itself; noise keeps the share (numbers fitted) / n.

    Parameters
    ----------
    risks : sequence of ndarray of shape (n,)
    stays : DataFrame of shape (n, n_columns)
        What entries are given.

    Returns
    -------
    ndarray of shape (n_entries, n_entries)
        NaN where there are too few patients to fit anything.
    """
    surface = _surface(stays)
    if surface is None:
        return np.full((len(risks), len(risks)), np.nan)
    orders = np.array([normal_scores(risk) for risk in risks]).T
    gram = surface.T @ surface
    fitted = surface @ np.linalg.lstsq(gram, surface.T @ orders, rcond=1e-10)[0]
    return np.corrcoef(fitted.T)


def _surface(stays: pd.DataFrame) -> np.ndarray | None:
    """What a risk may be made of, centred, shape (n, n_fitted); with pairs where there are patients enough for them."""
    from sklearn.preprocessing import SplineTransformer

    curves, lines = [], []
    for name in stays.columns:
        column = stays[name]
        if column.dtype.kind in "iuf" and column.nunique() > _LEVELS:
            line = normal_scores(column.to_numpy(float))
            knots = np.unique(np.quantile(line, np.linspace(0, 1, _KNOTS)))
            spline = SplineTransformer(knots=knots[:, None], include_bias=False, extrapolation="linear")
            curves.append(spline.fit_transform(line[:, None]))
            lines.append(line)
        else:
            text = column.astype(str).to_numpy()
            levels = [(text == level).astype(float) for level in np.unique(text)[1:]]
            curves += [level[:, None] for level in levels]
            lines += [level - level.mean() for level in levels]
    alone = np.column_stack(curves)
    first, second = np.triu_indices(len(lines), 1)
    if len(stays) >= _ENOUGH * (alone.shape[1] + len(first)):
        line = np.column_stack(lines)
        alone = np.column_stack([alone, line[:, first] * line[:, second]])
    elif len(stays) < _ENOUGH * alone.shape[1]:
        return None
    return alone - alone.mean(axis=0)
