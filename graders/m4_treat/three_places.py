"""Explorer's task 2: three places for eight people."""

from itertools import combinations

from labkit.tasks import Text, value_task

#: Of 100 people like each of them, how many come back without a visit, and with one. The notebook's table.
PEOPLE = {
    "1": (45, 47),
    "2": (41, 41),
    "3": (30, 28),
    "4": (24, 19),
    "5": (20, 10),
    "6": (15, 10),
    "7": (12, 9),
    "8": (5, 3),
}


def _best(score):
    return set(sorted(PEOPLE, key=lambda name: -score(*PEOPLE[name]))[:3])


def _three(answer):
    return set(str(answer))


task = value_task(
    points=2,
    domain=["".join(three) for three in combinations(PEOPLE, 3)],
    unordered=True,
    why=Text(
        "Right: these three visits avoid 20 returns for 100 times three such people; those of the three highest risks, none. The first two are not left alone for that: what they need is "
        "something else than this visit.",
        "Juste : ces trois visites évitent 20 retours pour 100 trios de ce genre ; celles des trois plus à risque, aucun. On n'abandonne pas pour autant les deux premiers : ce qu'il leur faut "
        "est autre chose que cette visite.",
    ),
    hints=[
        Text(
            "For each person, subtract: without a visit minus with one. That is what a visit changes, for 100 people like this one.",
            "Pour chaque personne, soustrayez : sans visite moins avec visite. C'est ce que change une visite, pour 100 personnes comme elle.",
        ),
        Text(
            "Write the eight differences beside the names, and keep the three largest. One of them is negative.",
            "Écrivez les huit différences à côté des noms, et gardez les trois plus grandes. L'une est négative.",
        ),
    ],
)


@task.reference
def largest_differences():
    return "456"


@task.alternative
def in_another_order():
    return "5, 4, 6"


@task.mutant(
    Text(
        "Those are the three highest risks. Subtract: a visit changes almost nothing for them, and one would come back more often.",
        "Ce sont les trois risques les plus élevés. Soustrayez : une visite ne change presque rien pour eux, et l'un reviendrait plus souvent.",
    ),
)
def highest_risks(answer):
    return _three(answer) == _best(lambda without, with_visit: without)


@task.mutant(
    Text(
        "You compared percentages of percentages: from 5 to 3 is a large part of a small risk. Of 100 such people, a visit keeps two at home; count people.",
        "Vous avez comparé des pourcentages de pourcentages : de 5 à 3, c'est une grande part d'un petit risque. Sur 100 personnes de ce genre, une visite en garde deux chez elles ; comptez les personnes.",
    ),
)
def relative(answer):
    return _three(answer) == _best(lambda without, with_visit: (without - with_visit) / without)


@task.mutant(
    Text(
        "Those three come back least once visited. They would hardly have come back without a visit.",
        "Ces trois-là reviennent le moins après une visite. Elles ne seraient guère revenues sans elle.",
    ),
)
def lowest_with_visit(answer):
    return _three(answer) in ({"5", "7", "8"}, {"6", "7", "8"})


@task.mutant(
    Text(
        "You give a place to person 1, for whom a visit finds reasons to send back and cures none of them, or to person 2, for whom it changes nothing.",
        "Vous donnez une place à la personne 1, chez qui la visite trouve des raisons de la renvoyer sans en guérir aucune, ou à la personne 2, pour qui elle ne change rien.",
    ),
)
def a_visit_that_helps_nobody(answer):
    three = _three(answer)
    return bool({"1", "2"} & three) and three != _best(lambda without, with_visit: without)


@task.mutant(
    Text(
        "Mrs. Malenfant (5) has no place in your answer. Subtract her two numbers, and compare with the others' differences.",
        "Mme Malenfant (5) n'a pas de place chez vous. Soustrayez ses deux nombres, et comparez aux différences des autres.",
    ),
)
def without_mrs_malenfant(answer):
    three = _three(answer)
    return "5" not in three and not {"1", "2"} & three and three != {"6", "7", "8"}


@task.mutant(
    Text(
        "One of your three avoids less than somebody whom you left without a visit. Write the eight differences beside the names: the two numbers subtracted, not divided.",
        "L'une des trois évite moins de retours qu'une personne laissée sans visite. Écrivez les huit différences à côté des noms : les deux nombres soustraits, non divisés.",
    ),
)
def a_smaller_difference(answer):
    three = _three(answer)
    named = [highest_risks, relative, lowest_with_visit, a_visit_that_helps_nobody, without_mrs_malenfant]
    return three != _best(lambda without, with_visit: without - with_visit) and not any(
        f(answer) for f in named
    )
