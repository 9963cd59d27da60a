"""Builder's task 3: the interval of a nowcast, judged by how often it holds what was known later."""

from functools import cache

import numpy as np

from labkit.tasks import Criterion, Text, Tolerance, case, function_task

from .worlds import NOWCASTS

# Each trial is another day: its final count, and the share of it that is usually known tonight, small or nearly all. Counts and shares
# are spread evenly, so that the mean width of right intervals hardly depends on the draw.
TRIALS, FINAL, SHARES, LEVEL = 250, (40, 200), ((0.1, 0.3), (0.85, 0.97)), 0.9


def _days():
    """Final counts and shares of the trials."""
    places = (np.arange(TRIALS) + 0.5) / TRIALS
    final = np.round(FINAL[0] + (FINAL[1] - FINAL[0]) * places).astype(int)
    low, high = np.transpose(SHARES)[:, np.arange(TRIALS) % 2]
    return final, np.round(low + (high - low) * (places * 37 % 1), 3)


@cache
def their_width():
    """Mean width of right intervals: 2 x 1.645 standard errors of what is missing."""
    final, share = _days()
    return float((2 * 1.645 * np.sqrt((final * share + 1) * (1 - share)) / share).mean())


def _around(known, share, errors=1.645):
    half = errors * np.sqrt(known * (1 - share)) / share
    return float(known / share - half), float(known / share + half)


task = function_task(
    points=2,
    tolerance=Tolerance(relative=0, absolute=0.5),
    criterion=Criterion(
        "coverage",
        {
            "truth": "later",
            "level": LEVEL,
            "grace": 0.02,
            "narrowest": 0.955 * their_width(),
            "width": 1.05 * their_width(),
        },
    ),
    forbids=NOWCASTS,
    why=Text(
        "Right: of 250 days whose final count came later, your interval holds about nine in ten. It takes the share for known: where it was learned from few Sundays, or where the offices slow down, it holds less.",
        "Juste : sur 250 jours dont le compte définitif est venu plus tard, votre intervalle en contient environ neuf sur dix. Il tient la part pour connue : apprise de quelques dimanches, ou si les saisies ralentissent, il tient moins.",
    ),
    hints=[
        Text(
            "Of N admissions each is known tonight with probability `share`. What is not known yet is what may vary: its variance is about known × (1 - share) / share², so its standard error is the root of that.",
            "De N admissions, chacune est connue ce soir avec la probabilité `share`. Seul ce qui manque encore peut varier : sa variance est environ known × (1 - share) / share², et l'erreur type en est la racine.",
        ),
        Text(
            "Around known / share, 1.645 standard errors on each side hold 90 of 100. One more makes the small counts right: take known + 1 under the root.",
            "Autour de known / share, 1,645 erreur type de chaque côté en contient 90 sur 100. Pour les petits nombres, prenez known + 1 sous la racine.",
        ),
        Text(
            "Or exactly: what is missing follows scipy.stats.nbinom(known + 1, share); the bounds are known + its quantiles at 0.05 and 0.95 (`ppf`).",
            "Ou exactement : ce qui manque suit scipy.stats.nbinom(known + 1, share) ; les bornes sont known + ses quantiles à 0.05 et 0.95 (`ppf`).",
        ),
    ],
)


@task.reference
def by_negative_binomial(known, share):
    from scipy.stats import nbinom

    missing = nbinom(known + 1, share)
    return known + missing.ppf(0.05), known + missing.ppf(0.95)


@task.alternative
def by_standard_error(known, share):
    half = 1.645 * np.sqrt((known + 1) * (1 - share)) / share
    return known / share - half, known / share + half


@task.alternative
def by_counting(known, share):
    """Final counts that would have shown so many tonight, each weighed by its probability; the middle 90 % of that weight."""
    from scipy.stats import binom

    finals = np.arange(known, known + 4000)
    weight = np.cumsum(binom.pmf(known, finals, share) * share)
    return finals[weight >= 0.05][0], finals[weight >= 0.95][0]


