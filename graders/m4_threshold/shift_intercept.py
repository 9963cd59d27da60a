"""Builder's task 6: another prevalence."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

_SAME_POINTS = Text(
    "You move every risk by the same number of points, but a patient at 2 % cannot lose 45 points. Move the log-odds instead.",
    "Vous déplacez tous les risques du même nombre de points, mais un patient à 2 % ne peut pas perdre 45 points. Déplacez plutôt "
    "la log-cote.",
)


task = function_task(
    points=2,
    forbids=["labkit.evaluate.shift_prevalence", "labkit.evaluate.recalibrate"],
    why=Text(
        "Right. Every log-odds moves by the same amount: the order of the patients and the AUC stay, and the risks are right on "
        "average.",
        "Juste. Toutes les log-cotes se déplacent du même pas : l'ordre des patients et l'AUC restent, et les risques sont justes en "
        "moyenne.",
    ),
    hints=[
        Text(
            "Work on the odds: p / (1 - p). Before it sees the patient, which odds of sepsis does the model assume? Which are they "
            "here?",
            "Travaillez sur la cote : p / (1 - p). Avant de voir le patient, quelle cote de sepsis le modèle suppose-t-il ? Quelle "
            "est-elle ici ?",
        ),
        Text(
            "Multiply every patient's odds by (odds here) / (odds assumed), then go back to probabilities.",
            "Multipliez la cote de chaque patient par (cote ici) / (cote supposée), puis revenez aux probabilités.",
        ),
        Text(
            "From odds back to a probability: odds / (1 + odds). A risk of 0.5 is odds of 1, a risk of 0.05 odds of 1 to 19.",
            "De la cote à la probabilité : cote / (1 + cote). Un risque de 0,5 est une cote de 1, un risque de 0,05 une cote de "
            "1 contre 19.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {"y_prob": np.array([0.1, 0.5, 0.9]), "prevalence_assumed": 0.3, "prevalence_here": 0.3},
            np.array([0.1, 0.5, 0.9]),
            Text(
                "If the prevalence here is the one assumed, nothing moves.",
                "Si la prévalence d'ici est celle que l'on supposait, rien ne bouge.",
            ),
        ),
        laws.monotone(
            "prevalence_here",
            [0.02, 0.1, 0.4, 0.7],
            Text(
                "Where the disease is more frequent, every patient's risk is higher.",
                "Là où la maladie est plus fréquente, le risque de chaque patient est plus élevé.",
            ),
        ),
    ],
)


@task.reference
def by_log_odds(y_prob, prevalence_assumed, prevalence_here):
    y_prob = np.asarray(y_prob)
    log_odds = np.log(y_prob / (1 - y_prob))
    shift = np.log(prevalence_here / (1 - prevalence_here)) - np.log(
        prevalence_assumed / (1 - prevalence_assumed)
    )
    return 1 / (1 + np.exp(-(log_odds + shift)))


@task.alternative
def by_multiplied_odds(y_prob, prevalence_assumed, prevalence_here):
    ratio = prevalence_here / (1 - prevalence_here) / (prevalence_assumed / (1 - prevalence_assumed))
    odds = np.asarray(y_prob) / (1 - np.asarray(y_prob)) * ratio
    return list(odds / (1 + odds))


@task.alternative
def by_bayes_weights(y_prob, prevalence_assumed, prevalence_here):
    sick = pd.Series(y_prob) * prevalence_here / prevalence_assumed
    well = (1 - pd.Series(y_prob)) * (1 - prevalence_here) / (1 - prevalence_assumed)
    return sick / (sick + well)


task.equivalent(
    "by_multiplied_odds:around:list(*", "a list of risks and an array of them are the same answer"
)


@task.mutant(
    Text(
        "You scale the probabilities themselves. Elsewhere the same scaling would give a risk above 1: it is the odds that are "
        "multiplied.",
        "Vous multipliez les probabilités elles-mêmes. Ailleurs, le même calcul donnerait un risque supérieur à 1 : c'est la "
        "cote que l'on multiplie.",
    ),
)
def multiply_probabilities(y_prob, prevalence_assumed, prevalence_here):
    return np.asarray(y_prob) * prevalence_here / prevalence_assumed


@task.mutant(_SAME_POINTS)
def subtract(y_prob, prevalence_assumed, prevalence_here):
    return np.asarray(y_prob) + prevalence_here - prevalence_assumed


@task.mutant(
    Text(
        "The shift goes the wrong way: the risks rise where the disease is rarer.",
        "Le décalage va dans le mauvais sens : les risques montent là où la maladie est plus rare.",
    ),
)
def wrong_way(y_prob, prevalence_assumed, prevalence_here):
    return by_log_odds(y_prob, prevalence_here, prevalence_assumed)


@task.mutant(
    Text(
        "You shift by the ratio of the prevalences; it takes the ratio of their odds. While both are near 1 % the two ratios are alike; "
        "if one is 50 %, far from it.",
        "Vous décalez du rapport des prévalences ; il faut le rapport de leurs cotes. Tant que les deux sont proches de 1 %, c'est presque "
        "pareil ; si l'une est de 50 %, loin de là.",
    ),
)
def ratio_of_prevalences(y_prob, prevalence_assumed, prevalence_here):
    odds = np.asarray(y_prob) / (1 - np.asarray(y_prob)) * prevalence_here / prevalence_assumed
    return odds / (1 + odds)


@task.mutant(
    Text(
        "You return the risks unchanged. The AUC is the same, but a model that says 40 % where 5 % of patients are ill sends the team to "
        "patients who do not need it.",
        "Vous renvoyez les risques tels quels. L'AUC est la même, mais un modèle qui annonce 40 % là où 5 % des patients sont malades "
        "envoie l'équipe vers des patients qui n'en ont pas besoin.",
    ),
)
def risks_unchanged(y_prob, prevalence_assumed, prevalence_here):
    return np.asarray(y_prob)


@task.mutant(_SAME_POINTS)
def subtract_and_cut_at_zero(y_prob, prevalence_assumed, prevalence_here):
    return np.clip(subtract(y_prob, prevalence_assumed, prevalence_here), 0, 1)


@task.mutant(
    Text(
        "You stop at the log-odds, and a ward cannot read them. Come back to a risk between 0 and 1.",
        "Vous vous arrêtez à la log-cote, qu'un service ne peut pas lire. Revenez à un risque entre 0 et 1.",
    ),
)
def left_as_log_odds(y_prob, prevalence_assumed, prevalence_here):
    risk = by_log_odds(y_prob, prevalence_assumed, prevalence_here)
    return np.log(risk / (1 - risk))


@task.mutant(
    Text(
        "You stop at the odds. Odds of 1 to 4 are a risk of 1 in 5: come back with odds / (1 + odds).",
        "Vous vous arrêtez à la cote. Une cote de 1 contre 4 est un risque de 1 sur 5 : revenez par cote / (1 + cote).",
    ),
)
def left_as_odds(y_prob, prevalence_assumed, prevalence_here):
    risk = by_log_odds(y_prob, prevalence_assumed, prevalence_here)
    return risk / (1 - risk)


@task.mutant(
    Text(
        "You look for the shift that makes the mean risk of these patients equal to the prevalence. The shift does not depend on them: it "
        "follows from the two prevalences alone.",
        "Vous cherchez le décalage qui rend le risque moyen de ces patients égal à la prévalence. Le décalage ne dépend pas d'eux : il se "
        "déduit des deux seules prévalences.",
    ),
)
def mean_made_equal(y_prob, prevalence_assumed, prevalence_here):
    log_odds = np.log(np.asarray(y_prob) / (1 - np.asarray(y_prob)))
    low, high = -20.0, 20.0
    for _ in range(80):
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-(log_odds + middle)))).mean() > prevalence_here:
            high = middle
        else:
            low = middle
    return 1 / (1 + np.exp(-(log_odds + low)))


@task.cases
def wards_elsewhere(rng):
    for assumed, here in ((0.5, 0.05), (0.5, 0.2), (0.3, 0.02), (0.1, 0.4)):
        yield case(
            y_prob=np.round(rng.uniform(0.02, 0.95, 40), 6), prevalence_assumed=assumed, prevalence_here=here
        )
