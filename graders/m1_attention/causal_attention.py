"""Builder's task 3: the causal mask."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["torch", "transformers"],
    why=Text(
        "Right: we replaced the words that follow, and what was worked out for the words before them did not move. That is how a chat model can write: it never reads what it has not yet written. The mask also brings order back, without any number of a place: the second word sees two words, the third sees three.",
        "Juste : nous avons remplacé les mots qui suivent, et ce qui était calculé pour les mots d'avant n'a pas bougé. C'est ainsi qu'un agent conversationnel peut écrire : il ne lit jamais ce qu'il n'a pas encore écrit. Le masque ramène aussi l'ordre, sans aucun numéro de place : le deuxième mot voit deux mots, le troisième en voit trois.",
    ),
    hints=[
        Text(
            "A score of -np.inf becomes a share of 0. Put it wherever the word looked at comes later: column > row.",
            "Un score de -np.inf donne une part de 0. Mettez-le partout où le mot regardé vient après : colonne > ligne.",
        ),
        Text(
            "np.triu(np.ones((n, n), dtype=bool), k=1) is True above the diagonal; np.where(later, -np.inf, scores) leaves the arguments as they are.",
            "np.triu(np.ones((n, n), dtype=bool), k=1) est vrai au-dessus de la diagonale ; np.where(apres, -np.inf, scores) laisse les arguments intacts.",
        ),
    ],
    laws=[
        laws.blind_to_what_follows(
            ["queries", "keys", "values"],
            Text(
                "We replaced the words that follow, and what your function gives for the words before them moved. No word may see what comes after it.",
                "Nous avons remplacé les mots qui suivent, et ce que donne votre fonction pour les mots d'avant a bougé. Aucun mot ne doit voir ce qui vient après lui.",
            ),
        ),
        laws.known(
            {
                "queries": np.array([[0.0], [0.0], [0.0]]),
                "keys": np.array([[1.0], [2.0], [3.0]]),
                "values": np.array([[6.0], [0.0], [3.0]]),
            },
            np.array([[6.0], [3.0], [3.0]]),
            Text(
                "By hand, with all scores 0: the first word sees itself alone (6), the second two words in halves (3), the third all three in thirds (3).",
                "À la main, avec des scores tous nuls : le premier mot ne voit que lui-même (6), le deuxième deux mots par moitiés (3), le troisième les trois par tiers (3).",
            ),
        ),
    ],
)


def _shares(scores):
    weights = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def _scores(queries, keys):
    return queries @ keys.T / np.sqrt(queries.shape[1])


@task.reference
def masked_above_the_diagonal(queries, keys, values):
    scores = queries @ keys.T / np.sqrt(queries.shape[1])
    later = np.triu(np.ones(scores.shape, dtype=bool), k=1)
    return _shares(np.where(later, -np.inf, scores)) @ values


@task.alternative
def word_by_word(queries, keys, values):
    rows = []
    for place in range(len(queries)):
        seen = keys[: place + 1] @ queries[place] / math.sqrt(queries.shape[1])
        rows.append((_shares(seen) @ values[: place + 1]).tolist())
    return rows


@task.alternative
def by_comparing_places(queries, keys, values):
    place = np.arange(len(keys))
    seen = np.where(place[:, None] >= place, _scores(queries, keys), -np.inf)
    return np.exp(seen - np.logaddexp.reduce(seen, axis=1)[:, None]) @ values


@task.mutant(
    Text(
        "The later words have the score 0 instead of minus infinity: np.exp(0) is 1, and each of them keeps a share.",
        "Les mots d'après ont le score 0 au lieu de moins l'infini : np.exp(0) vaut 1, et chacun d'eux garde une part.",
    ),
)
def score_of_nought(queries, keys, values):
    return _shares(np.tril(_scores(queries, keys))) @ values


@task.mutant(
    Text(
        "You set shares to 0 after the softmax: those that are left no longer sum to 1. Hide the scores before it.",
        "Vous mettez des parts à 0 après le softmax : celles qui restent ne somment plus à 1. Cachez les scores avant.",
    ),
)
def hidden_after_the_softmax(queries, keys, values):
    return np.tril(_shares(_scores(queries, keys))) @ values


@task.mutant(
    Text(
        "The past is hidden and the future shown: the mask is turned round. The word in row i sees the columns 0 to i.",
        "C'est le passé qui est caché et l'avenir montré : le masque est à l'envers. Le mot de la ligne i voit les colonnes 0 à i.",
    ),
)
def past_hidden(queries, keys, values):
    scores = _scores(queries, keys)
    return _shares(np.where(np.tril(np.ones(scores.shape, dtype=bool), k=-1), -np.inf, scores)) @ values


@task.mutant(
    Text(
        "A word does not see itself. It may: the mask begins one place further on (k=1), and the first word would otherwise see nothing at all.",
        "Un mot ne se voit pas lui-même. Il en a le droit : le masque commence une place plus loin (k=1) ; sinon, le premier mot ne verrait rien.",
    ),
)
def not_itself(queries, keys, values):
    scores = _scores(queries, keys)
    hidden = np.where(np.triu(np.ones(scores.shape, dtype=bool)), -np.inf, scores)
    hidden[0] = 0.0  # nothing left to see: everything alike
    return _shares(hidden) @ values


@task.mutant(
    Text(
        "Each word still sees the next one: the mask begins one place too far. k=1 hides everything above the diagonal.",
        "Chaque mot voit encore le suivant : le masque commence une place trop loin. k=1 cache tout ce qui est au-dessus de la diagonale.",
    ),
)
def sees_the_next_word(queries, keys, values):
    scores = _scores(queries, keys)
    return _shares(np.where(np.triu(np.ones(scores.shape, dtype=bool), k=2), -np.inf, scores)) @ values


@task.mutant(
    Text(
        "Every word sees every other: there is no mask yet.",
        "Chaque mot voit tous les autres : il n'y a pas encore de masque.",
    ),
)
def without_a_mask(queries, keys, values):
    return _shares(_scores(queries, keys)) @ values


@task.mutant(
    Text(
        "The mask is right, but the scores are not divided by the square root of the width any more.",
        "Le masque est juste, mais les scores ne sont plus divisés par la racine carrée de la largeur.",
    ),
)
def scale_forgotten(queries, keys, values):
    scores = queries @ keys.T
    return _shares(np.where(np.triu(np.ones(scores.shape, dtype=bool), k=1), -np.inf, scores)) @ values


@task.mutant(
    Text(
        "You hide after the softmax and share out again. On paper that is the same; where a hidden word had by far the largest score, the others were already rounded to 0, and 0 / 0 is left. Hide the scores before.",
        "Vous cachez après le softmax, puis répartissez de nouveau. Sur le papier, c'est pareil ; là où un mot caché avait de loin le plus grand score, les autres étaient déjà arrondis à 0, et il reste 0 / 0. Cachez les scores avant.",
    ),
)
def shared_anew_after_hiding(queries, keys, values):
    weights = np.tril(_shares(_scores(queries, keys)))
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=-1, keepdims=True) @ values


@task.mutant(
    Text(
        "A word does not see itself, and the first one sees nothing at all: its shares are 0 / 0. The mask begins one place further on (k=1).",
        "Un mot ne se voit pas lui-même, et le premier ne voit rien du tout : ses parts valent 0 / 0. Le masque commence une place plus loin (k=1).",
    ),
)
def first_word_sees_nothing(queries, keys, values):
    scores = _scores(queries, keys)
    with np.errstate(invalid="ignore"):
        return _shares(np.where(np.triu(np.ones(scores.shape, dtype=bool)), -np.inf, scores)) @ values


@task.mutant(
    Text(
        "The shares are taken down the columns: the later words share out what the earlier ones receive. Each word shares out its own attention, along its row: axis=-1.",
        "Les parts sont prises le long des colonnes : les mots d'après se partagent ce que reçoivent ceux d'avant. Chaque mot répartit sa propre attention, le long de sa ligne : axis=-1.",
    ),
)
def shared_down_the_columns(queries, keys, values):
    scores = _scores(queries, keys)
    hidden = np.where(np.triu(np.ones(scores.shape, dtype=bool), k=1), -np.inf, scores)
    weights = np.exp(hidden - hidden.max(axis=0))
    return weights / weights.sum(axis=0) @ values


@task.mutant(
    Text(
        "Every word before counts alike: you average the values and never look at the scores. The mask hides words; how much each of the others counts is still the softmax of its score.",
        "Chaque mot d'avant compte autant : vous faites la moyenne des valeurs sans regarder les scores. Le masque cache des mots ; le poids des autres reste le softmax de leur score.",
    ),
)
def past_averaged(queries, keys, values):
    return np.cumsum(values, axis=0) / np.arange(1, len(values) + 1)[:, None]


@task.cases
def sentences(rng):
    for length, width, gathered in ((5, 4, 3), (6, 2, 2), (3, 9, 4)):
        yield case(
            queries=rng.normal(0, 1.5, (length, width)).round(3),
            keys=rng.normal(0, 1.5, (length, width)).round(3),
            values=rng.normal(0, 1, (length, gathered)).round(3),
        )
    large = rng.normal(0, 1, (5, 4)).round(3)  # scores too large for np.exp
    yield case(
        queries=60 * large,
        keys=40 * rng.normal(0, 1, (5, 4)).round(3),
        values=rng.normal(0, 1, (5, 2)).round(3),
    )
    yield case(queries=np.array([[0.3, 1.2]]), keys=np.array([[2.0, -1.0]]), values=rng.normal(0, 1, (1, 3)))
