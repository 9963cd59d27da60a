"""Builder's task 2: BM25 scores."""

import math

from labkit.tasks import Text, case, function_task, laws

from .lexis import SEARCH, WORDS, few, some


def _scores(query, documents, *, b=0.75, rarity=None, saturates=True):
    mean = sum(len(d) for d in documents) / len(documents)
    n = len(documents)
    rarity = rarity or (lambda held: math.log(1 + (n - held + 0.5) / (held + 0.5)))
    scores = []
    for words in documents:
        score = 0.0
        for word in query:
            times = words.count(word)
            part = times / (times + 1.5 * (1 - b + b * len(words) / mean)) if saturates else times
            score += rarity(sum(word in d for d in documents)) * part
        scores.append(score)
    return scores


_DOCUMENTS = [["fever", "cough"], ["fever", "fever"], ["pain", "leg"]]

task = function_task(
    points=2,
    forbids=SEARCH,
    why=Text(
        "Right. A rare word weighs more than a frequent one, the second mention adds less than the first, and a long passage has no advantage. A word that is spelled otherwise counts for nothing at all.",
        "Juste. Un mot rare pèse plus qu'un mot fréquent, la deuxième mention ajoute moins que la première, et un long passage n'est pas avantagé. Un mot écrit autrement ne compte pas du tout.",
    ),
    hints=[
        Text(
            "Before the loop: the mean length, and the weight of each word of the question. n is the number of documents that hold the word: sum(word in words for words in documents).",
            "Avant la boucle : la longueur moyenne, et le poids de chaque mot de la question. n est le nombre de documents qui contiennent le mot : sum(word in words for words in documents).",
        ),
        Text(
            "For one document: K = 1.5 * (0.25 + 0.75 * len(words) / mean). Each word of the question adds weight * times / (times + K), with times = words.count(word).",
            "Pour un document : K = 1.5 * (0.25 + 0.75 * len(words) / mean). Chaque mot de la question ajoute weight * times / (times + K), avec times = words.count(word).",
        ),
    ],
    laws=[
        laws.known(
            {"query": ["cough"], "documents": _DOCUMENTS},
            [math.log(1 + 2.5 / 1.5) / 2.5, 0.0, 0.0],
            Text(
                "Three documents of two words each; « cough » stands once in the first alone. Its weight is ln(1 + 2.5 / 1.5), K is 1.5: the scores are that weight / 2.5, 0 and 0.",
                "Trois documents de deux mots ; « cough » n'est que dans le premier, une fois. Son poids est ln(1 + 2,5 / 1,5), K vaut 1,5 : les scores sont ce poids / 2,5, puis 0 et 0.",
            ),
        ),
        laws.bounded(
            0,
            None,
            Text(
                "A score below 0: a word that stands in more than half of the documents would count against them. The 1 + inside the logarithm prevents that.",
                "Un score inférieur à 0 : un mot présent dans plus de la moitié des documents jouerait contre eux. Le 1 + dans le logarithme l'évite.",
            ),
        ),
    ],
)


@task.reference
def document_by_document(query, documents):
    mean = sum(len(words) for words in documents) / len(documents)
    held = {word: sum(word in words for words in documents) for word in query}
    weight = {word: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for word, n in held.items()}
    scores = []
    for words in documents:
        k = 1.5 * (0.25 + 0.75 * len(words) / mean)
        scores.append(sum(weight[word] * words.count(word) / (words.count(word) + k) for word in query))
    return scores


@task.alternative
def by_arrays(query, documents):
    import numpy as np

    times = np.array([[words.count(word) for word in query] for words in documents])
    length = np.array([len(words) for words in documents])
    held = (times > 0).sum(axis=0)
    weight = np.log1p((len(documents) - held + 0.5) / (held + 0.5))
    k = 1.5 * (0.25 + 0.75 * length / length.mean())
    return (weight * times / (times + k[:, None])).sum(axis=1)


