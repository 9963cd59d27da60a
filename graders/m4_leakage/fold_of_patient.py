"""Builder's task 2: folds in which all the stays of a patient are together."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text(
        "Right: whoever comes back stays on one side. What is judged is a new patient, as Mrs. Malenfant was that night.",
        "Juste : une personne qui revient reste d'un seul côté. Ce qu'on juge, c'est une personne nouvelle, comme l'était Mme Malenfant cette nuit-là.",
    ),
    hints=[
        Text(
            "Number the patients in the order in which they first appear: the first is 0, the next new one 1, and so on.",
            "Numérotez les patients dans l'ordre où ils apparaissent : le premier 0, le nouveau suivant 1, et ainsi de suite.",
        ),
        Text(
            "pd.factorize(patient)[0] gives these numbers. The remainder of a division by k, `% k`, deals them out in turn.",
            "pd.factorize(patient)[0] donne ces numéros. Le reste de la division par k, `% k`, les distribue à tour de rôle.",
        ),
    ],
    laws=[
        laws.known(
            {"patient": np.array(["B", "A", "B", "C", "A"]), "k": 2},
            [0, 1, 0, 0, 1],
            Text(
                "Stays of B, A, B, C, A and two folds: B comes first and takes fold 0, A fold 1, C fold 0 again. The third stay is B's: fold 0.",
                "Séjours de B, A, B, C, A et deux groupes : B arrive en premier et prend le groupe 0, A le groupe 1, C de nouveau le groupe 0. Le troisième séjour est à B : groupe 0.",
            ),
        ),
    ],
)


@task.reference
def by_factorize(patient, k):
    return pd.factorize(np.asarray(patient))[0] % k


@task.alternative
def by_dictionary(patient, k):
    fold = {}
    for one in patient:
        fold.setdefault(str(one), len(fold) % k)
    return [fold[str(one)] for one in patient]


@task.alternative
def by_first_places(patient, k):
    names, first, which = np.unique(np.asarray(patient), return_index=True, return_inverse=True)
    rank = np.empty(len(names), dtype=int)
    rank[np.argsort(first)] = np.arange(len(names))
    return rank[which] % k


task.equivalent("by_first_places:ties:*", "no two people appear first in one place")


@task.mutant(
    Text(
        "You deal out the stays, one by one: a patient with four stays is in several folds, and the model recognises her.",
        "Vous distribuez les séjours, un par un : une personne qui a quatre séjours est dans plusieurs groupes, et le modèle la reconnaît.",
    ),
)
def stays_dealt_out(patient, k):
    return np.arange(len(patient)) % k


@task.mutant(
    Text(
        "Only neighbouring rows of a patient stay together. Patients come back weeks later, with others in between.",
        "Seules les lignes voisines d'une personne restent ensemble. Les patients reviennent des semaines plus tard, et d'autres sont passés entre-temps.",
    ),
)
def neighbours_only(patient, k):
    names = np.asarray(patient)
    return np.concatenate([[0], np.cumsum(names[1:] != names[:-1])]) % k


@task.mutant(
    Text(
        "The patients are numbered in alphabetical order. They take their turn in the order in which they first come.",
        "Les patients sont numérotés par ordre alphabétique. Ils prennent leur tour dans l'ordre de leur première venue.",
    ),
)
def alphabetical_order(patient, k):
    return np.unique(np.asarray(patient), return_inverse=True)[1] % k


@task.mutant(
    Text(
        "You cut the list of patients into k blocks. In turn is asked for: first patient fold 0, second fold 1, ... then fold 0 again.",
        "Vous coupez la liste des patients en k blocs. On demande à tour de rôle : premier patient groupe 0, deuxième groupe 1, ... puis de nouveau 0.",
    ),
)
def in_blocks(patient, k):
    number = pd.factorize(np.asarray(patient))[0]
    return number * k // (number.max() + 1)


@task.mutant(
    Text(
        "Folds are numbered from 0: yours begin at 1.",
        "Les groupes sont numérotés à partir de 0 : les vôtres commencent à 1.",
    ),
)
def from_one(patient, k):
    return pd.factorize(np.asarray(patient))[0] % k + 1


@task.mutant(
    Text(
        "You return one number for each patient. One for each stay is asked for, in the order of the stays.",
        "Vous renvoyez un nombre par patient. On en demande un par séjour, dans l'ordre des séjours.",
    ),
)
def one_for_each_patient(patient, k):
    return np.arange(len(set(np.asarray(patient).tolist()))) % k


@task.cases
def returning_patients(rng):
    for k in (3, 5, 4):
        names = np.array([f"P{number:02d}" for number in rng.permutation(70)[:17]])
        patient = names[rng.integers(0, len(names), 45)]
        patient[:3] = [names[5], names[5], names[1]]
        patient[-1] = "P99"  # somebody who comes last and never before
        yield case(patient=patient, k=k)
