"""Explorer's task 3: a test is ordered for everybody from January on; how many more alarms."""

from labkit.tasks import Text, value_task

from .cohort import rings


def _parts():
    asked, rung, silent = rings()
    return 100 * asked, 100 * rung, 100 * silent


def _before():
    asked, rung, silent = rings()
    return 100 * (asked * rung + (1 - asked) * silent)


def _added():
    return _parts()[1] - _before()


task = value_task(
    points=2,
    domain=range(-100, 101),
    accepts=lambda answer: abs(answer - _added()) <= 2.5,
    why=Text(
        "Right. Nobody is more ill, and no result has changed. The model had learned *somebody was worried*; the protocol has taken that meaning away.",
        "Juste. Personne n'est plus malade, aucun résultat n'a changé. Le modèle avait appris *quelqu'un s'est inquiété* ; le protocole a ôté ce sens à la prescription.",
    ),
    hints=[
        Text(
            "In January all 100 are like the row *ordered*. Before, some were like one row, some like the other: how many rang then?",
            "En janvier, les 100 sont comme la ligne *prescrit*. Avant, une partie était comme une ligne, l'autre comme l'autre : pour combien sonnait-elle alors ?",
        ),
        Text(
            "Only those who change row count: those for whom nobody ordered until now, times the difference of the two rows, divided by 100.",
            "Seuls comptent ceux qui changent de ligne : ceux pour qui personne ne prescrivait, fois la différence des deux lignes, divisé par 100.",
        ),
    ],
)


@task.reference
def those_who_change_row():
    return round(_added())


@task.mutant(
    Text(
        "That is how many ring in January. Some of them rang before: the question is how many more.",
        "C'est le nombre d'alarmes de janvier. Une partie sonnait déjà : on demande combien de plus.",
    ),
)
def all_of_january(answer):
    return abs(answer - _parts()[1]) <= 2


@task.mutant(
    Text(
        "That is the difference between the two rows, as if nobody had been tested before. One in four was.",
        "C'est la différence entre les deux lignes, comme si personne n'avait été testé avant. Un sur quatre l'était.",
    ),
)
def difference_of_the_rows(answer):
    return abs(answer - (_parts()[1] - _parts()[2])) <= 2


@task.mutant(
    Text(
        "That is how many rang before. How many more in January?",
        "C'est le nombre d'alarmes d'avant. Combien de plus en janvier ?",
    ),
)
def before_january(answer):
    return abs(answer - _before()) <= 2


@task.mutant(
    Text(
        "You move those who were tested already. Those who change are the others, for whom nobody ordered lactate until now.",
        "Vous déplacez ceux qui étaient déjà testés. Ceux qui changent, ce sont les autres, pour qui personne ne prescrivait de lactate.",
    ),
)
def the_tested_move(answer):
    asked, rung, silent = _parts()
    return abs(answer - asked * (rung - silent) / 100) <= 1


@task.mutant(
    Text(
        "For before January you take the middle of the two rows. They do not hold as many people: count the stays in each.",
        "Pour avant janvier, vous prenez le milieu des deux lignes. Elles ne comptent pas autant de personnes : regardez les séjours de chacune.",
    ),
)
def rows_alike(answer):
    return abs(answer - (_parts()[1] - _parts()[2]) / 2) <= 1.5


@task.mutant(
    Text(
        "You subtract the other way round: in January it rings for more of them.",
        "Vous soustrayez dans l'autre sens : en janvier, elle sonne pour davantage d'entre eux.",
    ),
)
def the_other_way_round(answer):
    return answer < 0


@task.mutant(
    Text(
        "You expect hardly any: no result has changed. But the model reads that lactate was ordered, and from January on it always is.",
        "Vous n'en attendez presque pas : aucun résultat n'a changé. Mais le modèle lit que le lactate a été prescrit, et dès janvier il l'est toujours.",
    ),
)
def hardly_any(answer):
    return 0 <= answer <= 8
