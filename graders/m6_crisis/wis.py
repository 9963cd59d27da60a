"""Builder's task 4: a forecast scored by its centre and by what its intervals promise."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .wis_slips import outside_of, weighed, wrong_scores
from .worlds import SCORES

_BY_HAND = {
    "observed": 130.0,
    "median": 100.0,
    "low": np.array([90.0, 80.0]),
    "high": np.array([110.0, 120.0]),
    "alpha": np.array([0.5, 0.1]),
}

task = function_task(
    points=2,
    forbids=SCORES,
    why=Text(
        "Right: the score pays for width and, dearly, for what lies outside. Whoever says 90 % and is outside half the time pays twenty times the distance for it. It is proper: in the long run nobody gains by saying another interval than they believe.",
        "Juste : le score fait payer la largeur et, cher, ce qui tombe dehors. Qui annonce 90 % et tombe dehors une fois sur deux paie vingt fois la distance. Il est propre : à la longue, personne ne gagne à annoncer un autre intervalle que celui auquel il croit.",
    ),
    hints=[
        Text(
            "For each interval: its width, plus 2 / alpha × by how much the observed number lies below `low` or above `high` (0 if inside). np.maximum(low - observed, 0) is the first of the two distances.",
            "Pour chaque intervalle : sa largeur, plus 2 / alpha × la distance dont le nombre observé tombe sous `low` ou au-dessus de `high` (0 s'il est dedans). np.maximum(low - observed, 0) est la première des deux.",
        ),
        Text(
            "Each interval's score weighs alpha / 2; the median's error, abs(observed - median), weighs 1 / 2.",
            "Le score de chaque intervalle pèse alpha / 2 ; l'erreur de la médiane, abs(observed - median), pèse 1 / 2.",
        ),
        Text(
            "Add them all up, and divide by K + 1/2, where K = len(alpha).",
            "Additionnez le tout, et divisez par K + 1/2, avec K = len(alpha).",
        ),
    ],
    laws=[
        laws.bounded(0, None),
        laws.known(
            _BY_HAND,
            (0.5 * 30 + 0.25 * (20 + 4 * 20) + 0.05 * (40 + 20 * 10)) / 2.5,
            Text(
                "130 came, the median said 100: half of that error counts. The interval of 50 % (90 to 110) is 20 wide and missed by 20, so 20 + 4 × 20, of which a quarter. That of 90 % (80 to 120): 40 + 20 × 10, of "
                "which a twentieth. Add the three up, and divide by 2.5.",
                "130 sont venues, la médiane disait 100 : on compte la moitié de cette erreur. L'intervalle à 50 % (90 à 110) est large de 20 et manqué de 20, soit 20 + 4 × 20, dont un quart. Celui à 90 % (80 à 120) : 40 + "
                "20 × 10, dont un vingtième. Additionnez les trois, et divisez par 2,5.",
            ),
        ),
    ],
)


@task.reference
def by_intervals(observed, median, low, high, alpha):
    outside = np.maximum(low - observed, 0) + np.maximum(observed - high, 0)
    scores = high - low + 2 / alpha * outside
    return (abs(observed - median) / 2 + (alpha / 2 * scores).sum()) / (len(alpha) + 0.5)


@task.alternative
def by_quantiles(observed, median, low, high, alpha):
    """Twice the mean pinball loss of the 2 K + 1 quantiles."""
    levels = np.concatenate([alpha / 2, [0.5], 1 - alpha / 2])
    quantiles = np.concatenate([low, [median], high])
    above = observed - quantiles
    return 2 * np.mean(np.where(above >= 0, levels * above, (levels - 1) * above))


@task.alternative
def one_by_one(observed, median, low, high, alpha):
    total = 0.5 * abs(observed - median)
    for bottom, top, a in zip(low, high, alpha, strict=True):
        total += a / 2 * (top - bottom)
        if observed < bottom:
            total += bottom - observed
        elif observed > top:
            total += observed - top
    return total / (len(alpha) + 1 / 2)


@task.mutant(
    Text(
        "That is the error of the median alone. A forecast that says 100, give or take 2, and one that says 100, give or take 40, then score alike.",
        "C'est l'erreur de la médiane seule. Une prévision qui dit 100 à 2 près et une autre qui dit 100 à 40 près ont alors le même score.",
    ),
)
def error_alone(observed, median, low, high, alpha):
    return float(abs(observed - median))


@task.mutant(
    Text(
        "You pay for the width alone. The narrowest interval then wins, whether it holds or not: the overconfident forecast would be yours.",
        "Vous ne faites payer que la largeur. L'intervalle le plus étroit gagne alors, qu'il tienne ou non : vous suivriez la prévision trop sûre d'elle.",
    ),
)
def width_alone(observed, median, low, high, alpha):
    return weighed(observed, median, high - low, alpha)


@task.mutant(
    Text(
        "What lies outside is not multiplied by 2 / alpha. To be outside an interval of 90 % must cost more than outside one of 50 %: more was promised.",
        "Ce qui tombe dehors n'est pas multiplié par 2 / alpha. Manquer un intervalle à 90 % doit coûter plus que manquer celui à 50 % : on avait promis davantage.",
    ),
)
def without_two_over_alpha(observed, median, low, high, alpha):
    return weighed(observed, median, high - low + outside_of(observed, low, high), alpha)


@task.mutant(
    Text(
        "You charge 2 / alpha as a fine, whatever the distance. One patient too many then costs as much as a hundred.",
        "Vous comptez 2 / alpha comme une amende, quelle que soit la distance. Un patient de trop coûte alors autant que cent.",
    ),
)
def a_fine(observed, median, low, high, alpha):
    return weighed(observed, median, high - low + 2 / alpha * (outside_of(observed, low, high) > 0), alpha)


@task.mutant(
    Text(
        "Only what comes above the interval costs in your score. Beds opened for nobody cost as well, and the score is no longer proper.",
        "Dans votre score, seul ce qui dépasse l'intervalle coûte. Des lits ouverts pour personne coûtent aussi, et le score n'est plus propre.",
    ),
)
def above_alone(observed, median, low, high, alpha):
    return weighed(observed, median, high - low + 2 / alpha * np.maximum(observed - high, 0), alpha)


@task.mutant(
    Text(
        "Every interval weighs the same in your mean. Without alpha / 2 the penalty of the widest intervals drowns the rest.",
        "Tous les intervalles pèsent autant chez vous. Sans alpha / 2, la pénalité des plus larges noie le reste.",
    ),
)
def unweighted(observed, median, low, high, alpha):
    scores = high - low + 2 / alpha * outside_of(observed, low, high)
    return float((abs(observed - median) / 2 + scores.sum()) / (len(alpha) + 0.5))


@task.mutant(
    Text(
        "The median is missing from your score, or counts for nothing: half of its error belongs to it.",
        "La médiane manque à votre score, ou n'y compte pour rien : la moitié de son erreur en fait partie.",
    ),
)
def without_the_median(observed, median, low, high, alpha):
    scores = high - low + 2 / alpha * outside_of(observed, low, high)
    return float((alpha / 2 * scores).sum() / (len(alpha) + 0.5))


@task.mutant(
    Text(
        "You added up and did not divide by K + 1/2. A forecast that gives more intervals would then score worse for it.",
        "Vous avez additionné sans diviser par K + 1/2. Une prévision qui donne plus d'intervalles aurait alors un plus mauvais score pour cela.",
    ),
)
def not_divided(observed, median, low, high, alpha):
    scores = high - low + 2 / alpha * outside_of(observed, low, high)
    return weighed(observed, median, scores, alpha) * (len(alpha) + 0.5)


wrong_scores(task)


task.equivalent("*:arithmetic:observed - median -> *", "a distance is the same from either side")
task.equivalent("by_quantiles:comparison:*", "what lies on a quantile loses nothing either way")
task.equivalent("one_by_one:comparison:*", "what lies on a bound misses it by 0")


@task.cases
def forecasts(rng):
    for levels in ([0.5, 0.1], [0.1], [0.5, 0.2, 0.05], [0.8, 0.4, 0.1, 0.02]):
        alpha = np.array(levels)
        median = round(float(rng.uniform(60, 300)), 1)
        reach = np.sort(rng.uniform(4, 60, len(alpha)))
        low, high = np.round(median - reach, 1), np.round(median + 1.5 * reach, 1)
        # Inside all, below all, above all, between two bounds, on a bound.
        for observed in (
            median + 1,
            low.min() - rng.uniform(5, 30),
            high.max() + rng.uniform(5, 30),
            (high[0] + high[-1]) / 2 + 0.3,
            low[0],
            low[0] - 0.4,
        ):
            yield case(observed=round(float(observed), 1), median=median, low=low, high=high, alpha=alpha)
