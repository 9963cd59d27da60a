"""Explorer's task: called tonight."""

from functools import cache
from itertools import combinations

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import ASKING, FALSE_ALARM, MISSED, new_patients

SLOTS, ARRIVALS, LETTERS = 8, slice(12, 24), "ABCDEFGHIJKL"


@cache
def tonight():
    """Risk of tonight's twelve arrivals, as shown (two digits), by letter."""
    risks = np.round(new_patients().risk.to_numpy()[ARRIVALS], 2)
    return {letter: float(risk) for letter, risk in zip(LETTERS, risks, strict=True)}


def gain(risk):
    """What asking a person saves: the cheaper of the two automatic actions, less the price of asking."""
    return min((1 - risk) * FALSE_ALARM, risk * MISSED) - ASKING


def called_tonight():
    """The eight for whom asking saves most."""
    risks = tonight()
    return "".join(sorted(sorted(risks, key=lambda letter: -gain(risks[letter]))[:SLOTS]))


@cache
def right():
    return called_tonight()


@cache
def risks():
    return tonight()


@cache
def high():
    return [letter for letter, risk in risks().items() if risk > 1 - ASKING]


@cache
def upper():
    return [letter for letter, risk in risks().items() if 0.5 < risk <= 1 - ASKING]


@cache
def low():
    return [letter for letter, risk in risks().items() if risk < ASKING / MISSED]


task = value_task(
    points=3,
    domain=["".join(letters) for letters in combinations(LETTERS, SLOTS)],
    unordered=True,
    why=Text(
        "Right: the eight for whom a person's look saves most. The one at the highest risk is not among them: there the team is called at once. And two "
        "who were worth a look got none: that is what a capacity is, and the log should say so.",
        "Juste : les huit chez qui le regard d'une personne épargne le plus. Le patient au risque le plus élevé n'en est pas : pour lui, on appelle l'équipe "
        "tout de suite. Et deux qui méritaient un regard n'en ont pas eu : c'est cela, une capacité, et le journal doit le dire.",
    ),
    hints=[
        Text(
            "For each patient: which is smaller, the cost of waiting or the cost of calling? That is what the model would cost, left alone.",
            "Pour chaque patient : lequel est le plus petit, le coût d'attendre ou celui d'appeler ? C'est ce que coûterait le modèle laissé seul.",
        ),
        Text(
            "The larger that smaller cost, the more a person's look saves. Take the eight largest.",
            "Plus ce plus petit coût est grand, plus le regard d'une personne épargne. Prenez les huit plus grands.",
        ),
        Text(
            "Waiting costs most at high risks, calling at low ones: the smaller of the two is largest near one in five. Go down and up from there, eight patients.",
            "Attendre coûte le plus aux risques élevés, appeler aux risques bas : le plus petit des deux est le plus grand vers un sur cinq. De là, descendez et "
            "montez, huit patients.",
        ),
    ],
)


@task.reference
def saves_most():
    return right()


@task.mutant(
    Text(
        "The first eight to arrive: after them nobody is seen, whatever the doubt. Choose by what a look saves.",
        "Les huit premiers arrivés : après eux, plus personne n'est vu, quel que soit le doute. Choisissez selon ce qu'un regard épargne.",
    ),
)
def first_come(answer):
    return answer == LETTERS[:SLOTS]


@task.mutant(
    Text(
        "You ask about the patient at the highest risk. There is no doubt there: calling at once costs less than the slot. Asking is for doubt, not for gravity.",
        "Vous demandez pour le patient au risque le plus élevé. Là, il n'y a pas de doute : appeler tout de suite coûte moins que le créneau. On demande pour "
        "le doute, pas pour la gravité.",
    ),
)
def sickest_first(answer):
    return any(letter in answer for letter in high())


@task.mutant(
    Text(
        "You ask about a patient at very low risk, for whom waiting costs less than the slot.",
        "Vous demandez pour un patient à très bas risque, chez qui attendre coûte moins que le créneau.",
    ),
)
def surest_first(answer):
    return any(letter in answer for letter in low())


@task.mutant(
    Text(
        "Your list has a patient whose risk is above one half: there calling costs hardly more than asking, and a slot saves next to nothing. With these harms "
        "doubt is largest near one in five, not near one half.",
        "Votre liste contient un patient dont le risque dépasse un demi : chez lui, appeler ne coûte guère plus que demander, et le créneau n'épargne presque rien. "
        "Avec ces préjudices, le doute est le plus grand vers un sur cinq, pas vers un demi.",
    ),
)
def doubt_is_half(answer):
    return any(letter in answer for letter in upper())


@task.mutant(
    Text(
        "Nearly: one of your eight saves less than somebody you left out. Compare the smaller cost of the two lowest of your list with those left out.",
        "Presque : l'un de vos huit épargne moins que quelqu'un que vous avez laissé. Comparez le plus petit coût des deux derniers de votre liste à ceux "
        "des patients laissés.",
    ),
)
def nearly(answer):
    return True
