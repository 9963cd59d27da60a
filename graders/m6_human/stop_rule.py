"""Explorer's task 3: the number of rescues at which the system stops, chosen by what it does to a good system and to a faulty one."""

from functools import cache

from labkit.tasks import Text, value_task

from .weeks import weeks_stopped

ACCEPTED = 5  # weeks of 100 in which a good system may be stopped
FIRMS = 4
LIMITS = range(1, 21)


@cache
def right():
    return next(limit for limit in LIMITS if weeks_stopped("as_it_is", limit) <= ACCEPTED)


@cache
def seldom_stops_the_faulty():
    """The first number with which the faulty system, too, is stopped in less than half of the weeks."""
    return next(limit for limit in LIMITS if weeks_stopped("after_the_update", limit) < 50)


task = value_task(
    points=3,
    domain=[*LIMITS, *range(21, 101)],
    why=Text(
        "Right. This rule stops a good system in 2 weeks of 100, and the faulty one in 89, half of all weeks within 123 decisions. Both numbers "
        "belong beside the rule when it is signed.",
        "Juste. Cette règle arrête un bon système 2 semaines sur 100, et le système défaillant 89 sur 100, la moitié des semaines en 123 décisions. Les "
        "deux nombres doivent figurer à côté de la règle que l'on signe.",
    ),
    hints=[
        Text(
            "Move the slider and read the first row, the system as it is: in how many weeks of 100 is it stopped?",
            "Déplacez le curseur et lisez la première ligne, le système tel qu'il est : combien de semaines sur 100 est-il arrêté ?",
        ),
        Text(
            "Start from 4 and go up. Each rescue more stops the good system less often, and the faulty one later.",
            "Partez de 4 et montez. Chaque rattrapage de plus arrête moins souvent le bon système, et plus tard le système défaillant.",
        ),
        Text(
            "Stop at the first number for which the first row says 5 or less.",
            "Arrêtez-vous au premier nombre pour lequel la première ligne indique 5 ou moins.",
        ),
    ],
)


@task.reference
def smallest_that_is_accepted():
    return right()


@task.mutant(
    Text(
        "That is the firm's number, four. In 100 decisions, four rescues happen in nearly every week with a good system: look at its row.",
        "C'est le nombre du fournisseur, quatre. Sur 100 décisions, quatre rattrapages surviennent presque chaque semaine avec un bon système : "
        "regardez sa ligne.",
    ),
)
def the_firms_number(answer):
    return answer == FIRMS


@task.mutant(
    Text(
        "Stopping early seems safer, but this number stops the good system in more than 5 weeks of 100. People then stop believing the rule, "
        "and the ward loses a system that helps.",
        "Arrêter tôt paraît plus sûr, mais ce nombre arrête le bon système plus de 5 semaines sur 100. On cesse alors de croire à la règle, et "
        "le service perd un système utile.",
    ),
)
def stops_the_good_one(answer):
    return answer < right()


@task.mutant(
    Text(
        "With that number nothing stops the good system, and the faulty one runs on in more than half of the weeks too. Read the second row.",
        "Avec ce nombre, rien n'arrête le bon système, et le système défaillant continue lui aussi plus d'une semaine sur deux. Lisez la "
        "deuxième ligne.",
    ),
)
def stops_nobody(answer):
    return answer >= seldom_stops_the_faulty()


@task.mutant(
    Text(
        "This number keeps within the 5 weeks, but so does a smaller one, which stops the faulty system sooner and more often.",
        "Ce nombre respecte les 5 semaines, mais un plus petit aussi, qui arrête le système défaillant plus tôt et plus souvent.",
    ),
)
def later_than_needed(answer):
    return answer > right()
