"""Builder's task 5: does a visit change more for one group than for the other, in worlds whose truth is known."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task, laws

# In half of the worlds nothing is planted: a visit avoids as much in both groups, none, little or much.
WORLDS, LEAST = 100, 0.88
SAME, FAR = (0.0, 0.03, 0.035, 0.04, 0.07), ((0.14, 0.02), (0.19, 0.06), (0.13, 0.035), (0.1, -0.03))
PEOPLE, RISK = (900, 1800), (0.2, 0.35)


def _avoided(group):
    """Returns avoided, and the square of its standard error, of (back_visited, visited, back_others, others)."""
    back_visited, visited, back_others, others = group
    p, q = back_visited / visited, back_others / others
    return q - p, p * (1 - p) / visited + q * (1 - q) / others


task = function_task(
    points=2,
    criterion=Criterion(
        "floor",
        {
            "truth": "planted",
            "least": LEAST,
            "message": [
                "In worlds whose truth is known, your function is wrong too often. Is it silent where a visit avoids as much in both groups? Compare the two effects with each other, not each with 0. "
                "Return True or False.",
                "Dans des mondes dont on connaît la vérité, votre fonction se trompe trop souvent. Se tait-elle là où une visite évite autant dans les deux groupes ? Comparez les deux effets entre eux, non "
                "chacun à 0. Renvoyez True ou False.",
            ],
        },
    ),
    why=Text(
        "Right: it finds the difference that was planted and is silent in about 95 of 100 worlds where there is none. Ask it of twenty groups, and one will differ by chance.",
        "Juste : elle trouve la différence introduite et se tait dans environ 95 mondes sur 100 où il n'y en a pas. Interrogez-la sur vingt groupes, et l'un différera par hasard.",
    ),
    laws=[
        laws.known(
            {"first": [160, 1000, 240, 1000], "second": [225, 1000, 240, 1000]},
            True,
            Text(
                "Visits avoid 80 returns of 1,000 (45 to 115) in one group, 15 (-22 to 52) in the other. The intervals overlap; the difference, 65, has its own, 14 to 116, without 0: they differ.",
                "Les visites évitent 80 retours sur 1\u00a0000 (45 à 115) dans un groupe, 15 (-22 à 52) dans l'autre. Les intervalles se chevauchent\u00a0; la différence, 65, a le sien, 14 à 116, sans 0\u00a0: ils diffèrent.",
            ),
        ),
        laws.known(
            {"first": [40, 1000, 90, 1000], "second": [450, 1000, 500, 1000]},
            False,
            Text(
                "Visits avoid 50 returns of 1,000 in both groups: more than half of a small risk, a tenth of a large one, and the same number of people kept at home. No difference.",
                "Les visites évitent 50 retours sur 1\u00a0000 dans les deux groupes\u00a0: plus de la moitié d'un petit risque, un dixième d'un grand, et autant de personnes gardées chez elles. Pas de différence.",
            ),
        ),
    ],
    hints=[
        Text(
            "For each group: what visits avoid (share of the others who came back, minus that of the visited), and the square of its standard error.",
            "Pour chaque groupe : ce que les visites évitent (part des autres qui reviennent, moins celle des visités), et le carré de son erreur type.",
        ),
        Text(
            "The difference of two effects has a standard error too: the root of the sum of the two squares.",
            "La différence de deux effets a aussi une erreur type : la racine de la somme des deux carrés.",
        ),
        Text(
            "Return abs(first effect - second effect) > 1.96 * error.",
            "Renvoyez abs(premier effet - second effet) > 1.96 * erreur.",
        ),
    ],
)


@task.reference
def by_their_difference(first, second):
    effects, squares = [], []
    for back_visited, visited, back_others, others in (first, second):
        p, q = back_visited / visited, back_others / others
        effects.append(q - p)
        squares.append(p * (1 - p) / visited + q * (1 - q) / others)
    return abs(effects[0] - effects[1]) > 1.96 * np.sqrt(sum(squares))


@task.alternative
def by_an_interval(first, second):
    groups = np.array([first, second], dtype=float).reshape(2, 2, 2)
    share = groups[:, :, 0] / groups[:, :, 1]
    error = np.sqrt((share * (1 - share) / groups[:, :, 1]).sum())
    (p, q), (r, s) = share
    low, high = (q - p) - (s - r) - 1.96 * error, (q - p) - (s - r) + 1.96 * error
    return not low <= 0 <= high


@task.alternative
def by_chi_square(first, second):
    from scipy.stats import norm

    def moments(back_visited, visited, back_others, others):
        p, q = back_visited / visited, back_others / others
        return q - p, p * (1 - p) / visited + q * (1 - q) / others

    one, other = moments(*first), moments(*second)
    z = (one[0] - other[0]) / (one[1] + other[1]) ** 0.5
    return bool(2 * norm.sf(abs(z)) < 0.05)


@task.mutant(
    Text(
        "One effect is shown and the other is not: that is no proof that they differ. Two effects of the same size often fall on the two sides of that line. Compare them with each other.",
        "Un effet est montré et l'autre non : cela ne prouve pas qu'ils diffèrent. Deux effets égaux tombent souvent de part et d'autre de cette limite. Comparez-les entre eux.",
    ),
)
def shown_in_one_alone(first, second):
    shown = [avoided > 1.96 * square**0.5 for avoided, square in (_avoided(first), _avoided(second))]
    return shown[0] != shown[1]


@task.mutant(
    Text(
        "Any difference is a difference for you. Chance always leaves one: ask whether it is larger than its error.",
        "Pour vous, tout écart est une différence. Le hasard en laisse toujours un : demandez s'il dépasse son erreur.",
    ),
)
def any_difference(first, second):
    return abs(_avoided(first)[0] - _avoided(second)[0]) > 0.01


@task.mutant(
    Text(
        "You compared how many come back in the two groups. One group is more ill than the other; the question is whether a visit *changes* more.",
        "Vous avez comparé combien de personnes reviennent dans les deux groupes. L'un est plus malade que l'autre ; la question est de savoir si une visite y *change* davantage.",
    ),
)
def risks_differ(first, second):
    (p, n), (q, m) = ((group[2] / group[3], group[3]) for group in (first, second))
    return abs(p - q) > 1.96 * (p * (1 - p) / n + q * (1 - q) / m) ** 0.5


@task.mutant(
    Text(
        "Your function always finds a difference. It would send the ward to a new group every month.",
        "Votre fonction trouve toujours une différence. Elle enverrait le service vers un nouveau groupe chaque mois.",
    ),
)
def always(first, second):
    return True


@task.mutant(
    Text(
        "Your function never finds a difference: then places are drawn by lot for ever, and Mrs. Malenfant has one chance in three.",
        "Votre fonction ne trouve jamais de différence : les places restent tirées au sort, et Mme Malenfant a une chance sur trois.",
    ),
)
def never(first, second):
    return False


@task.mutant(
    Text(
        "You look at one direction only. The group named second may well be the one that visits help more.",
        "Vous ne regardez qu'un sens. Le groupe nommé en second peut être celui que les visites aident le plus.",
    ),
)
def one_direction(first, second):
    (a, square), (b, other) = _avoided(first), _avoided(second)
    return a - b > 1.96 * (square + other) ** 0.5


@task.mutant(
    Text(
        "You ask whether the two intervals overlap. They may, and the effects differ all the same: the difference has its own standard error, smaller than the two added up.",
        "Vous demandez si les deux intervalles se chevauchent. Ils le peuvent, et les effets différer tout de même : la différence a sa propre erreur type, plus petite que la somme des deux.",
    ),
)
def intervals_that_overlap(first, second):
    (a, square), (b, other) = _avoided(first), _avoided(second)
    return abs(a - b) > 1.96 * (square**0.5 + other**0.5)


@task.mutant(
    Text(
        "You compare how many times rarer returns become. Halving a small risk keeps fewer people at home than taking a tenth off a large one: compare returns avoided.",
        "Vous comparez de combien de fois les retours se raréfient. Diviser par deux un petit risque garde moins de gens chez eux qu'ôter un dixième d'un grand : comparez les retours évités.",
    ),
)
def ratios_compared(first, second):
    logs, squares = [], []
    for back_visited, visited, back_others, others in (first, second):
        logs.append(np.log(back_visited / visited * others / back_others))
        squares.append(1 / back_visited - 1 / visited + 1 / back_others - 1 / others)
    return abs(logs[0] - logs[1]) > 1.96 * np.sqrt(sum(squares))


@task.cases
def worlds(rng):
    for planted in rng.permutation(np.repeat([False, True], WORLDS // 2)):
        both = FAR[rng.integers(len(FAR))] if planted else (SAME[rng.integers(len(SAME))],) * 2
        if rng.random() < 0.5:
            both = both[::-1]
        groups = []
        for avoided in both:
            visited, others = (int(rng.integers(*PEOPLE)) for _ in range(2))
            risk = float(rng.uniform(*RISK))
            groups.append(
                [int(rng.binomial(visited, risk - avoided)), visited, int(rng.binomial(others, risk)), others]
            )
        yield case(first=groups[0], second=groups[1], planted=bool(planted))
