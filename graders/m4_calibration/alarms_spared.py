"""Explorer's task 3: what the update spares, and what it costs, on patients who did not serve it."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import hospitals

# The shifts that the task before this one takes for right; the table shows the learner's own.
SHIFTS, THRESHOLD = (-1.4, -1.5, -1.3), 0.10


@cache
def counts(shift=SHIFTS[0]):
    """Cases found and false alarms, as the model came and after the update, in the half kept apart."""
    rows = hospitals()["Eastmount"]
    rows = rows[~rows.to_update]
    known = np.log(rows.risk / (1 - rows.risk)).to_numpy()
    found = []
    for moved in (0, shift):
        flagged = 1 / (1 + np.exp(-(known + moved))) >= THRESHOLD
        found += [int(rows.sepsis[flagged].sum()), int((rows.sepsis[flagged] == 0).sum())]
    return found


def spared_per_case(shift=SHIFTS[0]):
    found, false, found_after, false_after = counts(shift)
    return (false - false_after) / (found - found_after)


def _near(answer, value):
    return abs(answer - value) < 0.6


def _numbers_at_hand():
    """What else people type: a number of the table, a difference of two, a ratio with its decimals."""
    found, false, found_after, false_after = counts()
    ratios = (spared_per_case(), false / found, false_after / found_after)
    return [
        false,
        false_after,
        false - false_after,
        *(round(ratio, places) for ratio in ratios for places in (1, 2)),
    ]


task = value_task(
    points=2,
    # whole numbers, and what people type who keep a decimal
    domain=lambda: sorted({*range(101), *_numbers_at_hand()}),
    accepts=lambda answer: any(_near(answer, spared_per_case(shift)) for shift in SHIFTS),
    why=lambda: Text(
        "Right: about twenty false alarms are spared for each case no longer found. The ward accepts nine for a case, so the update is worth "
        f"it by its own rule, though {counts()[2]} cases are found instead of {counts()[0]}. Those patients still have a nurse: a silent alarm is no reason "
        "not to look again.",
        "Juste : une vingtaine de fausses alarmes évitées pour chaque cas qui n'est plus trouvé. Le service en accepte neuf par cas : selon sa propre "
        f"règle, la mise à jour en vaut la peine, bien que l'on trouve {counts()[2]} cas au lieu de {counts()[0]}. Ces patients ont toujours une infirmière : "
        "une alarme muette ne dispense pas de réévaluer.",
    ),
    hints=[
        Text(
            "How many fewer false alarms are there after the update? Subtract the second row from the first.",
            "Combien de fausses alarmes en moins après la mise à jour ? Soustrayez la seconde ligne de la première.",
        ),
        Text(
            "How many cases are no longer found? Divide the false alarms spared by these cases, and round.",
            "Combien de cas ne sont plus trouvés ? Divisez les fausses alarmes évitées par ces cas, puis arrondissez.",
        ),
    ],
)


@task.reference
def spared_over_lost():
    return round(spared_per_case())


@task.alternative
def with_a_decimal():
    return round(spared_per_case(), 1)


@task.mutant(
    Text(
        "That is how many false alarms there are for a case found, in one of the two rows. The question is about the difference between the rows.",
        "C'est le nombre de fausses alarmes par cas trouvé, dans une seule des deux lignes. La question porte sur la différence entre les lignes.",
    ),
)
def one_row(answer):
    found, false, found_after, false_after = counts()
    return _near(answer, false / found) or _near(answer, false_after / found_after)


@task.mutant(
    Text(
        "That is the number of false alarms. How many of them are spared for each case that is no longer found?",
        "C'est le nombre de fausses alarmes. Combien sont évitées pour chaque cas qui n'est plus trouvé ?",
    ),
)
def alarms_alone(answer):
    _, false, _, false_after = counts()
    return answer in (false, false_after, false - false_after)


@task.mutant(
    Text(
        "That is a number of cases. Divide the false alarms spared by the cases that are no longer found.",
        "C'est un nombre de cas. Divisez les fausses alarmes évitées par les cas qui ne sont plus trouvés.",
    ),
)
def cases_alone(answer):
    found, _, found_after, _ = counts()
    return answer in (found, found_after, found - found_after)


@task.mutant(
    Text(
        "You counted all alarms, the right ones as well. What is spared are the false ones.",
        "Vous avez compté toutes les alarmes, y compris celles qui étaient justifiées. Ce qu'on évite, ce sont les fausses.",
    ),
)
def right_alarms_too(answer):
    found, false, found_after, false_after = counts()
    each = (found + false - found_after - false_after) / (found - found_after)
    return _near(answer, each) and not _near(answer, spared_per_case())


@task.mutant(
    Text(
        "Nine is what the ward accepts. How many does the update spare for each case no longer found? Then compare.",
        "Neuf, c'est ce que le service accepte. Combien la mise à jour en évite-t-elle pour chaque cas qui n'est plus trouvé ? Comparez ensuite.",
    ),
)
def what_the_ward_accepts(answer):
    return answer == 9
