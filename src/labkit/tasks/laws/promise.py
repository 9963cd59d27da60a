"""Is a promised coverage kept? Tried on groups of people drawn anew, against the exact interval of chance.

If the limit is the score of rank k among n exchangeable people without ties, the share of new people at or below it
follows Beta(k, n + 1 - k), and the number among m of them the beta-binomial of the same parameters: Vovk, Proc Mach
Learn Res 2012;25:475; Angelopoulos and Bates, Found Trends Mach Learn 2023;16:494.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

# Enough groups for one rank too many or too few to show in their total; one call of the answer sees them all.
_GROUPS, _TINY_GROUPS, _NEW = 120, 6, 40
# Chance that a right answer is refused, in one trial.
_REFUSED_BY_CHANCE = 1e-6


def rank(n: int, confidence: float) -> int:
    """Rank of the limit among n people: above n, nothing less than everything can be promised."""
    return math.ceil((n + 1) * confidence - 1e-9)


def covered_by_chance(n: int, confidence: float, new: int) -> np.ndarray:
    """Probabilities of 0, 1, ..., `new` people covered, of as many, by the right limit of n people: shape (new + 1,)."""
    from scipy.stats import betabinom

    k = rank(n, confidence)
    if k > n:
        return np.eye(new + 1)[new]
    return betabinom.pmf(np.arange(new + 1), new, k, n + 1 - k)


def promise_broken(
    limits_of: Callable[[np.ndarray, np.ndarray], Mapping[Any, Any]],
    confidence: float,
    rng: np.random.Generator,
) -> bool:
    """Whether limits by group cover more or fewer new people than chance allows, in a group or in all together.

    Parameters
    ----------
    limits_of : callable
        From the scores and the groups of known people to each group's limit.
    confidence : float
        Coverage promised in each group.
    rng : numpy.random.Generator

    Notes
    -----
    The groups differ in size and in how large their scores are; a few are too small for any promise. In the total, the
    sum of independent beta-binomials, a rank that is one off shows; its distribution is worked out, not approximated.
    """
    sizes = np.concatenate([rng.choice(_sizes(confidence), _GROUPS), np.ones(_TINY_GROUPS, int)])
    spread = rng.choice([1 / 3, 1.0, 3.0], len(sizes))
    names = np.array([f"group {number:03d}" for number in range(len(sizes))])
    group, power = np.repeat(names, sizes), np.repeat(spread, sizes)
    order = rng.permutation(len(group))
    limits = limits_of((rng.random(len(group)) ** power)[order], group[order])
    limit = np.array([float(limits[name]) for name in names])
    covered = (rng.random((len(names), _NEW)) ** spread[:, None] <= limit[:, None]).sum(axis=1)

    chance = {int(n): covered_by_chance(int(n), confidence, _NEW) for n in np.unique(sizes)}
    tail = [_tail(chance[int(n)], count) for n, count in zip(sizes, covered, strict=True)]
    length = _NEW * len(sizes) + 1
    waves = [np.fft.rfft(chance[int(n)], length) for n in sizes]
    tail.append(_tail(np.fft.irfft(np.prod(waves, axis=0), length), covered.sum()))
    return bool(min(tail) < _REFUSED_BY_CHANCE / 2 / len(tail))


def _sizes(confidence: float) -> list[int]:
    """Those where rounding has one meaning, and where leaving out the new person, or rounding down, changes the rank."""
    large = [n for n in range(2, 400) if rank(n, confidence) <= n]
    return [n for n in large if 0.1 < (n + 1) * confidence % 1 < confidence - 0.01][:6] or large[:6]


def _tail(chance: np.ndarray, count: int) -> float:
    return float(min(chance[: count + 1].sum(), chance[count:].sum()))
