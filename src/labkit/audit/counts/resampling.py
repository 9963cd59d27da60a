"""Draws of the tables that resampling rows, or patients, would give."""

import numpy as np
import pandas as pd
from scipy import sparse

EXACT = 64
"""Largest cell whose sum is resampled row by row."""
CHUNK = 4_000_000
"""Numbers held at a time (32 MB)."""


def draw_cells(counts: np.ndarray, n_resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Counts of `n_resamples` resamples of rows, shape (n_resamples, *counts.shape).

    Multinomial(N, n / N): the distribution of the counts of N rows drawn with replacement.
    """
    flat = counts.ravel()
    seen = np.flatnonzero(flat)
    total = int(flat.sum())
    out = np.zeros((n_resamples, flat.size), dtype=np.int64)
    out[:, seen] = rng.multinomial(total, flat[seen] / total, size=n_resamples)
    return out.reshape(n_resamples, *counts.shape)


def draw_sums(
    drawn: np.ndarray, counts: np.ndarray, values: np.ndarray, row_cell: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Sums of `values` within cells, given how many rows of each cell were drawn; shape (n_resamples,
    n_cells).

    A sum of n independent draws from a cell's rows: row by row in cells of up to `EXACT` rows, otherwise
    normal with the cell's own mean and variance.
    """
    size = counts.ravel()
    wanted = drawn.reshape(len(drawn), -1)
    total = np.bincount(row_cell, weights=values, minlength=size.size)
    square = np.bincount(row_cell, weights=values * values, minlength=size.size)
    n = np.maximum(size, 1)
    mean = total / n
    sd = np.sqrt(np.maximum(square / n - mean * mean, 0))
    out = wanted * mean
    large = np.flatnonzero(size > EXACT)
    out[:, large] += np.sqrt(wanted[:, large]) * sd[large] * rng.standard_normal((len(wanted), len(large)))
    small = np.flatnonzero((size > 0) & (size <= EXACT) & (sd > 0))
    if len(small):
        members = np.flatnonzero(np.isin(row_cell, small))
        members = members[np.argsort(row_cell[members], kind="stable")]
        pool = values[members]
        start = np.r_[0, np.cumsum(size[small])[:-1]]
        step = max(1, CHUNK // max(int(size[small].sum()), 1))
        for first in range(0, len(wanted), step):
            out[first : first + step, small] = _row_by_row(
                wanted[first : first + step][:, small], pool, start, size[small], rng
            )
    return out


def _row_by_row(
    wanted: np.ndarray, pool: np.ndarray, start: np.ndarray, size: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    flat = wanted.ravel()
    n_draws = int(flat.sum())
    cells = np.tile(np.arange(len(size)), len(wanted))
    offset, width = np.repeat(start[cells], flat), np.repeat(size[cells], flat)
    picked = pool[offset + (rng.random(n_draws) * width).astype(np.int64)]
    edges = np.cumsum(flat)
    running = np.concatenate([[0.0], np.cumsum(picked)])
    return (running[edges] - running[edges - flat]).reshape(wanted.shape)


def draw_cells_by_patient(
    patients: np.ndarray,
    row_cell: np.ndarray,
    n_cells: int,
    values: np.ndarray | None,
    weight: np.ndarray | None,
    n_resamples: int,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray | None]:
    """Counts, or weights, (and sums of `values`) by cell when patients are resampled with all their rows.

    Patients who bring the same counts are interchangeable, so how often each distinct vector is drawn is
    Multinomial(number of patients, share of patients with that vector). Weights and sums of probabilities
    differ between patients: with them every patient is a vector of its own.
    """
    n_patients = int(patients.max()) + 1
    one = np.ones(len(patients)) if weight is None else weight
    table = sparse.csr_matrix((one, (patients, row_cell)), shape=(n_patients, n_cells))
    table.sum_duplicates()
    columns = [table]
    if values is None and weight is None:
        kind, share = _distinct(table)
        columns = [table[kind]]
    else:
        share = np.full(n_patients, 1 / n_patients)
    if values is not None:
        columns.append(sparse.csr_matrix((values * one, (patients, row_cell)), shape=(n_patients, n_cells)))
    vectors = sparse.hstack(columns, format="csr")
    out = np.empty((n_resamples, vectors.shape[1]))
    step = max(1, CHUNK // len(share))
    for first in range(0, n_resamples, step):
        times = rng.multinomial(n_patients, share, size=min(step, n_resamples - first))
        out[first : first + len(times)] = (vectors.T @ times.T.astype(float)).T
    if values is None:
        return out, None
    return out[:, :n_cells], out[:, n_cells:]


def _distinct(table: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """First patient of each distinct vector of counts, and the share of patients who have it."""
    # two independent 64-bit sums tell vectors apart: 128 bits for at most some million vectors
    mix = np.random.default_rng(0).integers(
        1, 2**64, size=(table.shape[1], 2), dtype=np.uint64, endpoint=False
    )
    weight = table.data.astype(np.uint64)[:, None] * mix[table.indices]
    print_ = np.zeros((table.shape[0], 2), dtype=np.uint64)
    np.add.at(print_, np.repeat(np.arange(table.shape[0]), np.diff(table.indptr)), weight)
    kind = pd.MultiIndex.from_arrays([print_[:, 0], print_[:, 1]])
    codes, _uniques = kind.factorize()
    share = np.bincount(codes) / len(codes)
    first = np.empty(len(share), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first, share
