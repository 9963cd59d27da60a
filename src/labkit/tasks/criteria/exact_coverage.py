"""The criterion of an interval of a proportion: its coverage over all counts, without any simulation."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.criteria.intervals import NO_INTERVAL, interval

Call = Callable[..., Any]


def exact_coverage(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, count: str, total: str, level: float
) -> Text | None:
    """An interval of a proportion, tried on every count from 0 to each total: its coverage without any simulation.

    Averaged over all true proportions, a right interval holds the truth about `level` of the time (Newcombe, Stat Med
    1998;17:857); an approximate one may fall a hundredth short. None need be wider than Clopper and Pearson's (1934),
    which never falls below `level` at any proportion; a twentieth of grace is for continuity corrections.
    """
    from scipy.stats import beta, binom

    grid = (np.arange(400) + 0.5) / 400
    covered, width, widest = [], [], []
    for n in sorted({case[total] for case in cases}):
        counts = np.arange(n + 1)
        found = {int(k): interval(call(**{count: int(k), total: int(n)})) for k in rng.permutation(counts)}
        bounds = [pair for k in range(n + 1) if (pair := found[k]) is not None]
        if len(bounds) <= n:
            return NO_INTERVAL
        low, high = np.array(bounds).T
        chance = binom.pmf(counts, n, grid[:, None])
        covered.append((chance * ((low <= grid[:, None]) & (grid[:, None] <= high))).sum(axis=1).mean())
        width.append((chance * (high - low)).sum(axis=1).mean())
        exact = beta.ppf(0.5 + level / 2, counts + 1, n - counts) - beta.ppf(
            0.5 - level / 2, counts, n - counts + 1
        )
        exact[0], exact[-1] = beta.ppf(0.5 + level / 2, 1, n), 1 - beta.ppf(0.5 - level / 2, n, 1)
        widest.append((chance * exact).sum(axis=1).mean())
    if not np.mean(covered) >= level - 0.01:
        return Text(
            "Your intervals miss the truth too often: they are too narrow for what they promise.",
            "Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent.",
        )
    if not np.mean(width) <= 1.05 * np.mean(widest):
        return Text(
            "Your intervals are wider than they need to be: they promise little.",
            "Vos intervalles sont plus larges que nécessaire : ils promettent peu.",
        )
    return None
