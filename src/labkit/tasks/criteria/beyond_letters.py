"""How two readings of the same texts go together beyond what the letters say: what tells one network's readings from a table's."""

from collections.abc import Sequence
from typing import Any

import numpy as np

# Runs of so many letters, ends included.
_RUNS = (1, 2, 3)
# Of the ridge, beside runs that are scaled to length 1.
_RIDGE = 0.05


def beyond_letters(
    one: Any, other: Any, texts: Sequence[str], learned: Sequence[str], labels: Sequence[int]
) -> float:
    """Rank correlation of two readings of `texts`, less what a regression on letters makes of them; 0 where one is all the same.

    Parameters
    ----------
    one, other : array-like, shape (n,)
        A number for each text.
    texts : sequence of str
        What was read.
    learned, labels : sequence of str, sequence of int
        What a model of letters could learn from: its reading of `texts`, their lengths and their capitals are taken out of both
        (a partial correlation of Spearman's).
    """
    from scipy.stats import rankdata

    trivial = [
        np.ones(len(texts)),
        rankdata(_by_letters(texts, learned, labels)),
        rankdata([len(text) for text in texts]),
        rankdata([sum(letter.isupper() for letter in text) / max(len(text), 1) for text in texts]),
    ]
    known = np.stack(trivial, axis=1)
    ranks = np.stack([rankdata(one), rankdata(other)], axis=1)
    left = ranks - known @ np.linalg.lstsq(known, ranks, rcond=None)[0]
    sizes = np.sqrt((left**2).sum(axis=0))
    if sizes.min() < 1e-6 * len(texts):
        return 0.0
    return float(left[:, 0] @ left[:, 1] / sizes.prod())


def _by_letters(texts: Sequence[str], learned: Sequence[str], labels: Sequence[int]) -> Any:
    """Each text's label as a ridge regression on the runs of letters of the learned ones has it."""
    places: dict[str, int] = {}
    for text in (*learned, *texts):
        for run in _runs(text):
            places.setdefault(run, len(places))
    known, read = (_counts(some, places) for some in (learned, texts))
    kernel = known @ known.T + _RIDGE * np.eye(len(known))
    return read @ known.T @ np.linalg.solve(kernel, 2 * np.asarray(labels, dtype=float) - 1)


def _counts(texts: Sequence[str], places: dict[str, int]) -> Any:
    """Shape (texts, runs), each row of length 1."""
    counts = np.zeros((len(texts), len(places)))
    for row, text in enumerate(texts):
        for run in _runs(text):
            counts[row, places[run]] += 1
    return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def _runs(text: str) -> list[str]:
    whole = f"^{text}$"
    return [whole[start : start + n] for n in _RUNS for start in range(len(whole) - n + 1)]
