"""Explorer's task: cases to collect."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task


def width(cases):
    """Width of Wilson's interval when one case in three is missed."""
    from labkit.evaluate import wilson_interval

    low, high = wilson_interval(cases / 3, cases)
    return float(high - low)


DOMAIN = range(5, 305, 5)


@cache
def right():
    return next(cases for cases in DOMAIN if width(cases) <= 0.20)


task = value_task(
    points=2,
    domain=DOMAIN,
    why=Text(
        "Right. That is some thirty more than the table holds for these patients: say so in the audit, with the date by which "
        "they will be there. For half the width you would need four times as many.",
        "Juste. C'est une trentaine de plus que n'en contient le tableau pour ces patients : dites-le dans l'audit, avec la date où "
        "on les aura. Pour une largeur deux fois moindre, il en faudrait quatre fois plus.",
    ),
    hints=[
        Text(
            "Change the number of cases in the cell above, run it again, and look at the width.",
            "Changez le nombre de cas dans la cellule ci-dessus, relancez-la, et regardez la largeur.",
        ),
        Text(
            "Go by halves: try 50, then 100, and close in on the smallest that gives 20 points or less.",
            "Procédez par moitiés : essayez 50, puis 100, et resserrez jusqu'au plus petit qui donne 20 points ou moins.",
        ),
    ],
)


@task.reference
def smallest_wide_enough():
    return right()


@task.alternative
def as_decimal():
    return float(right())


@task.alternative
def as_numpy():
    return np.int64(right())


@task.mutant(
    Text(
        "Thirty is the least from which a row is read at all. Its interval is still more than 30 points wide: nobody can act on it.",
        "Trente est le minimum pour lire une ligne. Son intervalle fait encore plus de 30 points : personne ne peut agir avec cela.",
    ),
)
def thirty_is_enough(answer):
    return answer == 30


@task.mutant(
    Text(
        "Twice as many cases do not halve the width: it shrinks with their square root. Try your number in the cell above.",
        "Deux fois plus de cas ne réduisent pas la largeur de moitié : elle diminue avec leur racine carrée. Essayez votre nombre "
        "dans la cellule ci-dessus.",
    ),
)
def twice_as_many_halves_it(answer):
    return answer in (40, 60)


@task.mutant(
    Text(
        "Too few: the interval is still wider than 20 points. Who collects too few has to start again, with the same patients waiting.",
        "Trop peu : l'intervalle dépasse encore 20 points. Qui recueille trop peu doit recommencer, et les mêmes patients attendent.",
    ),
)
def too_few(answer):
    return answer < right()


@task.mutant(
    Text(
        "That is enough, and more than enough. Every further case is a chart that somebody reviews and a month more before deciding: "
        "find the smallest number.",
        "C'est assez, et plus qu'assez. Chaque cas de plus est un dossier que quelqu'un relit et un mois de plus avant de décider : "
        "trouvez le plus petit nombre.",
    ),
)
def more_is_always_better(answer):
    return answer > right()
