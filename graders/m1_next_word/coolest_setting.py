"""Explorer's task 3: the temperature at which a wrong word is rare enough."""

import math

from labkit.tasks import Text, value_task

# Logits after "Allergies:", for none, latex, penicillin, iodine: the notebook's table has the same.
LOGITS = (6.0, 3.0, 2.0, 1.0)
AT_MOST = 0.01


def wrong_word(temperature):
    """Probability of penicillin at a temperature."""
    weights = [math.exp(value / temperature) for value in LOGITS]
    return weights[2] / sum(weights)


TRIED = [round(0.1 * step, 1) for step in range(2, 31)]
RIGHT = max(value for value in TRIED if wrong_word(value) <= AT_MOST)

task = value_task(
    points=2,
    domain=[0.1, *TRIED, 0, 8, 80],
    accepts=lambda answer: answer == RIGHT,
    why=Text(
        "Right: one more tenth and the wrong word passes one in a hundred. In 1,000 files a day that is still several false allergies: a setting makes an error rarer, a person who reads finds it. And low temperature makes the model surer of everything, also of what it learned by heart.",
        "Juste : un dixième de plus et le mot faux dépasse un sur cent. Sur 1 000 dossiers par jour, cela fait encore plusieurs fausses allergies : un réglage rend une erreur plus rare, une personne qui relit la trouve. Et une température basse rend le modèle plus sûr de tout, aussi de ce qu'il a appris par cœur.",
    ),
    hints=[
        Text(
            "Move the slider and look at one row only, penicillin. Which way makes it rarer?",
            "Déplacez le curseur en ne regardant qu'une ligne, la pénicilline. Dans quel sens devient-elle plus rare ?",
        ),
        Text(
            "Start from 1 and go down by tenths until penicillin is at 1.0 or below. The first such temperature is the highest.",
            "Partez de 1 et descendez par dixièmes jusqu'à ce que la pénicilline soit à 1,0 ou au-dessous. La première température qui convient est la plus haute.",
        ),
    ],
)


@task.reference
def highest_that_will_do():
    return RIGHT


@task.alternative
def searched_downwards():
    return next(value for value in reversed(TRIED) if wrong_word(value) <= AT_MOST)


@task.mutant(
    Text(
        "At 1 the wrong word comes more than once in a hundred. The temperature that suppliers give as the ordinary one is no safe one.",
        "À 1, le mot faux vient plus d'une fois sur cent. La température que les fournisseurs donnent pour ordinaire n'est pas une garantie.",
    ),
)
def ordinary_is_safe(answer):
    return answer == 1


@task.mutant(
    Text(
        "There the wrong word passes one in a hundred. A higher temperature gives unlikely words more room: go down.",
        "Là, le mot faux dépasse un sur cent. Une température plus haute laisse plus de place aux mots improbables : descendez.",
    ),
)
def too_warm(answer):
    return RIGHT < answer <= 3 and answer != 1


@task.mutant(
    Text(
        "There the wrong word is rare enough, but a higher temperature would do as well. The question asks for the highest.",
        "Là, le mot faux est assez rare, mais une température plus haute conviendrait aussi. La question demande la plus haute.",
    ),
)
def cooler_than_needed(answer):
    return 0 <= answer < RIGHT


@task.mutant(
    Text(
        "A temperature lies here between 0.2 and 3: write it as the slider does, with one digit after the point.",
        "Ici, une température est comprise entre 0,2 et 3 : écrivez-la comme le curseur, avec un chiffre après le point (et non une virgule).",
    ),
)
def without_the_point(answer):
    return answer > 3
