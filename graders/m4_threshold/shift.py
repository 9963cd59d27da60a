"""Explorer's task 4: the shift that puts the level of the risks right."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import stays

SIGNS = ["age", "temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "lactate", "crp"]


@cache
def emergency_log_odds():
    """Log-odds of the balanced model on the second half of the emergency stays, and the outcomes, as in the notebook."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = stays()[stays().ward == "emergency"]
    half = len(rows) // 2
    model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
    model.fit(rows[SIGNS].iloc[:half], rows.sepsis.iloc[:half])
    return model.decision_function(rows[SIGNS].iloc[half:]), rows.sepsis.to_numpy()[half:]


def observed_to_expected(shift):
    log_odds, sepsis = emergency_log_odds()
    return sepsis.sum() / (1 / (1 + np.exp(-(log_odds + shift)))).sum()


SHIFTS = [round(-6 + step / 10, 1) for step in range(91)]


@cache
def closest():
    return min(SHIFTS, key=lambda shift: abs(np.log(observed_to_expected(shift))))


task = value_task(
    points=2,
    # and what people type who keep two digits
    domain=[*SHIFTS, *(round(-3.2 + step / 100, 2) for step in range(61) if step % 10)],
    # One step of 0.1 is finer than the sampling error of O/E here (about 250 cases: a standard error near 6 %).
    accepts=lambda shift: abs(shift - closest()) < 0.15 and round(shift, 1) == shift,
    why=Text(
        "Right. One number makes the model useful again: the order of the patients and the AUC stay, and the risks are right on average.",
        "Juste. Un seul nombre rend le modèle de nouveau utile : l'ordre des patients et l'AUC restent, et les risques sont justes en "
        "moyenne.",
    ),
    hints=[
        Text(
            "The model expects about six times as many cases as there are: its risks are too high. Which sign must the shift have?",
            "Le modèle attend environ six fois plus de cas qu'il n'y en a : ses risques sont trop élevés. De quel signe doit être le décalage ?",
        ),
        Text(
            "Try -1, -2, -4: between which two does O/E pass 1? Then try the middle, and so on.",
            "Essayez -1, -2, -4 : entre lesquels O/A passe-t-il par 1 ? Essayez le milieu, et ainsi de suite.",
        ),
    ],
)


@task.reference
def closest_to_one():
    return closest()


@task.alternative
def from_prevalences():
    # What the builder's formula gives: balanced weights make the model assume 50 %.
    _, sepsis = emergency_log_odds()
    return round(float(np.log(sepsis.mean() / (1 - sepsis.mean()))), 1)


@task.mutant(
    Text(
        "Without a shift the model keeps its AUC, and also its wrong risks: it expects six cases for each one observed.",
        "Sans décalage, le modèle garde son AUC, mais aussi ses risques faux : il attend six cas pour un cas observé.",
    ),
)
def risks_unchanged(answer):
    return answer == 0


@task.mutant(
    Text(
        "Close, but give one digit after the point: -1.5, for example, not -1.53.",
        "C'est proche, mais donnez un seul chiffre après le point : -1.5 par exemple, et non -1.53.",
    ),
)
def two_digits(answer):
    return round(answer, 1) != answer


@task.mutant(
    Text(
        "The risks were too high and you raised them: the shift must be negative.",
        "Les risques étaient trop élevés et vous les avez augmentés : le décalage doit être négatif.",
    ),
)
def wrong_way(answer):
    return answer > 0


@task.mutant(
    Text(
        "Better, but the model still expects more cases than there are. O/E below 1 means that too many are predicted.",
        "C'est mieux, mais le modèle attend encore plus de cas qu'il n'y en a. O/A sous 1 veut dire que trop de cas sont prédits.",
    ),
)
def too_little(answer):
    return closest() < answer < 0


@task.mutant(
    Text(
        "Too far: now the model expects fewer cases than there are, and the ward would miss them. O/E is above 1.",
        "Trop loin : le modèle attend maintenant moins de cas qu'il n'y en a, et le service les manquerait. O/A dépasse 1.",
    ),
)
def too_far(answer):
    return answer < closest()
