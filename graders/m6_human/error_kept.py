"""Builder's task 2: risk and coverage."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    forbids=["labkit.oversight.risk_coverage_curve", "labkit.oversight.area_under_risk_coverage"],
    why=Text(
        "Right. Read the curve from right to left: each patient handed to a person buys a lower error among the others. It says "
        "nothing of what the people do with theirs, nor of who they are.",
        "Juste. Lisez la courbe de droite à gauche : chaque patient confié à une personne fait baisser l'erreur parmi les autres. "
        "Elle ne dit rien de ce que les personnes font des leurs, ni de qui ils sont.",
    ),
    hints=[
        Text(
            "Sort the patients from the least doubt to the most: np.argsort(doubt).",
            "Triez les patients du doute le plus faible au plus fort : np.argsort(doubt).",
        ),
        Text(
            "Among the first k: how many errors? np.cumsum gives them for every k at once.",
            "Parmi les k premiers : combien d'erreurs ? np.cumsum les donne pour tous les k d'un coup.",
        ),
        Text(
            "Divide the errors among the k surest by k (1, 2, ..., n), not by everybody.",
            "Divisez les erreurs parmi les k plus sûrs par k (1, 2, ..., n), pas par tout le monde.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["wrong", "doubt"]),
        laws.known(
            {"wrong": np.array([1, 0, 0, 1]), "doubt": np.array([0.9, 0.1, 0.3, 0.5])},
            np.array([0, 0, 1 / 3, 1 / 2]),
            Text(
                "Four patients, two errors, on the two of most doubt. Work it out by hand: the surest one alone, then two, three, all.",
                "Quatre patients, deux erreurs, là où le doute est le plus fort. Faites-le à la main : le plus sûr seul, puis deux, trois, "
                "tous.",
            ),
        ),
    ],
)


@task.reference
def surest_first(wrong, doubt):
    ordered = np.asarray(wrong, dtype=float)[np.argsort(np.asarray(doubt), kind="stable")]
    return np.cumsum(ordered) / np.arange(1, len(ordered) + 1)


@task.alternative
def with_pandas(wrong, doubt):
    frame = pd.DataFrame({"wrong": wrong, "doubt": doubt}).sort_values("doubt")
    return frame["wrong"].expanding().mean().to_numpy()


@task.alternative
def one_k_at_a_time(wrong, doubt):
    ordered = [w for _, w in sorted(zip(doubt, wrong, strict=True), key=lambda pair: pair[0])]
    return [float(np.mean(ordered[: k + 1])) for k in range(len(ordered))]


task.equivalent("*:ties:*", "no two doubts are alike: which of two equals goes first is not asked")
task.equivalent("*:default:*", "no two doubts are alike: which of two equals goes first is not asked")


@task.mutant(
    Text(
        "You keep first the patients of most doubt: the model would answer for those it knows least, and hand over the easy ones.",
        "Vous gardez d'abord les patients au doute le plus fort : le modèle répondrait pour ceux qu'il connaît le moins, et confierait "
        "les faciles.",
    ),
)
def doubtful_first(wrong, doubt):
    return surest_first(wrong, -np.asarray(doubt))


@task.mutant(
    Text(
        "You keep patients in the order of the rows: the doubt plays no part. The model should answer where it is surest.",
        "Vous gardez les patients dans l'ordre des lignes : le doute ne sert à rien. Le modèle doit répondre là où il est le plus sûr.",
    ),
)
def order_of_arrival(wrong, doubt):
    return surest_first(wrong, np.arange(len(wrong)))


@task.mutant(
    Text(
        "You divide by everybody: handing patients over then always looks like progress, even if the model answered for one only. "
        "Divide by those it keeps.",
        "Vous divisez par tout le monde : confier des patients ressemble alors toujours à un progrès, même si le modèle ne répond que "
        "pour un seul. Divisez par ceux qu'il garde.",
    ),
)
def divided_by_everybody(wrong, doubt):
    kept = surest_first(wrong, doubt)
    return kept * np.arange(1, len(kept) + 1) / len(kept)


@task.mutant(
    Text(
        "You give each patient's own error, sorted. Asked for is the share of errors among all the patients kept so far.",
        "Vous donnez l'erreur de chaque patient, triée. On demande la part d'erreurs parmi tous les patients gardés jusque-là.",
    ),
)
def one_patient_at_a_time(wrong, doubt):
    return np.asarray(wrong, dtype=float)[np.argsort(np.asarray(doubt), kind="stable")]


@task.mutant(
    Text(
        "That is the share of right answers among those kept: the error is what is left to 1.",
        "C'est la part de réponses justes parmi ceux gardés : l'erreur est ce qui reste jusqu'à 1.",
    ),
)
def share_right(wrong, doubt):
    return 1 - surest_first(wrong, doubt)


@task.cases
def patients_with_doubts(rng):
    for _ in range(5):
        doubt = rng.permutation(np.linspace(0.01, 0.5, 50) + rng.uniform(0, 0.004, 50))
        yield case(wrong=(rng.random(50) < doubt).astype(int), doubt=doubt)
