"""Builder's task 2: how sure a row is."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task, laws


def _wald(missed, cases, z, cut=False):
    p = missed / cases
    half = z * np.sqrt(p * (1 - p) / cases)
    low, high = float(p - half), float(p + half)
    return (max(low, 0.0), min(high, 1.0)) if cut else (low, high)


def _wilson_slipped(missed, cases, centre="", root="", divisor=True):
    p, z, n = missed / cases, 1.96, cases
    middle = p + (z**2 / 2 * n if centre == "times" else z**2 / (2 * n))
    whole = p + z**2 / (2 * n) / (1 + z**2 / n) if centre == "numerator" else middle / (1 + z**2 / n)
    under = p * (1 - p) / n + (z**2 / 4 * n**2 if root == "times" else z**2 / (4 * n**2))
    half = z * np.sqrt(under) / ((1 + z**2 / n) if divisor else 1)
    return float(whole - half), float(whole + half)


_BRACKETS = Text(
    "Python reads z**2 / 2 * n as (z**2 / 2) × n: it multiplies where the formula divides. Write z**2 / (2 * n), and z**2 / (4 * n**2) under "
    "the root.",
    "Python lit z**2 / 2 * n comme (z**2 / 2) × n : il multiplie là où la formule divise. Écrivez z**2 / (2 * n), et z**2 / (4 * n**2) sous "
    "la racine.",
)


task = function_task(
    points=2,
    forbids=[
        "labkit.evaluate.wilson_interval",
        "labkit.evaluate.intervals.proportions",
        "statsmodels.stats.proportion.proportion_confint",
        "scipy.stats.binomtest",
    ],
    why=Text(
        "Right: over all true shares, your interval holds the truth about 95 times in 100, even with eight cases. With 0 missed "
        "of 8, it still reaches a third: 'none missed' is not 'none will be'.",
        "Juste : toutes parts vraies confondues, votre intervalle contient la vérité environ 95 fois sur 100, même avec huit cas. "
        "Avec 0 manqué sur 8, il monte encore à un tiers : « aucun manqué » n'est pas « aucun ne le sera ».",
    ),
    hints=[
        Text(
            "Write p = missed / cases and z = 1.96, then the centre and the half-width of the formula, one line each.",
            "Écrivez p = missed / cases et z = 1.96, puis le centre et la demi-largeur de la formule, une ligne chacun.",
        ),
        Text(
            "centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases); the half-width has the same divisor.",
            "centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases) ; la demi-largeur a le même diviseur.",
        ),
        Text(
            "Under the root (np.sqrt): p * (1 - p) / cases + z**2 / (4 * cases**2). Return centre - half, centre + half.",
            "Sous la racine (np.sqrt) : p * (1 - p) / cases + z**2 / (4 * cases**2). Renvoyez centre - demi, centre + demi.",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "Both bounds of a share lie between 0 and 1. Did you return percentages, or let the formula run past an end?",
                "Les deux bornes d'une part sont entre 0 et 1. Avez-vous renvoyé des pourcentages, ou laissé la formule dépasser une extrémité ?",
            ),
        )
    ],
    criterion=Criterion("exact_coverage", {"count": "missed", "total": "cases", "level": 0.95}),
)


@task.reference
def wilson(missed, cases):
    p, z = missed / cases, 1.96
    centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases)
    half = z / (1 + z**2 / cases) * np.sqrt(p * (1 - p) / cases + z**2 / (4 * cases**2))
    return float(max(centre - half, 0)), float(min(centre + half, 1))


@task.alternative
def clopper_pearson(missed, cases):
    from scipy.stats import beta

    low = beta.ppf(0.025, missed, cases - missed + 1) if missed else 0.0
    return [float(low), float(beta.ppf(0.975, missed + 1, cases - missed)) if missed < cases else 1.0]


@task.alternative
def jeffreys(missed, cases):
    from scipy.stats import beta

    return beta.ppf([0.025, 0.975], missed + 0.5, cases - missed + 0.5)


for change in ("*:number:0.025 -> *", "jeffreys:number:0.5 -> *", "*:put_in:rounded"):
    task.equivalent(
        change, "any interval that covers as promised, and none wider than Clopper and Pearson's, is right"
    )


for change in ("arithmetic:z ** 2 -> z * 2*", "number:2 -> *", "number:4 -> 3"):
    task.equivalent(f"wilson:{change}", "in these small terms it covers as promised and is no wider")
for change in ("around:max(*", "number:0 -> -1", "around:min(*", "number:1 -> 2 #4"):
    task.equivalent(f"wilson:{change}", "Wilson's interval stays between 0 and 1 by itself")


@task.mutant(
    Text(
        "That is the textbook's p ± 1.96 standard errors. With few cases it breaks: 0 missed of 8 gives an interval of width 0, "
        "as if one were certain. Wilson's formula moves the centre and stays honest.",
        "C'est le p ± 1,96 erreur type des manuels. Avec peu de cas, il ne tient plus : 0 manqué sur 8 donne un intervalle de "
        "largeur 0, comme si l'on était certain. La formule de Wilson déplace le centre et reste honnête.",
    ),
)
def textbook(missed, cases):
    return _wald(missed, cases, 1.96)


@task.mutant(
    Text(
        "That is the textbook's p ± 1.96 standard errors, cut at 0 and 1. Cutting does not help: 0 missed of 8 still "
        "gives a width of 0. Wilson's formula moves the centre.",
        "C'est le p ± 1,96 erreur type des manuels, coupé à 0 et à 1. Couper ne suffit pas : 0 manqué sur 8 donne encore une "
        "largeur de 0. La formule de Wilson déplace le centre.",
    ),
)
def textbook_cut(missed, cases):
    return _wald(missed, cases, 1.96, cut=True)


@task.mutant(
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100 take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(missed, cases):
    return _wald(missed, cases, 1.0)


@task.mutant(
    Text(
        "You used the spread between patients, which does not shrink however many there are. The interval of a share shrinks with "
        "the square root of the cases: divide by them under the root.",
        "Vous avez pris la dispersion entre patients, qui ne diminue pas quel que soit leur nombre. L'intervalle d'une part "
        "diminue avec la racine du nombre de cas : divisez par eux sous la racine.",
    ),
)
def spread_of_people(missed, cases):
    return _wald(missed, cases, 1.96 * np.sqrt(cases))


@task.mutant(
    Text(
        "From 0 to 1 is always true and never useful: nobody can act on it.",
        "De 0 à 1, c'est toujours vrai et jamais utile : personne ne peut agir avec cela.",
    ),
)
def always_everything(missed, cases):
    return 0.0, 1.0


@task.mutant(
    Text(
        "You left out the square root: the interval comes out far too narrow, and it misses the truth too often.",
        "Vous avez oublié la racine carrée : l'intervalle est bien trop étroit et promet ce qu'il ne peut pas tenir.",
    ),
)
def no_square_root(missed, cases):
    p = missed / cases
    half = 1.96 * p * (1 - p) / cases
    return float(p - half), float(p + half)


@task.mutant(_BRACKETS)
def times_n_in_the_centre(missed, cases):
    return _wilson_slipped(missed, cases, centre="times")


@task.mutant(_BRACKETS)
def times_n_under_the_root(missed, cases):
    return _wilson_slipped(missed, cases, root="times")


@task.mutant(_BRACKETS)
def times_n_in_both(missed, cases):
    return _wilson_slipped(missed, cases, centre="times", root="times")


@task.mutant(
    Text(
        "Only the second part of the centre is divided by 1 + z²/n. Put brackets round the whole of p + z²/2n, then divide.",
        "Seule la seconde partie du centre est divisée par 1 + z²/n. Mettez tout p + z²/2n entre parenthèses, puis divisez.",
    ),
)
def half_of_the_centre_divided(missed, cases):
    return _wilson_slipped(missed, cases, centre="numerator")


@task.mutant(
    Text(
        "The half-width has the divisor 1 + z²/n as well. Without it your intervals are wider than they need be, most of all with few cases.",
        "La demi-largeur a elle aussi le diviseur 1 + z²/n. Sans lui, vos intervalles sont plus larges qu'il ne faut, surtout avec peu de cas.",
    ),
)
def half_width_undivided(missed, cases):
    return _wilson_slipped(missed, cases, divisor=False)


@task.mutant(
    Text(
        "These bounds are percentages. Give shares between 0 and 1, like the missed share itself.",
        "Ces bornes sont des pourcentages. Donnez des parts entre 0 et 1, comme la part manquée elle-même.",
    ),
)
def in_percent(missed, cases):
    low, high = wilson(missed, cases)
    return 100 * low, 100 * high


@task.mutant(
    Text(
        "That is the interval for 90 in 100: it uses 1.645. For 95 in 100, z is 1.96.",
        "C'est l'intervalle à 90 % : il se sert de 1,645. Pour 95 %, z vaut 1,96.",
    ),
)
def ninety_in_a_hundred(missed, cases):
    p, z = missed / cases, 1.645
    centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases)
    half = z / (1 + z**2 / cases) * np.sqrt(p * (1 - p) / cases + z**2 / (4 * cases**2))
    return float(max(centre - half, 0)), float(min(centre + half, 1))


@task.cases
def every_count(rng):
    for cases in (8, int(rng.integers(13, 18)), int(rng.integers(26, 34))):
        for missed in range(cases + 1):
            yield case(missed=missed, cases=cases)
