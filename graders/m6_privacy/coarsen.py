"""Explorer's task 1: how coarse each of four columns must be for k = 5, at the least loss."""

from itertools import product

from labkit.tasks import Text, value_task

# Steps of age, day, sex and postal area, as in the notebook: only this one reaches k = 5 for a loss of 10.
RIGHT = "2413"
LOSS = ((0, 1, 2, 4, 8), (0, 1, 3, 4, 7), (0, 3), (0, 2, 5))


def _loss(answer):
    return sum(loss[int(step) - 1] for loss, step in zip(LOSS, answer, strict=True))


task = value_task(
    points=2,
    domain=["".join(steps) for steps in product("12345", "12345", "12", "123")],
    why=Text(
        "Right: ages in fives, the quarter instead of the day, the sex kept, no postal area. Nobody is in a group of fewer than five, and the question of the research team (age, sex, season) can still be asked.",
        "Juste : âges par tranches de cinq ans, trimestre au lieu du jour, sexe gardé, pas de secteur postal. Personne n'est dans un groupe de moins de cinq, et la question de l'équipe (âge, sexe, saison) "
        "peut encore être posée.",
    ),
    hints=[
        Text(
            "The postal area has ninety values. As long as it is there, hardly any combination reaches five people, whatever you do to the rest.",
            "Le secteur postal a quatre-vingt-dix valeurs. Tant qu'il est là, presque aucune combinaison n'atteint cinq personnes, quoi que vous fassiez du reste.",
        ),
        Text(
            "Without the postal area (5), a loss of 5 is left for the day and the age if the sex stays. Try every way of spending it.",
            "Sans le secteur postal (5), il reste une perte de 5 à répartir entre le jour et l'âge si le sexe est gardé. Essayez toutes les façons de la dépenser.",
        ),
    ],
)


@task.reference
def fives_and_quarters():
    return RIGHT


@task.mutant(
    Text(
        "In that version somebody is in a group of fewer than five: read people in the smallest group under the sliders again.",
        "Dans cette version, quelqu'un est dans un groupe de moins de cinq : relisez personnes du plus petit groupe sous les curseurs.",
    ),
)
def cheaper_than_can_be(answer):
    return answer != RIGHT and _loss(answer) <= 10


@task.mutant(
    Text(
        "You keep the postal area, whole or by sector. With age and date beside it, it costs more to make harmless than it tells the team.",
        "Vous gardez le secteur postal, entier ou par zone. À côté de l'âge et de la date, le rendre inoffensif coûte plus qu'il n'apprend à l'équipe.",
    ),
)
def the_area_is_kept(answer):
    return _loss(answer) > 10 and answer[3] != "3"


@task.mutant(
    Text(
        "You leave the sex out. It costs 3, and protects little: it only halves the groups. Spend the 3 elsewhere.",
        "Vous retirez le sexe. Cela coûte 3 et protège peu : il ne fait que couper les groupes en deux. Dépensez ces 3 ailleurs.",
    ),
)
def the_sex_is_left_out(answer):
    return _loss(answer) > 10 and answer[3] == "3" and answer[2] == "2"


@task.mutant(
    Text(
        "The postal area is out and the sex kept: good. But the age or the date is coarser than needed: another version loses less and still reaches five.",
        "Le secteur est retiré, le sexe gardé : bien. Mais l'âge ou la date est plus généralisé qu'il ne faut : une autre version perd moins et atteint encore cinq.",
    ),
)
def coarser_than_needed(answer):
    return _loss(answer) > 10 and answer[3] == "3" and answer[2] == "1"
