"""Builder's task 4: early stopping."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws


def _walk(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


task = function_task(
    points=2,
    forbids=["transformers.EarlyStoppingCallback"],
    why=Text(
        "Right. The rule was written before the training, so nobody chose the epoch by looking at the test. Early stopping is the cheapest "
        "remedy for overfitting.",
        "Juste. La règle a été écrite avant l'entraînement : personne n'a choisi l'époque en regardant le test. L'arrêt précoce est le "
        "remède le moins coûteux au surapprentissage.",
    ),
    hints=[
        Text(
            "Walk through the losses, remembering the best epoch so far (start with 0).",
            "Parcourez les pertes en retenant la meilleure époque jusque-là (au départ, 0).",
        ),
        Text(
            "When epoch - best reaches `patience` without a lower loss, leave the loop.",
            "Quand époque - meilleure atteint `patience` sans perte plus basse, sortez de la boucle.",
        ),
        Text(
            "Return the best epoch seen, not the one where you stopped.",
            "Renvoyez la meilleure époque vue, pas celle où vous vous êtes arrêté.",
        ),
    ],
    laws=[
        laws.known(
            {"losses": [0.9, 0.7, 0.8, 0.85, 0.1], "patience": 2},
            1,
            Text(
                "Losses 0.9, 0.7, 0.8, 0.85 with a patience of 2: the training is over before the fifth epoch is run.",
                "Pertes 0,9, 0,7, 0,8, 0,85 avec une patience de 2 : l'entraînement est fini avant que la cinquième époque ait lieu.",
            ),
        ),
        laws.known(
            {"losses": [0.9, 0.7, 0.7, 0.8, 0.6], "patience": 2},
            1,
            Text(
                "Losses 0.9, 0.7, 0.7, 0.8 with a patience of 2: an equal loss has not beaten the lowest, so the fifth epoch is not run.",
                "Pertes 0,9, 0,7, 0,7, 0,8 avec une patience de 2 : une perte égale n'a pas battu la plus basse, la cinquième époque n'a donc "
                "pas lieu.",
            ),
        ),
    ],
)


@task.reference
def best_before_stopping(losses, patience):
    return _walk(losses, patience)[0]


@task.alternative
def with_a_counter(losses, patience):
    lowest, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return kept


@task.alternative
def with_numpy(losses, patience):
    losses = np.asarray(losses)
    end = next(
        (
            t
            for t in range(patience, len(losses))
            if losses[t - patience + 1 : t + 1].min() >= losses[: t - patience + 1].min()
        ),
        len(losses) - 1,
    )
    return np.argmin(losses[: end + 1])


task.equivalent("_walk:loop:*[1:]*", "the first epoch is the best so far in any case")
for change in ("arithmetic:len(losses) - 1 -> *", "number:1 -> *"):
    task.equivalent(f"_walk:{change}", "only wrong answers read where the training ended")
task.equivalent("with_a_counter:number:0 -> *", "the first loss is below infinity, and sets all three")
task.equivalent(
    "with_numpy:bounds:range(patience, len(losses)) -> range(patience, len(losses) *",
    "at the last epoch, to stop and to be at the end are the same",
)
for change in ("bounds:t - patience + 1:t + 1 -> :t + 1", "number:1 -> 0"):
    task.equivalent(f"with_numpy:{change}", "what came before is never below its own least")
for change in ("arithmetic:len(losses) - 1 -> len(losses) + 1", "number:1 -> 0 #4"):
    task.equivalent(f"with_numpy:{change}", "a slice ends where its array does")


@task.mutant(
    Text(
        "You take the lowest loss of all, even after the stop: epochs that were never run. On the day of the "
        "training nobody knows the losses that come next.",
        "Vous prenez la perte la plus basse de toutes, même après l'arrêt : des époques qui n'ont jamais eu lieu. Le jour de "
        "l'entraînement, personne ne connaît les pertes qui suivent.",
    ),
)
def sees_the_future(losses, patience):
    return int(np.argmin(losses))


@task.mutant(
    Text(
        "You keep the last epoch: the longer, the better. From some epoch on, the model learns the training notes by heart and "
        "the new patients' loss rises.",
        "Vous gardez la dernière époque : plus c'est long, mieux c'est. À partir d'un moment, le modèle apprend par cœur les notes "
        "d'entraînement et la perte des nouveaux patients remonte.",
    ),
)
def longer_is_better(losses, patience):
    return len(losses) - 1


@task.mutant(
    Text(
        "That is the epoch where patience ran out; the weights to keep are those of the best epoch before.",
        "C'est l'époque où la patience s'épuise ; les poids à garder sont ceux de la meilleure époque avant elle.",
    ),
)
def where_it_stopped(losses, patience):
    return _walk(losses, patience)[1]


@task.mutant(
    Text(
        "You stop at the first rise, whatever the patience: one unlucky epoch ends the training.",
        "Vous arrêtez à la première remontée, quelle que soit la patience : une seule époque malchanceuse met fin à l'entraînement.",
    ),
)
def no_patience(losses, patience):
    return _walk(losses, 1)[0]


@task.mutant(
    Text(
        "One too many: epochs are counted from 0 here, as Python counts.",
        "Un de trop : ici les époques se comptent à partir de 0, comme en Python.",
    ),
)
def counts_from_one(losses, patience):
    return _walk(losses, patience)[0] + 1


@task.mutant(
    Text(
        "An equal loss renews your patience: a training that no longer learns anything would go on for ever. Only a lower loss counts.",
        "Une perte égale renouvelle votre patience : un entraînement qui n'apprend plus rien durerait toujours. Seule une perte plus basse "
        "compte.",
    ),
)
def ties_count_as_progress(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@task.mutant(
    Text(
        "You count epochs that are worse than the one before. Patience looks at the lowest loss so far: a curve that goes up and down "
        "without ever beating it has run out of patience too.",
        "Vous comptez les époques pires que la précédente. La patience regarde la perte la plus basse jusque-là : une courbe qui monte et "
        "descend sans jamais la battre a épuisé la patience aussi.",
    ),
)
def rises_in_a_row(losses, patience):
    best = rises = 0
    for epoch, loss in enumerate(losses):
        rises = rises + 1 if epoch and loss > losses[epoch - 1] else 0
        best = epoch if loss < losses[best] else best
        if rises >= patience:
            break
    return best


@task.mutant(
    Text(
        "Failures add up over the whole training. When an epoch beats the lowest loss, the count starts again from 0: they must be in a row.",
        "Les échecs s'additionnent sur tout l'entraînement. Quand une époque bat la perte la plus basse, le compte repart de 0 : ils doivent "
        "se suivre.",
    ),
)
def never_forgiven(losses, patience):
    best = failures = 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < losses[best]:
            best = epoch
        else:
            failures += 1
        if failures >= patience:
            break
    return best


@task.mutant(
    Text(
        "You wait one epoch too long: with a patience of 2, the second failure in a row is the last epoch that is run.",
        "Vous attendez une époque de trop : avec une patience de 2, le deuxième échec de suite est la dernière époque qui ait lieu.",
    ),
)
def one_too_patient(losses, patience):
    return _walk(losses, patience + 1)[0]


@task.mutant(
    Text(
        "You compare each epoch with the one before. Patience looks at the lowest loss so far: an epoch that is better than a bad one has not beaten the "
        "lowest yet.",
        "Vous comparez chaque époque à celle d'avant. La patience regarde la perte la plus basse jusque-là : une époque meilleure qu'une mauvaise n'a pas "
        "encore battu la plus basse.",
    ),
)
def compared_with_the_one_before(losses, patience):
    best = failures = 0
    for epoch, loss in enumerate(losses):
        failures = failures + 1 if epoch and loss >= losses[epoch - 1] else 0
        best = epoch if loss < losses[best] else best
        if failures >= patience:
            break
    return best


@task.mutant(
    Text(
        "You go back `patience` epochs from the end. That is right only where patience ran out: where it did not, the best epoch may be the last one.",
        "Vous revenez `patience` époques en arrière depuis la fin. Ce n'est juste que si la patience s'est épuisée : sinon, la meilleure époque peut être la "
        "dernière.",
    ),
)
def always_patience_back(losses, patience):
    return max(0, _walk(losses, patience)[1] - patience)


@task.cases
def curves(rng):
    """Bumps shorter than the patience, then patience runs out; what comes after, lower still, nobody gets to see."""
    waves = {"rise": (0.03, 0.05, 0.08), "zigzag": (0.08, 0.04, 0.09), "tie": (0.0, 0.04, 0.06)}
    for patience, wave in ((2, "rise"), (3, "zigzag"), (2, "zigzag"), (3, "rise"), (2, "tie")):
        lowest, losses = 0.95, [0.95]
        for bump in [False] * int(rng.integers(1, 5)) + [True] * patience:
            losses += [lowest + rng.uniform(0.02, 0.06)] if bump else []
            lowest -= rng.uniform(0.02, 0.06)
            losses.append(lowest)
        losses += [lowest + height for height in waves[wave][:patience]]
        lowest -= rng.uniform(0.02, 0.06)
        losses += [
            lowest,
            *(lowest + np.cumsum(rng.uniform(0.02, 0.06, patience + 1))),
            lowest - 0.05,
            *(lowest + rng.uniform(0.02, 0.06, rng.integers(1, 5))),
        ]
        yield case(losses=[round(float(x), 4) for x in losses], patience=patience)
    # patience that never runs out: the last epoch is the best, or the best is followed by too few
    falling = [round(float(x), 4) for x in 0.9 - np.cumsum(rng.uniform(0.02, 0.06, rng.integers(5, 12)))]
    yield case(losses=falling, patience=2)
    yield case(losses=[*falling, round(falling[-1] + 0.03, 4), round(falling[-1] + 0.02, 4)], patience=3)
    # patience that runs out at the last epoch, and from the very first on
    yield case(losses=[*falling, round(falling[-1] + 0.03, 4), round(falling[-1] + 0.02, 4)], patience=2)
    rising = [round(float(x), 4) for x in 0.5 + np.cumsum(rng.uniform(0.02, 0.06, 5))]
    yield case(losses=[0.5, *rising[:3], 0.4], patience=3)
    yield case(losses=[0.5, 0.5, *rising[:3], 0.4], patience=4)
