"""Builder's task 5: a paired interval."""

import numpy as np
import pandas as pd

from labkit.tasks import Criterion, Text, Tolerance, case, function_task

# Notes differ in difficulty for both models alike: shares of notes that both read right, A alone, B alone, neither.
NOTES_A_STUDY, STUDIES_A_WORLD = 120, 40
WORLDS = (
    (0.55, 0.17, 0.05, 0.23),
    (0.60, 0.08, 0.12, 0.20),
    (0.55, 0.07, 0.18, 0.20),
    (0.62, 0.14, 0.10, 0.14),
    (0.50, 0.20, 0.08, 0.22),
    (0.58, 0.11, 0.11, 0.20),
)
LARGEST_DIFFERENCE = 0.14
# Width of the 95 % interval with the true shares: 2 x 1.96 standard errors of a paired difference. The intervals of z, t,
# the bootstrap and Newcombe are on average within 2 % of it at these sizes; 90 in 100 for 95, or no pairing, are 15 % off and more.
THEIR_WIDTH = float(
    np.mean([2 * 1.96 * np.sqrt((a + b - (a - b) ** 2) / NOTES_A_STUDY) for _, a, b, _ in WORLDS])
)


def _half(differences, z=1.96):
    return z * np.std(differences, ddof=1) / np.sqrt(len(differences))


def _around(centre, half):
    return float(centre - half), float(centre + half)


def _difference(right_a, right_b):
    return np.asarray(right_a, dtype=float) - np.asarray(right_b)


task = function_task(
    points=2,
    # A typical mistake is told by its bounds, whichever of z and t or of n and n - 1 it was made with.
    tolerance=Tolerance(relative=0, absolute=0.004),
    # A right interval at these sizes covers 0.94 to 0.96 (simulated, 4,000 studies a world).
    criterion=Criterion(
        "coverage",
        {
            "truth": "true_difference",
            "level": 0.95,
            "grace": 0.01,
            "narrowest": 0.93 * THEIR_WIDTH,
            "width": 1.07 * THEIR_WIDTH,
        },
    ),
    forbids=[
        "labkit.evaluate.compare_models",
        "labkit.evaluate.newcombe_paired_difference",
        "labkit.evaluate.bootstrap_interval",
        "scipy.stats.bootstrap",
        "scipy.stats.ttest_rel",
    ],
    why=Text(
        "Right. Both models read the same patients: the notes on which they agree tell nothing about which is better, and the pairing "
        "removes their noise.",
        "Juste. Les deux modèles lisent les mêmes patients : les notes où ils s'accordent ne disent rien du meilleur, et l'appariement en "
        "retire le bruit.",
    ),
    hints=[
        Text(
            "Take the difference note by note: right_a - right_b is 1, 0 or -1.",
            "Prenez la différence note par note : right_a - right_b vaut 1, 0 ou -1.",
        ),
        Text(
            "The mean of these differences has a standard error: their standard deviation / √n.",
            "La moyenne de ces différences a une erreur type : leur écart type / √n.",
        ),
        Text(
            "Return (mean - 1.96 × standard error, mean + 1.96 × standard error).",
            "Renvoyez (moyenne - 1,96 × erreur type, moyenne + 1,96 × erreur type).",
        ),
    ],
)


@task.reference
def by_differences(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d))


@task.alternative
def by_discordant_counts(right_a, right_b):
    a, b = np.asarray(right_a), np.asarray(right_b)
    n, only_a, only_b = len(a), np.sum(a > b), np.sum(b > a)
    variance = (only_a + only_b - (only_a - only_b) ** 2 / n) / n**2
    return [float((only_a - only_b) / n + sign * 1.96 * np.sqrt(variance)) for sign in (-1, 1)]


@task.alternative
def by_students_t(right_a, right_b):
    from scipy.stats import t

    d = pd.Series(_difference(right_a, right_b))
    return np.array([d.mean() + sign * t.ppf(0.975, len(d) - 1) * d.sem() for sign in (-1, 1)])


