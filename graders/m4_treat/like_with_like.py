"""Explorer's task 3: a register of two strata, standardised by hand."""

from labkit.tasks import Text, value_task

#: people, visited, returns among the visited, returns among the others. The notebook's table.
FRAGILE, OTHERS = (300, 200, 80, 46), (700, 50, 4, 65)


def _avoided(people, visited, back_visited, back_others):
    """Returns avoided for 100 people."""
    return 100 * (back_others / (people - visited) - back_visited / visited)


def _crude():
    people, visited, back_visited, back_others = (a + b for a, b in zip(FRAGILE, OTHERS, strict=True))
    return _avoided(people, visited, back_visited, back_others)


def _weighed(first, second):
    return (first * _avoided(*FRAGILE) + second * _avoided(*OTHERS)) / (first + second)


def _near(answer, value):
    return abs(answer - value) < 0.06


_TENTHS = [tenths / 10 for tenths in range(-250, 351)]

task = value_task(
    points=2,
    domain=[*_TENTHS, -18.53, 18.53],
    accepts=lambda answer: _near(answer, _weighed(300, 700)),
    why=Text(
        "Right. Looked at as a whole, visits seem to send 18 people in 100 back to hospital; within each stratum they keep people at home. The ward visited those for whom it feared.",
        "Juste. Pris en bloc, les visites semblent renvoyer 18 personnes sur 100 à l'hôpital ; dans chaque strate, elles en gardent chez elles. Le service visitait ceux pour qui il craignait.",
    ),
    hints=[
        Text(
            "Fragile: 46 of 100 came back without a visit, 80 of 200 with one. How many returns are avoided for 100 people? The same for the others.",
            "Fragiles : 46 sur 100 reviennent sans visite, 80 sur 200 avec. Combien de retours évités pour 100 personnes ? De même pour les autres.",
        ),
        Text(
            "Of 100 people who leave the ward, 30 are fragile and 70 are not. Multiply each number by its share, and add.",
            "Sur 100 personnes qui sortent, 30 sont fragiles et 70 ne le sont pas. Multipliez chaque nombre par sa part, et additionnez.",
        ),
    ],
)


@task.reference
def by_all_who_leave():
    return 3.2


@task.alternative
def computed():
    return 0.3 * 6 + 0.7 * 2


@task.mutant(
    Text(
        "That is the crude comparison: 84 of 250 visited came back, 111 of 750 others. Most of the visited were fragile. Compare within each stratum first.",
        "C'est la comparaison brute : 84 visités sur 250 reviennent, et 111 autres sur 750. La plupart des visités étaient fragiles. Comparez d'abord dans chaque strate.",
    ),
)
def crude(answer):
    return abs(abs(answer) - abs(_crude())) < 0.9


@task.mutant(
    Text(
        "That is the mean of the two strata, as if they had as many people. 300 are fragile, 700 are not.",
        "C'est la moyenne des deux strates, comme si elles étaient aussi nombreuses. 300 sont fragiles, 700 ne le sont pas.",
    ),
)
def plain_mean(answer):
    return _near(answer, _weighed(1, 1))


@task.mutant(
    Text(
        "You weighed by the visited, 200 and 50. That is what visits avoided among those who had one. The question is about all who leave the ward: 300 and 700.",
        "Vous avez pondéré par les visités, 200 et 50. C'est ce que les visites ont évité chez ceux qui en ont eu une. La question porte sur tous les sortants : 300 et 700.",
    ),
)
def by_the_visited(answer):
    return _near(answer, _weighed(200, 50))


@task.mutant(
    Text(
        "That is one stratum alone. The question is about all who leave the ward: put the two together, each by its people.",
        "C'est une seule strate. La question porte sur tous les sortants : réunissez les deux, chacune selon ses personnes.",
    ),
)
def one_stratum(answer):
    return any(_near(answer, _avoided(*stratum)) for stratum in (FRAGILE, OTHERS))


@task.mutant(
    Text(
        "The sign is turned round: in both strata fewer people come back with a visit. Returns *avoided* are positive.",
        "Le signe est à l'envers : dans les deux strates, moins de gens reviennent avec une visite. Des retours *évités* sont positifs.",
    ),
)
def turned_round(answer):
    return _near(answer, -_weighed(300, 700))


@task.mutant(
    Text(
        "That is for 1,000 people, and the question is for 100.",
        "C'est pour 1 000 personnes, et la question porte sur 100.",
    ),
)
def for_a_thousand(answer):
    return answer == 32


@task.mutant(
    Text(
        "Close, but keep one digit after the point: each stratum weighs by its people, and the sum is no whole number.",
        "C'est proche, mais gardez un chiffre après le point : chaque strate compte pour ses personnes, et la somme n'est pas un nombre entier.",
    ),
)
def rounded(answer):
    return answer == 3


@task.mutant(
    Text(
        "You added the two strata. Each is out of 100 of its own people: of 100 who leave the ward, 30 are in one and 70 in the other.",
        "Vous avez additionné les deux strates. Chacune est pour 100 de ses personnes : sur 100 qui sortent, 30 sont dans l'une et 70 dans l'autre.",
    ),
)
def added(answer):
    return _near(answer, _avoided(*FRAGILE) + _avoided(*OTHERS))
