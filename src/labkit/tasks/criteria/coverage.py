"""The criterion of an interval over replications: how many hold the truth, and how wide they are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text, number
from labkit.tasks.criteria.intervals import NO_INTERVAL, interval

Call = Callable[..., Any]

# A right 95 % interval is so many standard errors wide; middles so many times further off than one are no chance.
_WIDTH, _ELSEWHERE = 3.92, 1.5
_HARDLY_DIFFER, _TOGETHER = 0.05, 0.4


def most_misses(n: int, level: float, grace: float = 0.0) -> int:
    """How many of n right intervals may miss the truth, 999 times in 1,000: one more, and no later replication redeems them."""
    from scipy.stats import binom

    return n - int(binom.ppf(0.0005, n, level - grace))


def coverage(
    call: Call,
    cases: Sequence[Mapping[str, Any]],
    rng: Any,
    truth: str,
    level: float,
    width: float,
    narrowest: float = 0.0,
    grace: float = 0.0,
    widths: Sequence[float] = (),
) -> Text | None:
    """Each case is one replication whose `truth` argument is withheld; the answer returns (low, high).

    The number of intervals that hold the truth must lie where a right interval's would, 999 times in 1,000
    (binomial), and the mean width must not exceed `width`, or "always say 0 to 1" would win. An approximate interval may
    be `grace` off `level`. A mean width below `narrowest` misses the truth too often as well, also where a few hundred
    replications are too few to see it in the count (90 % of them, say, in place of 95). Where the truth is missed and the
    middles lie far from it, the reason told is the place, however narrow the intervals are. Last, where a right interval has
    `widths` that differ from case to case, these must go with them: one width for all, right on average, answers no case.
    """
    from scipy.stats import binom

    hits, found, errors = 0, [], []
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        bounds = interval(call(**visible))
        if bounds is None:
            return NO_INTERVAL
        low, high = bounds
        hits += low <= arguments[truth] <= high
        found.append(high - low)
        errors.append((low + high) / 2 - arguments[truth])
    least = len(cases) - most_misses(len(cases), level, grace)
    most = binom.ppf(0.9995, len(cases), min(level + grace, 1))
    n, due = len(cases), round(level * len(cases))
    counted = Text(
        f"{hits} of your {n} hold the truth; {due} are expected.",
        f"{hits} de vos {n} intervalles contiennent la vérité ; on en attend {due}.",
    )
    wide = float(np.mean(found))
    if hits < least and 0 < narrowest <= wide:
        return Text(
            f"Your intervals are wide enough, and the truth lies beside them too often: they are in the wrong place. {counted.en} "
            "Check the sign, the unit (a mean or a total, a share or a per cent), and who is compared with whom.",
            f"Vos intervalles sont assez larges, et la vérité est trop souvent à côté : ils ne sont pas au bon endroit. {counted.fr} "
            "Vérifiez le signe, l'unité (moyenne ou total, part ou pour cent), et ce que vous comparez.",
        )
    if hits < least and np.sqrt(np.mean(np.square(errors))) > _ELSEWHERE * narrowest / _WIDTH > 0:
        return Text(
            f"Your intervals are in the wrong place: their middles lie further from the truth than chance takes them. {counted.en} "
            "Check the sign, the unit (a mean or a total, a share or a per cent), and who is compared with whom.",
            f"Vos intervalles ne sont pas au bon endroit : leurs milieux sont plus loin de la vérité que le hasard ne les y met. {counted.fr} "
            "Vérifiez le signe, l'unité (moyenne ou total, part ou pour cent), et ce que vous comparez.",
        )
    if hits < least:
        return Text(
            f"Your intervals miss the truth too often: they are too narrow for what they promise. {counted.en}",
            f"Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent. {counted.fr}",
        )
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
    if not _go_together(found, widths):
        return Text(
            f"{counted.en} But the width of your intervals does not follow the case: too wide where much is known, too narrow where "
            "little is. Work out each width from the numbers that the function is given.",
            f"{counted.fr} Mais la largeur de vos intervalles ne suit pas le cas : trop larges là où l'on en sait beaucoup, trop étroits "
            "là où l'on en sait peu. Calculez chaque largeur avec les nombres que la fonction reçoit.",
        )
    return None


def _go_together(found: Sequence[float], widths: Sequence[float]) -> bool:
    """Whether the widths found rise and fall with those of a right interval, on the log scale; also where the latter hardly differ.

    Simulated, over 160 cases whose right widths differ by 10 % (standard deviation): widths of a bootstrap of 100 draws correlate
    at 0.74 (0.56 the least of 400 times), of 200 at 0.83 (0.73), and widths drawn by lot at 0.28 at the most of 10,000 times.
    """
    if len(widths) != len(found) or min(widths) <= 0:
        return True
    right, own = np.log(widths), np.log(np.maximum(found, 1e-12))
    if np.std(right) < _HARDLY_DIFFER:
        return True
    return bool(np.std(own) > 0 and np.corrcoef(right, own)[0, 1] >= _TOGETHER)