@task.alternative
def by_bootstrap(right_a, right_b):
    d, rng = _difference(right_a, right_b), np.random.default_rng(1)
    return np.percentile(d[rng.integers(0, len(d), (1000, len(d)))].mean(axis=1), [2.5, 97.5])


@task.alternative
def by_newcombe(right_a, right_b):
    from labkit.evaluate import newcombe_paired_difference

    a, b = np.asarray(right_a) == 1, np.asarray(right_b) == 1
    counts = (int(rows.sum()) for rows in (a & b, a & ~b, ~a & b, ~a & ~b))
    return newcombe_paired_difference(*counts)[1:]


task.equivalent("*:put_in:rounded", "whether an interval holds the truth does not hang on its third place")
for change in (
    "_half:default:*ddof*",
    "_half:number:1 -> *",
    "by_students_t:*len(d) - 1 -> *",
    "by_students_t:number:1 -> *",
):
    task.equivalent(change, "of some hundreds of notes, one more or less does not show")
for change in ("*only_a - only_b*", "number:2 -> 1"):
    task.equivalent(
        f"by_discordant_counts:{change}",
        "beside the discordant notes, the square of their difference is small",
    )
task.equivalent("by_bootstrap:number:1 -> 2", "another seed is as good")
task.slow_to_judge(by_bootstrap, one_in=10)


@task.mutant(
    Text(
        "An interval of width 0: the higher mean wins, as if other patients would give the same score to the last digit. How much does "
        "the difference move from one sample of notes to the next?",
        "Un intervalle de largeur 0 : le plus haut score gagne, comme si d'autres patients donneraient le même score au chiffre près. De "
        "combien la différence bouge-t-elle d'un échantillon de notes à l'autre ?",
    ),
)
def higher_mean_wins(right_a, right_b):
    return _around(_difference(right_a, right_b).mean(), 0.0)


@task.mutant(
    Text(
        "You treat the two scores as if they came from different patients. They read the same notes: take the difference note by note, "
        "and the interval narrows.",
        "Vous traitez les deux scores comme s'ils venaient de patients différents. Ils lisent les mêmes notes : prenez la différence note "
        "par note, et l'intervalle se resserre.",
    ),
)
def unpaired(right_a, right_b):
    a, b = np.asarray(right_a, dtype=float), np.asarray(right_b, dtype=float)
    return _around(a.mean() - b.mean(), np.hypot(_half(a), _half(b)))


@task.mutant(
    Text(
        "That is B minus A. The interval is asked for A minus B: a positive difference must speak for A.",
        "C'est B moins A. On demande A moins B : une différence positive doit parler pour A.",
    ),
)
def wrong_way_round(right_a, right_b):
    d = _difference(right_b, right_a)
    return _around(d.mean(), _half(d))


@task.mutant(
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100 take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d, 1.0))


@task.mutant(
    Text(
        "With 1.645 standard errors on each side the interval misses the truth one time in ten. For 95 in 100 take 1.96.",
        "Avec 1,645 erreur type de chaque côté, l'intervalle manque la vérité une fois sur dix. Pour 95 fois sur 100, prenez 1,96.",
    ),
)
def ninety_in_a_hundred(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d, 1.645))


@task.mutant(
    Text(
        "You used the spread from note to note, which does not shrink with more notes. Divide by √n.",
        "Vous avez pris la dispersion d'une note à l'autre, qui ne diminue pas avec plus de notes. Divisez par √n.",
    ),
)
def spread_of_notes(right_a, right_b):
    d = _difference(right_a, right_b)
    # Halfway between n and n - 1: within the tolerance of both.
    return _around(d.mean(), 1.96 * np.std(d, ddof=0.5))


@task.mutant(
    Text(
        "You divided the spread by n. A mean of n notes moves √n times less than one note does, not n times: divide by √n.",
        "Vous avez divisé la dispersion par n. Une moyenne de n notes bouge √n fois moins qu'une seule note, pas n fois : divisez par √n.",
    ),
)
def divided_by_n(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), 1.96 * np.std(d, ddof=1) / len(d))


