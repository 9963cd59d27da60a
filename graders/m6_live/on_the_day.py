"""Explorer's task 2: when the labels have come that a number needs."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import known_after, seen_on, sites

WANTED, LONGEST = 90, 120


@cache
def calm_year():
    rows = sites()["A"]
    rows = rows[rows.live]
    return rows, known_after(rows)


@cache
def first_day(column, wanted):
    rows, known = calm_year()
    return next(day for day in range(LONGEST + 1) if seen_on(rows, known, day)[column] >= wanted)


@cache
def right():
    return first_day("sepsis_known_in_100", WANTED)


task = value_task(
    points=1,
    domain=range(LONGEST + 1),
    why=lambda: Text(
        f"Right: {right()} days. Before that the month looks better than it was, every month. A chart that is read sooner is read for other reasons: to see whether labels arrive at all.",
        f"Juste : {right()} jours. Avant, le mois paraît meilleur qu'il n'a été, et cela chaque mois. Si on lit la carte plus tôt, c'est pour autre chose : voir si les étiquettes arrivent.",
    ),
    hints=[
        Text(
            "Move the slider and look at the row about the patients who have sepsis, not at the row about all stays.",
            "Déplacez le curseur et regardez la ligne des patients qui ont un sepsis, non celle de tous les séjours.",
        ),
        Text(
            "Find a day on which it is below 90 and a later one on which it is above; then go between them, day by day.",
            "Trouvez un jour où elle est sous 90 et un autre, plus tard, où elle est au-dessus ; puis avancez entre les deux, jour par jour.",
        ),
    ],
)


@task.reference
def ninety_of_the_cases():
    return right()


@task.mutant(
    Text(
        "That is when 90 of 100 *stays* are known. Sepsis is coded later than the rest: among those known by then, cases are missing.",
        "C'est le jour où 90 *séjours* sur 100 sont connus. Le sepsis est codé plus tard que le reste : parmi ceux que l'on connaît ce jour-là, des cas manquent.",
    ),
)
def all_stays(answer):
    return abs(answer - first_day("labels_known_in_100", WANTED)) <= 1


@task.mutant(
    Text(
        "On that day half of the cases are known. The question asks for 90 of 100.",
        "Ce jour-là, la moitié des cas est connue. On en demande 90 sur 100.",
    ),
)
def half_of_the_cases(answer):
    return abs(answer - first_day("sepsis_known_in_100", 50)) <= 1


@task.mutant(
    Text(
        "A day or more too early: look at the row again with that number. It must be 90 or more.",
        "Un jour trop tôt, ou davantage : relisez la ligne avec ce nombre. Il faut 90 ou plus.",
    ),
)
def too_early(answer):
    return answer < right()


@task.mutant(
    Text(
        "Enough are known by then, but already before. Waiting has a price too: each day patients meet a model that may be wrong.",
        "Assez de cas sont connus ce jour-là, mais déjà avant. Attendre a aussi un prix : chaque jour, des patients rencontrent un modèle qui est peut-être faux.",
    ),
)
def too_late(answer):
    return answer > right()
