"""Explorer's task: alone from."""

from labkit.tasks import Text, value_task

from .cohort import A_SHARE, AS_SHARES, ASKING, FALSE_ALARM, MISSED, THRESHOLD

RIGHT = round(100 * (1 - ASKING / FALSE_ALARM))
LOW = round(100 * ASKING / MISSED)
HALF = 50


task = value_task(
    points=2,
    domain=[*range(1, 100), *AS_SHARES],
    # at the very limit the two cost the same: the next whole number is right too
    accepts=lambda answer: answer in (RIGHT, RIGHT + 1),
    why=Text(
        "Right. Above that risk a false alarm is expected to cost less than asking: the team is called at once. The zone of doubt runs from a "
        "low risk to this one, and is not centred on one chance in two.",
        "Juste. Au-dessus de ce risque, une fausse alarme coûte en moyenne moins que demander : on appelle l'équipe tout de suite. La zone de "
        "doute va d'un risque bas jusqu'à celui-ci ; elle n'est pas centrée sur une chance sur deux.",
    ),
    hints=[
        Text(
            "Try risks from 0.05 to 0.95 in the cell above. Look at which of the three costs is the smallest.",
            "Essayez des risques de 0,05 à 0,95 dans la cellule ci-dessus. Regardez lequel des trois coûts est le plus petit.",
        ),
        Text(
            "There are two places where asking stops being the cheapest. The question is about the upper one, where calling takes over.",
            "Demander cesse d'être le moins cher à deux endroits. La question porte sur celui du haut, où appeler prend le relais.",
        ),
        Text(
            "Calling costs 1 less the risk, asking 0.4. From which risk up is 1 less the risk no longer above 0.4? Write it in %.",
            "Appeler coûte 1 moins le risque, demander 0,4. À partir de quel risque 1 moins le risque ne dépasse-t-il plus 0,4 ? Écrivez-le en %.",
        ),
    ],
)


@task.reference
def where_calling_takes_over():
    return RIGHT


@task.mutant(A_SHARE)
def a_share_for_a_percentage(answer):
    return answer < 1


@task.mutant(
    Text(
        "That is the other end of the zone of doubt: below it, waiting is cheaper than asking. Look for where *calling* becomes cheaper.",
        "C'est l'autre bout de la zone de doute : au-dessous, attendre coûte moins que demander. Cherchez où *appeler* devient moins cher.",
    ),
)
def lower_end(answer):
    return abs(answer - LOW) <= 2


@task.mutant(
    Text(
        "You took the price of asking for a risk. Above which risk does a false alarm, which happens to those *without* sepsis, cost less "
        "than that price?",
        "Vous avez pris le prix de la demande pour un risque. Au-dessus de quel risque une fausse alarme, qui touche ceux *sans* sepsis, "
        "coûte-t-elle moins que ce prix ?",
    ),
)
def price_taken_for_risk(answer):
    return abs(answer - 100 * ASKING) <= 1


@task.mutant(
    Text(
        "0.5 is not the natural place of doubt: it assumes that a missed case and a false alarm weigh the same. Here one weighs four times the other.",
        "0,5 n'est pas le siège naturel du doute : ce serait supposer qu'un cas manqué et une fausse alarme pèsent autant. Ici, l'un pèse quatre "
        "fois l'autre.",
    ),
)
def doubt_is_half(answer):
    return abs(answer - HALF) <= 2


@task.mutant(
    Text(
        "That is where waiting and calling cost the same, if nobody can be asked: the very middle of the doubt, not its end.",
        "C'est là qu'attendre et appeler coûtent autant, si l'on ne peut demander à personne : le cœur du doute, pas son bout.",
    ),
)
def threshold_without_asking(answer):
    return abs(answer - 100 * THRESHOLD) <= 2


@task.mutant(
    Text(
        "Too high: between the true end and your number you would ask although calling at once costs less, and somebody else would lose the slot.",
        "Trop haut : entre la vraie limite et votre nombre, vous demanderiez alors qu'appeler tout de suite coûte moins, et quelqu'un d'autre "
        "perdrait le créneau.",
    ),
)
def never_alone(answer):
    return answer > RIGHT


@task.mutant(
    Text(
        "Too low: at that risk calling at once still costs more than asking. Compare the three costs again, a little higher.",
        "Trop bas : à ce risque, appeler tout de suite coûte encore plus que demander. Comparez les trois coûts un peu plus haut.",
    ),
)
def alone_too_soon(answer):
    return answer < RIGHT
