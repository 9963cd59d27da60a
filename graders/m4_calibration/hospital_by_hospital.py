"""Explorer's task 4: what to do with the model, row by row."""

from functools import cache
from itertools import product

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import hospitals

# Agreed before looking: an O/E between 0.8 and 1.25 changes no decision.
CLOSE_ENOUGH = (0.8, 1.25)
FIRST_STAYS = 150


def rows():
    """Outcomes, risks and patients of each row of the table, from top to bottom."""
    from labkit.evaluate import calibration_in_the_large

    here = hospitals()
    eastmount, fleuve = here["Eastmount"], here["Grand-Fleuve"]
    first = eastmount.sort_values("admitted_at", kind="stable")[:FIRST_STAYS]
    shift = calibration_in_the_large(fleuve.sepsis, fleuve.risk)
    moved = 1 / (1 + np.exp(-(np.log(fleuve.risk / (1 - fleuve.risk)) + shift)))
    return [first, here["Tilleuls"], fleuve.assign(risk=moved), eastmount]


@cache
def intervals():
    """For each row, the bounds of O/E and of the slope."""
    from labkit.evaluate import calibration_summary

    found = []
    for part in rows():
        summary = calibration_summary(
            part.sepsis, part.risk, n_resamples=100, random_state=0, cluster=part.patient_id
        ).set_index("statistic")
        found.append([tuple(summary.loc[name, ["ci_low", "ci_high"]]) for name in ("o_e", "slope")])
    return found


def decision(level, slope):
    """4 (intercept and slope), 3 (intercept), 1 (leave it) or 2 (collect more), by the rule agreed beforehand."""
    if not slope[0] <= 1 <= slope[1]:
        return "4"
    if not level[0] <= 1 <= level[1]:
        return "3"
    return "1" if CLOSE_ENOUGH[0] <= level[0] and level[1] <= CLOSE_ENOUGH[1] else "2"


@cache
def right():
    return "".join(decision(level, slope) for level, slope in intervals())


task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("1234", repeat=4)],
    why=Text(
        "Right. One model, four decisions. The same hospital needs more patients in the first row and an update in the fourth; and an O/E of 1.00 hides a slope that is off. The rule was agreed before anybody saw the table.",
        "Juste. Un modèle, quatre décisions. Le même hôpital demande plus de patients à la première ligne et une mise à jour à la quatrième ; et un O/A de 1,00 cache une pente fausse. La règle était convenue avant de voir "
        "le tableau.",
    ),
    hints=[
        Text(
            "Row by row, begin with the slope: does 1 lie between its two bounds? If not, the decision is 4 and you are done with that row.",
            "Ligne par ligne, commencez par la pente : 1 est-il entre ses deux bornes ? Sinon, la décision est 4 et la ligne est réglée.",
        ),
        Text(
            "Then O/E: 1 outside its bounds, decision 3. Otherwise: are both bounds between 0.8 and 1.25 (decision 1), or could it still be worse (2)?",
            "Puis O/A : 1 hors de ses bornes, décision 3. Sinon : les deux bornes sont-elles entre 0,8 et 1,25 (décision 1), ou cela pourrait-il être pire (2) ?",
        ),
    ],
)


@task.reference
def by_the_rule():
    return right()


@task.mutant(
    Text(
        "Look at the first row again: 1 lies inside both intervals, but O/E could be as low as a half. Nothing was shown and nothing was ruled out: nine cases are too few to leave it or to change it.",
        "Revoyez la première ligne : 1 est dans les deux intervalles, mais O/A pourrait descendre à la moitié. Rien n'est montré et rien n'est exclu : neuf cas ne suffisent ni pour laisser ni pour changer.",
    ),
)
def few_cases_decide(answer):
    return answer[0] != "2"


@task.mutant(
    Text(
        "Look at the third row again: O/E is 1.00, but read the slope. Right on average, and wrong for nearly everybody: the low risks are too low, the high ones too high.",
        "Revoyez la troisième ligne : O/A vaut 1,00, mais lisez la pente. Juste en moyenne, faux pour presque tous : les risques faibles sont trop faibles, les élevés trop élevés.",
    ),
)
def right_on_average(answer):
    return answer[2] != "4"


@task.mutant(
    Text(
        "Look at the fourth row again: is 1 inside the slope's interval? Then a single number is enough, and few cases suffice for one.",
        "Revoyez la quatrième ligne : 1 est-il dans l'intervalle de la pente ? Alors un seul nombre suffit, et peu de cas suffisent pour un nombre.",
    ),
)
def too_much_updated(answer):
    return answer[3] != "3"


@task.mutant(
    Text(
        "Look at the second row again: both bounds of O/E are between 0.8 and 1.25. Changing a model that is right teaches it a little chance.",
        "Revoyez la deuxième ligne : les deux bornes de O/A sont entre 0,8 et 1,25. Modifier un modèle juste, c'est lui apprendre un peu de hasard.",
    ),
)
def never_left_alone(answer):
    return answer[1] != "1"
