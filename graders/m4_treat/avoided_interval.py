"""Builder's task 1: how many returns visits avoid, with its interval."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task, interval_of_95

# Each trial is another one: people drawn for a visit, the others, their risk, and what a visit changes.
TRIALS, VISITED, OTHERS, RISK, AVOIDED = 200, (120, 300), (250, 500), (0.2, 0.45), (-0.05, 0.14)


def _usual_error(visited, others, risk, avoided):
    with_visit = risk - avoided
    return np.sqrt(with_visit * (1 - with_visit) / visited + risk * (1 - risk) / others)


def _shares(back_visited, visited, back_others, others):
    return back_visited / visited, back_others / others


def _error(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return np.sqrt(p * (1 - p) / visited + q * (1 - q) / others)


def _around(middle, half):
    return float(middle - half), float(middle + half)


task = function_task(
    points=2,
    tolerance=Tolerance(relative=0, absolute=0.001),
    criterion=interval_of_95("true_effect", _usual_error, [VISITED, OTHERS, RISK, AVOIDED]),
    forbids=["labkit.evaluate.newcombe_difference", "scipy.stats.contingency.relative_risk"],
    why=Text(
        "Right: in 200 trials whose truth is known, your interval holds it about 95 times in 100. Below 0 it says that visits send people back: a pilot of a few hundred people "
        "rarely rules that out.",
        "Juste : dans 200 essais dont on connaît la vérité, votre intervalle la contient environ 95 fois sur 100. Sous 0, il dit que les visites font revenir des gens : un essai de "
        "quelques centaines de personnes l'exclut rarement.",
    ),
    hints=[
        Text(
            "First the two shares: back_visited / visited, and back_others / others. Returns avoided: the share of the others minus that of the visited.",
            "D'abord les deux parts : back_visited / visited, et back_others / others. Retours évités : la part des autres moins celle des visités.",
        ),
        Text(
            "A share p of n people has a standard error whose square is p × (1 - p) / n. For a difference of two shares, add the two squares, then take the root.",
            "Une part p de n personnes a une erreur type dont le carré vaut p × (1 - p) / n. Pour une différence de deux parts, additionnez les deux carrés, puis prenez la racine.",
        ),
        Text(
            "Return (difference - 1.96 × error, difference + 1.96 × error).",
            "Renvoyez (différence - 1,96 × erreur, différence + 1,96 × erreur).",
        ),
    ],
)


@task.reference
def by_two_shares(back_visited, visited, back_others, others):
    p, q = back_visited / visited, back_others / others
    half = 1.96 * np.sqrt(p * (1 - p) / visited + q * (1 - q) / others)
    return q - p - half, q - p + half


@task.alternative
def from_people(back_visited, visited, back_others, others):
    groups = [
        np.repeat([1, 0], [back, n - back]) for back, n in ((back_visited, visited), (back_others, others))
    ]
    difference = groups[1].mean() - groups[0].mean()
    error = sum(group.var() / len(group) for group in groups) ** 0.5
    return [difference - 1.96 * error, difference + 1.96 * error]


@task.alternative
def by_the_normal_curve(back_visited, visited, back_others, others):
    from scipy.stats import norm

    returns, people = np.array([back_others, back_visited]), np.array([others, visited])
    share = returns / people
    return norm.interval(0.95, share[0] - share[1], np.sqrt(np.sum(share * (1 - share) / people)))


@task.mutant(
    Text(
        "Your difference is turned round: visited minus others. What is asked for is what visits avoid, so that a positive number is good news.",
        "Votre différence est à l'envers : visités moins autres. On demande ce que les visites évitent : un nombre positif est une bonne nouvelle.",
    ),
)
def turned_round(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return _around(p - q, 1.96 * _error(back_visited, visited, back_others, others))


@task.mutant(
    Text(
        "Your interval has a width of 0: it is the difference alone. With other people drawn, chance would show another one.",
        "Votre intervalle a une largeur nulle : c'est la différence seule. Avec d'autres personnes tirées au sort, le hasard en montrerait une autre.",
    ),
)
def difference_alone(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return q - p, q - p


@task.mutant(
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100, take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return _around(q - p, _error(back_visited, visited, back_others, others))


@task.mutant(
    Text(
        "You added the two standard errors. Chance rarely pushes both groups the same way: add their squares, then take the root.",
        "Vous avez additionné les deux erreurs types. Le hasard pousse rarement les deux groupes à la fois : additionnez leurs carrés, puis prenez la racine.",
    ),
)
def errors_added(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    half = 1.96 * (np.sqrt(p * (1 - p) / visited) + np.sqrt(q * (1 - q) / others))
    return _around(q - p, half)


@task.mutant(
    Text(
        "Only the visited are uncertain in your answer. The others were drawn by the same lot: their share moves by chance as well.",
        "Dans votre réponse, seuls les visités sont incertains. Les autres viennent du même tirage au sort : leur part varie aussi par hasard.",
    ),
)
def visited_alone(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return _around(q - p, 1.96 * np.sqrt(p * (1 - p) / visited))


@task.mutant(
    Text(
        "You divided by all the people of the trial. Each share has its own number of people behind it, and the smaller group decides how sure you are.",
        "Vous avez divisé par toutes les personnes de l'essai. Chaque part repose sur ses propres personnes, et c'est le plus petit groupe qui décide de la précision.",
    ),
)
def all_people_count(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    n = visited + others
    return _around(q - p, 1.96 * np.sqrt((p * (1 - p) + q * (1 - q)) / n))


@task.mutant(
    Text(
        "Those are bounds in people, or in per cent. Give shares: 0.05 for five returns avoided per 100 visits.",
        "Ce sont des bornes en personnes, ou en pour cent. Donnez des parts : 0.05 pour cinq retours évités sur 100 visites.",
    ),
)
def in_per_cent(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return _around(100 * (q - p), 196 * _error(back_visited, visited, back_others, others))


@task.mutant(
    Text(
        "Your bounds are counts per 1,000 visits. Give shares: 0.05 for fifty returns avoided per 1,000.",
        "Vos bornes sont pour 1 000 visites. Donnez des parts : 0.05 pour cinquante retours évités sur 1 000.",
    ),
)
def per_thousand(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return _around(1000 * (q - p), 1960 * _error(back_visited, visited, back_others, others))


@task.mutant(
    Text(
        "You took the square of the standard error, without its root. With shares the square is far smaller: your interval promises what no trial of this size can.",
        "Vous avez pris le carré de l'erreur type, sans sa racine. Avec des parts, le carré est bien plus petit : votre intervalle promet ce qu'aucun essai de cette taille ne peut tenir.",
    ),
)
def root_forgotten(back_visited, visited, back_others, others):
    p, q = _shares(back_visited, visited, back_others, others)
    return _around(q - p, 1.96 * _error(back_visited, visited, back_others, others) ** 2)


task.equivalent("*:put_in:rounded", "whether an interval holds the truth does not hang on its third place")


@task.cases
def trials(rng):
    for _ in range(TRIALS):
        visited, others = (int(rng.integers(*bounds)) for bounds in (VISITED, OTHERS))
        risk, avoided = (float(rng.uniform(*bounds)) for bounds in (RISK, AVOIDED))
        yield case(
            back_visited=int(rng.binomial(visited, risk - avoided)),
            visited=visited,
            back_others=int(rng.binomial(others, risk)),
            others=others,
            true_effect=avoided,
        )
