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


@cache
def domain():
    """Whole numbers, and what a calculation in the cell or a share gives."""
    share = right() / 100
    return [
        *range(101),
        right(),
        *(round(right(), digits) for digits in (1, 2)),
        share,
        *(round(share, digits) for digits in (2, 3)),
    ]


task = value_task(
    points=2,
    domain=domain,
    accepts=lambda answer: abs(answer - right()) < 1,
    why=Text(
        "Right: all the missed patients over all the patients with sepsis. A ward counts as many times as it has cases.",
        "Juste : tous les cas manqués sur tous les patients avec un sepsis. Un service compte autant de fois qu'il a de cas.",
    ),
    hints=[
        Text(
            "How many cases are missed in the four wards together? How many cases are there?",
            "Combien de cas sont manqués dans les quatre services réunis ? Combien y a-t-il de cas ?",
        ),
        Text(
            "100 * (the four numbers of missed cases, added up) / (the four numbers of cases, added up). Python does the sum in the cell.",
            "100 * (les quatre nombres de cas manqués, additionnés) / (les quatre nombres de cas, additionnés). Python fait le calcul dans la "
            "cellule.",
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
def unrounded():
    return right()


@task.mutant(
    Text(
        "You let each ward count as much as it has people. Day surgery, with two cases among a thousand people, then decides nearly alone. "
        "Only patients with sepsis can be missed: a ward counts as much as it has cases.",
        "Vous faites compter chaque service autant qu'il a de personnes. La chirurgie ambulatoire, avec deux cas pour un millier de personnes, "
        "décide alors presque seule. L'alarme ne peut laisser passer qu'un patient avec un sepsis : un service compte autant qu'il a de cas.",
    ),
)
def averages_by_people(answer):
    return abs(answer - overall_missed("people")) < 1.5


@task.mutant(
    Text(
        "You averaged the four shares as if the wards were alike, but one has two cases and another twenty-five: add up patients, not shares. "
        "(If you did add up patients: these are the cases found; the question asks for the missed.)",
        "Vous avez fait la moyenne des quatre parts comme si les services se valaient, or l'un a deux cas et un autre vingt-cinq : additionnez des "
        "patients, pas des parts. (Si vous avez bien additionné des patients : ce sont les cas trouvés ; la question porte sur les cas manqués.)",
    ),
)
def plain_average(answer):
    return abs(answer - overall_missed("wards")) < 1.5


@task.mutant(
    Text(
        "You left out day surgery: its two cases count too, both of them missed.",
        "Vous avez laissé de côté la chirurgie ambulatoire : ses deux cas comptent aussi, tous deux manqués.",
    ),
)
def day_surgery_left_out(answer):
    cases, missed = (sum(eastmount_table()[ward][place] for ward in WARDS[:3]) for place in (1, 2))
    return answer == round(100 * missed / cases)


@task.mutant(
    Text(
        "That is a number of patients at Eastmount. How many is that of 100 patients with sepsis? Divide the missed by the cases, times 100.",
        "C'est un nombre de patients d'Eastmount. Combien cela fait-il sur 100 patients avec un sepsis ? Divisez les cas manqués par les cas, "
        "fois 100.",
    ),
)
def count_of_patients(answer):
    _people, cases, missed = np.array(list(eastmount_table().values())).sum(axis=0)
    return answer in (cases, missed)


@task.mutant(
    Text(
        "That is the share of one ward. The question is about all the cases of the hospital together.",
        "C'est la part d'un seul service. La question porte sur tous les cas de l'hôpital réunis.",
    ),
)
def one_ward(answer):
    return answer in {round(100 * missed / cases) for _, cases, missed in eastmount_table().values()}


@task.mutant(
    Text(
        "That is a share between 0 and 1. The answer is a number of 100 patients: multiply by 100.",
        "C'est une part entre 0 et 1. La réponse est un nombre sur 100 patients : multipliez par 100.",
    ),
)
def a_share(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "You divided by everybody admitted. Patients without sepsis cannot be missed: divide by the cases.",
        "Vous avez divisé par toutes les personnes admises. L'alarme ne peut pas laisser passer un patient sans sepsis : divisez par les cas.",
    ),
)
def among_everybody(answer):
    return 1 <= answer <= 3
