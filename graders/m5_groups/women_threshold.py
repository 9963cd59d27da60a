"""Explorer's task: women threshold."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import THRESHOLD, stays


@cache
def training_cases():
    """Risks of the cases among the 2,000 stays on which the explorer sets the women's threshold, by sex."""
    rows = stays()[3000:5000]
    cases = rows[rows.sepsis == 1]
    return cases.risk[cases.sex == "F"].to_numpy(), cases.risk[cases.sex == "M"].to_numpy()


def training_gap(women_threshold):
    """Missed share of women minus men's on those stays, men at the ward's threshold, women at another (in %)."""
    women, men = training_cases()
    return float((women < women_threshold / 100).mean() - (men < THRESHOLD).mean())


DOMAIN = [step / 2 for step in range(2, 31)]


@cache
def right():
    return min(DOMAIN, key=lambda threshold: abs(training_gap(threshold)))


task = value_task(
    points=2,
    # and what lies between the steps, or is typed as a share
    domain=[*DOMAIN, *(step / 10 for step in range(10, 151) if step % 5), 0.065, 0.07, 0.075],
    accepts=lambda answer: answer == right(),
    why=Text(
        "Right: on these 2,000 stays the gap is gone. You made it so, on these very patients. Run on and see what is left of it on the 12,360 stays "
        "that nobody used.",
        "Juste : sur ces 2 000 séjours, l'écart est comblé. Vous l'avez comblé sur ces patients-là. Continuez, et voyez ce qu'il en reste sur "
        "12 360 séjours que personne n'a utilisés.",
    ),
    hints=[
        Text(
            "More women are missed: should the alarm ring for them at a lower risk or at a higher one?",
            "Davantage de femmes échappent à l'alarme : doit-elle sonner pour elles à un risque plus bas ou plus haut ?",
        ),
        Text(
            "Move the slider below 10, step by step, until the gap changes its sign. Which of the two steps is closer to 0?",
            "Amenez le curseur sous 10, pas à pas, jusqu'à ce que l'écart change de signe. Lequel des deux pas est le plus proche de 0 ?",
        ),
    ],
)


@task.reference
def closest_to_zero():
    return right()


@task.alternative
def by_the_same_share():
    women, men = training_cases()
    quantile = np.sort(women)[int((men < THRESHOLD).mean() * len(women))]
    return min(DOMAIN, key=lambda threshold: abs(threshold - 100 * quantile))


@task.mutant(
    Text(
        "The threshold is in %, for example 3.5, not a share.",
        "Le seuil est en %, par exemple 3.5, et non une part.",
    ),
)
def a_share(answer):
    return answer < 1


@task.mutant(
    Text(
        "The steps are of half a point: 3.5 or 4, for example, and nothing between.",
        "Les pas sont d'un demi-point : 3.5 ou 4, par exemple, et rien entre les deux.",
    ),
)
def between_steps(answer):
    return answer >= 1 and (10 * answer) % 5 > 1e-9


@task.mutant(
    Text(
        "At 10 % for both nothing has changed. The same threshold does not give the same chance of being found where the signs say less.",
        "À 10 % pour les deux, rien n'a changé. Un même seuil ne donne pas la même chance d'être trouvé là où les signes en disent moins.",
    ),
)
def same_for_all_is_fair(answer):
    return answer == 10


@task.mutant(
    Text(
        "With a higher threshold the alarm misses still more women. To find more, it must ring at a lower risk.",
        "Avec un seuil plus haut, l'alarme laisse passer encore plus de femmes. Pour en trouver davantage, elle doit sonner à un risque plus bas.",
    ),
)
def wrong_way(answer):
    return answer in DOMAIN and answer > 10


@task.mutant(
    Text(
        "Better, but women are still missed more often than men on these stays: the gap is above 0.",
        "C'est mieux, mais sur ces séjours l'alarme laisse encore passer plus de femmes que d'hommes : l'écart est au-dessus de 0.",
    ),
)
def not_far_enough(answer):
    return answer in DOMAIN and right() < answer < 10


@task.mutant(
    Text(
        "Too low: the gap is below 0, men are now missed more often, and the false alarms in women rise with every step.",
        "Trop bas : l'écart est sous 0, ce sont maintenant les hommes que l'alarme laisse passer plus souvent, et les fausses alarmes chez les femmes "
        "augmentent à chaque pas.",
    ),
)
def gap_turned_round(answer):
    return answer in DOMAIN and answer < right()
