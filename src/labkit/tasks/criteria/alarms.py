"""The criterion of an alarm: how often it rings where nothing happened, and how soon where something did."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text

Call = Callable[..., Any]

# Worlds, of each kind, that are asked a second time, their last months left out.
_TRIED_EARLIER = 4
# How a learner is told of one period, and of several.
_PERIODS = {
    "month": (("month", "months"), ("mois", "mois")),
    "week": (("week", "weeks"), ("semaine", "semaines")),
}


def alarms(
    call: Call,
    cases: Sequence[Mapping[str, Any]],
    rng: Any,
    truth: str,
    false_alarms: float,
    caught: float,
    within: int,
    period: str = "month",
) -> Text | None:
    """Each case is a planted world, its months (or weeks) in order; its `truth` is withheld: the place of the first shifted month, or -1.

    The answer gives one verdict a month. Alarms in silent worlds, and before a shift, may be as many as a rule with
    `false_alarms` a month has, 999 times in 1,000 (binomial). Of the worlds that shift, as many must ring in one of the
    first `within` months as where the chance is `caught`, 999 times in 1,000. A month is judged on what was known
    then: without the months after it, its verdict must be the same.
    """
    from scipy.stats import binom

    (one, many), (un, plusieurs) = _PERIODS[period]
    feminine = "e" if period == "week" else ""
    rung = months = soon = shifted = 0
    earlier = {True: 0, False: 0}
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        n = len(next(iter(visible.values())))
        verdicts = _verdicts(call(**visible), n)
        if verdicts is None:
            return Text(
                "One verdict a month is asked for: True (it rings) or False, as many as there are months.",
                "On demande un verdict par mois : True (elle sonne) ou False, autant qu'il y a de mois.",
            )
        first = int(arguments[truth])
        silent = n if first < 0 else first
        months, rung = months + silent, rung + int(verdicts[:silent].sum())
        if first >= 0:
            shifted, soon = shifted + 1, soon + bool(verdicts[first : first + within].any())
        if earlier[first >= 0] < _TRIED_EARLIER:
            earlier[first >= 0] += 1
            kept = int(rng.integers(n // 2, n))
            then = _verdicts(call(**{name: value[:kept] for name, value in visible.items()}), kept)
            if then is None or (then != verdicts[:kept]).any():
                return Text(
                    f"Your verdict on a {one} changes with the {many} after it. On that day nobody knew them: a limit that waits for the end of the year cannot "
                    "ring in time.",
                    f"Votre verdict sur un{feminine} {un} change avec les {plusieurs} qui suivent. Ce jour-là, personne ne les connaissait : une limite qui attend la fin de l'année "
                    "ne peut pas sonner à temps.",
                )
    counted = Text(
        f"In {months} {many} where nothing was wrong it rang {rung} times; of {shifted} shifts it caught {soon} within {within} {many}.",
        f"Sur {months} {plusieurs} où tout allait bien, elle a sonné {rung} fois ; sur {shifted} changements, elle en a vu {soon} en {within} {plusieurs} au plus.",
    )
    if rung > binom.ppf(0.999, months, false_alarms):
        return Text(
            f"Too many false alarms: a ward that is called for nothing stops listening. {counted.en}",
            f"Trop de fausses alarmes : un service qu'on dérange pour rien n'écoute plus. {counted.fr}",
        )
    if soon < binom.ppf(0.001, shifted, caught):
        return Text(
            f"Too slow, or deaf on one side: patients go on meeting a model that is wrong. {counted.en}",
            f"Trop lente, ou sourde d'un côté : des patients continuent de rencontrer un modèle faux. {counted.fr}",
        )
    return None


def _verdicts(answer: Any, n: int) -> Any:
    found = np.asarray(answer)
    if found.dtype == object:  # a column that may hold anything, and holds True and False
        found = np.asarray(found.tolist())
    if found.shape != (n,) or found.dtype.kind not in "biuf" or not np.isin(found, (0, 1)).all():
        return None
    return found.astype(bool)
