"""Builder's task 3: what the ward's name changes, patient against herself, with an interval by patient."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

Z = 1.96

task = function_task(
    points=2,
    forbids=["labkit.evaluate.newcombe_paired_difference", "labkit.evaluate.comparison"],
    why=Text(
        "Right: each note is compared with itself, so that what makes one note hard cancels out; and the two stays of one person count as one witness, not two.",
        "Juste : chaque note est comparée à elle-même, et ce qui la rend difficile s'annule ; les deux séjours d'une même personne comptent pour un témoin, non pour deux.",
    ),
    hints=[
        Text(
            "One number a note: d = as_written - moved, which is -1, 0 or 1. The difference is d.mean().",
            "Un nombre par note : d = as_written - moved, soit -1, 0 ou 1. La différence est d.mean().",
        ),
        Text(
            "Take the mean away, then add up what is left patient by patient: pd.Series(d - d.mean()).groupby(patient).sum().",
            "Retirez la moyenne, puis additionnez ce qui reste, personne par personne : pd.Series(d - d.mean()).groupby(patient).sum().",
        ),
        Text(
            "The standard error is the square root of the sum of these squares, divided by the number of notes. Then 1.96 times it on either side.",
            "L'erreur type est la racine de la somme de ces carrés, divisée par le nombre de notes. Puis 1,96 fois elle de chaque côté.",
        ),
    ],
    laws=[
        laws.known(
            {
                "as_written": np.array([1, 1, 1, 0]),
                "moved": np.array([1, 0, 0, 0]),
                "patient": np.array(["A", "B", "B", "C"]),
            },
            (0.5, 0.5 - Z * np.sqrt(1.5) / 4, 0.5 + Z * np.sqrt(1.5) / 4),
            Text(
                "Four notes; two were lost by moving, both of B: the difference is 0.5. What is left: A -0.5, B +1 (twice +0.5), C -0.5. Squares: 0.25 + 1 + 0.25; root of 1.5, divided by 4.",
                "Quatre notes ; deux perdues en changeant de service, toutes deux de B : la différence est 0,5. Ce qui reste : A -0,5, B +1 (deux fois +0,5), C -0,5. Carrés : 0,25 + 1 + 0,25 ; racine de 1,5, divisée par 4.",
            ),
        ),
        laws.permutation_invariant(["as_written", "moved", "patient"]),
    ],
)


@task.reference
def with_groupby(as_written, moved, patient):
    import pandas as pd

    d = as_written - moved
    left = pd.Series(d - d.mean()).groupby(np.asarray(patient)).sum()
    error = np.sqrt((left**2).sum()) / len(d)
    return d.mean(), d.mean() - Z * error, d.mean() + Z * error


@task.alternative
def with_bincount(as_written, moved, patient):
    each = np.subtract(as_written, moved).astype(float)
    who = np.unique(np.asarray(patient), return_inverse=True)[1]
    left = np.bincount(who, weights=each) - np.bincount(who) * each.mean()
    half = Z * np.linalg.norm(left) / len(each)
    return [each.mean(), each.mean() - half, each.mean() + half]


@task.alternative
def in_plain_python(as_written, moved, patient):
    each = [one - other for one, other in zip(as_written.tolist(), moved.tolist(), strict=True)]
    mean, of_patient = sum(each) / len(each), {}
    for value, who in zip(each, patient, strict=True):
        of_patient[str(who)] = of_patient.get(str(who), 0) + value - mean
    half = Z * (sum(left * left for left in of_patient.values()) ** 0.5) / len(each)
    return np.array([mean, mean - half, mean + half])


for change in (
    "with_groupby:arithmetic:d - d.mean() ->*",
    "with_bincount:arithmetic:np.bincount(who, weights=each)*",
):
    task.equivalent(change, "a square has no sign")


def _interval(mean, error):
    return mean, mean - Z * error, mean + Z * error


@task.mutant(
    Text(
        "Your interval is that of two groups of strangers. Each note is its own twin: work with the differences, note by note, or a real loss drowns in what makes notes differ.",
        "Votre intervalle est celui de deux groupes d'inconnus. Chaque note est sa propre jumelle : travaillez sur les différences, note par note, sinon une vraie perte se noie dans ce qui distingue les notes.",
    ),
)
def two_groups_of_strangers(as_written, moved, patient):
    error = np.sqrt((as_written.var() + moved.var()) / len(moved))
    return _interval(as_written.mean() - moved.mean(), error)


@task.mutant(
    Text(
        "You treat notes as independent. Two notes of one person are written alike and fail together: your interval is too short.",
        "Vous traitez les notes comme indépendantes. Deux notes d'une même personne se ressemblent et échouent ensemble : votre intervalle est trop court.",
    ),
)
def notes_as_witnesses(as_written, moved, patient):
    d = as_written - moved
    return _interval(d.mean(), d.std() / np.sqrt(len(d)))


@task.mutant(
    Text(
        "The sign is the other way round: as written minus moved, so that a loss is above nought.",
        "Le signe est inversé : telle qu'écrite moins déplacée, pour qu'une perte soit au-dessus de zéro.",
    ),
)
def moved_minus_written(as_written, moved, patient):
    return with_groupby(moved, as_written, patient)


@task.mutant(
    Text(
        "You give one standard error on either side: that holds two times in three. 95 % takes 1.96.",
        "Vous prenez une erreur type de chaque côté : cela tient deux fois sur trois. Pour 95 %, il en faut 1,96.",
    ),
)
def one_standard_error(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    return mean, mean - (mean - low) / Z, mean + (high - mean) / Z


@task.mutant(
    Text(
        "Each patient's mean counts once in your difference. The task asks for the mean of the notes; patients come in for the interval.",
        "Dans votre différence, la moyenne de chaque personne compte une fois. On demande la moyenne des notes ; les personnes interviennent pour l'intervalle.",
    ),
)
def mean_of_patients(as_written, moved, patient):
    import pandas as pd

    each = pd.Series(as_written - moved).groupby(np.asarray(patient)).mean()
    return _interval(each.mean(), each.std(ddof=0) / np.sqrt(len(each)))


@task.mutant(
    Text(
        "You divide by the number of patients. The difference is a mean of notes: its error is divided by the number of notes.",
        "Vous divisez par le nombre de personnes. La différence est une moyenne de notes : son erreur se divise par le nombre de notes.",
    ),
)
def over_patients(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    wider = len(moved) / len(set(np.asarray(patient).tolist()))
    return mean, mean - (mean - low) * wider, mean + (high - mean) * wider


@task.mutant(
    Text(
        "You add up the differences themselves, without taking the mean away: even a loss that is the same for everybody would then seem uncertain. Take the mean from each difference first.",
        "Vous additionnez les différences elles-mêmes, sans en retirer la moyenne : une perte égale pour tous paraîtrait alors incertaine. Retirez d'abord la moyenne de chaque différence.",
    ),
)
def mean_left_in(as_written, moved, patient):
    import pandas as pd

    d = as_written - moved
    sums = pd.Series(d).groupby(np.asarray(patient)).sum()
    return _interval(d.mean(), np.sqrt((sums**2).sum()) / len(d))


@task.mutant(
    Text(
        "What is left is averaged within each patient. Somebody with six notes then weighs like somebody with one: add up, do not average.",
        "Vous faites, pour chaque personne, la moyenne de ce qui reste. Qui a six notes pèse alors autant que qui n'en a qu'une : additionnez, sans moyenne.",
    ),
)
def averaged_within_a_patient(as_written, moved, patient):
    import pandas as pd

    d = as_written - moved
    left = pd.Series(d - d.mean()).groupby(np.asarray(patient)).mean()
    return _interval(d.mean(), np.sqrt((left**2).sum()) / len(left))


@task.mutant(
    Text(
        "You divide by the square root of the number of notes. The root was already taken of the sum of squares: what remains is divided by the number of notes itself.",
        "Vous divisez par la racine du nombre de notes. La racine est déjà prise, de la somme des carrés : le reste se divise par le nombre de notes lui-même.",
    ),
)
def over_the_root_of_the_notes(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    wider = np.sqrt(len(moved))
    return mean, mean - (mean - low) * wider, mean + (high - mean) * wider


@task.mutant(
    Text(
        "The square root is missing: an error in squares is no longer in notes of 100.",
        "Il manque la racine carrée : une erreur au carré n'est plus en notes sur 100.",
    ),
)
def without_the_root(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    error = ((high - mean) / Z * len(moved)) ** 2 / len(moved)
    return _interval(mean, error)


@task.mutant(
    Text(
        "1.645 is for an interval of 90 %: wrong one time in ten. 95 % takes 1.96.",
        "1,645 donne un intervalle à 90 % : faux une fois sur dix. Pour 95 %, c'est 1,96.",
    ),
)
def ninety_per_cent(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    return mean, mean - (mean - low) * 1.645 / Z, mean + (high - mean) * 1.645 / Z


@task.mutant(
    Text(
        "The three numbers come in another order: first the mean, then the lower bound, then the upper one.",
        "Les trois nombres sont dans un autre ordre : d'abord la moyenne, puis la borne basse, puis la borne haute.",
    ),
)
def lower_bound_first(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    return low, mean, high


@task.mutant(
    Text(
        "You give the two bounds. Three numbers were asked for: the mean of the differences comes first.",
        "Vous donnez les deux bornes. On demandait trois nombres : la moyenne des différences vient d'abord.",
    ),
)
def bounds_alone(as_written, moved, patient):
    return with_groupby(as_written, moved, patient)[1:]


@task.mutant(
    Text(
        "You take 2 for 1.96. It is the rule of thumb, and a little too wide: write 1.96, so that two people who compute the same get the same.",
        "Vous prenez 2 au lieu de 1,96. C'est la règle du pouce, un peu trop large : écrivez 1,96, pour que deux personnes qui font le même calcul trouvent la même chose.",
    ),
)
def rule_of_thumb(as_written, moved, patient):
    mean, low, high = with_groupby(as_written, moved, patient)
    return mean, mean - (mean - low) * 2 / Z, mean + (high - mean) * 2 / Z


@task.mutant(
    Text(
        "That is the ordinary standard error, standard deviation over the root of the number of notes: it counts two notes of one person as two witnesses. Add up by patient first.",
        "C'est l'erreur type ordinaire, écart type sur la racine du nombre de notes : elle compte deux notes d'une personne comme deux témoins. Additionnez d'abord par personne.",
    ),
)
def ordinary_standard_error(as_written, moved, patient):
    d = as_written - moved
    return _interval(d.mean(), d.std(ddof=1) / np.sqrt(len(d)))


@task.mutant(
    Text(
        "You first take each patient's mean, then the mean and the standard error of these. Whoever has six notes then weighs like whoever has one: the task asks for the mean of the notes.",
        "Vous prenez d'abord la moyenne de chaque personne, puis la moyenne et l'erreur type de ces moyennes. Qui a six notes pèse alors autant que qui en a une : on demande la moyenne des notes.",
    ),
)
def error_of_the_patients_means(as_written, moved, patient):
    import pandas as pd

    each = pd.Series(as_written - moved).groupby(np.asarray(patient)).mean()
    return _interval(each.mean(), each.std() / np.sqrt(len(each)))


@task.mutant(
    Text(
        "Within each patient you take the mean of what is left, where its sum was asked for: two notes that fail together then count once.",
        "Pour chaque personne, vous prenez la moyenne de ce qui reste, alors qu'on en demande la somme : deux notes qui échouent ensemble ne comptent alors qu'une fois.",
    ),
)
def mean_for_sum(as_written, moved, patient):
    import pandas as pd

    d = as_written - moved
    left = pd.Series(d - d.mean()).groupby(np.asarray(patient)).mean()
    return _interval(d.mean(), np.sqrt((left**2).sum()) / len(d))


@task.cases
def paired_notes(rng):
    for n, people in ((40, 17), (63, 30), (25, 9)):
        patient = np.array([f"P{number:02d}" for number in rng.integers(0, people, n)])
        hard = {who: rng.random() for who in sorted(set(patient.tolist()))}
        as_written = np.array([int(rng.random() < 0.95 - 0.3 * hard[who]) for who in patient])
        moved = np.array(
            [
                int(one and rng.random() > 0.7 * hard[who])
                for one, who in zip(as_written, patient, strict=True)
            ]
        )
        # sometimes the other ward's name helps
        gained = np.flatnonzero(as_written == 0)[:2]
        moved[gained] = 1
        yield case(as_written=as_written, moved=moved, patient=patient)
