"""What every interval has, whatever it promises: two bounds in order; and which mistake it was made with, whichever way."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text

# In widths of the interval. A bootstrap of 200 draws lies 0.04 of its width from the formula on average, one of 1,000 lies 0.02.
_ALIKE = 0.05
# Of two mistakes, so many times nearer to the one that is named.
_NEARER = 3

NO_INTERVAL = Text(
    "An interval has a lower and an upper bound, two numbers in this order.",
    "Un intervalle a une borne inférieure et une borne supérieure, deux nombres dans cet ordre.",
)


def interval(answer: Any) -> tuple[float, float] | None:
    """Lower and upper bound; None for anything else: one number, three, or bounds turned round.

    One that is turned round has a negative width, which would pay for others that are too wide.
    """
    try:
        low, high = (float(bound) for bound in answer)
    except (TypeError, ValueError, OverflowError):
        return None
    return (low, high) if math.isfinite(low) and math.isfinite(high) and low <= high else None


def made_with(answer: Sequence[Any], mistakes: Mapping[str, Sequence[Any]]) -> str | None:
    """The mistake whose intervals are the answer's but for the way they were made: by formula, or by bootstrap with draws of its own.

    Agreement would ask for the same bounds, which two bootstraps never have. None where no mistake is near, or two are.
    """
    bounds = _bounds(answer)
    if bounds is None:
        return None
    away: dict[str, float] = {}
    for name, intervals in mistakes.items():
        others = _bounds(intervals)
        if others is not None and others.shape == bounds.shape and (others[:, 1] > others[:, 0]).any():
            width = (others[:, 1] - others[:, 0]).mean()
            away[name] = float(np.abs(bounds - others).mean() / width)
    near = [name for name, distance in away.items() if distance <= _ALIKE]
    if len(near) != 1:
        return None
    others_away = min((distance for name, distance in away.items() if name != near[0]), default=math.inf)
    return near[0] if others_away >= _NEARER * away[near[0]] else None


def _bounds(intervals: Sequence[Any]) -> Any:
    """Both bounds of each, shape (n, 2); None where some are no numbers."""
    try:
        bounds = np.array([[float(bound) for bound in pair] for pair in intervals])
    except (TypeError, ValueError, OverflowError):
        return None
    return bounds if bounds.ndim == 2 and bounds.shape[1] == 2 and np.isfinite(bounds).all() else None
