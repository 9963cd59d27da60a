"""Builder's task 5: how much a model gives away of a secret (Carlini et al., USENIX Security 2019)."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=3,
    forbids=["scipy.stats.rankdata"],
    why=Text(
        "Right: 0 bits when every candidate comes before the secret or beside it, log2 of their number when the secret comes first. Each bit halves the codes that somebody at the door would have to try.",
        "Juste : 0 bit quand tous les candidats passent devant le secret ou à égalité, log2 de leur nombre quand il vient premier. Chaque bit divise par deux les codes qu'il faudrait essayer devant la porte.",
    ),
    hints=[
        Text(
            "The rank: how many candidates have a score at least as high as the secret's, itself included? (scores >= scores[secret]).sum()",
            "Le rang : combien de candidats ont un score au moins aussi haut que le secret, lui compris ? (scores >= scores[secret]).sum()",
        ),
        Text(
            "The exposure is np.log2(len(scores)) - np.log2(rank).",
            "L'exposition est np.log2(len(scores)) - np.log2(rank).",
        ),
    ],
    laws=[
        laws.known(
            {"scores": np.array([-5.0, -2.0, -9.0, -3.0, -4.0, -8.0, -7.0, -6.0]), "secret": 1},
            3.0,
            Text(
                "Eight candidates, and the secret has the highest score: rank 1, 3 bits (8 = 2 × 2 × 2).",
                "Huit candidats, et le secret a le score le plus haut : rang 1, 3 bits (8 = 2 × 2 × 2).",
            ),
        ),
        laws.known(
            {"scores": np.full(8, -4.0), "secret": 2},
            0.0,
            Text(
                "A model that gives all candidates the same score knows nothing: the exposure is 0. Equal scores count as being before the secret.",
                "Un modèle qui donne à tous les candidats le même score ne sait rien : l'exposition vaut 0. À score égal, un candidat compte comme placé devant le secret.",
            ),
        ),
        laws.bounded(0, None),
    ],
)


@task.reference
def from_the_rank(scores, secret):
    rank = (scores >= scores[secret]).sum()
    return np.log2(len(scores)) - np.log2(rank)


@task.alternative
def as_a_share(scores, secret):
    return -math.log2(sum(score >= scores[secret] for score in scores) / len(scores))


@task.alternative
def from_a_sorted_list(scores, secret):
    before = np.searchsorted(np.sort(scores), scores[secret], side="left")
    return float(np.log2(len(scores) / (len(scores) - before)))


@task.alternative
def counted_down(scores, secret):
    rank = len(scores)
    for score in scores:
        if score < scores[secret]:
            rank -= 1
    return math.log(len(scores) / rank, 2)


task.equivalent("from_a_sorted_list:default:*", "searchsorted looks from the left by default")


def _rank(scores, secret):
    return int(np.sum(np.asarray(scores) >= np.asarray(scores)[secret]))


@task.mutant(
    Text(
        "Candidates with the same score as the secret are put behind it. A model that knows nothing, and gives all the same score, would then seem to know every secret.",
        "Les candidats au même score que le secret sont placés derrière lui. Un modèle qui ne sait rien, et donne à tous le même score, semblerait alors connaître tous les secrets.",
    ),
)
def equals_behind(scores, secret):
    rank = 1 + np.sum(np.asarray(scores) > np.asarray(scores)[secret])
    return float(np.log2(len(scores)) - np.log2(rank))


@task.mutant(
    Text(
        "Your ranking begins with the lowest score. A log-probability is higher (nearer to 0) for what the model finds more likely: the highest comes first.",
        "Votre classement commence par le score le plus bas. Une log-probabilité est plus haute (plus proche de 0) pour ce que le modèle trouve plus probable : la plus haute vient en premier.",
    ),
)
def lowest_first(scores, secret):
    rank = np.sum(np.asarray(scores) <= np.asarray(scores)[secret])
    return float(np.log2(len(scores)) - np.log2(rank))


@task.mutant(
    Text(
        "The logarithm is natural, not of base 2: the exposure is counted in bits, so that each one halves the candidates. Use np.log2.",
        "Le logarithme est naturel, et non en base 2 : l'exposition se compte en bits, chacun divisant les candidats par deux. Prenez np.log2.",
    ),
)
def natural_logarithm(scores, secret):
    return float(np.log(len(scores)) - np.log(_rank(scores, secret)))


@task.mutant(
    Text(
        "That is the rank. The exposure compares it with the number of candidates: being 5th of ten says little, 5th of ten thousand a lot.",
        "C'est le rang. L'exposition le compare au nombre de candidats : être 5e sur dix dit peu, 5e sur dix mille beaucoup.",
    ),
)
def the_rank(scores, secret):
    return float(_rank(scores, secret))


@task.mutant(
    Text(
        "You take the secret's own probability. A long secret is improbable even when it is the most likely of all: compare it with the other candidates, by its rank.",
        "Vous prenez la probabilité du secret lui-même. Un secret long est improbable même s'il est le plus probable de tous : comparez-le aux autres candidats, par son rang.",
    ),
)
def own_probability(scores, secret):
    return float(-np.asarray(scores)[secret] / np.log(2))


@task.mutant(
    Text(
        "The sign is the wrong way round: a secret that comes first has the highest exposure. log2 of the candidates, minus log2 of the rank.",
        "Le signe est inversé : un secret qui vient premier a l'exposition la plus haute. log2 du nombre de candidats, moins log2 du rang.",
    ),
)
def sign_turned(scores, secret):
    return float(np.log2(_rank(scores, secret)) - np.log2(len(scores)))


@task.mutant(
    Text(
        "`secret` says where the secret stands in the array, not its rank. The rank counts the candidates whose score is at least as high.",
        "`secret` dit où est le secret dans le tableau, pas son rang. Le rang compte les candidats dont le score est au moins aussi haut.",
    ),
)
def place_for_rank(scores, secret):
    return np.log2(len(scores)) - np.log2(secret + 1)


@task.mutant(
    Text(
        "That is the rank in bits: high where the secret is well hidden. The exposure is what is left of the candidates' bits: log2 of their number minus this.",
        "C'est le rang, en bits : haut quand le secret est bien caché. L'exposition est ce qui reste des bits des candidats : log2 de leur nombre, moins cela.",
    ),
)
def bits_of_the_rank(scores, secret):
    return np.log2(np.sum(np.asarray(scores) >= scores[secret]))


@task.mutant(
    Text(
        "You divide the number of candidates by the rank, and stop there. In bits, take log2 of that.",
        "Vous divisez le nombre de candidats par le rang, sans aller plus loin. En bits, prenez-en log2.",
    ),
)
def without_logarithm(scores, secret):
    return len(scores) / np.sum(np.asarray(scores) >= scores[secret])


@task.mutant(
    Text(
        "np.argsort(-scores)[secret] is the candidate that stands at that place of the ranking, not the place of the secret. Count who scores at least as high.",
        "np.argsort(-scores)[secret] est le candidat qui se trouve à cette place du classement, et non la place du secret. Comptez qui a un score au moins aussi haut.",
    ),
)
def who_stands_there(scores, secret):
    rank = np.argsort(-np.asarray(scores), kind="stable")[secret] + 1
    return np.log2(len(scores)) - np.log2(rank)


@task.cases
def candidates(rng):
    worlds = ((60, 0.3), (100, 0.0), (150, 0.7), (40, 1.0))
    for number, place in (worlds[i] for i in rng.permutation(len(worlds))):
        number = number + int(rng.integers(0, 9))
        scores = np.sort(rng.normal(-12, 3, number).round(2))[::-1].copy()
        rank = min(int(place * number), number - 1)
        secret_score = scores[rank]
        if 0 < place < 1:  # two others with the very same score
            scores[rank + 1 : rank + 3] = secret_score
        order = rng.permutation(number)
        secret = int(np.flatnonzero(order == rank)[0])
        yield case(scores=scores[order], secret=secret)
