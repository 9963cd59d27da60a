"""Explorer's task: cases to collect."""

from functools import cache

from labkit.tasks import Text, value_task


def width(cases):
    """Width of Wilson's interval when one case in three is missed."""
    from labkit.evaluate import wilson_interval

    low, high = wilson_interval(cases / 3, cases)
    return float(high - low)


STEPS = range(5, 305, 5)
STILL_TO_COME = (34, 35)  # what the 51 cases of the table of decisions lack


@cache
def right():
    return next(cases for cases in STEPS if width(cases) <= 0.20)


task = value_task(
    points=2,
    domain=range(1, 305),  # also what lies between the steps
    accepts=lambda answer: answer == right(),
    why=Text(
        "Right. That is some thirty more than the table holds for these patients: the audit should say so, with the date by which they will be "
        "there. An interval half as wide needs about four times as many.",
        "Juste. C'est une trentaine de plus que n'en contient le tableau pour ces patients : l'audit doit le dire, avec la date où ils seront "
        "réunis. Un intervalle deux fois moins large en demande environ quatre fois plus.",
    ),
    hints=[
        Text(
            "Move the slider (or change the first number after `cases=`) and watch the width.",
            "Déplacez le curseur (ou changez le premier nombre après `cases=`) et surveillez la largeur.",
        ),
        Text(
            "Try 50, then 100; then look between the two for the smallest number whose width is 0.20 or less.",
            "Essayez 50, puis 100 ; cherchez ensuite entre les deux le plus petit nombre dont la largeur est de 0,20 ou moins.",
        ),
    ],
)


@task.reference
def smallest_wide_enough():
    return right()


@task.mutant(
    Text(
        "That is about how many are still to come. The question asks how many cases it takes in all: add those that the table has already.",
        "C'est environ ce qu'il reste à recueillir. La question porte sur le nombre de cas en tout : ajoutez ceux que le tableau contient déjà.",
    ),
)
def still_to_come(answer):
    return answer in STILL_TO_COME


@task.mutant(
    Text(
        "The question asks for a number in steps of 5, such as 45 or 50.",
        "La question demande un nombre de 5 en 5, par exemple 45 ou 50.",
    ),
)
def between_steps(answer):
    return answer % 5 != 0 and answer not in STILL_TO_COME


@task.mutant(
    Text(
        "Thirty is the least from which the rule reads a row. Its interval is still more than 30 points wide: too wide to decide on.",
        "Trente est le minimum à partir duquel la règle lit une ligne. Son intervalle fait encore plus de 30 points : trop large pour décider.",
    ),
)
def thirty_is_enough(answer):
    return answer == 30


@task.mutant(
    Text(
        "Twice as many cases do not halve the width: it shrinks with their square root. Try your number on the slider.",
        "Deux fois plus de cas ne réduisent pas la largeur de moitié : elle diminue avec leur racine carrée. Essayez votre nombre sur le curseur.",
    ),
)
def twice_as_many_halves_it(answer):
    return answer in (40, 60)


@task.mutant(
    Text(
        "Too few: the interval is still wider than 20 points, and the collection would have to start again.",
        "Trop peu : l'intervalle dépasse encore 20 points, et il faudrait reprendre le recueil.",
    ),
)
def too_few(answer):
    return answer % 5 == 0 and answer < right() and answer not in STILL_TO_COME


@task.mutant(
    Text(
        "More than enough. Each further case is a chart to review, and time before deciding: find the smallest number.",
        "Plus qu'assez. Chaque cas de plus est un dossier à relire et du temps avant de décider : trouvez le plus petit nombre.",
    ),
)
def more_is_always_better(answer):
    return answer % 5 == 0 and answer > right()
