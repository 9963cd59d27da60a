"""Explorer's task 1: how many visits avoid one return, among people who live alone."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import counts, live_alone, trial


@cache
def shares(alone=True):
    """Shares that came back, visited and not."""
    back_visited, visited, back_others, others = counts(live_alone() if alone else trial())
    return back_visited / visited, back_others / others


def visits(alone=True):
    visited, others = shares(alone)
    return 1 / (others - visited)


def _near(answer, value, by=1):
    return abs(answer - value) <= by


def _at_hand():
    """What else people type: a share or a difference in per cent, its inverse with a decimal."""
    visited, others = shares()
    return [round(100 * number, 1) for number in (visited, others, others - visited)] + [round(visits(), 1)]


task = value_task(
    points=2,
    domain=lambda: sorted({*range(1, 301), *_at_hand()}),
    accepts=lambda answer: _near(answer, visits()),
    why=lambda: Text(
        f"Right: about {visits():.0f} visits keep one person at home. Among all who leave the ward it takes about {visits(False):.0f}, in the same trial. Nobody can say which of the "
        f"{visits():.0f} it was.",
        f"Juste : environ {visits():.0f} visites gardent une personne chez elle. Chez l'ensemble des sortants, il en faut environ {visits(False):.0f}, dans le même essai. Personne ne peut dire laquelle des "
        f"{visits():.0f} c'était.",
    ),
    hints=[
        Text(
            "Of 100 people who live alone, how many come back without a visit, and how many with one? Subtract.",
            "Sur 100 personnes qui vivent seules, combien reviennent sans visite, et combien avec ? Soustrayez.",
        ),
        Text(
            "That many returns are avoided by 100 visits. How many visits for one? Divide 100 by it, and round.",
            "C'est le nombre de retours qu'évitent 100 visites. Combien de visites pour un seul ? Divisez 100 par ce nombre, et arrondissez.",
        ),
    ],
)


@task.reference
def one_over_the_difference():
    return round(visits())


@task.alternative
def with_a_decimal():
    return round(visits(), 1)


@task.mutant(
    Text(
        "That is how many returns a hundred visits avoid. How many visits are needed for one?",
        "C'est le nombre de retours qu'évitent cent visites. Combien de visites en faut-il pour un seul ?",
    ),
)
def avoided_by_a_hundred(answer):
    visited, others = shares()
    return _near(answer, 100 * (others - visited), 0.9)


@task.mutant(
    Text(
        "That is the share by which returns fall: it sounds large because few people come back. Places are counted in returns avoided: subtract the two rows, then divide 100 by it.",
        "C'est la part dont les retours diminuent : elle paraît grande parce que peu de gens reviennent. Les places se comptent en retours évités : soustrayez les deux lignes, puis divisez 100 par le résultat.",
    ),
)
def relative_reduction(answer):
    visited, others = shares()
    return _near(answer, 100 * (1 - visited / others))


@task.mutant(
    Text(
        "That counts every return of people who were not visited as avoided. Some of the visited come back too: take the difference.",
        "C'est compter tous les retours des non-visités comme évités. Des visités reviennent aussi : prenez la différence.",
    ),
)
def all_returns_avoided(answer):
    return _near(answer, 1 / shares()[1], 0.9)


@task.mutant(
    Text(
        "That is how many returns a thousand visits avoid. How many visits are needed for one?",
        "C'est le nombre de retours qu'évitent mille visites. Combien de visites en faut-il pour un seul ?",
    ),
)
def avoided_by_a_thousand(answer):
    visited, others = shares()
    return _near(answer, 1000 * (others - visited), 2)


@task.mutant(
    Text(
        "You divided by the returns of the visited. They come back in spite of the visit: what it avoids is the difference between the two groups.",
        "Vous avez divisé par les retours des visités. Ceux-là reviennent malgré la visite : ce qu'elle évite, c'est la différence entre les deux groupes.",
    ),
)
def returns_of_the_visited(answer):
    return _near(answer, 1 / shares()[0], 0.5)


@task.mutant(
    Text(
        "That is the number for all who leave the ward. The question is about those who live alone.",
        "C'est le nombre pour l'ensemble des sortants. La question porte sur les personnes qui vivent seules.",
    ),
)
def everybody(answer):
    return _near(answer, visits(False), 3)


@task.mutant(
    Text(
        "That is a share of the table, in per cent. The question asks how many visits keep one person at home.",
        "C'est une part du tableau, en pour cent. On demande combien de visites gardent une personne chez elle.",
    ),
)
def a_share_of_the_table(answer):
    return any(answer == round(100 * share, 1) for share in shares()) or _near(answer, 100 * shares()[1], 0.5)
