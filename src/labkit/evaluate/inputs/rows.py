"""Rows of two inputs that speak of the same people: by label where both have labels, else by position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

import numpy as np

from labkit.language import catalogue

_ = catalogue("evaluate")


def aligned(**columns: Any) -> tuple[Any, ...]:
    """The named inputs, those with an index brought into the order of the first that has one.

    Paired by position, two pandas objects whose rows stand in another order give one person's outcome to
    another, and every number that follows is wrong without looking so.

    Parameters
    ----------
    **columns : arrays, Series, frames, mappings of names to these, or None
        Only pandas objects (and groups encoded from one) have an index; the others are paired by position, as
        their rows stand.

    Returns
    -------
    tuple
        In the order given. Inputs of another length are left as they are: their check comes later.

    Raises
    ------
    ValueError
        Where two indexes do not hold the same labels once each (the message names both inputs and a label), or hold
        them in another order while one is the default numbering, which says nothing of whose row it is.
    """
    first: tuple[str, Any] | None = None
    result = []
    for name, value in columns.items():
        members = value.items() if isinstance(value, Mapping) else [(None, value)]
        placed = {}
        for key, member in members:
            index = row_labels(member)
            called = name if key is None else f"{name}[{key!r}]"
            if index is not None and first is None:
                first = called, index
            elif index is not None and first is not None:
                member = _in_order(member, index, called, *first)
            placed[key] = member
        result.append(placed if isinstance(value, Mapping) else placed[None])
    return tuple(result)


def row_labels(value: Any) -> Any:
    """The index of a pandas object, or of groups encoded from one; None for everything else."""
    index = getattr(value, "index", None)
    return index if hasattr(index, "get_indexer") and hasattr(value, "take") else None


def _in_order(value: Any, index: Any, name: str, first_name: str, wanted: Any) -> Any:
    if index is wanted or len(index) != len(wanted) or index.equals(wanted):
        return value
    index, wanted = _composed(index), _composed(wanted)
    if index.equals(wanted):
        return value
    if not index.isin(wanted).any():
        raise ValueError(
            _(
                "{name} and {other} have no row in common: {label} is a row of {name}, {label_of_other} one of {other}. "
                "Give both one index, or .to_numpy() of each where their rows stand in the same order."
            ).format(
                name=name,
                other=first_name,
                label=repr(index.tolist()[0]),
                label_of_other=repr(wanted.tolist()[0]),
            )
        )
    if not index.is_unique or not wanted.is_unique:
        raise ValueError(
            _(
                "{name} and {other} hold row labels that repeat, in another order: whose row is whose cannot be "
                "told. Give both one index, or .to_numpy() of each where their rows stand in the same order."
            ).format(name=name, other=first_name)
        )
    positions = index.get_indexer(wanted)
    if (positions < 0).any():
        raise ValueError(
            _(
                "{name} and {other} are not the same rows: {label} is a row of {other} and none of {name}, "
                "{label_of_other} one of {name} and none of {other}. Give both one index, or .to_numpy() of each where "
                "their rows stand in the same order."
            ).format(
                name=name,
                other=first_name,
                label=repr(wanted[[int(np.argmax(positions < 0))]].tolist()[0]),
                label_of_other=repr(index[~index.isin(wanted)].tolist()[0]),
            )
        )
    if _numbered(index) or _numbered(wanted):
        # pd.Series(model.predict(X)) is numbered by its rows' places, whatever the labels of X: its 0 is X's first
        # row, not the row called 0.
        raise ValueError(
            _(
                "The rows of {name} and {other} are the same labels in another order, and one of them has only the "
                "default numbering 0, 1, 2, …: whose row is whose cannot be told. Give both one index, or .to_numpy() "
                "of each where their rows stand in the same order."
            ).format(name=name, other=first_name)
        )
    return value.take(positions)


def _composed(index: Any) -> Any:
    """The index with its texts in one spelling of their accents; itself where nothing would change."""
    if getattr(index, "nlevels", 1) > 1 or index.dtype.kind in "iufbmM":
        return index
    texts = [normalize("NFC", label) if isinstance(label, str) else label for label in index.tolist()]
    return index if texts == index.tolist() else type(index)(texts, name=index.name)


def _numbered(index: Any) -> bool:
    """Whether nobody gave these rows labels: 0 to n − 1 in order, as pandas numbers what comes without an index."""
    values = index.to_numpy()
    return values.dtype.kind in "iu" and bool((values == np.arange(len(values))).all())
