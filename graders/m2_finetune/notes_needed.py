"""Explorer's task: notes needed."""

import numpy as np

from labkit.tasks import Text, value_task

# Two models of another hospital, on the same 300 notes: where one alone is right.
NOTES, ONLY_A, ONLY_B = 300, 27, 18


def half_width(n):
    """Half of the 95 % interval of A minus B with n notes that behave as the 300 did."""
    share_a, share_b = ONLY_A / NOTES, ONLY_B / NOTES
    return 1.96 * np.sqrt((share_a + share_b - (share_a - share_b) ** 2) / n)


def notes_needed():
    difference = (ONLY_A - ONLY_B) / NOTES
    return next(n for n in range(100, 5001, 100) if half_width(n) < difference)


task = value_task(
    points=2,
    domain=range(100, 5001, 100),
    why=Text(
        "Right. The higher score was no proof: on 300 notes the interval held 0. The number of notes is planned before the comparison, and planned larger: with just so many, nearly half of such studies still miss a true lead of 3 points.",
        "Juste. Le plus haut score n'était pas une preuve : sur 300 notes, l'intervalle contenait 0. Le nombre de notes se prévoit avant "
        "la comparaison, et plus grand : avec ce nombre tout juste, près de la moitié de telles études manquent une vraie avance de 3 points.",
    ),
    hints=[
        Text(
            "Try 1,000: is 0 inside the interval? Then go up or down.",
            "Essayez 1 000 : 0 est-il dans l'intervalle ? Puis montez ou descendez.",
        ),
        Text(
            "To halve an interval takes four times as many notes. Look for the smallest hundred whose lower bound is above 0.",
            "Pour diviser un intervalle par deux, il faut quatre fois plus de notes. Cherchez la plus petite centaine dont la borne basse "
            "dépasse 0.",
        ),
    ],
)


@task.reference
def smallest_hundred():
    return notes_needed()


@task.mutant(
    Text(
        "With these notes A has the higher score and 0 is inside the interval: the lead may be due to the choice of notes.",
        "Avec ces notes, A a le plus haut score et 0 est dans l'intervalle : l'avance peut venir du choix des notes.",
    ),
)
def higher_mean_wins(answer):
    return answer <= 300


@task.mutant(
    Text(
        "Near: but 0 is still inside the interval.",
        "Presque : mais 0 est encore dans l'intervalle.",
    ),
)
def nearly(answer):
    return answer < notes_needed()


@task.mutant(
    Text(
        "So many would be needed if each model read its own patients. They read the same notes: the interval above is narrower.",
        "Il en faudrait autant si chaque modèle lisait ses propres patients. Ils lisent les mêmes notes : l'intervalle ci-dessus est plus "
        "étroit.",
    ),
)
def unpaired(answer):
    return answer >= 1200


@task.mutant(
    Text(
        "Enough, and more: someone has to read and label each note. Is there a smaller hundred?",
        "Cela suffit, et au-delà : quelqu'un doit lire et étiqueter chaque note. Y a-t-il une centaine plus petite ?",
    ),
)
def more_than_needed(answer):
    return answer > notes_needed()
