"""Explorer's task 3: how many summaries must two people read?"""

from labkit.tasks import Text, value_task

from .cohort import SUMMARIES, half_width

NARROW = 0.05
TRIED = [*range(20, 1001, 10)]


def right():
    """The fewest that make the interval narrow enough."""
    return next(n for n in TRIED if half_width(n) <= NARROW)


task = value_task(
    points=2,
    domain=lambda: [*TRIED, 0, 0.05],
    accepts=lambda answer: answer == right(),
    why=Text(
        "Right. Half the width asks for four times the reading: count the hours of two people before you promise a figure.",
        "Juste. Une largeur deux fois moindre demande quatre fois plus de lectures : comptez les heures de deux personnes avant de promettre un chiffre.",
    ),
    hints=[
        Text(
            "Move the slider and look at the half-width. It shrinks slowly: with the root of the number.",
            "Déplacez le curseur et regardez la demi-largeur. Elle diminue lentement : comme la racine du nombre.",
        ),
        Text(
            "From 60, go up by tens until the half-width is 0.050 or below. The first such number is asked for.",
            "Depuis 60, montez de dix en dix jusqu'à une demi-largeur de 0,050 ou moins. On demande le premier nombre qui convient.",
        ),
    ],
)


@task.reference
def fewest():
    return right()


@task.alternative
def searched_downwards():
    return min(n for n in reversed(TRIED) if half_width(n) <= NARROW)


@task.mutant(
    Text(
        "Sixty were read, and the interval is still too wide to say whether these two may read alone.",
        "Soixante ont été lus, et l'intervalle est encore trop large pour dire si ces deux personnes peuvent lire seules.",
    ),
)
def sixty_will_do(answer):
    return answer == SUMMARIES


@task.mutant(
    Text(
        "Not yet: the half-width is still above what was asked for. Twice as many summaries do not halve it.",
        "Pas encore : la demi-largeur dépasse ce qui est demandé. Deux fois plus de résumés ne la divisent pas par deux.",
    ),
)
def twice_as_many(answer):
    return TRIED[0] <= answer < right() and answer != SUMMARIES


@task.mutant(
    Text(
        "That is enough, and more than enough: two people's hours are spent. Which is the fewest?",
        "C'est assez, et plus qu'assez : ce sont les heures de deux personnes. Quel est le plus petit nombre ?",
    ),
)
def more_is_better(answer):
    return answer > right()


@task.mutant(
    Text(
        "That is a width. Write the number of summaries, from 20 to 1000, by tens.",
        "C'est une largeur. Écrivez le nombre de résumés, de 20 à 1000, de dix en dix.",
    ),
)
def a_width(answer):
    return answer < TRIED[0]
