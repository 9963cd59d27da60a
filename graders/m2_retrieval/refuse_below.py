"""Explorer's task 3: from which share of the question's words an answer may be shown, by its harms."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import HARM, covered, harm

SHARES = range(0, 105, 5)


@cache
def best():
    least = min(map(harm, SHARES))
    return [share for share in SHARES if harm(share) == least]


def _shown(least):
    return sum(share >= least for share, right in covered() if right)


task = value_task(
    points=2,
    domain=[*SHARES, *map(str, SHARES), *(share / 100 for share in SHARES if 0 < share < 100)],
    accepts=lambda answer: float(answer) in best(),
    why=lambda: Text(
        f"Right by the ward's weights: {sum(share >= best()[0] for share, right in covered() if not right)} wrong answer is still shown. The price: of {_shown(0)} right answers, {_shown(best()[0])} are shown. Whether that assistant is still worth opening is for the ward to say; "
        "a better search moves both numbers.",
        f"Juste selon les poids du service : {sum(share >= best()[0] for share, right in covered() if not right)} réponse fausse s'affiche encore. Le prix : sur {_shown(0)} réponses justes, {_shown(best()[0])} s'affichent. Cet assistant vaut-il encore qu'on l'ouvre ? Au service de le dire ; "
        "une meilleure recherche change les deux nombres.",
    ),
    hints=[
        Text(
            "Move the slider from left to right and watch the last row, the harm. It falls, then rises again.",
            "Déplacez le curseur de gauche à droite et suivez la dernière ligne, le préjudice. Il baisse, puis remonte.",
        ),
        Text(
            "Several neighbouring shares have the same lowest harm: any of them is accepted.",
            "Plusieurs parts voisines ont le même préjudice, le plus bas : chacune est acceptée.",
        ),
    ],
)


@task.reference
def lowest_harm():
    return best()[0]


@task.alternative
def last_of_the_lowest():
    return best()[-1]


@task.alternative
def as_text():
    return str(best()[0])


@task.mutant(
    Text(
        "A percent is asked for, from 0 to 100: write 50, not 0.5.",
        "On demande un pourcentage, de 0 à 100 : écrivez 50, et non 0.5.",
    ),
)
def a_share_of_one(answer):
    return 0 < float(answer) < 1


@task.mutant(
    Text(
        "That shows everything that was found. Every question without an answer gets the passage of another patient.",
        "Avec cela, tout ce qui est trouvé s'affiche. Chaque question sans réponse reçoit le passage d'un autre patient.",
    ),
)
def shows_everything(answer):
    return float(answer) <= 30


@task.mutant(
    Text(
        f"Half of the words is not enough: wrong answers are still shown, and each weighs as much as {HARM} right ones withheld. Look at the harm a little further on.",
        f"La moitié des mots ne suffit pas : des réponses fausses s'affichent encore, et chacune pèse autant que {HARM} réponses justes retenues. Regardez le préjudice un peu plus loin.",
    ),
)
def half_is_enough(answer):
    return float(answer) < best()[0]


@task.mutant(
    Text(
        "Nothing more is gained there: as many wrong answers are shown, and fewer right ones. Silence is not free.",
        "Vous n'y gagnez plus rien : autant de réponses fausses s'affichent, et moins de justes. Le silence a un prix.",
    ),
)
def silence_is_free(answer):
    return float(answer) > best()[-1]
