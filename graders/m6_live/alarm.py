"""Builder's task 3: an alarm that is chosen by what it does: how often wrongly, and how soon."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task

from .worlds import CHARTS, draw_stays

WORLDS, MONTHS, WITHIN = 160, 18, 3
# Simulated: two standard errors ring in 4.5 months of 100, two and a half in 1.3 and catch 85 of 100 shifts in three months, three
# 0.3 and 74; a CUSUM or an EWMA 0.7 to 0.9 and 90. One side only catches fewer than half.
FALSE_ALARMS, CAUGHT = 0.02, 0.75

task = function_task(
    points=3,
    criterion=Criterion(
        "alarms", {"truth": "shifted_from", "false_alarms": FALSE_ALARMS, "caught": CAUGHT, "within": WITHIN}
    ),
    forbids=CHARTS,
    why=Text(
        "Right: in worlds where nothing was planted it is nearly silent, and most shifts ring within three months. Both numbers belong beside the alarm when it is signed; they come from the ward's own numbers of cases.",
        "Juste : dans les mondes où rien n'a été introduit, elle se tait presque toujours, et la plupart des changements sonnent en trois mois au plus. Les deux nombres figurent à côté de l'alarme que l'on signe ; "
        "ils viennent des effectifs du service.",
    ),
    hints=[
        Text(
            "A month strays by (observed - expected) cases. How much is that in standard errors, if the variance is given?",
            "Un mois s'écarte de (observed - expected) cas. Combien d'erreurs types cela fait-il, puisque la variance est donnée ?",
        ),
        Text(
            "Chance goes beyond two standard errors in about 5 months of 100, beyond three in 0.3. You may ring in 2. And a fall counts as much as a rise: np.abs.",
            "Le hasard dépasse deux erreurs types environ 5 mois sur 100, trois 0,3 mois. Vous pouvez sonner 2 mois. Et une baisse compte autant qu'une hausse : np.abs.",
        ),
    ],
)


def _away(observed, expected, variance):
    """By how many standard errors each month strays."""
    return (np.asarray(observed) - np.asarray(expected)) / np.sqrt(np.asarray(variance))


@task.reference
def two_and_a_half(observed, expected, variance):
    return np.abs(observed - expected) > 2.5 * np.sqrt(variance)


@task.alternative
def both_cusums(observed, expected, variance):
    """Adds up what strays by more than 0.75 standard errors, upwards and downwards; starts again after an alarm."""
    up = down = 0.0
    rings = []
    for away in _away(observed, expected, variance):
        up, down = max(0.0, up + away - 0.75), max(0.0, down - away - 0.75)
        rings.append(max(up, down) > 2.6)
        if rings[-1]:
            up = down = 0.0
    return rings


@task.alternative
def smoothed(observed, expected, variance):
    """An exponentially weighted mean of the months."""
    mean, rings = 0.0, []
    for away in _away(observed, expected, variance):
        mean = 0.4 * away + 0.6 * mean
        rings.append(bool(abs(mean) > 2.6 * np.sqrt(0.4 / 1.6)))
    return rings


@task.mutant(
    Text(
        "You ring wherever the month's 95 % interval leaves 1 out. That is one month of twenty by chance alone: with ten wards, an alarm nearly every second month, about nothing.",
        "Vous sonnez dès que l'intervalle à 95 % du mois exclut 1. C'est un mois sur vingt par le seul hasard : avec dix services, une alarme presque un mois sur deux, pour rien.",
    ),
)
def ninety_five_in_a_hundred(observed, expected, variance):
    return np.abs(_away(observed, expected, variance)) > 1.96


@task.mutant(
    Text(
        "Your limits, 0.8 and 1.25, are the same for every ward. Where four cases are expected, chance alone brings two or six.",
        "Vos limites, 0,8 et 1,25, sont les mêmes pour tous les services. Là où l'on attend quatre cas, le hasard seul en amène deux ou six.",
    ),
)
def four_fifths(observed, expected, variance):
    ratio = np.asarray(observed) / np.asarray(expected)
    return (ratio < 0.8) | (ratio > 1.25)


@task.mutant(
    Text(
        "Your limits, 0.5 and 1.5, are the same for every ward. In a small one they ring by chance, in a large one they are asleep.",
        "Vos limites, 0,5 et 1,5, sont les mêmes pour tous les services. Dans un petit, elles sonnent par hasard ; dans un grand, elles dorment.",
    ),
)
def half_either_way(observed, expected, variance):
    ratio = np.asarray(observed) / np.asarray(expected)
    return (ratio < 0.5) | (ratio > 1.5)


@task.mutant(
    Text(
        "You look upwards only. An O/E that falls is a finding too: a score that has gone silent, labels that no longer arrive, or an alarm that works.",
        "Vous ne regardez que vers le haut. Un O/A qui baisse est aussi un constat : un score devenu muet, des étiquettes qui n'arrivent plus, ou une alarme qui marche.",
    ),
)
def upwards_only(observed, expected, variance):
    return _away(observed, expected, variance) > 3


@task.mutant(
    Text(
        "It never rings. No false alarm, and no patient is ever protected by it.",
        "Elle ne sonne jamais. Aucune fausse alarme, et elle ne protège personne.",
    ),
)
def never(observed, expected, variance):
    return np.zeros(len(np.asarray(observed)), bool)


@task.mutant(
    Text(
        "It rings every month, so nobody will listen to it.",
        "Elle sonne tous les mois : plus personne ne l'écoutera.",
    ),
)
def always(observed, expected, variance):
    return np.ones(len(np.asarray(observed)), bool)


@task.mutant(
    Text(
        "Your limits come from the months themselves, those of the shift included: a model that is wrong for half the year calls that its normal.",
        "Vos limites viennent des mois eux-mêmes, y compris ceux du changement : un modèle faux la moitié de l'année prend cela pour sa norme.",
    ),
)
def against_its_own_year(observed, expected, variance):
    ratio = np.asarray(observed) / np.asarray(expected)
    return np.abs(ratio - ratio.mean()) > 2 * ratio.std()


@task.cases
def planted_worlds(rng):
    """Half of the wards stay as they were; in the others the odds of sepsis change from one month on."""
    planted = np.arange(WORLDS) % 2 == 1
    for shifts in rng.permutation(planted):
        cases_a_month = np.exp(rng.uniform(np.log(4), np.log(100)))
        first = int(rng.integers(4, 11)) if shifts else -1
        odds_ratio = float(rng.choice([rng.uniform(2.0, 2.6), rng.uniform(0.3, 0.45)]))
        rows = []
        for month in range(MONTHS):
            n = int(max(20, cases_a_month / 0.1 * rng.uniform(0.8, 1.2)))
            now = odds_ratio if shifts and month >= first else 1.0
            y_true, y_prob = draw_stays(rng, n, odds_ratio=now)
            rows.append((float(y_true.sum()), float(y_prob.sum()), float((y_prob * (1 - y_prob)).sum())))
        observed, expected, variance = np.round(np.transpose(rows), 4)
        yield case(observed=observed, expected=expected, variance=variance, shifted_from=first)
