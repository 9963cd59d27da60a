"""Every combination of levels that enough people share, counted attribute set by attribute set.

One integer a row says in which combination it is; adding an attribute multiplies that integer by the
attribute's number of levels and adds the row's level, and one ``bincount`` counts all new combinations at
once. A combination with too few people leads to none with more: its rows drop out. As soon as the attributes
still to come have few combinations, rows give way to a cube of counts, whose size no longer depends on them:
that is where most sets of attributes are.
"""

from dataclasses import dataclass, field
from math import prod

import numpy as np

CLASSES = 3
"""A row is outside the denominator (0), at risk (1), or at risk with the event (2)."""
CUBE = 2
"""Rows become a cube of counts where it has fewer cells than this many times their number ..."""
SMALL = 8192
"""... or fewer than this many."""


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
class _Rows:
    """Rows still looked at: their combination, class, later attributes' codes, and how many people each
    stands for.
    """

    cell: np.ndarray
    kind: np.ndarray
    codes: np.ndarray
    weight: np.ndarray | None


@dataclass
class _Search:
    sizes: list[int]
    min_n: float
    min_denominator: float
    max_depth: int
    found: list[tuple[tuple[int, ...], np.ndarray, np.ndarray]] = field(default_factory=list)

    def keep(
        self, attributes: tuple[int, ...], added: int, cells: np.ndarray, counts: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Note the combinations with enough people: their positions, and their levels.

        `counts` has shape (3, n_cells * size): by class, then by combination and level of the attribute added.
        """
        denominator = counts[1] + counts[2]
        n = counts[0] + denominator
        kept = ((n >= self.min_n) & (denominator >= self.min_denominator)).nonzero()[0]
        if not len(kept):
            return kept, cells[:0]
        parent = kept // self.sizes[added]
        deeper = np.empty((len(kept), len(attributes) + 1), dtype=np.int64)
        deeper[:, :-1] = cells[parent]
        deeper[:, -1] = kept - parent * self.sizes[added]
        found = np.array([n[kept], denominator[kept], counts[2, kept]])
        self.found.append(((*attributes, added), deeper, found))
        return kept, deeper


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
    search = _Search(sizes, min_n, min_denominator, max_depth)
    rows = _Rows(np.zeros(len(kind), dtype=np.int64), kind, np.stack(codes).astype(np.int64), weight)
    _extend(search, (), np.zeros((1, 0), dtype=np.int64), rows)
    return _collect(search, len(sizes))


def _extend(search: _Search, attributes: tuple[int, ...], cells: np.ndarray, rows: _Rows) -> None:
    """Add each later attribute to the combinations `cells`, in which `rows` are."""
    first = attributes[-1] + 1 if attributes else 0
    sizes = search.sizes[first:]
    if CLASSES * len(cells) * prod(sizes) <= max(CUBE * len(rows.cell), SMALL):
        return _extend_cube(search, attributes, cells, _cube(rows, len(cells), sizes))
    for offset, size in enumerate(sizes):
        child = rows.cell * size
        child += rows.codes[offset]
        counts = np.bincount(
            rows.kind * (len(cells) * size) + child,
            weights=rows.weight,
            minlength=CLASSES * len(cells) * size,
        )
        kept, deeper = search.keep(attributes, first + offset, cells, counts.reshape(CLASSES, -1))
        wider = (*attributes, first + offset)
        if not len(kept) or len(wider) == search.max_depth or offset + 1 == len(sizes):
            continue
        rest = rows.codes[offset + 1 :]
        if len(kept) == len(cells) * size:
            inside = _Rows(child, rows.kind, rest, rows.weight)
        else:
            place = np.full(len(cells) * size, -1)
            place[kept] = np.arange(len(kept))
            child = place[child]
            chosen = (child >= 0).nonzero()[0]
            lighter = None if rows.weight is None else rows.weight[chosen]
            inside = _Rows(child[chosen], rows.kind[chosen], rest[:, chosen], lighter)
        _extend(search, wider, deeper, inside)
    return None


def _cube(rows: _Rows, n_cells: int, sizes: list[int]) -> np.ndarray:
    """Counts by class, combination and level of each attribute still to come: shape (3, n_cells, *sizes)."""
    key = rows.kind * n_cells + rows.cell
    for codes, size in zip(rows.codes, sizes, strict=True):
        key *= size
        key += codes
    shape = (CLASSES, n_cells, *sizes)
    return np.bincount(key, weights=rows.weight, minlength=prod(shape)).reshape(shape)


def _extend_cube(search: _Search, attributes: tuple[int, ...], cells: np.ndarray, cube: np.ndarray) -> None:
    """The same from counts alone: an attribute is added by keeping its axis, and left out by summing over it."""
    first = attributes[-1] + 1 if attributes else 0
    last = len(search.sizes) - 1
    for attribute in range(first, last + 1):
        inside = cube.reshape(CLASSES, len(cells) * search.sizes[attribute], *cube.shape[3:])
        counts = inside.reshape(*inside.shape[:2], -1).sum(axis=2)
        kept, deeper = search.keep(attributes, attribute, cells, counts)
        wider = (*attributes, attribute)
        if attribute == last:
            return
        if len(kept) and len(wider) != search.max_depth:
            _extend_cube(search, wider, deeper, inside[:, kept])
        cube = cube.sum(axis=2)


def _collect(search: _Search, n_attributes: int) -> Lattice:
    if not search.found:
        return Lattice(np.empty((0, n_attributes), np.int32), *(np.empty(0) for _count in range(3)))
    total = sum(len(cells) for _attributes, cells, _counts in search.found)
    codes = np.full((total, n_attributes), -1, dtype=np.int32)
    start = 0
    for attributes, cells, _counts in search.found:
        codes[start : start + len(cells), attributes] = cells
        start += len(cells)
    n, denominator, numerator = np.concatenate([counts for _a, _c, counts in search.found], axis=1).astype(
        float
    )
    return Lattice(codes, n, denominator, numerator)
