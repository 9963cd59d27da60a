"""Explorer's task 2: how many beds, when a patient without a bed is worse than an empty bed."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import demand, harm

MOST, RATIO = 100, 4


@cache
def least_harm(ratio=RATIO):
    return min(range(MOST + 1), key=lambda beds: harm(beds, ratio))


@cache
def centre():
    """Median and mean of what next Sunday may need."""
    return float(np.median(demand())), float(demand().mean())


task = value_task(
    points=2,
    domain=range(MOST + 1),
    accepts=lambda answer: abs(answer - least_harm()) <= 1,
    why=lambda: Text(
        f"Right: about {least_harm()} beds, so that they suffice in four weeks of five. Neither the middle of the forecast nor its upper bound: the beds follow from the harms, and the harms are yours to weigh.",
        f"Juste : environ {least_harm()} lits, pour qu'ils suffisent quatre semaines sur cinq. Ni le milieu de la prévision, ni sa borne haute : les lits découlent des préjudices, et c'est à vous de les peser.",
    ),
    hints=[
        Text(
            "For one number of beds, take from the table: empty beds + 4 × patients without a bed. That is the harm; try another number, and keep the smaller.",
            "Pour un nombre de lits, prenez dans le tableau : lits vides + 4 × patients sans lit. C'est le préjudice ; essayez un autre nombre, et gardez le plus petit.",
        ),
        Text(
            "Begin at 40, then 45, 50, 55, 60: the harm falls, then rises. Search between the two lowest, one bed at a time.",
            "Commencez à 40, puis 45, 50, 55, 60 : le préjudice baisse, puis remonte. Cherchez entre les deux plus bas, lit par lit.",
        ),
    ],
)


@task.reference
def four_to_one():
    return least_harm()


@task.mutant(
    Text(
        "That is the middle of the forecast: beds would be missing in every other week. It would be right if an empty bed were as bad as a patient on a trolley.",
        "C'est le milieu de la prévision : des lits manqueraient une semaine sur deux. Ce serait juste si un lit vide était aussi grave qu'un patient sur un brancard.",
    ),
)
def the_middle(answer):
    return any(abs(answer - middle) <= 1 for middle in centre())


@task.mutant(
    Text(
        "You turned the harms round: as if an empty bed were four times as bad as a patient without one.",
        "Vous avez inversé les préjudices : comme si un lit vide était quatre fois plus grave qu'un patient sans lit.",
    ),
)
def turned_round(answer):
    return abs(answer - least_harm(1 / RATIO)) <= 1


@task.mutant(
    Text(
        "That is the upper bound of the forecast, or near it. Nobody is left without a bed, and most nights fifteen beds and more stand empty, whose staff is missing elsewhere.",
        "C'est la borne haute de la prévision, ou presque. Personne ne reste sans lit, et la plupart des nuits quinze lits ou plus sont vides, dont le personnel manque ailleurs.",
    ),
)
def the_upper_bound(answer):
    return answer >= least_harm() + 10


@task.mutant(
    Text(
        "One bed more would spare more than it costs: a patient without a bed counts four. Go up.",
        "Un lit de plus épargnerait plus qu'il ne coûte : un patient sans lit compte quatre. Montez.",
    ),
)
def too_few(answer):
    return answer < least_harm() - 1


@task.mutant(
    Text(
        "The last beds stand empty more than four times as often as they are missed. Go down.",
        "Les derniers lits sont vides plus de quatre fois plus souvent qu'ils ne manqueraient. Descendez.",
    ),
)
def too_many(answer):
    return answer > least_harm() + 1