@task.alternative
def word_by_word(query, documents):
    from collections import Counter

    counts = [Counter(words) for words in documents]
    mean = sum(map(len, documents)) / len(documents)
    scores = [0.0] * len(documents)
    for word in query:
        n = sum(count[word] > 0 for count in counts)
        weight = math.log((len(documents) + 1) / (n + 0.5))
        for place, count in enumerate(counts):
            k = 0.375 + 1.125 * count.total() / mean
            scores[place] += weight * count[word] / (count[word] + k)
    return scores


@task.mutant(
    Text(
        "A long document is not corrected for its length: it collects matches by chance. Divide its length by the mean length inside K.",
        "La longueur n'est pas corrigée : un long document accumule les correspondances par hasard. Dans K, divisez sa longueur par la longueur moyenne.",
    ),
)
def length_ignored(query, documents):
    return _scores(query, documents, b=0)


@task.mutant(
    Text(
        "All words weigh the same in your score. « Patient » stands everywhere and says nothing; « warfarine » stands in one protocol. Multiply by the weight of each word.",
        "Tous les mots pèsent autant chez vous. « Patient » est partout et ne dit rien ; « warfarine » est dans un seul protocole. Multipliez par le poids de chaque mot.",
    ),
)
def all_words_alike(query, documents):
    return _scores(query, documents, rarity=lambda held: 1.0)


@task.mutant(
    Text(
        "Ten mentions count ten times one. In BM25 the mentions saturate: times / (times + K).",
        "Dix mentions comptent dix fois plus qu'une. Dans BM25, les mentions saturent : times / (times + K).",
    ),
)
def no_saturation(query, documents):
    return _scores(query, documents, saturates=False)


@task.mutant(
    Text(
        "n counts every mention. It is the number of documents that hold the word: a word said ten times in one protocol is still rare.",
        "Votre n compte toutes les mentions. C'est le nombre de documents qui contiennent le mot : un mot répété dix fois dans un seul protocole reste rare.",
    ),
)
def mentions_not_documents(query, documents):
    n = len(documents)
    scores = [0.0] * n
    for word in query:
        total = sum(words.count(word) for words in documents)
        weight = math.log(1 + max(n - total + 0.5, 0.0) / (total + 0.5))
        for place, one in enumerate(_scores([word], documents, rarity=lambda held: 1.0)):
            scores[place] += weight * one
    return scores


@task.mutant(
    Text(
        "A word typed twice in the question counts once. The sum goes over the words of the question as they were typed.",
        "Un mot tapé deux fois dans la question ne compte qu'une fois. La somme porte sur les mots de la question tels qu'ils ont été tapés.",
    ),
)
def question_words_once(query, documents):
    return _scores(list(dict.fromkeys(query)), documents)


@task.mutant(
    Text(
        "You return the best document, or its place. All the scores are wanted, in the order of the documents: the ranking is made afterwards.",
        "Vous renvoyez le meilleur document, ou sa place. On demande tous les scores, dans l'ordre des documents : le classement vient ensuite.",
    ),
)
def best_place_only(query, documents):
    scores = _scores(query, documents)
    return scores.index(max(scores))


@task.cases
def small_libraries(rng):
    for many in (4, 5, 7):
        documents = [some(rng, WORDS, int(n)) for n in rng.integers(3, 15, many)]
        documents[0] = ["morphine", "morphine", "morphine", *few(rng, WORDS, 3)]
        documents = [[*words, "patient"] for words in documents[:-1]] + [documents[-1]]
        query = few(rng, WORDS, 2)
        yield case(query=["patient", "morphine", *query, query[0]], documents=documents)
    yield case(query=["inconnu", "dose"], documents=documents)
    # a word that begins with another
    longer = [["doses", "patient"], ["dose", "veine"], [*some(rng, WORDS, 4), "dose"], ["patient", "doses"]]
    yield case(query=["doses", "patient"], documents=longer)
