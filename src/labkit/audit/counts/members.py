"""Rows of each group, for statistics that are not counts: one sort, then one slice a group."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from labkit.audit.counts.groups import Groups
from labkit.evaluate.inputs.identity import position
from labkit.language import catalogue

_ = catalogue("audit")

# Between the levels of an intersection, and in place of a level for everybody together.
JOIN = " × "
OVERALL = "(all)"


def group_members(groups: Groups) -> tuple[str, list[Any], list[np.ndarray]]:
    """Name, labels and rows of each level (declared ones without rows included), or of each observed
    combination.

    Returns
    -------
    attribute : str
    labels : list
    rows : list of ndarray
        Positions of each label's rows, ascending.
    """
    if len(groups.names) == 1:
        cell, labels = groups.codes[0].astype(np.int64), list(groups.levels[0])
    else:
        table = np.stack(groups.codes, axis=1)
        observed, cell = np.unique(table, axis=0, return_inverse=True)
        cell = cell.ravel()
        labels = [
            JOIN.join(str(groups.levels[a][i]) for a, i in enumerate(combination)) for combination in observed
        ]
    order = np.argsort(cell, kind="stable")
    edges = np.searchsorted(cell[order], np.arange(len(labels) + 1))
    return JOIN.join(groups.names), labels, [order[a:b] for a, b in zip(edges[:-1], edges[1:], strict=True)]


def reference_position(labels: list[Any], rows: list[np.ndarray], reference: Any) -> int:
    """Where the named reference stands; by default the largest group."""
    if reference is None:
        return int(np.argmax([len(r) for r in rows]))
    found = position(reference, labels)
    if found is None:
        raise ValueError(
            _("reference {level!r} is no group ({levels}).").format(
                level=reference, levels=", ".join(map(str, labels))
            )
        )
    return found


def everybody_and_each(
    n_rows: int, labels: list[Any], rows: list[np.ndarray]
) -> Iterator[tuple[Any, np.ndarray]]:
    """``("(all)", every row)``, then each group."""
    yield OVERALL, np.arange(n_rows)
    yield from zip(labels, rows, strict=True)
