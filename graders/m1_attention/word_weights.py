"""Builder's task 5: reading a head, token by token, back into the words of the note."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text(
        "Right. And count what you had to decide: to average the heads, to sum the pieces of a word, to leave out the marks at both ends, to look from this word. Another choice colours another word. None of these choices is told by the model.",
        "Juste. Et comptez ce qu'il vous a fallu décider : moyenner les têtes, sommer les morceaux d'un mot, écarter les marques des deux bouts, regarder depuis ce mot-ci. Un autre choix colore un autre mot. Aucun de ces choix n'est dicté par le modèle.",
    ),
    hints=[
        Text(
            "weights[:, row].mean(axis=0) is where the word of that row looks, one number a token, averaged over the heads.",
            "weights[:, row].mean(axis=0) dit où regarde le mot de cette ligne, un nombre par jeton, en moyenne sur les têtes.",
        ),
        Text(
            "For word w, sum the tokens whose number in `words` is w. Those with -1 belong to no word.",
            "Pour le mot w, sommez les jetons dont le numéro dans `words` est w. Ceux qui ont -1 n'appartiennent à aucun mot.",
        ),
        Text(
            "Divide at the end by the sum over the words: what went to the marks is left out.",
            "Divisez à la fin par la somme sur les mots : ce qui allait aux marques est écarté.",
        ),
    ],
    laws=[
        laws.sums_to(
            1,
            Text(
                "The shares of the words must sum to 1: the marks at both ends are left out, and the rest is shared anew.",
                "Les parts des mots doivent sommer à 1 : on écarte les marques des deux bouts et l'on répartit le reste.",
            ),
        ),
        laws.known(
            {
                "weights": np.array([[[0.2, 0.3, 0.1, 0.4], [0.25] * 4, [0.25] * 4, [0.1, 0.2, 0.3, 0.4]]]),
                "words": [-1, 0, 0, 1],
                "row": 0,
            },
            np.array([0.5, 0.5]),
            Text(
                "One head, row 0: 0.2 for the mark, 0.3 and 0.1 for the two pieces of word 0, 0.4 for word 1. Word 0 has 0.4 of 0.8, word 1 has 0.4 of 0.8.",
                "Une tête, ligne 0 : 0,2 pour la marque, 0,3 et 0,1 pour les deux morceaux du mot 0, 0,4 pour le mot 1. Le mot 0 a 0,4 sur 0,8, le mot 1 aussi.",
            ),
        ),
        laws.permutation_invariant(
            ["weights"],
            Text(
                "The heads have no order: shuffling them must not change the shares. Average over all of them.",
                "Les têtes n'ont pas d'ordre : les mélanger ne doit pas changer les parts. Faites la moyenne sur toutes.",
            ),
        ),
    ],
)


@task.reference
def summed_by_word(weights, words, row):
    looks = weights[:, row].mean(axis=0)
    sums = np.array([looks[np.array(words) == word].sum() for word in range(max(words) + 1)])
    return sums / sums.sum()


@task.alternative
def token_by_token(weights, words, row):
    sums = [0.0] * (max(words) + 1)
    for head in weights:
        for weight, word in zip(head[row], words, strict=True):
            if word >= 0:
                sums[word] += float(weight)
    return [value / sum(sums) for value in sums]


@task.alternative
def with_bincount(weights, words, row):
    kept = np.array(words) >= 0
    sums = np.bincount(np.array(words)[kept], weights=weights.sum(axis=0)[row][kept])
    return sums / sums.sum()


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "shares: never below 0")
task.equivalent(
    "token_by_token:arithmetic:sums[word] += float(weight) -> *",
    "every sum with its sign turned: the shares are the same",
)


def _by_word(looks, words, gather=np.sum):
    words = np.array(words)
    return np.array([gather(looks[words == word]) for word in range(max(words) + 1)])


@task.mutant(
    Text(
        "The shares of the words sum to less than 1: the marks at both ends still have theirs. Leave them out, then divide by what is left.",
        "Les parts des mots somment à moins de 1 : les marques des deux bouts ont encore la leur. Écartez-les, puis divisez par ce qui reste.",
    ),
)
def marks_kept(weights, words, row):
    return _by_word(weights[:, row].mean(axis=0), words)


@task.mutant(
    Text(
        "You average over the pieces of a word. The task sums them: a word cut into three pieces received what its three pieces received. (Published tools do either, and colour different words.)",
        "Vous faites la moyenne des morceaux d'un mot. L'énoncé les somme : un mot coupé en trois a reçu ce qu'ont reçu ses trois morceaux. (Les outils publiés font l'un ou l'autre, et colorent des mots différents.)",
    ),
)
def pieces_averaged(weights, words, row):
    sums = _by_word(weights[:, row].mean(axis=0), words, np.mean)
    return sums / sums.sum()


@task.mutant(
    Text(
        "You read the column: who looks at this word. The row is asked for: where this word looks.",
        "Vous lisez la colonne : qui regarde ce mot. On demande la ligne : où ce mot regarde.",
    ),
)
def column_read(weights, words, row):
    sums = _by_word(weights[:, :, row].mean(axis=0), words)
    return sums / sums.sum()


@task.mutant(
    Text(
        "Only the first head is read. The others look elsewhere: average over all of them, or say which one you show.",
        "Seule la première tête est lue. Les autres regardent ailleurs : faites la moyenne sur toutes, ou dites laquelle vous montrez.",
    ),
)
def first_head_alone(weights, words, row):
    sums = _by_word(weights[0, row], words)
    return sums / sums.sum()


@task.mutant(
    Text(
        "You average over all rows: where all the words look together. The task asks for one row, that of the token `row`.",
        "Vous faites la moyenne de toutes les lignes : où regardent tous les mots ensemble. L'énoncé demande une seule ligne, celle du jeton `row`.",
    ),
)
def all_rows(weights, words, row):
    sums = _by_word(weights.mean(axis=(0, 1)), words)
    return sums / sums.sum()


@task.mutant(
    Text(
        "Only the best piece of each word counts. Sum all its pieces.",
        "Seul le meilleur morceau de chaque mot compte. Sommez tous ses morceaux.",
    ),
)
def best_piece(weights, words, row):
    sums = _by_word(weights[:, row].mean(axis=0), words, np.max)
    return sums / sums.sum()


@task.mutant(
    Text(
        "You share out anew within each head before averaging. A head that looked mostly at the marks then counts as much as the others: average the heads first, leave out the marks afterwards.",
        "Vous répartissez de nouveau dans chaque tête avant de faire la moyenne. Une tête qui regardait surtout les marques compte alors autant que les autres : moyenne des têtes d'abord, marques écartées ensuite.",
    ),
)
def shared_within_each_head(weights, words, row):
    each = np.array([_by_word(head[row], words) for head in weights])
    return (each / each.sum(axis=1, keepdims=True)).mean(axis=0)


@task.mutant(
    Text(
        "You take the strongest head for each piece. No head looked like that: it is a map put together from several. Average over the heads.",
        "Vous prenez la tête la plus forte pour chaque morceau. Aucune n'a regardé ainsi : c'est une carte faite de plusieurs. Faites la moyenne des têtes.",
    ),
)
def strongest_head(weights, words, row):
    sums = _by_word(weights[:, row].max(axis=0), words)
    return sums / sums.sum()


@task.mutant(
    Text(
        "The share of the marks goes to the last word: in Python, place -1 is the last one. Leave out the pieces whose word is -1.",
        "La part des marques va au dernier mot : en Python, la place -1 est la dernière. Écartez les morceaux dont le mot est -1.",
    ),
)
def marks_for_the_last_word(weights, words, row):
    sums = np.zeros(max(words) + 1)
    for share, word in zip(weights[:, row].mean(axis=0), words, strict=True):
        sums[word] += share
    return sums / sums.sum()


@task.mutant(
    Text(
        "Only the first piece of each word counts. Sum all its pieces: a word cut into many would lose most of its colour.",
        "Seul le premier morceau de chaque mot compte. Sommez tous ses morceaux : les mots les plus découpés perdraient presque toute leur couleur.",
    ),
)
def first_piece_alone(weights, words, row):
    sums = _by_word(weights[:, row].mean(axis=0), words, lambda pieces: pieces[0])
    return sums / sums.sum()


@task.mutant(
    Text(
        "You take the softmax of shares. They are shares already: a softmax makes them nearly equal, and the map nearly white. Divide by their sum.",
        "Vous prenez le softmax de parts. Ce sont déjà des parts : le softmax les rend presque égales, et la carte presque blanche. Divisez par leur somme.",
    ),
)
def softmax_of_shares(weights, words, row):
    sums = np.exp(_by_word(weights[:, row].mean(axis=0), words))
    return sums / sums.sum()


@task.cases
def heads(rng):
    for number, pieces in ((2, (1, 3, 2)), (4, (2, 1, 1, 4)), (3, (1, 2, 5, 1, 2))):
        words = [-1, *np.repeat(np.arange(len(pieces)), pieces).tolist(), -1]
        weights = rng.gamma(1.0, 1.0, (number, len(words), len(words)))
        weights /= weights.sum(axis=-1, keepdims=True)
        yield case(weights=weights.round(6), words=words, row=int(rng.integers(1, len(words) - 1)))
    words = [0, 0, 1, 1, -1, 2, 2, 1, 0]  # no mark at the ends, one in the middle, words that come back
    weights = rng.gamma(1.0, 1.0, (2, 9, 9))
    yield case(weights=(weights / weights.sum(axis=-1, keepdims=True)).round(6), words=words, row=0)
