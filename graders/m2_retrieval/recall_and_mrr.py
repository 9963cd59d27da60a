"""Builder's task 4: recall at k and mean reciprocal rank."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .lexis import IDS, RANKING, few


def _ranks(rankings, relevant):
    return [
        ranking.index(right) + 1 if right in ranking else np.inf
        for ranking, right in zip(rankings, relevant, strict=True)
        if right
    ]


task = function_task(
    points=2,
    forbids=RANKING,
    why=Text(
        "Right. Recall says for how many questions the right passage is among those that will be read; the reciprocal rank also rewards its being first. A question without an answer has no rank: it is judged by whether the assistant refuses.",
        "Juste. Le rappel dit pour combien de questions le bon passage est parmi ceux qui seront lus ; le rang réciproque récompense en plus la première place. Une question sans réponse n'a pas de rang : on juge si l'assistant refuse.",
    ),
    hints=[
        Text(
            "First the rank of the right passage, question by question: ranking.index(right) + 1 if it is there, math.inf if not. Leave out questions whose `relevant` is empty.",
            "D'abord le rang du bon passage, question par question : ranking.index(right) + 1 s'il y est, math.inf sinon. Laissez de côté les questions dont `relevant` est vide.",
        ),
        Text(
            "Recall at k is the share of ranks <= k; MRR is the mean of 1 / rank (1 / math.inf is 0). Return both.",
            "Le rappel à k est la part des rangs <= k ; le MRR est la moyenne des 1 / rang (1 / math.inf vaut 0). Renvoyez les deux.",
        ),
    ],
    laws=[
        laws.known(
            {"rankings": [["a", "b"], ["b", "a"], ["b"], ["a"]], "relevant": ["a", "a", "a", ""], "k": 1},
            (1 / 3, 0.5),
            Text(
                "Right passage first, second, absent, and one question without an answer; k = 1. Recall is 1 of 3, MRR is (1 + 1/2 + 0) / 3.",
                "Bon passage premier, deuxième, absent, et une question sans réponse ; k = 1. Le rappel est 1 sur 3, le MRR est (1 + 1/2 + 0) / 3.",
            ),
        ),
        laws.bounded(0, 1),
        laws.permutation_invariant(["rankings", "relevant"]),
    ],
)


@task.reference
def from_ranks(rankings, relevant, k):
    ranks = []
    for ranking, right in zip(rankings, relevant, strict=True):
        if right:
            ranks.append(ranking.index(right) + 1 if right in ranking else np.inf)
    return np.mean([rank <= k for rank in ranks]), np.mean([1 / rank for rank in ranks])


@task.alternative
def by_counting(rankings, relevant, k):
    found = total = many = 0
    for ranking, right in zip(rankings, relevant, strict=True):
        if right == "":
            continue
        many += 1
        found += right in ranking[:k]
        for place, passage in enumerate(ranking, start=1):
            if passage == right:
                total += 1 / place
    return found / many, total / many


@task.alternative
def with_pandas(rankings, relevant, k):
    import pandas as pd

    table = pd.DataFrame({"ranking": rankings, "right": relevant})
    table = table[table.right != ""]
    rank = table.apply(lambda row: (row.ranking + [row.right]).index(row.right) + 1, axis=1)
    there = rank <= table.ranking.str.len()
    return [(there & (rank <= k)).mean(), (there / rank).mean()]


@task.mutant(
    Text(
        "Questions without an answer count as missed. Nothing could be found for them: leave them out of both means.",
        "Les questions sans réponse comptent comme ratées. Il n'y avait rien à trouver : excluez-les des deux moyennes.",
    ),
)
def unanswerable_missed(rankings, relevant, k):
    ranks = _ranks(rankings, relevant)
    return sum(r <= k for r in ranks) / len(relevant), sum(1 / r for r in ranks) / len(relevant)


@task.mutant(
    Text(
        "You average over the questions whose passage was found. A passage that was not found counts 0: otherwise a search that answers one question in ten is perfect.",
        "Vous faites la moyenne sur les questions dont le passage est trouvé. Un passage absent compte 0 : sinon, une recherche qui répond à une question sur dix est parfaite.",
    ),
)
def found_only(rankings, relevant, k):
    ranks = [r for r in _ranks(rankings, relevant) if np.isfinite(r)]
    return np.mean([r <= k for r in ranks]), np.mean([1 / r for r in ranks])


@task.mutant(
    Text(
        "One rank too many: Python counts from 0, so that index 0 is rank 1. Here the first passage is treated as the second.",
        "Un rang de trop : Python compte à partir de 0, l'indice 0 est le rang 1. Ici, le premier passage est traité comme le deuxième.",
    ),
)
def one_rank_too_many(rankings, relevant, k):
    ranks = [r + 1 for r in _ranks(rankings, relevant)]
    return np.mean([r <= k for r in ranks]), np.mean([1 / r for r in ranks])


@task.mutant(
    Text(
        "The reciprocal rank stops at k in your answer. The mean reciprocal rank looks at the whole ranking.",
        "Chez vous, le rang réciproque s'arrête à k. Le rang réciproque moyen regarde tout le classement.",
    ),
)
def mrr_cut_at_k(rankings, relevant, k):
    ranks = _ranks(rankings, relevant)
    return np.mean([r <= k for r in ranks]), np.mean([1 / r if r <= k else 0 for r in ranks])


@task.mutant(
    Text(
        "You divide by k as well: that is precision, the share of what was read that is right. Recall divides by the questions.",
        "Vous divisez aussi par k : c'est la précision, la part de ce qu'on lit qui est juste. Le rappel divise par le nombre de questions.",
    ),
)
def precision_not_recall(rankings, relevant, k):
    ranks = _ranks(rankings, relevant)
    return np.mean([r <= k for r in ranks]) / k, np.mean([1 / r for r in ranks])


@task.mutant(
    Text(
        "The two have changed places: recall first, then MRR.",
        "Les deux ont échangé leurs places : le rappel d'abord, le MRR ensuite.",
    ),
)
def changed_places(rankings, relevant, k):
    return from_ranks(rankings, relevant, k)[::-1]


@task.cases
def rankings_of_a_night(rng):
    for many, k in ((6, 3), (9, 2), (14, 3), (8, 4)):
        rankings = [few(rng, IDS, int(n)) for n in rng.integers(1, len(IDS) + 1, many)]
        relevant = [IDS[int(place)] for place in rng.integers(0, len(IDS), many)]
        # first, exactly k-th, just after k, absent, nothing found, no answer
        rankings[:3] = [few(rng, IDS, 6) for _ in range(3)]
        relevant[:3] = [rankings[0][0], rankings[1][k - 1], rankings[2][k]]
        rankings[3] = [one for one in rankings[3] if one != relevant[3]]
        rankings[4] = []
        relevant[5] = ""
        # absent, and its name begins with that of one that is there
        rankings.append([one for one in IDS if one != "warfarin/3"])
        relevant.append("warfarin/12")
        yield case(rankings=rankings, relevant=relevant, k=k)
