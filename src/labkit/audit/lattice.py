"""Every combination of levels that enough people share, counted attribute set by attribute set.

One integer a row says in which combination it is; adding an attribute multiplies that integer by the
attribute's number of levels and adds the row's level, and one ``bincount`` counts all new combinations at
once. A combination with too few people leads to none with more: its rows drop out, and the deeper sets look
at fewer rows.
"""

from dataclasses import dataclass, field

import numpy as np

CLASSES = 3
"""A row is outside the denominator (0), at risk (1), or at risk with the event (2)."""


@dataclass
class Lattice:
    """Combinations found.

    Attributes
    ----------
    codes : ndarray of shape (n_subgroups, n_attributes)
        Level of each attribute, -1 for any.
    n, denominator, numerator : ndarray of shape (n_subgroups,)
    """

    codes: np.ndarray
    n: np.ndarray
    denominator: np.ndarray
    numerator: np.ndarray


@dataclass
class _Search:
    sizes: list[int]
    weight: np.ndarray | None
    min_n: float
    min_denominator: float
    max_depth: int
    found: list[tuple[tuple[int, ...], np.ndarray, np.ndarray]] = field(default_factory=list)


def search_lattice(
    codes: list[np.ndarray],
    sizes: list[int],
    at_risk: np.ndarray,
    event: np.ndarray,
    weight: np.ndarray | None,
    *,
    min_n: float,
    min_denominator: float,
    max_depth: int,
) -> Lattice:
    """All combinations of at most `max_depth` attributes with at least `min_n` people, `min_denominator` at
    risk.

    Parameters
    ----------
    codes : list of ndarray of shape (n_rows,)
    sizes : list of int
        Number of levels of each attribute.
    at_risk, event : ndarray of bool of shape (n_rows,)
        In the denominator; in the numerator.
    weight : ndarray of shape (n_rows,), optional
        How many people a row stands for.
    """
    kind = at_risk.astype(np.int64) + (at_risk & event)
    # the class rides along as the last digit of every attribute's code: one bincount gives all three counts
    table = np.stack([c.astype(np.int64) * CLASSES + kind for c in codes])
    search = _Search(sizes, weight, min_n, min_denominator, max_depth)
    start = np.zeros(table.shape[1], dtype=np.int64)
    _extend(search, (), np.zeros((1, 0), dtype=np.int64), start, table, weight)
    return _collect(search, len(sizes))


def _extend(
    search: _Search,
    attributes: tuple[int, ...],
    cells: np.ndarray,
    cell: np.ndarray,
    table: np.ndarray,
    weight: np.ndarray | None,
) -> None:
    """Add each later attribute to the combinations `cells`, whose rows are `cell` and `table`'s columns."""
    first = attributes[-1] + 1 if attributes else 0
    for offset, attribute in enumerate(range(first, len(search.sizes))):
        size = search.sizes[attribute]
        key = cell * (size * CLASSES)
        key += table[offset]
        counts = np.bincount(key, weights=weight, minlength=len(cells) * size * CLASSES).reshape(-1, CLASSES)
        denominator = counts[:, 1] + counts[:, 2]
        enough = (counts[:, 0] + denominator >= search.min_n) & (denominator >= search.min_denominator)
        kept = np.flatnonzero(enough)
        if not len(kept):
            continue
        parent, level = np.divmod(kept, size)
        deeper = np.column_stack([cells[parent], level])
        wider = (*attributes, attribute)
        search.found.append((wider, deeper, counts[kept]))
        if len(wider) == search.max_depth or attribute + 1 == len(search.sizes):
            continue
        key //= CLASSES
        rest = table[offset + 1 :]
        if len(kept) == len(enough):
            _extend(search, wider, deeper, key, rest, weight)
        else:
            rows = np.flatnonzero(enough[key])
            renumber = np.cumsum(enough) - 1
            lighter = None if weight is None else weight[rows]
            _extend(search, wider, deeper, renumber[key[rows]], rest[:, rows], lighter)


def _collect(search: _Search, n_attributes: int) -> Lattice:
    total = sum(len(counts) for _attributes, _cells, counts in search.found)
    codes = np.full((total, n_attributes), -1, dtype=np.int32)
    counts = np.empty((total, CLASSES))
    start = 0
    for attributes, cells, found in search.found:
        stop = start + len(found)
        codes[start:stop, list(attributes)] = cells
        counts[start:stop] = found
        start = stop
    return Lattice(codes, counts.sum(axis=1), counts[:, 1] + counts[:, 2], counts[:, 2].copy())
