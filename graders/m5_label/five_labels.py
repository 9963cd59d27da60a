"""Explorer's task 2: five proposals for a label, by a rule agreed beforehand."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import LABELS, compared, decision


@cache
def right():
    return "".join(decision(compared()[name]) for name in LABELS)


task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("1234", repeat=len(LABELS))],
    why=Text(
        "Right. The proposal that finds the most people in need takes the most slots as well: a diagnosis that nobody looked for is not written. The age takes nothing and finds nearly nobody. One is left, and it is not perfect.",
        "Juste. La proposition qui trouve le plus de personnes dans le besoin prend aussi le plus de places : un diagnostic que personne n'a cherché n'est pas écrit. L'âge ne prend rien et ne trouve presque personne. Il en reste une, et elle n'est pas parfaite.",
    ),
    hints=[
        Text(
            "Row by row, in the order of the rule: first the lower bound, then what is found, then the upper bound against one slot in five.",
            "Ligne par ligne, dans l'ordre de la règle : d'abord la borne basse, puis ce qui est trouvé, puis la borne haute face à une place sur cinq.",
        ),
        Text(
            "One slot in five: divide the group's slots by need by 5. Is the upper bound of the loss below it?",
            "Une place sur cinq : divisez par 5 les places du groupe selon le besoin. La borne haute de la perte est-elle en dessous ?",
        ),
    ],
)


@task.reference
def by_the_rule():
    return right()


@task.mutant(
    Text(
        "Look at row 2 again: it finds the most. But its lower bound is above 0, and that comes first in the rule. The most exact label may be the most unjust.",
        "Revoyez la ligne 2 : elle trouve le plus. Mais sa borne basse est au-dessus de 0, et c'est la première question de la règle. L'étiquette la plus exacte peut être la plus injuste.",
    ),
)
def the_most_exact(answer):
    return answer[1] != right()[1]


@task.mutant(
    Text(
        "Look at row 5 again: 0 lies between its bounds, and it finds enough. Neither refusal applies; what does the upper bound say?",
        "Revoyez la ligne 5 : 0 est entre ses bornes, et elle en trouve assez. Aucun des deux refus ne s'applique ; que dit la borne haute ?",
    ),
)
def refused_without_a_reason(answer):
    return answer[4] in "23"


@task.mutant(
    Text(
        "Look at row 5 again: it loses nothing, it seems, but it is known for few patients. Its upper bound leaves room for more than one slot in five.",
        "Revoyez la ligne 5 : elle ne perd rien, dirait-on, mais on ne la connaît que pour peu de patients. Sa borne haute laisse la place à plus d'une place sur cinq.",
    ),
)
def few_patients_reassure(answer):
    return answer[4] != right()[4]


@task.mutant(
    Text(
        "Look at row 4 again: no loss is shown. How many of 100 people in need does it find, and what does the rule ask?",
        "Revoyez la ligne 4 : aucune perte n'est montrée. Combien trouve-t-elle de personnes dans le besoin sur 100, et que demande la règle ?",
    ),
)
def fair_and_useless(answer):
    return answer[3] != right()[3]


@task.mutant(
    Text(
        "Look at row 1 again: it is the list of today, and you have seen what it takes.",
        "Revoyez la ligne 1 : c'est la liste d'aujourd'hui, et vous avez vu ce qu'elle prend.",
    ),
)
def cost_kept(answer):
    return answer[0] != right()[0]


@task.mutant(
    Text(
        "Look at row 3 again, one question after the other: its lower bound, what it finds, its upper bound.",
        "Revoyez la ligne 3, une question après l'autre : sa borne basse, ce qu'elle trouve, sa borne haute.",
    ),
)
def scale_refused(answer):
    return answer[2] != right()[2]
