"""Named judges, for tasks in which agreement with a reference is the wrong question."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text, number
from labkit.tasks.reader_judge import f1_floor
from labkit.tasks.training_judge import learns_by_heart

Call = Callable[..., Any]


# These recognise the task's typical mistakes themselves, by what they do rather than by their very numbers: a bundle keeps no
# results of the mutants for them, whose results would depend on the machine.
NAME_MUTANTS = frozenset({"learns_by_heart"})
# Right is what stays above a floor: an answer that a change leaves above it is right.
FLOORS = frozenset({"floor", "f1_floor"})


def run(
    name: str, parameters: Mapping[str, Any], call: Call, cases: Sequence[Mapping[str, Any]], seed: int
) -> Text | str | None:
    """None if the answer satisfies the judge, else the reason in both languages, or the name of the task's mutant."""
    return _JUDGES[name](call, cases, np.random.default_rng(seed), **parameters)


_NO_INTERVAL = Text(
    "An interval has a lower and an upper bound, two numbers in this order.",
    "Un intervalle a une borne inférieure et une borne supérieure, deux nombres dans cet ordre.",
)


def _is_interval(low: float, high: float) -> bool:
    """One that is turned round has a negative width, which would pay for others that are too wide."""
    return math.isfinite(low) and math.isfinite(high) and low <= high


def _coverage(
    call: Call,
    cases: Sequence[Mapping[str, Any]],
    rng: Any,
    truth: str,
    level: float,
    width: float,
    narrowest: float = 0.0,
    grace: float = 0.0,
) -> Text | None:
    """Each case is one replication whose `truth` argument is withheld; the answer returns (low, high).

    The number of intervals that hold the truth must lie where a right interval's would, 999 times in 1,000
    (binomial), and the mean width must not exceed `width`, or "always say 0 to 1" would win. An approximate interval may
    be `grace` off `level`. A mean width below `narrowest` misses the truth too often as well, also where a few hundred
    replications are too few to see it in the count (90 % of them, say, in place of 95).
    """
    from scipy.stats import binom

    hits, widths = 0, []
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        low, high = (float(bound) for bound in call(**visible))
        if not _is_interval(low, high):
            return _NO_INTERVAL
        hits += low <= arguments[truth] <= high
        widths.append(high - low)
    least = binom.ppf(0.0005, len(cases), level - grace)
    most = binom.ppf(0.9995, len(cases), min(level + grace, 1))
    n, due = len(cases), round(level * len(cases))
    counted = Text(
        f"{hits} of your {n} hold the truth; {due} are expected.",
        f"{hits} de vos {n} intervalles contiennent la vérité ; on en attend {due}.",
    )
    if hits < least:
        return Text(
            f"Your intervals miss the truth too often: they are too narrow for what they promise. {counted.en}",
            f"Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent. {counted.fr}",
        )
    wide = float(np.mean(widths))
    if wide < narrowest:
        return Text(
            f"Your intervals are too narrow for what they promise. {counted.en} Luck helped: in the long run a mean width of "
            f"{wide:.3f} misses too often.",
            f"Vos intervalles sont trop étroits pour ce qu'ils promettent. {counted.fr} La chance y est pour quelque chose : à la "
            f"longue, une largeur moyenne de {number(wide, 3, 'fr')} la manque trop souvent.",
        )
    if hits > most and level < 1 or not wide <= width:
        return Text(
            f"Your intervals are wider than they need to be: they promise little. {counted.en} Their mean width: {wide:.3f}.",
            f"Vos intervalles sont plus larges que nécessaire : ils promettent peu. {counted.fr} Leur largeur moyenne : "
            f"{number(wide, 3, 'fr')}.",
        )
    return None


def _exact_coverage(
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
        found = {
            int(k): tuple(float(bound) for bound in call(**{count: int(k), total: int(n)}))
            for k in rng.permutation(counts)
        }
        bounds = [found[k] for k in range(n + 1)]
        if not all(_is_interval(low, high) for low, high in bounds):
            return _NO_INTERVAL
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


def _floor(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, least: float, message: Sequence[str]
) -> Text | None:
    """Share of cases in which the answer equals the withheld `truth`; below `least` it is not enough."""
    right = sum(
        call(**{name: value for name, value in arguments.items() if name != truth}) == arguments[truth]
        for arguments in cases
    )
    return None if right >= least * len(cases) else Text(*message)


_JUDGES: dict[str, Callable[..., Text | str | None]] = {
    "coverage": _coverage,
    "exact_coverage": _exact_coverage,
    "floor": _floor,
    "learns_by_heart": learns_by_heart,
    "f1_floor": f1_floor,
}
