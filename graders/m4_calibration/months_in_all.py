"""Explorer's task 1: how long to wait for an interval half as wide."""

from labkit.tasks import Text, value_task

MONTHS_SO_FAR = 3

task = value_task(
    points=2,
    domain=[*range(1, 61), 4.2, 4.5, 4.24],
    accepts=lambda answer: answer == 4 * MONTHS_SO_FAR,
    why=Text(
        "Right: half the width takes four times the cases. So an early O/E decides little, and an audit is planned in cases, not in months. If O/E stays at 0.75, twelve months would leave 0.62 to 0.88: "
        "below 1.",
        "Juste : une largeur moitié moindre demande quatre fois plus de cas. Un premier O/A décide donc peu, et un audit se prévoit en nombre de cas, non en mois. Si O/A reste à 0,75, douze mois laisseraient 0,62 à "
        "0,88 : sous 1.",
    ),
    hints=[
        Text(
            "The standard error of a count is its square root. Four times as many cases: the count is four times as large, its error only twice.",
            "L'erreur type d'un effectif est sa racine carrée. Avec quatre fois plus de cas, l'effectif est multiplié par quatre, son erreur par deux seulement.",
        ),
        Text(
            "Relative to the count, the error is then halved. How many months bring four times the cases of three months?",
            "Rapportée à l'effectif, l'erreur est donc divisée par deux. Combien de mois apportent quatre fois les cas de trois mois ?",
        ),
    ],
)


@task.reference
def four_times_as_many():
    return 12


@task.alternative
def from_the_square_of_the_ratio():
    return MONTHS_SO_FAR * 2**2


@task.mutant(
    Text(
        "Twice the months, twice the cases: the interval becomes narrower by √2 only, about 1.4 times.",
        "Deux fois plus de mois, deux fois plus de cas : l'intervalle n'est divisé que par √2, environ 1,4.",
    ),
)
def twice_is_enough(answer):
    return answer == 6


@task.mutant(
    Text(
        "Those are the months still to come. The question asks for all of them, with the three already there.",
        "Ce sont les mois qui restent. La question porte sur le total, avec les trois déjà passés.",
    ),
)
def months_to_come(answer):
    return answer == 9


@task.mutant(
    Text(
        "The square root works the other way: for half the width, multiply the cases by 2 squared, not by the root of 2.",
        "La racine agit dans l'autre sens : pour une largeur moitié moindre, multipliez les cas par 2 au carré, non par la racine de 2.",
    ),
)
def root_of_two(answer):
    return 4 <= answer <= 5


@task.mutant(
    Text(
        "That is shorter than what has passed already, or no longer: the interval can only have the width it has.",
        "C'est moins que le temps déjà écoulé, ou pas plus : l'intervalle n'aurait que la largeur qu'il a.",
    ),
)
def no_longer(answer):
    return answer <= MONTHS_SO_FAR


@task.mutant(
    Text(
        "That is longer than needed: meanwhile, patients are judged by risks that may be wrong. By how much must the number of cases grow for half the width?",
        "C'est plus long que nécessaire : pendant ce temps, des patients sont jugés sur des risques peut-être faux. De combien le nombre de cas doit-il croître pour une largeur moitié moindre ?",
    ),
)
def too_long(answer):
    return answer > 12
