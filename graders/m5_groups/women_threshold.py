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
    domain=DOMAIN,
    why=Text(
        "Right: on these 2,000 stays the gap is closed. You closed it on these very patients. Run on, and see what is left of it "
        "on 12,360 stays that nobody used.",
        "Juste : sur ces 2 000 séjours, l'écart est fermé. Vous l'avez fermé sur ces patients-là. Continuez, et voyez ce qu'il en "
        "reste sur 12 360 séjours que personne n'a utilisés.",
    ),
    hints=[
        Text(
            "More women are missed: should the alarm ring for them at a lower risk or at a higher one?",
            "On manque plus de femmes : l'alarme doit-elle sonner pour elles à un risque plus bas ou plus haut ?",
        ),
        Text(
            "Try 5, then 8, and close in by steps of 0.5 until the gap is as near to 0 as you can get.",
            "Essayez 5, puis 8, et resserrez de 0,5 en 0,5 (en Python, 0.5) jusqu'à ce que l'écart soit le plus près possible de 0.",
        ),
    ],
)


@task.reference
def closest_to_zero():
    return right()


@task.alternative
def as_numpy():
    return np.float64(right())


@task.alternative
def by_the_same_share():
    women, men = training_cases()
    quantile = np.sort(women)[int((men < THRESHOLD).mean() * len(women))]
    return min(DOMAIN, key=lambda threshold: abs(threshold - 100 * quantile))


@task.mutant(
    Text(
        "At 10 % for both nothing has changed: the same threshold for all is not the same chance of being found, where the signs "
        "say less in one group.",
        "À 10 % pour les deux, rien n'a changé : le même seuil pour tous n'est pas la même chance d'être trouvé, là où les signes "
        "parlent moins dans un groupe.",
    ),
)
def same_for_all_is_fair(answer):
    return answer == 10


@task.mutant(
    Text(
        "A higher threshold for women misses still more of them. To find more, the alarm must ring at a lower risk.",
        "Un seuil plus haut pour les femmes en manque encore plus. Pour en trouver plus, l'alarme doit sonner à un risque plus bas.",
    ),
)
def wrong_way(answer):
    return answer > 10


@task.mutant(
    Text(
        "Better, but women are still missed more often than men on these stays: the gap is above 0.",
        "C'est mieux, mais les femmes restent plus souvent manquées que les hommes sur ces séjours : l'écart est au-dessus de 0.",
    ),
)
def not_far_enough(answer):
    return right() < answer < 10


@task.mutant(
    Text(
        "Too low: the gap is below 0, now it is men who are missed more often, and the false alarms among women go up with every step.",
        "Trop bas : l'écart est sous 0, ce sont maintenant les hommes qui sont plus souvent manqués, et les fausses alarmes chez les "
        "femmes augmentent à chaque pas.",
    ),
)
def gap_turned_round(answer):
    return answer < right()
