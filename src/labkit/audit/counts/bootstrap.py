"""The bootstrap from counts: as exact as resampling rows, at a cost that does not grow with them.

Drawing N rows with replacement and counting them by cell gives counts that are Multinomial(N, n / N). So the
counts are drawn directly: every statistic of the counts has exactly the distribution it has when rows are
resampled. (Poisson weights only approach it; fixing the groups' sizes makes intervals too narrow.) By
patient, the same holds of the distinct vectors of counts that patients bring.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.cells import Cells, count_cells
from labkit.audit.counts.groups import binary
from labkit.audit.counts.metrics import denominators, metric_names, numerators, ratio
from labkit.audit.counts.resampling import draw_cells, draw_cells_by_patient, draw_sums
from labkit.audit.counts.wide import level_index
from labkit.evaluate.inputs import settings
from labkit.evaluate.inputs.identity import position
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import confidence as confidence_level
from labkit.evaluate.inputs.validation import identifiers, probability, same_length, weights
from labkit.language import catalogue

_ = catalogue("audit")


@dataclass(frozen=True)
class GroupBootstrap:
    """Resampled metrics by group.

    Attributes
    ----------
    index : Index of length n_groups
    metrics : tuple of str
    estimate : ndarray of shape (n_groups, n_metrics)
    draws : ndarray of shape (n_resamples, n_groups, n_metrics)
        NaN where a resample has nobody at risk.
    """

    index: pd.Index
    metrics: tuple[str, ...]
    estimate: np.ndarray
    draws: np.ndarray

    def intervals(self, confidence: float = 0.95) -> pd.DataFrame:
        """Percentile intervals: one row a group and metric, ``estimate, ci_low, ci_high, undefined``.

        ``undefined`` is the share of resamples without anybody at risk: above a few percent the interval is
        conditional on somebody being there, and Wilson's (`group_table`) is the one to read.
        """
        return self._frame(self.estimate, self.draws, confidence)

    def differences(self, reference: Any, confidence: float = 0.95) -> pd.DataFrame:
        """The same for the difference to a reference level, drawn together: right also when patients move
        between
        groups."""
        chosen = position(reference, self.index)
        if chosen is None:
            raise ValueError(
                _("reference {level!r} is no group ({levels}).").format(
                    level=reference, levels=", ".join(map(str, self.index))
                )
            )
        return self._frame(
            self.estimate - self.estimate[chosen], self.draws - self.draws[:, [chosen]], confidence
        )

    def _frame(self, estimate: np.ndarray, draws: np.ndarray, confidence: float) -> pd.DataFrame:
        confidence_level(confidence)
        missing = np.isnan(draws).mean(axis=0)
        edges = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
        low_high = _quantiles(draws, edges)
        n_groups, n_metrics = estimate.shape
        index = self.index.repeat(n_metrics)
        frame = pd.DataFrame(
            {
                "metric": np.tile(np.array(self.metrics, dtype=object), n_groups),
                "estimate": estimate.ravel(),
                "ci_low": low_high[0].ravel(),
                "ci_high": low_high[1].ravel(),
                "undefined": missing.ravel(),
            },
            index=index,
        )
        return frame.set_index("metric", append=True)


def _quantiles(draws: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Quantiles over the first axis that leave NaN out (numpy's own does it one column at a time)."""
    ordered = np.sort(draws, axis=0)  # NaN last
    last = np.maximum((~np.isnan(draws)).sum(axis=0) - 1, 0)
    out = np.empty((len(edges), *draws.shape[1:]))
    for row, edge in enumerate(edges):
        position = edge * last
        below = np.floor(position).astype(np.int64)
        above = np.minimum(below + 1, last)
        low = np.take_along_axis(ordered, below[None], axis=0)[0]
        high = np.take_along_axis(ordered, above[None], axis=0)[0]
        out[row] = low + (high - low) * (position - below)
    return out


