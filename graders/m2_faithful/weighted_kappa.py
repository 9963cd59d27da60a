"""Builder's task 4: do two readers agree more than chance, large gaps counting more than small ones?"""

import math
from collections import Counter

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=("sklearn", "statsmodels", "labkit.evaluate"),
    why=Text(
        "Right. A reader who writes *harmless* where the other writes *dangerous* weighs nine times as much as one who is a step away, and what chance would give is taken off.",
        "Juste. Écrire *sans gravité* quand l'autre écrit *dangereux* pèse neuf fois plus qu'un écart d'un cran, et ce que le hasard donnerait est retranché.",
    ),
    hints=[
        Text(
            "Observed: the mean of (first - second)² over the summaries. By chance: the mean of the same square over all pairs of a mark of the first and a mark of the second.",
            "Observé : la moyenne de (first - second)² sur les résumés. Par hasard : la moyenne du même carré sur toutes les paires d'une note de l'un et d'une note de l'autre.",
        ),
        Text(
            "np.subtract.outer(first, second) holds the differences of all pairs. Kappa is 1 - observed / by chance; return np.nan where the latter is 0.",
            "np.subtract.outer(first, second) contient les différences de toutes les paires. Le kappa est 1 - observé / par hasard ; renvoyez np.nan si ce dernier est 0.",
        ),
    ],
    laws=[
        laws.bounded(-1, 1),
        laws.known(
            {"first": np.array([0, 3, 1, 2]), "second": np.array([0, 3, 1, 2])},
            1.0,
            Text("Two readers who always agree: 1.", "Deux personnes toujours d'accord : 1."),
        ),
        laws.known(
            {"first": np.array([0, 0, 3, 3]), "second": np.array([0, 3, 0, 3])},
            0.0,
            Text(
                "Two readers who agree one time in two, as two coins would: 0.",
                "Deux personnes d'accord une fois sur deux, comme deux pièces : 0.",
            ),
        ),
        laws.permutation_invariant(
            ["first", "second"],
            Text("The order of the summaries must not matter.", "L'ordre des résumés ne doit pas compter."),
        ),
        laws.replication_invariant(
            ["first", "second"],
            Text(
                "Counting every summary twice must not change kappa.",
                "Compter deux fois chaque résumé ne doit pas changer le kappa.",
            ),
        ),
    ],
)


@task.reference
def all_pairs(first, second):
    observed = np.mean((np.asarray(first) - np.asarray(second)) ** 2)
    by_chance = np.mean(np.subtract.outer(first, second) ** 2)
    return 1 - observed / by_chance if by_chance else np.nan


@task.alternative
def by_habits(first, second):
    one, other = Counter(first.tolist()), Counter(second.tolist())
    observed = sum((a - b) ** 2 for a, b in zip(first.tolist(), second.tolist(), strict=True)) / len(first)
    by_chance = sum(m * n * (a - b) ** 2 for a, m in one.items() for b, n in other.items()) / len(first) ** 2
    return 1 - observed / by_chance if by_chance else math.nan


@task.alternative
def by_moments(first, second):
    together = np.cov(first, second, ddof=0)
    spread = np.trace(together) + (np.mean(first) - np.mean(second)) ** 2
    return 2 * together[0, 1] / spread if spread else np.nan


for _change in (
    "all_pairs:arithmetic:np.asarray(first) - np.asarray(second) -> np.asarray(second) - np.asarray(first)",
    "by_habits:arithmetic:a - b -> b - a*",
    "by_moments:arithmetic:np.mean(first) - np.mean(second) -> np.mean(second) - np.mean(first)",
):
    task.equivalent(_change, "A square has no sign.")
for _answer in ("all_pairs", "by_moments"):
    task.equivalent(f"{_answer}:branch:*", "0 divided by 0 is not a number in numpy.")


@task.mutant(
    Text(
        "That is the share on which they agree. If most summaries are harmless, two readers who never look agree on most.",
        "C'est la part sur laquelle ils s'accordent. Si la plupart des résumés sont sans gravité, deux personnes qui ne lisent rien s'accordent sur la plupart.",
    ),
)
def share_of_agreement(first, second):
    return float(np.mean(np.asarray(first) == np.asarray(second)))


@task.mutant(
    Text(
        "All disagreements weigh the same in yours. *Harmless* against *dangerous* is not a gap of one step.",
        "Chez vous, tous les désaccords pèsent autant. *Sans gravité* contre *dangereux* n'est pas un écart d'un cran.",
    ),
)
def without_weights(first, second):
    by_chance = np.mean(np.subtract.outer(first, second) != 0)
    return 1 - np.mean(np.asarray(first) != np.asarray(second)) / by_chance if by_chance else np.nan


@task.mutant(
    Text(
        "Your weights grow with the gap, not with its square. That is a kappa too, the linear one; here the quadratic one is asked for.",
        "Vos poids croissent avec l'écart, non avec son carré. C'est aussi un kappa, le linéaire ; on demande ici le quadratique.",
    ),
)
def linear_weights(first, second):
    by_chance = np.mean(np.abs(np.subtract.outer(first, second)))
    return 1 - np.mean(np.abs(np.asarray(first) - np.asarray(second))) / by_chance if by_chance else np.nan


@task.mutant(
    Text(
        "You divide by the largest gap there can be. What must be taken off is what chance gives with these two readers' own habits.",
        "Vous divisez par le plus grand écart possible. Il faut retrancher ce que donne le hasard avec les habitudes de ces deux personnes.",
    ),
)
def no_chance(first, second):
    widest = max(max(first), max(second)) - min(min(first), min(second))
    return 1 - np.mean((np.asarray(first) - np.asarray(second)) ** 2) / widest**2 if widest else np.nan


@task.mutant(
    Text(
        "That is a correlation. A reader always one step more severe than the other has a correlation of 1, and they agree on nothing.",
        "C'est une corrélation. Une personne toujours plus sévère d'un cran a une corrélation de 1, et l'accord est nul.",
    ),
)
def a_correlation(first, second):
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return np.nan
    return float(np.corrcoef(first, second)[0, 1])


@task.cases
def readers(rng):
    for n, severe in ((30, 0.1), (45, 0.4), (60, 0.7), (24, 0.0)):
        first = rng.choice(4, n, p=[0.45, 0.25, 0.15, 0.15])
        second = np.where(rng.random(n) < 0.6, first, rng.choice(4, n))
        second = np.minimum(second + (rng.random(n) < severe), 3)
        first[:2], second[:2] = [0, 3], [3, 3]
        yield case(first=first, second=second)
    yield case(first=np.array([0, 1, 2, 1, 0]), second=np.array([1, 2, 3, 2, 1]))
    yield case(first=np.array([1, 1, 1]), second=np.array([1, 1, 1]))
    yield case(first=np.array([0, 0, 0, 3]), second=np.array([3, 3, 3, 0]))
