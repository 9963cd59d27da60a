"""One pass over the data: groups, truth and prediction become one integer key, counted once.

Every count metric of every group and intersection is then a sum over a few cells, whatever the number of
rows.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.audit.counts.groups import Groups, aligned_groups, binary
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import same_length, weights

DENSE = 1 << 22
"""Largest table of cells that is counted as an array (32 MB); a larger one is hashed."""

OUTCOMES = ("tn", "fp", "fn", "tp")
"""Order of a cell's four counts: ``2 * y_true + y_pred``."""


@dataclass(frozen=True)
class Cells:
    """Counts by observed combination of levels.

    Attributes
    ----------
    groups : Groups
        Attributes (their rows' codes included).
    codes : ndarray of shape (n_cells, n_attributes)
        Levels of each observed combination.
    counts : ndarray of shape (n_cells, 4)
        ``tn, fp, fn, tp``: rows, or their weight.
    rows : ndarray of shape (n_cells, 4)
        Rows of positive weight; the same as `counts` without weights.
    squares : ndarray of shape (n_cells, 4)
        Sums of squared weights, for the effective number of rows (Kish 1965).
    """

    groups: Groups
    codes: np.ndarray
    counts: np.ndarray
    rows: np.ndarray
    squares: np.ndarray

    @property
    def weighted(self) -> bool:
        return self.counts is not self.rows

    def margin(self, attributes: tuple[int, ...]) -> "Margin":
        """Sum over the attributes left out. No attribute at all gives the whole table in one row."""
        shape = [len(self.groups.levels[a]) for a in attributes]
        key = np.zeros(len(self.codes), dtype=np.int64)
        for attribute, size in zip(attributes, shape, strict=True):
            key = key * size + self.codes[:, attribute]
        if len(attributes) <= 1:  # declared levels without rows are shown, as undefined
            observed, position, size = None, key, int(np.prod(shape, dtype=np.int64))
        else:
            position, observed = pd.factorize(key, sort=True)
            size = len(observed)
        names = np.arange(size) if observed is None else observed
        levels = np.empty((size, len(attributes)), dtype=np.int64)
        for column in range(len(attributes) - 1, -1, -1):
            names, levels[:, column] = np.divmod(names, shape[column])
        counts = _sum_rows(self.counts, position, size)
        if not self.weighted:
            return Margin(attributes, levels, counts, counts, counts)
        return Margin(
            attributes,
            levels,
            counts,
            _sum_rows(self.rows, position, size),
            _sum_rows(self.squares, position, size),
        )


@dataclass(frozen=True)
class Margin:
    """Counts by level of some attributes: arrays of shape (n_levels, 4), levels of shape (n_levels,
    n_attributes).
    """

    attributes: tuple[int, ...]
    levels: np.ndarray
    counts: np.ndarray
    rows: np.ndarray
    squares: np.ndarray


def _sum_rows(table: np.ndarray, position: np.ndarray, size: int) -> np.ndarray:
    out = np.empty((size, table.shape[1]), dtype=table.dtype)
    for column in range(table.shape[1]):
        out[:, column] = np.bincount(position, weights=table[:, column], minlength=size)
    return out


def combined_key(groups: Groups) -> tuple[np.ndarray, int]:
    """One integer a row for its levels, and the number of possible keys (which must fit 62 bits)."""
    key = groups.codes[0].astype(np.intp)
    total = len(groups.levels[0])
    for codes, levels in zip(groups.codes[1:], groups.levels[1:], strict=True):
        total *= len(levels)
        np.multiply(key, len(levels), out=key)
        np.add(key, codes, out=key)
    return key, total


def count_cells(y_true: Any, y_pred: Any, groups: Any, sample_weight: Any = None) -> Cells:
    """Count true and false positives and negatives for every observed combination of levels.

    Parameters
    ----------
    y_true, y_pred : array-like of shape (n_rows,)
        Truth and decision, 0 or 1 (or booleans).
    groups : anything `encode_groups` takes
        One or more attributes.
    sample_weight : array-like of shape (n_rows,), optional
        Weights; a row of weight zero counts for nothing.

    Returns
    -------
    Cells

    Raises
    ------
    ValueError
        Missing values, other values than 0 and 1, lengths that differ, negative or all-zero weights.
    """
    y_true, y_pred, groups, sample_weight = aligned(
        y_true=y_true, y_pred=y_pred, groups=groups, sample_weight=sample_weight
    )
    truth, predicted = binary(y_true, "y_true"), binary(y_pred, "y_pred")
    same_length(y_true=truth, y_pred=predicted)
    groups = aligned_groups(groups, len(truth))
    weight = weights(sample_weight, len(truth))
    sizes = [len(levels) for levels in groups.levels]
    outcome = (truth << 1) | predicted
    dense = 4 * float(np.prod(sizes, dtype=float)) <= DENSE
    cell, n_cells = combined_key(groups) if dense else _hashed_key(groups)
    np.multiply(cell, 4, out=cell)
    np.add(cell, outcome, out=cell)
    rows = np.bincount(cell, minlength=4 * n_cells).reshape(n_cells, 4)
    if weight is None:
        counts = squares = rows
    else:
        rows = np.bincount(cell, weights=weight > 0, minlength=4 * n_cells).reshape(n_cells, 4)
        counts = np.bincount(cell, weights=weight, minlength=4 * n_cells).reshape(n_cells, 4)
        squares = np.bincount(cell, weights=weight * weight, minlength=4 * n_cells).reshape(n_cells, 4)
    if dense:
        kept = np.flatnonzero(rows.any(axis=1))
        codes = np.stack(np.unravel_index(kept, sizes), axis=1)
        if len(kept) < n_cells:
            same = counts is rows
            rows = rows[kept]
            counts, squares = (rows, rows) if same else (counts[kept], squares[kept])
    else:
        first = _first_rows(cell >> 2, n_cells)
        codes = np.stack([c[first] for c in groups.codes], axis=1)
    return Cells(groups, codes.astype(np.int64, copy=False), counts, rows, squares)


def _hashed_key(groups: Groups) -> tuple[np.ndarray, int]:
    """The same for too many combinations: those observed are numbered as they come, attribute by
    attribute.
    """
    key = groups.codes[0].astype(np.int64)
    for codes, levels in zip(groups.codes[1:], groups.levels[1:], strict=True):
        key, observed = pd.factorize(key * len(levels) + codes)
    return key, len(observed)


def _first_rows(cell: np.ndarray, n_cells: int) -> np.ndarray:
    first = np.empty(n_cells, dtype=np.int64)
    first[cell[::-1]] = np.arange(len(cell) - 1, -1, -1)
    return first
