"""Builder's task 1: the share of a day's admissions that is known after each delay, from a register that is not full yet."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import NOWCASTS, draw_triangle

_TINY = {"triangle": np.array([[4.0, 4.0, 2.0], [3.0, 5.0, np.nan], [6.0, np.nan, np.nan]])}

task = function_task(
    points=2,
    forbids=NOWCASTS,
    why=Text(
        "Right: each day speaks for the delays that it has lived through, and for no others. Yesterday's admissions help to learn what is known after one day; they cannot say what comes after ten.",
        "Juste : chaque jour parle des délais qu'il a vécus, et d'aucun autre. Les admissions d'hier aident à savoir ce qui est connu après un jour ; elles ne disent rien de ce qui arrive après dix.",
    ),
    hints=[
        Text(
            "Begin at the end: after the longest delay everything is known, share 1. Of the admissions known after d days, which part was known after d - 1 already?",
            "Partez de la fin : après le plus long délai tout est connu, part 1. Des admissions connues après d jours, quelle part l'était déjà après d - 1 ?",
        ),
        Text(
            "For that, take the rows whose column d is not NaN: they are old enough. within = np.nancumsum(triangle, axis=1) has what each day's row had within each delay.",
            "Pour cela, prenez les lignes dont la colonne d n'est pas NaN : elles sont assez anciennes. within = np.nancumsum(triangle, axis=1) donne ce que chaque ligne avait en d jours au plus.",
        ),
        Text(
            "share[d - 1] = share[d] × (sum of within[rows, d - 1]) / (sum of within[rows, d]), for d from the last column down to 1.",
            "share[d - 1] = share[d] × (somme de within[lignes, d - 1]) / (somme de within[lignes, d]), pour d de la dernière colonne jusqu'à 1.",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            np.array([0.35, 0.8, 1.0]),
            Text(
                "Three days, two delays, by hand. The oldest day is full: which share of its 10 admissions was known within 1 day? Of the two days that are at least one day old, 16 were known within 1 day and 7 on the day "
                "itself: take 7/16 of that share. The last value is 1.",
                "Trois jours, deux délais, à la main. Le jour le plus ancien est complet : quelle part de ses 10 admissions était connue en 1 jour au plus ? Des deux jours d'au moins un jour d'âge, 16 étaient connues en "
                "1 jour et 7 le jour même : prenez 7/16 de cette part. La dernière valeur est 1.",
            ),
        ),
        laws.bounded(0, 1),
    ],
)


@task.reference
def from_the_end(triangle):
    within = np.nancumsum(triangle, axis=1)
    share = np.ones(triangle.shape[1])
    for d in range(triangle.shape[1] - 1, 0, -1):
        rows = ~np.isnan(triangle[:, d])
        share[d - 1] = share[d] * within[rows, d - 1].sum() / within[rows, d].sum()
    return share


@task.alternative
def by_reverse_hazards(triangle):
    """Of those known within d days, the part that came exactly after d (Lawless 1994)."""
    share = [1.0]
    for d in range(triangle.shape[1] - 1, 0, -1):
        old = [row[: d + 1] for row in triangle if row[d] == row[d]]
        came = sum(row[d] for row in old) / sum(row.sum() for row in old)
        share.insert(0, share[0] * (1 - came))
    return share


@task.alternative
def with_pandas(triangle):
    frame = pd.DataFrame(triangle)
    within = frame.cumsum(axis=1)
    steps = within.shift(1, axis=1).where(frame.notna()).sum() / within.sum()
    return steps[::-1].cumprod()[::-1].shift(-1, fill_value=1.0)


@task.mutant(
    Text(
        "You divided by all that is known tonight. The last days are in it with their quick reports alone, since the slow ones have not come: your shares are too high, and every nowcast made of them too low.",
        "Vous avez divisé par tout ce qui est connu ce soir. Les derniers jours n'y figurent qu'avec leurs déclarations rapides, les lentes n'étant pas arrivées : vos parts sont trop hautes, et les estimations qu'on en tire trop basses.",
    ),
)
def of_what_is_known(triangle):
    known = np.nansum(triangle, axis=0)
    return np.cumsum(known) / known.sum()


@task.mutant(
    Text(
        "You kept the complete days alone. That is not wrong while nothing changes, but it is two weeks late: when the offices slow down, the recent days say so first. Let each day count for the delays that it has lived through.",
        "Vous n'avez gardé que les jours complets. Ce n'est pas faux tant que rien ne change, mais c'est en retard de deux semaines : quand les saisies ralentissent, les jours récents le disent les premiers. Comptez chaque jour pour les délais qu'il a vécus.",
    ),
)
def complete_days_alone(triangle):
    full = triangle[~np.isnan(triangle).any(axis=1)]
    return np.cumsum(full.sum(axis=0)) / full.sum()


@task.mutant(
    Text(
        "Those are the shares that come exactly after each delay. What is known after three days is what came after 0, 1, 2 and 3: add them up.",
        "Ce sont les parts qui arrivent exactement après chaque délai. Ce qui est connu après trois jours, c'est ce qui est arrivé après 0, 1, 2 et 3 : additionnez.",
    ),
)
def not_added_up(triangle):
    share = from_the_end(triangle)
    return np.diff(share, prepend=0)


@task.mutant(
    Text(
        "You have the steps, and did not multiply them. That 9 of 10 known after four days were known after three says little by itself: take 9/10 of the share known after four days.",
        "Vous avez les étapes, sans les multiplier. Que 9 sur 10 des admissions connues après quatre jours l'aient été après trois ne suffit pas : prenez 9/10 de la part connue après quatre jours.",
    ),
)
def steps_alone(triangle):
    share = from_the_end(triangle)
    return np.append(share[:-1] / share[1:], 1.0)


@task.mutant(
    Text(
        "You took the mean of the days' shares. A Sunday with 3 admissions then weighs as much as a Monday with 60: add up the admissions first, then divide.",
        "Vous avez fait la moyenne des parts des jours. Un dimanche à 3 admissions pèse alors autant qu'un lundi à 60 : additionnez d'abord les admissions, puis divisez.",
    ),
)
def mean_of_the_days(triangle):
    within = np.nancumsum(triangle, axis=1)
    share = np.ones(triangle.shape[1])
    for d in range(triangle.shape[1] - 1, 0, -1):
        rows = ~np.isnan(triangle[:, d]) & (within[:, d] > 0)
        share[d - 1] = share[d] * np.mean(within[rows, d - 1] / within[rows, d])
    return share


@task.mutant(
    Text(
        "Your shares are one day late: the first one is that of the day itself, which is not 0.",
        "Vos parts ont un jour de retard : la première est celle du jour même, qui n'est pas nulle.",
    ),
)
def a_day_late(triangle):
    return np.append(0.0, from_the_end(triangle)[:-1])


@task.cases
def registers(rng):
    for days, delays in ((12, 4), (9, 6), (16, 5), (7, 7)):
        shares, later = (rng.dirichlet(3 * np.ones(delays)) for _ in range(2))
        yield case(triangle=draw_triangle(rng, days, shares, later=later))
    # A day without any admission, and one without any quick report.
    quiet = draw_triangle(rng, 10, np.array([0.3, 0.4, 0.3]))
    quiet[3] = 0
    quiet[5] = [0, 4, 9]
    yield case(triangle=quiet)
    # Read a day after the last admission: the newest row has two delays.
    yield case(triangle=draw_triangle(rng, 11, np.array([0.2, 0.3, 0.1, 0.4]))[:-1])
