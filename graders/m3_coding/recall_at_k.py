"""Builder's task 2: of the codes of a stay, the share among the k that are proposed."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

_TINY = {
    "scores": np.array([[0.9, 0.5, 0.1], [0.2, 0.8, 0.7], [0.4, 0.3, 0.6]]),
    "gold": np.array([[1, 0, 1], [0, 1, 0], [0, 0, 0]]),
    "k": 2,
}

task = function_task(
    points=2,
    why=Text(
        "Right. It rises with k by itself: whoever proposes all codes has a recall of 1. So no recall at k without its k, and without what a list read off the letterhead would have.",
        "Juste. Il monte avec k tout seul : qui propose tous les codes a un rappel de 1. Donc pas de rappel à k sans son k, ni sans celui d'une liste lue dans l'en-tête.",
    ),
    hints=[
        Text(
            "np.argsort(-scores, axis=1)[:, :k] gives, stay by stay, the columns of the k highest scores.",
            "np.argsort(-scores, axis=1)[:, :k] donne, séjour par séjour, les colonnes des k scores les plus élevés.",
        ),
        Text(
            "np.take_along_axis(gold, top, axis=1).sum(axis=1) counts the codes that were found. Divide by the codes of the stay, not by k.",
            "np.take_along_axis(gold, top, axis=1).sum(axis=1) compte les codes trouvés. Divisez par les codes du séjour, non par k.",
        ),
        Text(
            "Stays without any code are left out; then the mean over the stays that are left.",
            "Les séjours sans aucun code sont laissés de côté ; puis la moyenne sur les séjours restants.",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            0.75,
            Text(
                "Three stays, two codes proposed. The first has two codes, one of them among the two: 1/2. The second has one, found: 1. The third has none and does not count: the mean of two.",
                "Trois séjours, deux codes proposés. Le premier a deux codes, dont un parmi les deux : 1/2. Le deuxième en a un, trouvé : 1. Le troisième n'en a pas et ne compte pas : la moyenne de deux.",
            ),
        ),
        laws.bounded(0, 1),
        laws.monotone(
            "k",
            [1, 2, 3, 5, 9],
            Text(
                "A longer list cannot find fewer codes: recall at k never falls as k grows.",
                "Une liste plus longue ne peut pas trouver moins de codes : le rappel à k ne baisse jamais quand k grandit.",
            ),
        ),
        laws.permutation_invariant(["scores", "gold"]),
    ],
)


@task.reference
def along_the_axis(scores, gold, k):
    top = np.argsort(-scores, axis=1)[:, :k]
    found = np.take_along_axis(gold, top, axis=1).sum(axis=1)
    many = gold.sum(axis=1)
    return np.mean(found[many > 0] / many[many > 0])


@task.alternative
def stay_by_stay(scores, gold, k):
    each = []
    for score, codes in zip(scores.tolist(), gold.tolist(), strict=True):
        order = sorted(range(len(score)), key=lambda code: -score[code])
        if any(codes):
            each.append(sum(codes[code] for code in order[:k]) / sum(codes))
    return sum(each) / len(each)


@task.alternative
def by_ranks(scores, gold, k):
    import pandas as pd

    rank = pd.DataFrame(-scores).rank(axis=1).to_numpy()
    within = np.where(gold == 1, (rank <= k).astype(float), np.nan)
    return np.nanmean(within[gold.any(axis=1)], axis=1).mean()


task.equivalent("along_the_axis:default:*", "of two axes the last is axis 1")
task.equivalent("stay_by_stay:ties:*", "no two scores of a stay are equal")


def _top(scores, k):
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


def _found(scores, gold, k):
    return np.take_along_axis(gold, _top(scores, k), axis=1).sum(axis=1)


@task.mutant(
    Text(
        "You count a stay as found once one of its codes is there. Then a list that knows hypertension and misses why she came is perfect.",
        "Vous comptez un séjour comme trouvé dès qu'un de ses codes y est. Une liste qui connaît l'hypertension et manque ce pour quoi elle est venue serait alors parfaite.",
    ),
)
def any_code(scores, gold, k):
    return np.mean(_found(scores, gold, k)[gold.any(axis=1)] > 0)


@task.mutant(
    Text(
        "You divide by k: that is precision at k, how much of the list is right. Recall asks how much of the stay is in the list.",
        "Vous divisez par k : c'est la précision à k, ce que la liste a de juste. Le rappel demande ce que la liste a du séjour.",
    ),
)
def precision_at_k(scores, gold, k):
    return np.mean(_found(scores, gold, k)[gold.any(axis=1)] / k)


@task.mutant(
    Text(
        "You add up all codes, then divide once. Stays with ten codes weigh ten times as much as hers, which has one: take the mean of the stays.",
        "Vous additionnez tous les codes, puis divisez une seule fois. Un séjour à dix codes pèse dix fois plus que le sien, qui n'en a qu'un : faites la moyenne des séjours.",
    ),
)
def codes_pooled(scores, gold, k):
    return _found(scores, gold, k).sum() / gold.sum()


@task.mutant(
    Text(
        "Stays without a code count as nought. There was nothing to find: leave them out.",
        "Les séjours sans code comptent pour zéro. Il n'y avait rien à trouver : laissez-les de côté.",
    ),
)
def nothing_to_find_is_nought(scores, gold, k):
    return np.mean(_found(scores, gold, k) / np.maximum(gold.sum(axis=1), 1))


@task.mutant(
    Text(
        "You keep the k lowest scores. argsort sorts upwards: sort -scores, or take the end.",
        "Vous gardez les k scores les plus bas. argsort trie en montant : triez -scores, ou prenez la fin.",
    ),
)
def lowest_scores(scores, gold, k):
    top = np.argsort(scores, axis=1, kind="stable")[:, :k]
    found, many = np.take_along_axis(gold, top, axis=1).sum(axis=1), gold.sum(axis=1)
    return np.mean(found[many > 0] / many[many > 0])


@task.mutant(
    Text(
        "You divide by no more than k codes, so that long stays look better than they are. A stay with eight codes of which five are proposed has 5/8.",
        "Vous divisez par k codes au plus : les longs séjours paraissent meilleurs qu'ils ne sont. Un séjour de huit codes dont cinq sont proposés a 5/8.",
    ),
)
def no_more_than_k(scores, gold, k):
    found, many = _found(scores, gold, k), np.minimum(gold.sum(axis=1), k)
    return np.mean(found[many > 0] / many[many > 0])


@task.mutant(
    Text(
        "You keep the k highest scores of the whole table. Each stay has its own list: sort along its row.",
        "Vous gardez les k plus hauts scores de tout le tableau. Chaque séjour a sa propre liste : triez le long de sa ligne.",
    ),
)
def best_of_the_table(scores, gold, k):
    found = ((scores >= np.sort(scores, axis=None)[-k]) & (gold == 1)).sum(axis=1)
    many = gold.sum(axis=1)
    return np.mean(found[many > 0] / many[many > 0])


@task.mutant(
    Text(
        "Your list has one code too few: [:k] keeps the places 0 to k - 1, which are k.",
        "Votre liste a un code de moins : [:k] garde les places 0 à k - 1, et cela en fait k.",
    ),
)
def one_too_few(scores, gold, k):
    found, many = _found(scores, gold, k - 1), gold.sum(axis=1)
    return np.mean(found[many > 0] / many[many > 0])


@task.mutant(
    Text(
        "Only the code in place k is looked at. At k means: among the first k.",
        "Vous ne regardez que le code de la place k. « À k » veut dire : parmi les k premiers.",
    ),
)
def place_k_alone(scores, gold, k):
    found, many = _found(scores, gold, k) - _found(scores, gold, k - 1), gold.sum(axis=1)
    return np.mean(found[many > 0] / many[many > 0])


@task.mutant(
    Text(
        "Stays without a code count as wholly found. There was nothing to find: leave them out, or an empty note looks perfect.",
        "Les séjours sans code comptent comme entièrement trouvés. Il n'y avait rien à trouver : laissez-les de côté, sinon une note vide paraît parfaite.",
    ),
)
def nothing_to_find_is_perfect(scores, gold, k):
    found, many = _found(scores, gold, k), gold.sum(axis=1)
    return np.mean(np.where(many > 0, found / np.maximum(many, 1), 1.0))


@task.mutant(
    Text(
        "You rank the stays for each code. The list belongs to a stay: rank its codes, along the row.",
        "Vous classez les séjours pour chaque code. La liste est celle d'un séjour : classez ses codes, le long de la ligne.",
    ),
)
def stays_ranked_for_each_code(scores, gold, k):
    found, many = _found(scores.T, gold.T, k), gold.sum(axis=0)
    return np.mean(found[many > 0] / many[many > 0])


@task.cases
def proposals(rng):
    for k in (2, 3, 1, 5):
        rows, columns = int(rng.integers(12, 20)), int(rng.integers(9, 13))
        scores = np.round(rng.normal(size=(rows, columns)), 4)
        gold = (rng.random((rows, columns)) < 0.15 + 0.1 * (scores > 0.5)).astype(int)
        gold[0], gold[-1], gold[3] = 0, 0, 0
        gold[1, :7], gold[2] = 1, 0
        gold[2, np.argmax(scores[2])] = 1
        gold[4, np.argsort(-scores[4])[[k - 1, k]]] = 1, 0
        yield case(scores=scores, gold=gold, k=k)
