"""Explorer's task: kept epoch."""

from functools import cache

import numpy as np

from labkit.tasks import Text, value_task


@cache
def invented_losses():
    """Validation losses of 24 epochs, as the notebook shows them."""
    epochs = np.arange(24)
    wobble = np.random.default_rng(5).normal(0, 0.012, 24)
    return np.round(0.69 - 0.02 * epochs + 0.0011 * epochs**2 + wobble, 3).tolist()


def best_before_stopping(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


@cache
def right():
    return best_before_stopping(invented_losses(), 3)[0]


@cache
def stopped():
    return best_before_stopping(invented_losses(), 3)[1]


task = value_task(
    points=2,
    domain=range(24),
    why=Text(
        "Right. The rule was written before the training; nobody looked at the test to choose the epoch.",
        "Juste. La règle était écrite avant l'entraînement ; personne n'a regardé le test pour choisir l'époque.",
    ),
    hints=[
        Text(
            "Cover the list and uncover one loss at a time. Note the lowest so far.",
            "Cachez la liste et découvrez une perte à la fois. Notez la plus basse jusque-là.",
        ),
        Text(
            "When three losses in a row did not beat the lowest, stop: the answer is the epoch of the lowest, not this one.",
            "Quand trois pertes de suite n'ont pas battu la plus basse, arrêtez : la réponse est l'époque de la plus basse, pas celle-ci.",
        ),
    ],
)


@task.reference
def kept():
    return right()


@task.alternative
def as_numpy_number():
    return np.int64(right())


@task.alternative
def as_decimal():
    return float(right())


@task.mutant(
    Text(
        "That is where the training ends; the model one keeps is the best one before.",
        "C'est là que l'entraînement s'arrête ; le modèle que l'on garde est le meilleur d'avant.",
    ),
)
def where_it_stopped(answer):
    return answer == stopped()


@task.mutant(
    Text(
        "The longer, the better? At the end the loss on unseen notes has risen: the model learns its notes by heart.",
        "Plus c'est long, mieux c'est ? À la fin, la perte sur des notes jamais vues a remonté : le modèle apprend ses notes par cœur.",
    ),
)
def longer_is_better(answer):
    return answer == 23


@task.mutant(
    Text(
        "These epochs never took place: patience ran out before. A rule that looks ahead is no rule.",
        "Ces époques n'ont jamais eu lieu : la patience s'était épuisée avant. Une règle qui regarde l'avenir n'est pas une règle.",
    ),
)
def sees_the_future(answer):
    return stopped() < answer < 23


@task.mutant(
    Text(
        "A lower loss comes before three epochs in a row have failed: with a patience of 3 the training goes on.",
        "Une perte plus basse vient avant trois échecs de suite : avec une patience de 3, l'entraînement continue.",
    ),
)
def stops_too_soon(answer):
    return answer < right()


@task.mutant(
    Text(
        "The training still runs at that epoch, but a lower loss was already seen: those weights are the ones to keep.",
        "L'entraînement tourne encore à cette époque, mais une perte plus basse a déjà été vue : ce sont ces poids-là qu'on garde.",
    ),
)
def not_the_lowest(answer):
    return right() < answer < stopped()
