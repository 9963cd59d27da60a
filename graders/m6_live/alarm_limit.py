"""Explorer's task 3: an alarm's limit, from how often it rings wrongly."""

from functools import cache

from labkit.language import number
from labkit.tasks import Text, value_task

from .cohort import sites

LIMITS = [round(1 + step / 10, 1) for step in range(31)]
BEARABLE = 2  # false alarms in 100 months


@cache
def false_alarms(limit):
    """In 100 months of a model that is right, with the patients of site A in the year before."""
    from labkit.evaluate import alarm_policy

    rows = sites()["A"]
    rows = rows[~rows.live]
    return 100 * alarm_policy(rows.risk, rows.month, sigma=limit, random_state=0).alarms_per_period


@cache
def right():
    return next(limit for limit in LIMITS if false_alarms(limit) <= BEARABLE)


task = value_task(
    points=2,
    # and what people type: a whole number, two digits
    domain=[*LIMITS, *(round(2 + step / 20, 2) for step in range(1, 20, 2)), 5, 10],
    why=lambda: Text(
        f"Right: {number(right(), 1, 'en')} standard errors. A lower limit rings more often for nothing, a higher one leaves patients longer with a model that is wrong. The team signs both numbers.",
        f"Juste : {number(right(), 1, 'fr')} erreurs types. Plus bas, elle sonne plus souvent pour rien ; plus haut, des patients restent plus longtemps avec un modèle faux. L'équipe signe les deux nombres.",
    ),
    hints=[
        Text(
            "Look at the row of false alarms in 100 months. Which way does it move when the limit grows?",
            "Regardez la ligne des fausses alarmes en 100 mois. Dans quel sens bouge-t-elle quand la limite augmente ?",
        ),
        Text(
            "Between 2 and 3 it passes from more than 2 false alarms to fewer. Try there by tenths, and take the first that keeps to it.",
            "Entre 2 et 3, on passe de plus de 2 fausses alarmes à moins. Essayez là par dixièmes, et prenez la première limite qui convient.",
        ),
    ],
)


@task.reference
def smallest_that_is_borne():
    return right()


@task.mutant(
    Text(
        "Two standard errors sound like 95 %: one month of twenty rings for nothing. The team bears 2 of 100.",
        "Deux erreurs types, cela sonne comme 95 % : un mois sur vingt sonne pour rien. L'équipe en supporte 2 sur 100.",
    ),
)
def two_by_habit(answer):
    return answer == 2


@task.mutant(
    Text(
        "Three is the habit of factories. It keeps to the false alarms, and a smaller limit does too, with patients warned months sooner.",
        "Trois, c'est l'habitude des usines. Cela respecte les fausses alarmes, et une limite plus petite aussi, qui prévient des mois plus tôt.",
    ),
)
def three_by_habit(answer):
    return answer == 3


@task.mutant(
    Text(
        "Give one digit after the point, as the slider does: 1.5 for example.",
        "Donnez un seul chiffre après le point, comme le curseur : 1.5 par exemple.",
    ),
)
def two_digits(answer):
    return round(answer, 1) != answer


@task.mutant(
    Text(
        "With that limit more than 2 months of 100 ring although nothing is wrong. Go up.",
        "Avec cette limite, plus de 2 mois sur 100 sonnent alors que tout va bien. Montez.",
    ),
)
def too_many_false_alarms(answer):
    return answer < right()


@task.mutant(
    Text(
        "It keeps to the false alarms, but so does a smaller limit that warns sooner. Go down by tenths.",
        "Cela respecte les fausses alarmes, mais une limite plus petite le fait aussi et prévient plus tôt. Descendez par dixièmes.",
    ),
)
def slower_than_needed(answer):
    return answer > right()
