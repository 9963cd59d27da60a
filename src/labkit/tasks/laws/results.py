"""What a law reads in a result or an argument: its numbers, a part, its rows, its groups by name."""

from collections.abc import Mapping
from typing import Any

import numpy as np


def values_of(result: Any) -> np.ndarray:
    """All numbers of a result in one array; NaN where something is not a number."""
    if type(result).__name__ == "DataFrame":
        result = result.select_dtypes("number").to_numpy()
    if isinstance(result, Mapping):
        result = list(result.values())
    if isinstance(result, (list, tuple)):
        return np.concatenate([values_of(item) for item in result]) if result else np.empty(0)
    try:
        return np.asarray(result, dtype=float).ravel()
    except (TypeError, ValueError):
        return np.array([np.nan])


def part_of(result: Any, part: Any) -> Any:
    if part is None:
        return result
    if type(result).__name__ == "Series" and isinstance(part, int) and part not in result.index:
        result = list(result)  # (ppv, npv) with a name for each
    try:
        return result[part]
    except (KeyError, IndexError, TypeError):
        return None


def by_name(result: Any) -> Any:
    """A Series by groups as a dictionary: their order, often that of appearance, says nothing."""
    if type(result).__name__ != "Series" or not result.index.is_unique:
        return result
    by_position = result.index.tolist() == list(range(len(result)))
    return result if by_position else result.to_dict()


def take(rows: Any, order: np.ndarray) -> Any:
    if hasattr(rows, "iloc"):
        return rows.iloc[order]
    return [rows[i] for i in order] if isinstance(rows, (list, tuple)) else np.asarray(rows)[order]