@task.mutant(
    Text(
        "You used the variance of the differences where their standard deviation is asked for: it is its square root (`std`, not `var`).",
        "Vous avez pris la variance des différences au lieu de leur écart type, qui en est la racine carrée (`std`, pas `var`).",
    ),
)
def variance(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), 1.96 * np.var(d, ddof=1) / np.sqrt(len(d)))


@task.mutant(
    Text(
        "You divided by the root of the number of notes on which the models differ. The mean is over all n notes: divide by √n.",
        "Vous avez divisé par la racine du nombre de notes où les modèles diffèrent. La moyenne porte sur les n notes : divisez par √n.",
    ),
)
def root_of_discordant_notes(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), 1.96 * np.std(d, ddof=0.5) / np.sqrt(np.count_nonzero(d)))


@task.mutant(
    Text(
        "You kept only the notes on which the models differ. The ties weigh too: they are zeros of the mean, and without them the "
        "difference is no longer that of the two shares.",
        "Vous n'avez gardé que les notes où les modèles diffèrent. Les autres comptent aussi : ce sont les zéros de la moyenne, et sans "
        "elles la différence n'est plus celle des deux parts.",
    ),
)
def discordant_notes_only(right_a, right_b):
    d = _difference(right_a, right_b)
    d = d[d != 0]
    return _around(d.mean(), _half(d))


@task.mutant(
    Text(
        "You took 2.576 standard errors on each side: that is an interval at 99 %. For 95 in 100 take 1.96.",
        "Vous avez pris 2,576 erreurs types de chaque côté : c'est un intervalle à 99 %. Pour 95 fois sur 100, prenez 1,96.",
    ),
)
def ninety_nine_in_a_hundred(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d, 2.576))


@task.mutant(
    Text(
        "You took percentiles of the differences themselves: they say how notes differ (-1, 0 or 1), not how far the mean of all notes may be off.",
        "Vous avez pris des percentiles des différences elles-mêmes : ils disent en quoi les notes diffèrent (-1, 0 ou 1), pas de combien leur moyenne peut "
        "s'écarter.",
    ),
)
def percentiles_of_the_notes(right_a, right_b):
    low, high = np.percentile(_difference(right_a, right_b), [2.5, 97.5])
    return float(low), float(high)


@task.mutant(
    Text(
        "You added the margins of the two shares. Margins do not add up like this, and the notes are the same for both: take the difference note by note.",
        "Vous avez additionné les marges des deux parts. Des marges ne s'additionnent pas ainsi, et les notes sont les mêmes : prenez la différence note par "
        "note.",
    ),
)
def margins_added(right_a, right_b):
    a, b = np.asarray(right_a, dtype=float), np.asarray(right_b, dtype=float)
    return _around(a.mean() - b.mean(), _half(a) + _half(b))


@task.mutant(
    Text(
        "Your bounds are in points of 100. A difference of shares lies between -1 and 1: do not multiply by 100.",
        "Vos bornes sont en points sur 100. Une différence de parts est comprise entre -1 et 1 : ne multipliez pas par 100.",
    ),
)
def times_a_hundred(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(100 * d.mean(), 100 * _half(d))


@task.cases
def the_same_study_over_and_over(rng):
    """Every study has a true difference of its own, drawn: it says nothing about the next, nor about another course's."""
    for both, a_alone, b_alone, _ in WORLDS:
        variance = a_alone + b_alone - (a_alone - b_alone) ** 2
        for _ in range(STUDIES_A_WORLD):
            difference = float(rng.uniform(-LARGEST_DIFFERENCE, LARGEST_DIFFERENCE))
            # As many notes on which the models differ as give the interval this world's width.
            differing = variance + difference**2
            a, b = (differing + difference) / 2, (differing - difference) / 2
            kind = rng.choice(4, NOTES_A_STUDY, p=(both, a, b, 1 - both - differing))
            yield case(
                right_a=np.isin(kind, (0, 1)).astype(np.int32),
                right_b=np.isin(kind, (0, 2)).astype(np.int32),
                true_difference=difference,
            )
