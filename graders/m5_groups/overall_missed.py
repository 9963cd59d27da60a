"""Explorer's task: overall missed."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import stays

WARDS = ("intensive_care", "acute_medicine", "emergency", "day_surgery")


@cache
def eastmount_table():
    """People, cases and missed cases of each ward of Eastmount."""
    rows = stays()[stays().unseen & (stays().hospital == "Eastmount")]
    case, missed = rows.sepsis == 1, (rows.sepsis == 1) & (rows.flagged == 0)
    return {
        w: tuple(int((which & (rows.ward == w)).sum()) for which in (rows.age >= 0, case, missed))
        for w in WARDS
    }


def overall_missed(weigh="cases"):
    """Missed share of Eastmount in %: rightly, by people, or as a plain average of the wards."""
    people, cases, missed = np.array(list(eastmount_table().values())).T
    weight = {"cases": cases, "people": people, "wards": np.ones(len(WARDS))}[weigh]
    return float(100 * np.average(missed / cases, weights=weight))


@cache
def right():
    return overall_missed()


task = value_task(
    points=2,
    domain=range(101),
    # 44.3 in 100, from shares shown to three digits: rounding either way is right
    accepts=lambda answer: abs(answer - right()) < 1,
    why=Text(
        "Right: missed patients over patients with sepsis. Each ward weighs as many times as it has cases.",
        "Juste : les patients manqués sur les patients qui ont un sepsis. Chaque service pèse autant de fois qu'il a de cas.",
    ),
    hints=[
        Text(
            "Ward by ward: cases × share missed = patients missed. (A whole number of patients each time: 4.998 is 5.)",
            "Service par service : cas × part manquée = patients manqués. (Un nombre entier de patients à chaque fois : 4,998, c'est 5.)",
        ),
        Text(
            "Add up the patients missed, then the cases. Divide the one by the other, times 100.",
            "Additionnez les patients manqués, puis les cas. Divisez l'un par l'autre, fois 100.",
        ),
        Text(
            "In the calculator: 100 * (four numbers of missed patients) / (four numbers of cases), with + inside the brackets. Round to a "
            "whole number.",
            "Dans la calculette : 100 * (quatre nombres de manqués) / (quatre nombres de cas), avec des + entre parenthèses. Arrondissez à "
            "l'entier.",
        ),
    ],
)


@task.reference
def by_cases():
    return round(right())


@task.alternative
def rounded_up():
    return int(right()) + 1


@task.alternative
def as_decimal():
    return float(round(right()))


@task.mutant(
    Text(
        "You let each ward count as much as it has people. Day surgery, with two cases among a thousand people, then decides nearly alone. "
        "Only patients with sepsis can be missed: a ward counts as much as it has cases.",
        "Chez vous, chaque service compte autant qu'il a de patients admis. La chirurgie ambulatoire, avec deux cas pour un millier de personnes, "
        "décide alors presque seule. Seuls les patients en sepsis peuvent être manqués : un service compte autant qu'il a de cas.",
    ),
)
def averages_by_people(answer):
    return abs(answer - overall_missed("people")) < 1.5


@task.mutant(
    Text(
        "You averaged the four shares as if the wards were alike, but one has two cases and another twenty-five: turn shares back into "
        "patients. (If you did count patients: these are the cases found; the missed are asked.)",
        "Vous avez fait la moyenne des quatre parts comme si les services se valaient, or l'un a deux cas et un autre vingt-cinq : "
        "revenez des parts aux patients. (Si vous avez bien compté des patients : ce sont les cas trouvés ; on demande les manqués.)",
    ),
)
def plain_average(answer):
    return abs(answer - overall_missed("wards")) < 1.5


@task.mutant(
    Text(
        "That is a number of patients at Eastmount. Asked is: of 100 patients with sepsis there. Divide the missed by the cases, times 100.",
        "C'est un nombre de patients à Eastmount. On demande : sur 100 patients en sepsis là-bas. Divisez les manqués par les cas, fois 100.",
    ),
)
def count_of_patients(answer):
    _people, cases, missed = np.array(list(eastmount_table().values())).sum(axis=0)
    return answer in (cases, missed)


@task.mutant(
    Text(
        "That is one ward's own share. The question is about all the cases of the hospital together.",
        "C'est la part d'un seul service. La question porte sur tous les cas de l'hôpital réunis.",
    ),
)
def one_ward(answer):
    return any(abs(answer - 100 * missed / cases) < 1 for _, cases, missed in eastmount_table().values())


@task.mutant(
    Text(
        "You divided by everybody admitted. People without sepsis cannot be missed: divide by the cases.",
        "Vous avez divisé par toutes les personnes admises. Qui n'a pas de sepsis ne peut pas être manqué : divisez par les cas.",
    ),
)
def among_everybody(answer):
    return answer <= 3
