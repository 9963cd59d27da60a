"""Named judges, for tasks in which agreement with a reference is the wrong question."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import binom

from labkit.tasks.text import Text

Call = Callable[..., Any]


def run(
    name: str, parameters: Mapping[str, Any], call: Call, cases: Sequence[Mapping[str, Any]], seed: int
) -> Text | None:
    """None if the answer satisfies the judge, else the reason in both languages."""
    return _JUDGES[name](call, cases, np.random.default_rng(seed), **parameters)


def _coverage(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, level: float, width: float
) -> Text | None:
    """Each case is one replication whose `truth` argument is withheld; the answer returns (low, high).

    The number of intervals that hold the truth must lie where a right interval's would, 999 times in 1,000
    (binomial), and the mean width must not exceed `width`, or "always say 0 to 1" would win.
    """
    hits, widths = 0, []
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        low, high = (float(bound) for bound in call(**visible))
        hits += low <= arguments[truth] <= high
        widths.append(high - low)
    least, most = binom.ppf([0.0005, 0.9995], len(cases), level)
    if hits < least:
        return Text(
            "Your intervals miss the truth too often: they are too narrow for what they promise.",
            "Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent.",
        )
    if hits > most and level < 1 or np.mean(widths) > width:
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


_JUDGES: dict[str, Callable[..., Text | None]] = {"coverage": _coverage, "floor": _floor}
