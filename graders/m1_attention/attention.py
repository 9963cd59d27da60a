"""Builder's task 2: one head of attention."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

_HAND = {
    "queries": np.array([[2.0, 0.0, 0.0, 0.0]]),
    "keys": np.array([[math.log(3), 0.0, 0.0, 0.0], [0.0, 5.0, 0.0, 0.0]]),
    "values": np.array([[4.0, 0.0], [0.0, 8.0]]),
}

task = function_task(
    points=2,
    forbids=["torch", "transformers"],
    why=Text(
        "Right, and look at the law that you have just obeyed: shuffle the words, and each one comes out as it was. Nothing in this formula knows who came first.",
        "Juste, et regardez la loi que vous venez de respecter : mélangez les mots, chacun ressort comme avant. Rien dans cette formule ne sait qui est venu en premier.",
    ),
    hints=[
        Text(
            "All the dot products at once: queries @ keys.T. Row i, column j: what word i finds in word j.",
            "Tous les produits scalaires d'un coup : queries @ keys.T. Ligne i, colonne j : ce que le mot i trouve au mot j.",
        ),
        Text(
            "Divide by the square root of the width, queries.shape[1], before shares(...); then shares(...) @ values.",
            "Divisez par la racine carrée de la largeur, queries.shape[1], avant shares(...) ; puis shares(...) @ values.",
        ),
    ],
    laws=[
        laws.known(
            _HAND,
            np.array([[3.0, 2.0]]),
            Text(
                "By hand: width 4, so scores are divided by 2. They become log 3 and 0: 3 and 1 parts of 4. The mixture is 3/4 of (4, 0) and 1/4 of (0, 8): (3, 2).",
                "À la main : largeur 4, donc on divise les scores par 2. Ils deviennent log 3 et 0 : 3 et 1 parts sur 4. Le mélange est 3/4 de (4, 0) et 1/4 de (0, 8) : (3, 2).",
            ),
        ),
        laws.permutation_invariant(
            ["keys", "values"],
            Text(
                "The words looked at were shuffled, each with its key and its value: what a word gathers from them must not change.",
                "On a mélangé les mots regardés, chacun avec sa clé et sa valeur : ce qu'un mot en retire ne doit pas changer.",
            ),
        ),
        laws.permutation_equivariant(
            ["queries"],
            Text(
                "The words that look were shuffled: the rows of the result must be shuffled in the same way, and nothing else.",
                "On a mélangé les mots qui regardent : les lignes du résultat doivent être mélangées de la même façon, et rien d'autre.",
            ),
        ),
    ],
)


def _shares(scores, axis=-1):
    weights = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@task.reference
def scaled_dot_product(queries, keys, values):
    return _shares(queries @ keys.T / np.sqrt(queries.shape[1])) @ values


@task.alternative
def word_by_word(queries, keys, values):
    rows = []
    for query in queries:
        scores = [float(np.dot(query, key)) / len(query) ** 0.5 for key in keys]
        weights = [math.exp(score - max(scores)) for score in scores]
        mixed = sum(weight * value for weight, value in zip(weights, values, strict=True))
        rows.append((mixed / sum(weights)).tolist())
    return rows


@task.alternative
def with_einsum(queries, keys, values):
    scores = np.einsum("id,jd->ij", queries, keys) * queries.shape[-1] ** -0.5
    return np.einsum("ij,je->ie", _shares(scores), values)


@task.mutant(
    Text(
        "The scores are not divided by the square root of the width. With long lists of numbers the scores grow, and one word takes nearly everything.",
        "Les scores ne sont pas divisés par la racine carrée de la largeur. Avec de longues listes de nombres, ils grandissent, et un mot prend presque tout.",
    ),
)
def not_scaled(queries, keys, values):
    return _shares(queries @ keys.T) @ values


@task.mutant(
    Text(
        "You divide by the width itself. Its square root is asked for: the scores would otherwise be nearly equal, and every word would look everywhere alike.",
        "Vous divisez par la largeur elle-même. On demande sa racine carrée : sinon, les scores se ressemblent trop, et chaque mot regarde partout de la même façon.",
    ),
)
def divided_by_the_width(queries, keys, values):
    return _shares(queries @ keys.T / queries.shape[1]) @ values


@task.mutant(
    Text(
        "You divide by the square root of the number of words. The width is the number of numbers in each word's list: queries.shape[1].",
        "Vous divisez par la racine du nombre de mots. La largeur est le nombre de nombres dans la liste de chaque mot : queries.shape[1].",
    ),
)
def by_the_number_of_words(queries, keys, values):
    return _shares(queries @ keys.T / np.sqrt(len(keys))) @ values


@task.mutant(
    Text(
        "The shares are taken down the columns. Each word that looks shares out its own attention: along its row.",
        "Les parts sont prises le long des colonnes. Chaque mot qui regarde répartit sa propre attention : le long de sa ligne.",
    ),
)
def shared_down_the_columns(queries, keys, values):
    return _shares(queries @ keys.T / np.sqrt(queries.shape[1]), axis=0) @ values


@task.mutant(
    Text(
        "You return the shares. They say where each word looks; what it gathers there are the values, mixed in these shares: shares @ values.",
        "Vous renvoyez les parts. Elles disent où chaque mot regarde ; ce qu'il en retire, ce sont les valeurs, mélangées selon ces parts : parts @ values.",
    ),
)
def shares_alone(queries, keys, values):
    return _shares(queries @ keys.T / np.sqrt(queries.shape[1]))


@task.mutant(
    Text(
        "The scores are multiplied by the values without having been made into shares: a mixture adds up to one.",
        "Les scores sont multipliés par les valeurs sans avoir été changés en parts : dans un mélange, les parts somment à un.",
    ),
)
def without_softmax(queries, keys, values):
    return queries @ keys.T / np.sqrt(queries.shape[1]) @ values


@task.mutant(
    Text(
        "Each word takes over the value of the single word it likes best. Attention mixes all of them, in shares.",
        "Chaque mot reprend la valeur du seul mot qu'il préfère. L'attention les mélange tous, selon des parts.",
    ),
)
def only_the_best(queries, keys, values):
    return values[(queries @ keys.T).argmax(axis=1)]


@task.mutant(
    Text(
        "The shares are taken over the whole table: shares(scores) without an axis makes everything sum to 1 at once. Each word that looks has its own 100 %: axis=-1.",
        "Les parts sont prises sur tout le tableau : shares(scores) sans axe fait sommer le tout à 1. Chaque mot qui regarde a ses propres 100 % : axis=-1.",
    ),
)
def over_the_whole_table(queries, keys, values):
    scores = queries @ keys.T / np.sqrt(queries.shape[1])
    weights = np.exp(scores - scores.max())
    return weights / weights.sum() @ values


@task.mutant(
    Text(
        "You divide by the root after the shares were made: they no longer sum to 1, and the strongest word still takes too much. Divide the scores, before.",
        "Vous divisez par la racine une fois les parts faites : elles ne somment plus à 1, et le mot le plus fort prend toujours trop. Divisez les scores, avant.",
    ),
)
def scaled_after_the_shares(queries, keys, values):
    return _shares(queries @ keys.T) / np.sqrt(queries.shape[1]) @ values


@task.mutant(
    Text(
        "You mix the keys. A key only says which words agree; what a word hands over is its value.",
        "Vous mélangez les clés. Une clé dit seulement quels mots s'accordent ; ce qu'un mot transmet, c'est sa valeur.",
    ),
)
def keys_mixed(queries, keys, values):
    return _shares(queries @ keys.T / np.sqrt(queries.shape[1])) @ keys


@task.mutant(
    Text(
        "You take the root of the width of the values. What grows with the width is the dot product, so it is the width of queries and keys that counts.",
        "Vous prenez la racine de la largeur des valeurs. Ce qui grandit avec la largeur, c'est le produit scalaire : c'est celle des requêtes et des clés qui compte.",
    ),
)
def width_of_the_values(queries, keys, values):
    return _shares(queries @ keys.T / np.sqrt(values.shape[1])) @ values


@task.cases
def words(rng):
    for looking, looked_at, width, gathered in ((3, 5, 4, 2), (6, 6, 9, 3), (4, 7, 2, 5)):
        yield case(
            queries=rng.normal(0, 1.5, (looking, width)).round(3),
            keys=rng.normal(0, 1.5, (looked_at, width)).round(3),
            values=rng.normal(0, 1, (looked_at, gathered)).round(3),
        )
    far = rng.normal(0, 1, (3, 4)).round(3)  # scores too large for np.exp
    yield case(
        queries=60 * far,
        keys=40 * rng.normal(0, 1, (5, 4)).round(3),
        values=rng.normal(0, 1, (5, 3)).round(3),
    )
