"""Explorer's task 3: six stays around a cut in time."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "133212"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. A cut in time asks two questions of each stay: was the outcome known before it, did the person come after it? The stays that answer neither are left out, and nobody misses them.",
        "Juste. Une coupure dans le temps pose deux questions à chaque séjour : l'issue était-elle connue avant, la personne est-elle venue après ? Les séjours qui ne répondent à aucune sont laissés de côté, sans dommage.",
    ),
    hints=[
        Text(
            "First the last column: is the outcome known before 1 January at 00:00? Then the stay trains (1), whenever it began.",
            "D'abord la dernière colonne : l'issue est-elle connue avant le 1er janvier à 0 h ? Alors le séjour entraîne (1).",
        ),
        Text(
            "Otherwise: did the person come on 1 January at 00:00 or later, and has the model learned none of their stays? Then 2, else 3.",
            "Sinon : la personne est-elle arrivée le 1er janvier à 0 h ou après, et le modèle n'a-t-il appris aucun de ses séjours ? Alors 2, sinon 3.",
        ),
    ],
)


@task.reference
def by_the_two_questions():
    return RIGHT


@task.mutant(
    Text(
        "Look at the second row again: the stay began in December, but on the day of the cut nobody knew how it would end.",
        "Revoyez la deuxième ligne : le séjour a commencé en décembre, mais le jour de la coupure personne ne savait comment il finirait.",
    ),
)
def arrival_decides(answer):
    return answer[1] != "3"


@task.mutant(
    Text(
        "Look at the third row again: the model has learned another stay of hers. On her, it could recognise rather than predict.",
        "Revoyez la troisième ligne : le modèle a appris un autre de ses séjours. Chez elle, il pourrait reconnaître au lieu de prédire.",
    ),
)
def returning_patient_tested(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at the fourth row again: who comes at the very minute of the cut comes *at the cut or later*.",
        "Revoyez la quatrième ligne : une personne venue à la minute même de la coupure vient *à la coupure ou après*.",
    ),
)
def midnight_lost(answer):
    return answer[3] != "2"


@task.mutant(
    Text(
        "Look at the last row again: his first stay does not train (row 2). So the model has never met him.",
        "Revoyez la dernière ligne : son premier séjour n'entraîne pas (ligne 2). Le modèle ne l'a donc jamais rencontré.",
    ),
)
def stranger_left_out(answer):
    return answer[5] != "2"


@task.mutant(
    Text(
        "Look at rows 1 and 5 again: their outcomes were known in December.",
        "Revoyez les lignes 1 et 5 : leur issue était connue en décembre.",
    ),
)
def the_past_not_learned(answer):
    return answer[0] != "1" or answer[4] != "1"
