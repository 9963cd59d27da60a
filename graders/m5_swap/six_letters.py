"""Explorer's task 1: six beginnings of letters: what does the swap do with them?"""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "123231"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. In French an adjective may belong to the patient, to a pain or to a mother; only a reading tells. What could not exist is set aside, and counted.",
        "Juste. En français, un adjectif peut être celui de la patiente, d'une douleur ou d'une mère ; seule la lecture le dit. Ce qui ne pourrait pas exister est mis de côté, et compté.",
    ),
    hints=[
        Text(
            "Line by line: which word is said of the patient? Not of a symptom, a relative or a colleague.",
            "Ligne par ligne : quel mot est dit de la patiente ou du patient ? Ni d'un symptôme, ni d'un proche, ni d'un collègue.",
        ),
        Text(
            "Then: could the other patient have this organ, this operation?",
            "Ensuite : l'autre patient pourrait-il avoir cet organe, cette opération ?",
        ),
    ],
)


@task.reference
def read_one_by_one():
    return RIGHT


@task.mutant(
    Text(
        "Look at lines 3 and 5 again: the other patient could not have that organ or that operation. Such a letter is set aside.",
        "Revoyez les lignes 3 et 5 : l'autre patient ne pourrait pas avoir cet organe ou cette opération. Une telle lettre est mise de côté.",
    ),
)
def impossible_patient(answer):
    return answer[2] != "3" or answer[4] != "3"


@task.mutant(
    Text(
        "Look at line 2 again. Whose is the feminine there? A pain stays a pain, whoever has it.",
        "Revoyez la ligne 2. De qui est le féminin ? Une douleur reste une douleur, chez qui que ce soit.",
    ),
)
def pain_swapped(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "Look at line 4 again: it speaks of relatives. If they were swapped too, the family history would be another one.",
        "Revoyez la ligne 4 : elle parle de proches. Si on les échangeait aussi, les antécédents familiaux seraient autres.",
    ),
)
def relatives_swapped(answer):
    return answer[3] != "2"


@task.mutant(
    Text(
        "Look at lines 1 and 6 again: a word in each says the sex of the patient, and can be exchanged.",
        "Revoyez les lignes 1 et 6 : dans chacune, un mot dit le sexe du patient, et peut s'échanger.",
    ),
)
def patient_left(answer):
    return answer[0] != "1" or answer[5] != "1"
