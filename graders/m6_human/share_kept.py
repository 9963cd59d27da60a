"""Explorer's task: share kept."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import A_SHARE, AS_SHARES, FALSE_ALARM, MISSED, THRESHOLD, new_patients

ERROR_ACCEPTED = 0.20


@cache
def error_by_share():
    """Error among the surest 1 %, 2 %, ... 100 % of the new patients."""
    rows = new_patients()
    doubt = np.minimum((1 - rows.risk) * FALSE_ALARM, rows.risk * MISSED)
    wrong = ((rows.risk >= THRESHOLD) != (rows.sepsis == 1)).to_numpy(dtype=float)
    running = np.cumsum(wrong[np.argsort(doubt, kind="stable")]) / np.arange(1, len(rows) + 1)
    return np.array([running[max(1, round(share * len(rows) / 100)) - 1] for share in range(1, 101)])


@cache
def errors():
    return error_by_share()


@cache
def right():
    return int(np.flatnonzero(errors() <= ERROR_ACCEPTED).max()) + 1


task = value_task(
    points=2,
    # 60 and 61 are told apart on the screen (0.199 and 0.202), so the largest share means the largest
    domain=[*range(101), *AS_SHARES],
    why=Text(
        "Right. That is what the average buys: at the price of one error in five, this many patients answered by the model alone. What follows says "
        "whose errors they are.",
        "Juste. Voilà ce que rapporte la moyenne : au prix d'une erreur sur cinq, le modèle répond seul pour autant de patients. La suite dit de qui "
        "sont ces erreurs.",
    ),
    hints=[
        Text(
            "Change the share in the cell, run it, look at the error. Start with 50.",
            "Changez la part dans la cellule, exécutez, regardez l'erreur. Commencez par 50.",
        ),
        Text(
            "If the error is below 0.20 the model may keep more; if it is above, fewer.",
            "Si l'erreur est sous 0,20, le modèle peut en garder plus ; si elle est au-dessus, moins.",
        ),
        Text(
            "50 is below 0.20 and 70 above: try halfway, then halfway again, until two whole numbers that follow each other lie on either side.",
            "50 est sous 0,20 et 70 au-dessus : essayez le milieu, puis encore le milieu, jusqu'à deux nombres entiers voisins de part et d'autre.",
        ),
    ],
)


@task.reference
def largest_share():
    return right()


@task.alternative
def as_decimal():
    return float(right())


@task.alternative
def as_numpy():
    return np.int64(right())


@task.mutant(A_SHARE)
def a_share_for_a_percentage(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "The model keeps everybody: nobody is ever asked, and one answer in three is wrong.",
        "Le modèle garde tout le monde : on ne demande jamais, et une réponse sur trois est fausse.",
    ),
)
def keeps_everybody(answer):
    return answer >= 99


@task.mutant(
    Text(
        "The model keeps nobody, or nearly: every patient then waits for a person, and there are eight slots a night. 'More deferral is safer' forgets "
        "who waits.",
        "Le modèle ne garde personne, ou presque : chaque patient attend alors une personne, et il y a huit places par nuit. « Plus on demande, plus "
        "c'est sûr » oublie ceux qui attendent.",
    ),
)
def keeps_nobody(answer):
    return answer <= 10


@task.mutant(
    Text(
        "The error is low enough, but the model could keep more: you ask about patients for whom that was not needed. The largest "
        "share is asked for.",
        "L'erreur est assez basse, mais le modèle pourrait en garder plus : vous demandez pour des patients chez qui ce n'était pas nécessaire. On demande la "
        "plus grande part.",
    ),
)
def asks_too_often(answer):
    return answer < right()


@task.mutant(
    Text(
        "Too many: among the patients the model keeps, more than one answer in five is wrong.",
        "C'est trop : parmi les patients que garde le modèle, plus d'une réponse sur cinq est fausse.",
    ),
)
def keeps_too_many(answer):
    return answer > right()
