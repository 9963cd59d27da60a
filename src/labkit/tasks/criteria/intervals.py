"""What every interval has, whatever it promises: two bounds in order."""

import math

from labkit.language import Text

NO_INTERVAL = Text(
    "An interval has a lower and an upper bound, two numbers in this order.",
    "Un intervalle a une borne inférieure et une borne supérieure, deux nombres dans cet ordre.",
)


def is_interval(low: float, high: float) -> bool:
    """One that is turned round has a negative width, which would pay for others that are too wide."""
    return math.isfinite(low) and math.isfinite(high) and low <= high
