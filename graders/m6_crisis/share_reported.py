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


@task.mutant(
    Text(
        "The days above and below your fraction are not the same: a day that is one day old is counted among those known within one day, and cannot be among those known within two. Both sums take the days that are old enough.",
        "Les jours du haut et du bas de votre fraction ne sont pas les mêmes : un jour d'un jour d'âge compte parmi les admissions connues en un jour, et ne peut pas compter parmi celles connues en deux. Les deux sommes prennent les jours assez anciens.",
    ),
)
def younger_days_above(triangle):
    within = np.cumsum(triangle, axis=1)
    steps = np.nansum(within[:, :-1], axis=0) / np.nansum(within[:, 1:], axis=0)
    return np.append(np.cumprod(steps[::-1])[::-1], 1.0)


@task.mutant(
    Text(
        "You multiplied from the first delay on. What is known on the day itself is then the largest step and not the smallest share: begin at the end, where everything is known.",
        "Vous avez multiplié à partir du premier délai. Partez de la fin, là où tout est connu : la part connue le jour même doit être la plus petite.",
    ),
)
def from_the_beginning(triangle):
    share = from_the_end(triangle)
    return np.append(np.cumprod(share[:-1] / share[1:]), 1.0)


@task.mutant(
    Text(
        "Those are numbers out of 100. A share lies between 0 and 1.",
        "Ce sont des nombres sur 100. Une part est entre 0 et 1.",
    ),
)
def in_percent(triangle):
    return 100 * from_the_end(triangle)


@task.mutant(
    Text(
        "Your shares run from the longest delay to the shortest. The first value belongs to the day of admission.",
        "Vos parts vont du plus long délai au plus court. La première valeur est celle du jour de l'admission.",
    ),
)
def turned_round(triangle):
    return from_the_end(triangle)[::-1]


@task.mutant(
    Text(
        "The last value is missing: one share a delay, and after the longest delay it is 1.",
        "Il manque la dernière valeur : une part par délai, et après le plus long elle vaut 1.",
    ),
)
def without_the_last(triangle):
    return from_the_end(triangle)[:-1]


@task.mutant(
    Text(
        "You divide what came after one delay by what came after the next. Add up first: what is known within d days came after 0, 1, ... and d.",
        "Vous divisez ce qui est arrivé après un délai par ce qui est arrivé après le suivant. Additionnez d'abord : ce qui est connu en d jours est arrivé après 0, 1, ... et d.",
    ),
)
def delay_by_delay(triangle):
    above = np.where(np.isnan(triangle[:, 1:]), np.nan, triangle[:, :-1])
    steps = np.nansum(above, axis=0) / np.maximum(np.nansum(triangle[:, 1:], axis=0), 1)
    return np.append(np.cumprod(steps[::-1])[::-1], 1.0)


@task.mutant(
    Text(
        "Those are factors by which a count grows, above 1. The share is turned the other way: what was known before, divided by what is known after.",
        "Ce sont les facteurs dont un compte grandit, au-dessus de 1. La part va dans l'autre sens : ce qui était connu avant, divisé par ce qui l'est après.",
    ),
)
def how_much_it_grows(triangle):
    return 1 / np.maximum(from_the_end(triangle), 1e-6)


@task.mutant(
    Text(
        "You leave out the newest row. When the register is read the day after, it has lived through its first delays as well: let it speak for them.",
        "Vous laissez de côté la ligne la plus récente. Si le registre est lu le lendemain, elle a vécu ses premiers délais, elle aussi : laissez-la parler pour eux.",
    ),
)
def newest_row_left_out(triangle):
    return from_the_end(triangle[:-1])


@task.mutant(
    Text(
        "You took each delay's mean over the days that have it, and added the means up. Early in a wave the old days are small, the new ones large: your long delays come from small days alone, and count too little.",
        "Vous avez pris la moyenne de chaque délai sur les jours qui l'ont, et additionné les moyennes. Au début d'une vague, les jours anciens sont petits et les récents grands : vos longs délais ne viennent que de petits jours, et comptent trop peu.",
    ),
)
def means_of_the_delays(triangle):
    mean = np.nanmean(triangle, axis=0)
    return np.cumsum(mean) / mean.sum()


@task.mutant(
    Text(
        "You rounded. A share of 0.049 and one of 0.05 differ by a fiftieth of a Sunday's count: round when you show, not when you return.",
        "Vous avez arrondi. Entre une part de 0,049 et une de 0,05, le compte d'un dimanche change d'un cinquantième : arrondissez pour montrer, non pour renvoyer.",
    ),
)
def rounded(triangle):
    return np.round(from_the_end(triangle), 2)


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
