"""Builder's task 2: masked loss."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    why=Text(
        "Right. Padding is there for the machine, not for the patient: with a loss that counts it, the same note weighs more or less "
        "according to its neighbours in the batch.",
        "Juste. Le remplissage est là pour la machine, pas pour le patient : si la perte le compte, la même note pèse plus ou moins "
        "selon ses voisines dans le lot.",
    ),
    hints=[
        Text(
            "Multiplying by the mask puts zeros where nothing counts. What do you divide by?",
            "Multiplier par le masque met des zéros là où rien ne compte. Par quoi diviser ?",
        ),
        Text(
            "Divide the sum of the losses that count by how many count: mask.sum().",
            "Divisez la somme des pertes qui comptent par leur nombre : mask.sum().",
        ),
        Text(
            "(losses * mask).sum() is the sum; divide it by mask.sum(), and return it.",
            "(losses * mask).sum() est la somme ; divisez-la par mask.sum(), et renvoyez le résultat.",
        ),
    ],
    laws=[
        laws.known(
            {
                "losses": np.array([[1.0, 3.0, 100.0], [5.0, 100.0, 100.0]]),
                "mask": np.array([[1, 1, 0], [1, 0, 0]]),
            },
            3.0,
            Text(
                "Three tokens count, with losses 1, 3 and 5: their mean can be worked out by hand, and the 100s are padding.",
                "Trois jetons comptent, de pertes 1, 3 et 5 : leur moyenne se calcule à la main, et les 100 sont du remplissage.",
            ),
        ),
        laws.known(
            {
                "losses": np.array([[1.0, 3.0, 100.0, 70.0, 9.0], [5.0, 100.0, 100.0, 60.0, 8.0]]),
                "mask": np.array([[1, 1, 0, 0, 0], [1, 0, 0, 0, 0]]),
            },
            3.0,
            Text(
                "The same two notes in a wider batch: more padding must not change the loss.",
                "Les deux mêmes notes dans un lot plus large : plus de remplissage ne doit pas changer la perte.",
            ),
        ),
        laws.permutation_invariant(["losses", "mask"]),
        laws.replication_invariant(["losses", "mask"]),
    ],
)


@task.reference
def mean_of_what_counts(losses, mask):
    return float((losses * mask).sum() / mask.sum())


@task.alternative
def by_selection(losses, mask):
    return np.asarray(losses)[np.asarray(mask) == 1].mean()


@task.alternative
def by_average(losses, mask):
    return np.average(losses, weights=mask)


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "a cross-entropy is never below 0")


@task.mutant(
    Text(
        "You average over every place, padding included: a short note beside a long one teaches the model about emptiness.",
        "Vous faites la moyenne de toutes les places, remplissage compris : une note courte à côté d'une longue apprend au modèle le vide.",
    ),
)
def padding_counts(losses, mask):
    return float(np.mean(losses))


@task.mutant(
    Text(
        "The padding is set to 0 and still divides: the loss looks small because much of the batch is empty.",
        "Le remplissage est mis à 0 mais divise encore : la perte paraît petite parce qu'une bonne part du lot est vide.",
    ),
)
def zeros_in_the_mean(losses, mask):
    return float((losses * mask).mean())


@task.mutant(
    Text(
        "That is a sum: a batch twice as large would have twice the loss, and the learning rate would depend on it.",
        "C'est une somme : un lot deux fois plus grand aurait une perte double, et le pas d'apprentissage en dépendrait.",
    ),
)
def total(losses, mask):
    return float((losses * mask).sum())


@task.mutant(
    Text(
        'You average what the mask excludes. 1 means "counts".',
        "Vous faites la moyenne de ce que le masque exclut. 1 veut dire « compte ».",
    ),
)
def mask_reversed(losses, mask):
    return float((losses * (1 - mask)).sum() / (1 - mask).sum())


@task.mutant(
    Text(
        "A mean for each note, then the mean of those: a token of a short note weighs more than one of a long note. Here each token "
        "that counts weighs the same.",
        "Une moyenne par note, puis la moyenne des moyennes : un jeton d'une note courte pèse plus qu'un jeton d'une note longue. Ici, "
        "chaque jeton qui compte pèse autant.",
    ),
)
def mean_of_means(losses, mask):
    return float(((losses * mask).sum(axis=1) / mask.sum(axis=1)).mean())


@task.cases
def padded_batches(rng):
    for rows, width in ((3, 6), (5, 9), (4, 12)):
        lengths = rng.permutation(np.linspace(2, width, rows).astype(int))
        mask = (np.arange(width) < lengths[:, None]).astype(int)
        losses = np.round(rng.gamma(2.0, 1.0, (rows, width)), 3)
        yield case(losses=losses, mask=mask)