@task.mutant(
    Text(
        "Your interval has no width. Tonight's count is a part of the final one, and which part is chance.",
        "Votre intervalle n'a pas de largeur. Le compte de ce soir est une partie du compte définitif, et c'est le hasard qui décide laquelle.",
    ),
)
def no_width(known, share):
    return known / share, known / share


@task.mutant(
    Text(
        "You took the root of what is known, as if the count itself were to be drawn again, and did not divide it by the share. What is unknown is what is missing, and it is scaled up.",
        "Vous avez pris la racine de ce qui est connu, comme si l'on tirait de nouveau ce compte, sans la diviser par la part. Ce qui est inconnu, c'est ce qui manque, et il est agrandi.",
    ),
)
def root_of_the_known(known, share):
    half = 1.645 * np.sqrt(known)
    return known / share - half, known / share + half


@task.mutant(
    Text(
        "You took the root of the nowcast (a Poisson interval). It is as wide on a day nearly complete as on yesterday's, and on neither right: the width must shrink to 0 as the share nears 1.",
        "Vous avez pris la racine de l'estimation (intervalle de Poisson). Il est aussi large pour un jour presque complet que pour hier, et juste pour aucun : la largeur doit tendre vers 0 quand la part approche de 1.",
    ),
)
def root_of_the_nowcast(known, share):
    half = 1.645 * np.sqrt(known / share)
    return known / share - half, known / share + half


@task.mutant(
    Text(
        "One standard error on each side holds two days of three. For nine of ten, take 1.645.",
        "Une erreur type de chaque côté contient deux jours sur trois. Pour neuf sur dix, prenez-en 1,645.",
    ),
)
def one_standard_error(known, share):
    return _around(known, share, 1.0)


@task.mutant(
    Text(
        "You took 1.96 standard errors: that is an interval of 95 %. The meeting was promised 90 %, and wider costs beds.",
        "Vous avez pris 1,96 erreur type : c'est un intervalle à 95 %. On a promis 90 % à la réunion, et plus large coûte des lits.",
    ),
)
def ninety_five(known, share):
    return _around(known, share, 1.96 * np.sqrt((known + 1) / max(known, 1)))


@task.mutant(
    Text(
        "Your interval runs from what is known to the nowcast. The final count is above the nowcast about every other time.",
        "Votre intervalle va de ce qui est connu à l'estimation. Le compte définitif dépasse l'estimation à peu près une fois sur deux.",
    ),
)
def from_known_to_nowcast(known, share):
    return known, known / share


@task.mutant(
    Text(
        "Your bounds are for what is missing, not for the day's final count: add what is known.",
        "Vos bornes portent sur ce qui manque, non sur le compte définitif du jour : ajoutez ce qui est connu.",
    ),
)
def missing_alone(known, share):
    low, high = by_negative_binomial(known, share)
    return low - known, high - known


task.equivalent("*:put_in:*", "final counts are whole numbers, and none is below 0")
task.equivalent("by_counting:bounds:*", "fewer than are known tonight: impossible, so it weighs nothing")
task.equivalent("by_counting:number:4000 -> *", "nobody expects 4,000 more")
task.equivalent("by_counting:comparison:*", "no cumulated weight is exactly 0.05 or 0.95")
# What an interval of counts is right by is how often it holds: one that is a patient wider or narrower, or reaches a percent further, still holds nine in ten.
for change in (
    "by_negative_binomial:number:1 -> *",
    "by_negative_binomial:number:0.05 -> *",
    "by_standard_error:number:1 -> *",
    "by_standard_error:arithmetic:1.645 * np.sqrt((known + 1) * (1 - share)) / share -> *",
    "by_standard_error:arithmetic:known / share -> *",
    "by_counting:number:0.05 -> *",
    "by_counting:number:0 -> 1*",
):
    task.equivalent(change, "a patient or a percent more: over 250 days it holds as often")


@task.cases
def trials(rng):
    final, share = _days()
    for place in rng.permutation(TRIALS):
        later, usual = int(final[place]), float(share[place])
        yield case(known=int(rng.binomial(later, usual)), share=usual, later=later)
