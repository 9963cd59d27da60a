"""Explorer's task 1: tonight's slots that people far away lose, when the list is drawn by cost."""

from labkit.tasks import Text, value_task

from .cohort import TONIGHT, shares


def _tonight(name):
    return TONIGHT * shares()[name]


def _lost():
    return _tonight("need") - _tonight("cost")


task = value_task(
    points=2,
    domain=range(-TONIGHT // 3, TONIGHT + 1),
    accepts=lambda answer: abs(answer - _lost()) <= 1.2,
    why=Text(
        "Right. Each of these slots is a person with as much need as those who were enrolled, and a longer road. Nobody has refused them: the list has.",
        "Juste. Chacune de ces places est une personne qui a autant besoin de soins que les inscrits, et plus de route. Personne ne la lui a refusée : c'est la liste qui l'a fait.",
    ),
    hints=[
        Text(
            "The table counts for the whole network. Take the two shares in 100, and tonight's slots.",
            "Le tableau compte pour tout le réseau. Prenez les deux parts sur 100, et les places de ce soir.",
        ),
        Text(
            "Tonight's slots times the share by need, minus tonight's slots times the share by cost; round.",
            "Les places de ce soir fois la part selon le besoin, moins les places de ce soir fois la part selon le coût ; arrondissez.",
        ),
    ],
)


@task.reference
def share_by_share():
    return round(_lost())


@task.mutant(
    Text(
        "That is what the whole network loses. Tonight's list is shorter.",
        "C'est ce que perd tout le réseau. La liste de ce soir est plus courte.",
    ),
)
def whole_network(answer):
    return 65 <= answer <= 70


@task.mutant(
    Text(
        "That is how many get a slot when the list is drawn by cost. How many more would by need?",
        "C'est le nombre de personnes éloignées inscrites selon le coût. Combien de plus selon le besoin ?",
    ),
)
def enrolled_by_cost(answer):
    return abs(answer - _tonight("cost")) <= 1.2


@task.mutant(
    Text(
        "That is how many would get a slot by need. Some of them have one by cost as well: what is lost is the difference.",
        "C'est le nombre de personnes éloignées inscrites selon le besoin. Une partie l'est aussi selon le coût : ce qui se perd, c'est la différence.",
    ),
)
def enrolled_by_need(answer):
    return abs(answer - _tonight("need")) <= 1.2


@task.mutant(
    Text(
        "That is the loss in 100 slots. There are more of them tonight.",
        "C'est la perte sur 100 places. Il y en a davantage ce soir.",
    ),
)
def in_a_hundred(answer):
    return 10 <= answer < 12.7


@task.mutant(
    Text(
        "You take 23 % of the slots. That is how much less is spent, not how many slots it costs: the list keeps only the highest costs, and there the loss is greater. The table has counted it.",
        "Vous prenez 23 % des places. C'est ce que l'on dépense en moins, et non ce que cela coûte en places : la liste ne garde que les coûts les plus élevés, et la perte y est plus grande. Le tableau l'a comptée.",
    ),
)
def as_much_as_the_spending(answer):
    return any(abs(answer - 0.23 * slots) <= 1 for slots in (_tonight("need"), TONIGHT))


@task.mutant(
    Text(
        "You subtract the other way round: slots *lost* are those by need minus those by cost.",
        "Vous soustrayez dans l'autre sens : les places *perdues*, ce sont celles selon le besoin moins celles selon le coût.",
    ),
)
def the_other_way_round(answer):
    return answer < 0


@task.mutant(
    Text(
        "Those who live in town are not asked about. Take the two shares of people far away.",
        "On ne demande pas les personnes qui habitent en ville. Prenez les deux parts des personnes éloignées.",
    ),
)
def in_town(answer):
    return answer >= TONIGHT / 2 + 10