def bootstrap_metrics(
    y_true: Any,
    y_pred: Any,
    groups: Any,
    metrics: str | Iterable[str] | None = None,
    *,
    y_prob: Any = None,
    sample_weight: Any = None,
    cluster: Any = None,
    n_resamples: int = 2_000,
    random_state: int | np.random.Generator | None = None,
) -> GroupBootstrap:
    """Bootstrap every count metric, and the Brier score, of every observed combination of levels.

    Parameters
    ----------
    y_true, y_pred : array-like of shape (n_rows,)
    groups : anything `encode_groups` takes
    metrics : str or iterable of str, optional
    y_prob : array-like of shape (n_rows,), optional
        Probabilities; adds ``"brier"``, the mean squared error of the group.
    sample_weight : array-like of shape (n_rows,), optional
        Weights, carried along by their rows. Rows are then resampled one by one: the cost grows with them.
    cluster : array-like of shape (n_rows,), optional
        Patient of each row: patients are resampled, with all their stays.
    n_resamples : int
    random_state : int, Generator or None

    Returns
    -------
    GroupBootstrap

    Notes
    -----
    Counts are drawn from their exact bootstrap distribution. The Brier score is a sum within cells of the
    table: given a cell's count, cells of up to 64 rows are resampled row by row, exactly; in larger ones the
    sum of that many independent draws is taken from its normal limit.

    References
    ----------
    Efron B, Tibshirani R (1993). An Introduction to the Bootstrap, ch. 5 and 13. Chapman & Hall.
    """
    y_true, y_pred, groups, y_prob, sample_weight, cluster = aligned(
        y_true=y_true,
        y_pred=y_pred,
        groups=groups,
        y_prob=y_prob,
        sample_weight=sample_weight,
        cluster=cluster,
    )
    names = metric_names(metrics)
    n_resamples = settings.whole(n_resamples, "n_resamples", least=1)
    rng = np.random.default_rng(random_state)
    cells = count_cells(y_true, y_pred, groups, sample_weight)
    n_rows = cells.groups.n_rows
    weight = weights(sample_weight, n_rows)
    errors = None
    if y_prob is not None:
        truth = binary(y_true, "y_true")
        prob = probability(y_prob)
        same_length(y_true=truth, y_prob=prob)
        errors = (prob - truth) ** 2
    counts_only = cluster is None and weight is None
    row_cell = None if counts_only and errors is None else _cell_of_rows(cells, y_true, y_pred)
    sums = None
    if counts_only:
        counts = draw_cells(cells.counts, int(n_resamples), rng)
        if errors is not None:
            assert row_cell is not None
            sums = draw_sums(counts, cells.counts, errors, row_cell, rng)
    else:
        assert row_cell is not None
        patients = np.arange(n_rows) if cluster is None else identifiers(cluster, n_rows)
        drawn_counts, sums = draw_cells_by_patient(
            patients, row_cell, cells.counts.size, errors, weight, int(n_resamples), rng
        )
        counts = drawn_counts.reshape(-1, *cells.counts.shape)
    margin = cells.margin(tuple(range(len(cells.groups.names))))
    order, size = _positions(cells, margin.levels), len(margin.levels)
    estimate = ratio(numerators(margin.counts, names), denominators(margin.counts, names))
    drawn = ratio(numerators(counts, names), denominators(counts, names))
    if errors is not None:
        assert row_cell is not None and sums is not None
        weighted = errors if weight is None else errors * weight
        total = (
            np.bincount(row_cell, weights=weighted, minlength=cells.counts.size).reshape(-1, 4).sum(axis=1)
        )
        brier = ratio(sums.reshape(len(counts), -1, 4).sum(axis=2), counts.sum(axis=2))
        drawn = np.concatenate([drawn, brier[..., None]], axis=2)
        at = np.full(size, np.nan)
        at[order] = total / cells.counts.sum(axis=1)
        estimate = np.column_stack([estimate, at])
        names = (*names, "brier")
    draws = np.full((len(drawn), size, len(names)), np.nan)
    draws[:, order] = drawn
    return GroupBootstrap(level_index(cells, margin), names, estimate, draws)


def _cell_of_rows(cells: Cells, y_true: Any, y_pred: Any) -> np.ndarray:
    """Position of each row in ``cells.counts.ravel()``; rows of weight 0 alone in their cell may stand anywhere."""
    known = np.zeros(len(cells.codes), dtype=np.int64)
    key = np.zeros(cells.groups.n_rows, dtype=np.int64)
    for attribute, levels in enumerate(cells.groups.levels):
        known = known * len(levels) + cells.codes[:, attribute]
        key = key * len(levels) + cells.groups.codes[attribute]
        if len(cells.groups.names) > 1:  # renumbered at each step: any number of attributes fits
            both, _uniques = pd.factorize(np.concatenate([known, key]))
            known, key = both[: len(known)], both[len(known) :]
    place = np.zeros(max(int(key.max()), int(known.max())) + 1, dtype=np.int64)
    place[known] = np.arange(len(known))
    return 4 * place[key] + 2 * binary(y_true, "y_true") + binary(y_pred, "y_pred")


def _positions(cells: Cells, levels: np.ndarray) -> np.ndarray:
    """Where each observed cell stands among a margin's levels."""
    where = {tuple(level): i for i, level in enumerate(levels.tolist())}
    return np.array([where[tuple(code)] for code in cells.codes.tolist()])
