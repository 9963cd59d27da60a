"""Builder's task 1: from scores to shares, row by row, however large the scores."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["torch", "scipy.special", "scipy.stats", "sklearn.utils"],
    why=Text(
        "Right: each row adds up to 1, whatever the scores. The colours of a heat map always add up to 100 %, even over words that mean nothing: that a word has the largest share says nothing yet of its importance.",
        "Juste : chaque ligne somme à 1, quels que soient les scores. Les couleurs d'une carte somment toujours à 100 %, même sur des mots qui ne veulent rien dire : avoir la plus grande part ne dit encore rien de l'importance d'un mot.",
    ),
    hints=[
        Text(
            "np.exp of each score, divided by the sum of its row: axis=-1, keepdims=True.",
            "np.exp de chaque score, divisé par la somme de sa ligne : axis=-1, keepdims=True.",
        ),
        Text(
            "np.exp(1000) is infinite. Subtract from each row its own largest score first: the shares stay the same.",
            "np.exp(1000) est infini. Retranchez d'abord de chaque ligne son plus grand score : les parts restent les mêmes.",
        ),
    ],
    laws=[
        laws.sums_to(
            1,
            Text(
                "Each row must sum to 1: a row is one word that looks at all the others.",
                "Chaque ligne doit sommer à 1 : une ligne, c'est un mot qui regarde tous les autres.",
            ),
            axis=-1,
        ),
        laws.known(
            {"scores": np.log([[1.0, 3.0], [8.0, 2.0]])},
            np.array([[0.25, 0.75], [0.8, 0.2]]),
            Text(
                "Scores log 1 and log 3 give 1 and 3 parts of 4; log 8 and log 2 give 8 and 2 parts of 10.",
                "Les scores log 1 et log 3 donnent 1 et 3 parts sur 4 ; log 8 et log 2, 8 et 2 parts sur 10.",
            ),
        ),
        laws.unchanged_by(
            "scores",
            [np.array([[2.0, 1.0, 0.0]]), np.array([[2002.0, 2001.0, 2000.0]])],
            Text(
                "Adding the same number to all the scores of a row must change nothing, even 2000. Subtract the row's largest score before np.exp.",
                "Ajouter le même nombre à tous les scores d'une ligne ne doit rien changer, même 2000. Retranchez le plus grand score de la ligne avant np.exp.",
            ),
        ),
    ],
)


@task.reference
def from_the_largest(scores):
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


@task.alternative
def row_by_row(scores):
    rows = []
    for row in scores.tolist():
        weights = [np.exp(score - max(row)) for score in row]
        rows.append([weight / sum(weights) for weight in weights])
    return rows


@task.alternative
def through_logarithms(scores):
    return np.exp(scores - np.logaddexp.reduce(scores, axis=1)[:, None])


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "shares: never below 0")


def _shares(scores, axis=-1):
    weights = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


@task.mutant(
    Text(
        "np.exp overflows: with large scores the shares are not numbers. Subtract from each row its largest score first; the shares stay the same.",
        "np.exp déborde : avec de grands scores, les parts ne sont plus des nombres. Retranchez d'abord de chaque ligne son plus grand score ; les parts restent les mêmes.",
    ),
)
def overflows(scores):
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(scores)
        return weights / weights.sum(axis=-1, keepdims=True)


@task.mutant(
    Text(
        "You subtract the largest score of the whole table. A row far below it becomes 0 / 0. Each row has its own largest score: axis=-1, keepdims=True.",
        "Vous retranchez le plus grand score de tout le tableau. Une ligne bien plus basse devient 0 / 0. Chaque ligne a son propre maximum : axis=-1, keepdims=True.",
    ),
)
def largest_of_the_table(scores):
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = np.exp(scores - scores.max())
        return weights / weights.sum(axis=-1, keepdims=True)


@task.mutant(
    Text(
        "The whole table sums to 1, not each row. Every word shares out its own attention: sum along the row.",
        "C'est tout le tableau qui somme à 1, et non chaque ligne. Chaque mot répartit sa propre attention : sommez le long de la ligne.",
    ),
)
def over_the_whole_table(scores):
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@task.mutant(
    Text(
        "The columns sum to 1, not the rows. A row is the word that looks, a column the word that is looked at: axis=-1.",
        "Ce sont les colonnes qui somment à 1, et non les lignes. Une ligne est le mot qui regarde, une colonne le mot regardé : axis=-1.",
    ),
)
def down_the_columns(scores):
    return _shares(scores, axis=0)


@task.mutant(
    Text(
        "You share out the scores themselves, without np.exp: shares become negative, or infinite.",
        "Vous répartissez les scores eux-mêmes, sans np.exp : des parts deviennent négatives, ou infinies.",
    ),
)
def without_exponential(scores):
    total = scores.sum(axis=-1, keepdims=True)
    return scores / np.where(total == 0, 1.0, total)


@task.mutant(
    Text(
        "The word with the largest score takes everything. Softmax leaves a share to each word, smaller where the score is lower.",
        "Le mot au plus grand score prend tout. Le softmax laisse une part à chaque mot, plus petite quand le score est plus bas.",
    ),
)
def winner_takes_all(scores):
    return (np.arange(scores.shape[-1]) == scores.argmax(axis=-1)[:, None]).astype(float)


@task.mutant(
    Text(
        "You subtract the mean of each row. np.exp still overflows where one score lies far above it: subtract the largest, so that no exponent is above 0.",
        "Vous retranchez la moyenne de chaque ligne. np.exp déborde encore là où un score la dépasse de loin : retranchez le plus grand, pour qu'aucun exposant ne dépasse 0.",
    ),
)
def mean_subtracted(scores):
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(scores - scores.mean(axis=-1, keepdims=True))
        return weights / weights.sum(axis=-1, keepdims=True)


@task.mutant(
    Text(
        "You raise 2.7 to the power of the scores. That was rounded to count by hand; the number is 2.71828..., and np.exp knows it.",
        "Vous élevez 2,7 à la puissance des scores. C'était arrondi pour compter à la main ; le nombre est 2,71828..., et np.exp le connaît.",
    ),
)
def rounded_base(scores):
    weights = 2.7 ** (scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


@task.cases
def tables(rng):
    for words, others in ((3, 4), (5, 5), (2, 6)):
        yield case(scores=rng.normal(0, 2, (words, others)).round(3))
    large = rng.uniform(1500, 1504, (4, 5)).round(2)
    large[1] -= 3000.0  # a row far below the others
    yield case(scores=large)
    apart = rng.uniform(-2, 2, (3, 5)).round(2)  # so far apart that the lowest cannot be subtracted instead
    apart[:, 0] += 900.0
    apart[:, -1] -= 900.0
    yield case(scores=apart)
