"""Explorer's task 2: the intercept that puts Eastmount's risks right, on the patients who serve the update."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task

from .cohort import hospitals

SHIFTS = [round(-4 + step / 10, 1) for step in range(61)]


@cache
def update_half():
    rows = hospitals()["Eastmount"]
    rows = rows[rows.to_update]
    return np.log(rows.risk / (1 - rows.risk)).to_numpy(), int(rows.sepsis.sum())


def observed_to_expected(shift):
    known, cases = update_half()
    return cases / (1 / (1 + np.exp(-(known + shift)))).sum()


@cache
def closest():
    return min(SHIFTS, key=lambda shift: abs(np.log(observed_to_expected(shift))))


task = value_task(
    points=2,
    # and what people type who keep two digits
    domain=[*SHIFTS, *(round(-1.7 + step / 100, 2) for step in range(61) if step % 10)],
    # A step of 0.1 is finer than the sampling error of the shift here (75 cases: a standard error of 0.12).
    accepts=lambda shift: abs(shift - closest()) < 0.15 and round(shift, 1) == shift,
    why=Text(
        "Right. On these patients O/E is 1 because you made it so. Only the other half, which you have not touched, can say whether it holds: run on.",
        "Juste. Chez ces patients, O/A vaut 1 parce que vous l'avez voulu. Seule l'autre moitié, à laquelle vous n'avez pas touché, peut dire si cela tient : continuez.",
    ),
    hints=[
        Text(
            "The model expects three times as many cases as there are: its risks must come down. Which sign must the shift have?",
            "Le modèle attend trois fois plus de cas qu'il n'y en a : ses risques doivent baisser. De quel signe doit être le décalage ?",
        ),
        Text(
            "Try -1, then -2: between which two does O/E pass 1? Then try between them, by tenths.",
            "Essayez -1, puis -2 : entre lesquels O/A passe-t-il par 1 ? Essayez ensuite entre les deux, par dixièmes.",
        ),
    ],
)


@task.reference
def closest_to_one():
    return closest()


@task.alternative
def by_maximum_likelihood():
    from labkit.evaluate import calibration_in_the_large

    rows = hospitals()["Eastmount"]
    rows = rows[rows.to_update]
    return round(calibration_in_the_large(rows.sepsis, rows.risk), 1)


@task.mutant(
    Text(
        "Without a shift, Mrs. Malenfant's 25 % stays: three cases are expected for each one observed.",
        "Sans décalage, les 25 % de Mme Malenfant restent : trois cas sont attendus pour un cas observé.",
    ),
)
def risks_unchanged(answer):
    return answer == 0


@task.mutant(
    Text(
        "Close, but give one digit after the point: 0.5, for example, not 0.53.",
        "C'est proche, mais donnez un seul chiffre après le point : 0.5 par exemple, et non 0.53.",
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
        "Better, but the model still expects more cases than there are: O/E is below 1.",
        "C'est mieux, mais le modèle attend encore plus de cas qu'il n'y en a : O/A est sous 1.",
    ),
)
def too_little(answer):
    return closest() < answer < 0


@task.mutant(
    Text(
        "Too far: now fewer cases are expected than there are, and patients with sepsis would be told that they are safe. O/E is above 1.",
        "Trop loin : on attend maintenant moins de cas qu'il n'y en a, et des patients avec un sepsis seraient rassurés à tort. O/A dépasse 1.",
    ),
)
def too_far(answer):
    return answer < closest()
